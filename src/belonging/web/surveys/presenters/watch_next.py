"""The one thing to do next about the questionnaires of a school, in words, with the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from belonging.web.schools.rules.calendar import Calendar
from belonging.web.surveys.models import Entrance, Pack, State
from belonging.web.surveys.presenters.rounds import NextThing, long_day, round_title
from belonging.web.surveys.queries import Watched
from belonging.web.surveys.rules.watching import Sat, how_far
from belonging.web.surveys.rules.windows import last_possible, school_day_until

NAMED_AT_MOST = 3
LEADS_AGREE = "The school’s lead or SENCO agrees a day with each teacher."
LAST_DAYS = 3
"""School days before the end from which more time is offered."""


@dataclass(frozen=True, slots=True)
class Rights:
    """`inside`: the reader has a role in the school, so its pages open; the programme's team looks from outside."""

    inside: bool
    may_run: bool = False
    may_print: bool = False


def next_thing(*, watched: Sequence[Watched], calendar: Calendar, rights: Rights, today: date) -> NextThing:
    open_ones = [each for each in watched if each.round.state == State.OPEN]
    if not open_ones:
        return _before_or_after(watched, rights)
    by_slips = [each for each in open_ones if each.round.entrance == Entrance.SLIPS]
    for each in by_slips:
        found = _about_slips(each, calendar, rights, today)
        if found is not None:
            return found
    if any(_waiting(each) for each in by_slips):
        text = "Every class that has not sat has a day. We remind its teacher, if you gave us the address."
        return NextThing("Nothing to do today", text)
    text = "Unused slips work until the end of the last day: pupils who were away can still have their turn."
    return NextThing("Nothing to do today", text if by_slips else "Share the address once more before the last day.")


def listed(names: Sequence[str]) -> str:
    """One, one and two, one, two and 3 more."""
    shown = [*names[:NAMED_AT_MOST]]
    if len(names) > NAMED_AT_MOST:
        shown = [*names[: NAMED_AT_MOST - 1], f"{len(names) - NAMED_AT_MOST + 1} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _before_or_after(watched: Sequence[Watched], rights: Rights) -> NextThing:
    for each in watched:
        round_ = each.round
        href = reverse("surveys:round", args=[round_.host.slug, round_.handle]) if rights.inside else ""
        if round_.state == State.CLOSED:
            text = "It is closed. Answers that are on their way may still arrive; then it is sealed."
            return NextThing(f"{round_title(round_)}: wait for the sealing", text, href, "Go to this questionnaire")
        text = "It is ready. The school lead opens it, and then you see here how it goes."
        return NextThing(f"Open it: {round_title(round_).lower()}", text, href, "Go to this questionnaire")
    text = "When a questionnaire opens, this page shows how many have answered, class by class."
    return NextThing("Nothing to watch yet", text)


def _about_slips(each: Watched, calendar: Calendar, rights: Rights, today: date) -> NextThing | None:
    round_ = each.round
    here = [round_.host.slug, round_.handle]
    live = [pack for pack in each.packs if pack.revoked_at is None]
    if not live:
        if not rights.may_print:
            return NextThing("Slips are not printed yet", "The school’s lead or SENCO prints them.")
        text = "Nobody can answer without a slip. Print them class by class; it takes about ten minutes."
        return NextThing("Print the slips", text, reverse("surveys:slips", args=here), "Print the slips")
    late = [pack for pack in _waiting(each) if pack.sits_on and pack.sits_on < today]
    if late:
        return _new_day(each, late, rights)
    waiting = _waiting(each)
    if waiting and _days_left(each, calendar, today) <= LAST_DAYS:
        return _hurry(each, waiting, calendar, rights)
    without = [pack for pack in waiting if pack.sits_on is None]
    if without:
        verb = "class has" if len(without) == 1 else "classes have"
        agree = "Agree a day with each teacher and set it here." if rights.may_print else LEADS_AGREE
        text = f"{listed([pack.label for pack in without])}. {agree}"
        return NextThing(f"{len(without)} {verb} no day yet", text, f"#{Sat.NOT_YET.value}", "See the classes")
    return None


def _waiting(each: Watched) -> list[Pack]:
    """Packs of which nothing, or hardly anything, is used. Those too small to be told are never among them."""
    return [
        pack
        for pack in each.packs
        if pack.revoked_at is None and how_far(used=pack.used, slips=pack.slips) is Sat.NOT_YET
    ]


def _days_left(each: Watched, calendar: Calendar, today: date) -> int:
    closes = each.round.closes_at
    return calendar.school_days_between(today, timezone.localdate(closes)) if closes else 0


def _new_day(each: Watched, late: Sequence[Pack], rights: Rights) -> NextThing:
    has = "has" if len(late) == 1 else "have"
    text = "Its day has passed" if len(late) == 1 else "Their days have passed"
    text += ", and fewer than 5 slips are used. "
    text += "Agree a new day with the teacher and set it here." if rights.may_print else LEADS_AGREE
    href = reverse("surveys:pack", args=[each.round.host.slug, late[0].pk]) if rights.may_print else ""
    title = f"{listed([pack.label for pack in late])} {has} not sat"
    return NextThing(title, text, href, f"Set a new day for {late[0].label}")


def _hurry(each: Watched, waiting: Sequence[Pack], calendar: Calendar, rights: Rights) -> NextThing:
    round_ = each.round
    has = "has" if len(waiting) == 1 else "have"
    title = f"{listed([pack.label for pack in waiting])} {has} not sat, and the end is near"
    if round_.opens_at is None or round_.closes_at is None:
        return NextThing(title, "Ask the teachers for a turn today.")
    latest = school_day_until(last_possible(timezone.localdate(round_.opens_at)), calendar)
    if latest <= timezone.localdate(round_.closes_at):
        return NextThing(title, "It cannot get more time: 28 days are the most. Ask the teachers for a turn today.")
    text = f"Ask the teachers for a turn. If that is too soon, it can get more time, until {long_day(latest)} at most."
    href = reverse("surveys:extend", args=[round_.host.slug, round_.handle]) if rights.may_run else ""
    return NextThing(title, text, href, "Give it more time", "secondary")
