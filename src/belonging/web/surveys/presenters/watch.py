"""The open questionnaires at a glance: how far they are, which class has not sat, and what to do about it.

Every number comes from counts that are rounded and ten minutes old at most; none is worked out from answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from belonging.web.schools.rules.calendar import Calendar
from belonging.web.surveys.models import Entrance, Pack, Round, State
from belonging.web.surveys.presenters.rounds import NextThing, clock, long_day, round_title
from belonging.web.surveys.presenters.watch_next import Rights, listed, next_thing
from belonging.web.surveys.queries import Watched, whole_of
from belonging.web.surveys.rules.rounds import by_number, count_words
from belonging.web.surveys.rules.watching import (
    Days,
    Pace,
    Sat,
    Tally,
    by_year,
    how_far,
    needed_a_day,
    pace_of,
    school_days,
)
from belonging.web.surveys.rules.year_groups import year_name
from belonging.web.ui.components import Task

GROUPS = {
    Sat.NOT_YET: ("Not sat yet", "Nobody in these classes has answered, or hardly anyone."),
    Sat.BEGUN: ("Has begun", "Some pupils still have their turn to come."),
    Sat.MOST: ("Most or all have sat", "Was anybody away? Unused slips still work."),
    Sat.UNTOLD: ("Too few to count", "With fewer than 5 slips, a number would tell too much about one pupil."),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """`total` 0: there is no whole to hold `done` against, so only the words are shown."""

    title: str
    words: str
    done: int
    total: int
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class ClassGroup:
    own_id: str
    title: str
    intro: str
    tasks: tuple[Task, ...]

    @property
    def list_id(self) -> str:
        return f"{self.own_id}-list"


@dataclass(frozen=True, slots=True)
class WatchPage:
    title: str
    sentence: str
    assumed: str
    next: NextThing
    bars: tuple[Bar, ...]
    years: tuple[Bar, ...]
    groups: tuple[ClassGroup, ...]
    counted: str


def watch_page(*, watched: Sequence[Watched], calendar: Calendar, rights: Rights, now: datetime) -> WatchPage:
    open_ones = [each for each in watched if each.round.state == State.OPEN]
    today = timezone.localdate(now)
    live = [(each.round, pack) for each in open_ones for pack in each.packs if pack.revoked_at is None]
    return WatchPage(
        title=_title(open_ones),
        sentence=_sentence(open_ones, calendar, today),
        assumed="" if calendar.is_known(today) or not open_ones else
        "We do not have your term dates for this school year, so every Monday to Friday counts as a school day.",
        next=next_thing(watched=watched, calendar=calendar, rights=rights, today=today),
        bars=tuple(_round_bar(each, _days_of(each.round, calendar, today), rights) for each in open_ones),
        years=tuple(_year_bars(pack for _, pack in live)),
        groups=tuple(_groups(live, rights, today)),
        counted=_counted([each.round for each in open_ones]),
    )  # fmt: skip


def _title(open_ones: Sequence[Watched]) -> str:
    waves = list(dict.fromkeys(each.round.get_wave_display().lower() for each in open_ones))
    return f"How many have answered: {listed(waves)}" if waves else "How many have answered"


def _sentence(open_ones: Sequence[Watched], calendar: Calendar, today: date) -> str:
    closing = sorted(each.round.closes_at for each in open_ones if each.round.closes_at)
    if not closing:
        return "No questionnaire is open at the moment."
    first = timezone.localdate(closing[0])
    if first < today:
        return "The last day has passed. The questionnaire closes within minutes."
    left = _school_days(calendar.school_days_between(today, first))
    days = "Today is the last day" if first == today else f"{left} left, today included"
    what = "It closes" if len(open_ones) == 1 else "The first closes" if closing[0] != closing[-1] else "They close"
    return f"{days}. {what} by {'itself' if len(open_ones) == 1 else 'themselves'} at the end of {long_day(first)}."


def _school_days(count: int) -> str:
    return "1 school day" if count == 1 else f"{count} school days"


def _days_of(round_: Round, calendar: Calendar, today: date) -> Days:
    opens, closes = round_.opens_at, round_.closes_at
    if opens is None or closes is None:
        return Days(0, 0, 0)
    return school_days(calendar, opens=timezone.localdate(opens), closes=timezone.localdate(closes), today=today)


def _round_bar(each: Watched, days: Days, rights: Rights) -> Bar:
    round_, whole = each.round, whole_of(each.round, each.packs)
    href = reverse("surveys:round", args=[round_.host.slug, round_.handle]) if rights.inside else ""
    title = round_title(round_)
    if round_.answered_counted_at is None:
        return Bar(title, "Not counted yet", 0, whole, href=href)
    people = "on the roll" if round_.roll else "who have a slip"
    said = count_words(round_.answered)
    words = f"{said} of {whole} {people}" if whole else f"{said} have answered"
    note = _pace_words(round_, whole, days) if whole and round_.entrance == Entrance.SLIPS else ""
    return Bar(title, words[0].upper() + words[1:], min(round_.answered, whole), whole, note, href)


def _pace_words(round_: Round, whole: int, days: Days) -> str:
    pace = pace_of(answered=round_.answered, whole=whole, days=days)
    gone = f"{days.gone} of {_school_days(days.whole)} {'is' if days.gone == 1 else 'are'} over"
    if pace is Pace.NEARLY_ALL:
        return "Nearly everyone has had their turn."
    if pace is Pace.BEGINNING:
        return "It has only begun." if days.gone == 0 else f"{gone}."
    need = needed_a_day(answered=round_.answered, whole=whole, days=days)
    to_go = f" About {need} on each school day left would reach everyone." if need else ""
    return f"{'On pace' if pace is Pace.ON_PACE else 'Behind'}: {gone}.{to_go}"


def _year_bars(packs: Iterable[Pack]) -> Iterable[Bar]:
    years = by_year((pack.year_group, pack.used, pack.slips) for pack in packs if pack.used_counted_at)
    if len(years) < 2:
        return
    for year in sorted(years, key=lambda code: by_number("0" if code == "R" else code)):
        yield _year_bar(year_name(year), years[year])


def _year_bar(name: str, tally: Tally) -> Bar:
    words = f"{name}: {count_words(tally.used)} of {tally.slips}"
    return Bar(name, words, tally.used, tally.slips)


def _groups(live: Sequence[tuple[Round, Pack]], rights: Rights, today: date) -> Iterable[ClassGroup]:
    sorted_out: dict[Sat, list[Task]] = {sat: [] for sat in GROUPS}
    for round_, pack in live:
        sat = how_far(used=pack.used, slips=pack.slips) if pack.used_counted_at else Sat.NOT_YET
        sorted_out[sat].append(_class_row(round_, pack, sat, rights, today))
    for sat, (title, intro) in GROUPS.items():
        if sorted_out[sat]:
            yield ClassGroup(sat.value, f"{title} ({len(sorted_out[sat])})", intro, tuple(sorted_out[sat]))


def _class_row(round_: Round, pack: Pack, sat: Sat, rights: Rights, today: date) -> Task:
    href = reverse("surveys:pack", args=[round_.host.slug, pack.pk]) if rights.may_print else ""
    if sat is Sat.UNTOLD:
        status = f"{pack.slips} slip{'' if pack.slips == 1 else 's'}"
    elif pack.used_counted_at is None:
        status = "Not counted yet"
    else:
        status = f"{count_words(pack.used).capitalize()} of {pack.slips}"
    return Task(title=pack.label, status=status, href=href, hint=_class_words(pack, sat, today))


def _class_words(pack: Pack, sat: Sat, today: date) -> str:
    sentences = []
    if pack.sits_on is None:
        sentences += ["No day agreed yet."] if sat is Sat.NOT_YET else []
    elif pack.sits_on >= today:
        sentences.append("Sits today." if pack.sits_on == today else f"Sits on {long_day(pack.sits_on)}.")
    elif sat is Sat.NOT_YET:
        sentences.append(f"Its day was {long_day(pack.sits_on)}.")
    if pack.teacher_email and sat in (Sat.NOT_YET, Sat.BEGUN):
        sentences.append("Its teacher is reminded.")
    return " ".join(sentences)


def _counted(rounds: Sequence[Round]) -> str:
    if not rounds:
        return ""
    times = [round_.answered_counted_at for round_ in rounds]
    known = [time for time in times if time is not None]
    if len(known) < len(times):
        return "Not everything has been counted yet. We count every ten minutes."
    return f"Counted at {clock(min(known))}."
