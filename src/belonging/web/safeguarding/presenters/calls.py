"""A school's calls in words: what waits comes first, with what is known of who asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.safeguarding.models import ABOUT_WORDS, Call, Origin, Outcome
from belonging.web.safeguarding.presenters.talking import clock
from belonging.web.safeguarding.queries.calls import YearCount
from belonging.web.safeguarding.rules.escalation import ERASED_AFTER, REMINDED_BEFORE, About, Asked, due
from belonging.web.schools.rules.calendar import Calendar
from belonging.web.ui.components import SummaryRow, Table

WHO = {
    "pupil": "A pupil",
    "parent": "A parent or carer",
    "staff": "A member of staff",
    "training": "Somebody at a training session",
    "lead": "A school’s lead",
}
ASKED_WORDS = {
    Asked.SAFEGUARDING: "the safeguarding lead",
    Asked.DEPUTY: "the deputy safeguarding lead",
    Asked.HEAD: "the head teacher",
    Asked.CHAIR: "the chair of governors",
    Asked.PROGRAMME: "the programme’s team",
}


@dataclass(frozen=True, slots=True)
class CallCard:
    """`state`: waiting, taken or closed. `words`: theirs, as typed. `erased`: what is erased here, and when.

    `late`: nobody has taken it up within a school hour.
    """

    key: str
    state: str
    title: str
    when: str
    facts: tuple[SummaryRow, ...]
    words: str
    note: str
    erased: str
    soon: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks, and when: an account, names by account id, the school's clock."""

    reader: str
    names: Mapping[str, str]
    calendar: Calendar
    now: datetime


def cards(calls: Iterable[Call], sight: Sight) -> list[CallCard]:
    """Waiting ones first, then those somebody has, then those that are closed."""
    order = ("waiting", "taken", "closed")
    made = [_card(call, sight) for call in calls]
    return sorted(made, key=lambda card: order.index(card.state))


def year_sentence(count: YearCount) -> str:
    """What came this school year, for the safeguarding people's own record."""
    if not count.talks and not count.comments:
        return f"Nobody has asked so far in the school year {_year(count.first_year)}."
    parts = [_number(count.talks, "request to talk", "requests to talk")]
    if count.comments:
        parts.append(_number(count.comments, "comment passed on", "comments passed on"))
    return f"School year {_year(count.first_year)}: {' and '.join(parts)}; {count.taken_up} taken up."


def waiting_table(calls: Sequence[Call]) -> Table | None:
    """For the programme's team: that a call waits, and who has been asked. Nothing of what it says."""
    if not calls:
        return None
    rows = [(call.school.name, day_and_time(call.asked_at), _asked(call)) for call in calls]
    return Table("Not taken up yet", ("School", "Asked", "Who has been told"), rows)


def day_and_time(at: datetime) -> str:
    """Monday 23 November, about 10:20am: calls are kept to ten minutes."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'l j F')}, about {clock(local)}"


def without_account(unready: Mapping[Asked, str]) -> list[str]:
    """A sentence for each of `queries.people.keepers_without_account`."""
    return [
        f"{name}, {ASKED_WORDS[kind]}, has no account yet and can’t read requests. Please ask them to use the link in "
        "our invitation."
        for kind, name in unready.items()
    ]


def _card(call: Call, sight: Sight) -> CallCard:
    goes = call.acknowledged_at + ERASED_AFTER if call.acknowledged_at else None
    state = "closed" if call.closed_at else "taken" if call.acknowledged_at else "waiting"
    return CallCard(
        key=call.key,
        state=state,
        title=_title(call),
        when=day_and_time(call.asked_at),
        facts=_facts(call),
        words=call.words,
        note=_note(call, state, sight),
        erased=_erased(call, state, goes) if goes else "",
        soon=state == "taken" and goes is not None and goes - REMINDED_BEFORE <= sight.now,
        late=state == "waiting" and due(sight.calendar, call.asked_at, sight.now).people > 1,
    )


def _title(call: Call) -> str:
    who = WHO.get(call.audience, "Somebody")
    if call.origin == Origin.COMMENT:
        return f"A comment that worried a reader: {who.lower()} wrote it"
    return f"{call.name} asks to talk" if call.name else f"{who} asks to talk and gave no name"


def _facts(call: Call) -> tuple[SummaryRow, ...]:
    if call.origin == Origin.COMMENT:
        rows = [("Who wrote it", "We don’t know: no name and no answers came with it.")]
    else:
        group = "Class or form" if call.audience == "pupil" else "How to reach them"
        rows = [(group, call.group or "Not given")]
        if call.wish:
            rows.append(("Would like to talk to", call.wish))
    if call.about:
        rows.append(("It is about", ABOUT_WORDS[About(call.about)]))
    return tuple(SummaryRow(key, value) for key, value in rows)


def _note(call: Call, state: str, sight: Sight) -> str:
    if state == "waiting" or call.acknowledged_at is None:
        return f"Told so far: {_asked(call)}."
    since = day_and_time(call.acknowledged_at)
    if state == "taken" and call.acknowledged_by == sight.reader:
        return f"You have {f'{call.name}’s request' if call.name else 'this'}, since {since}."
    taken = f"{sight.names.get(call.acknowledged_by, 'Somebody whose account is gone')} has this since {since}."
    return f"{taken} {Outcome(call.outcome).said_of(call.origin)}." if state == "closed" else taken


def _erased(call: Call, state: str, goes: datetime) -> str:
    what = "The words" if call.origin == Origin.COMMENT else "Name, class and words"
    said = f"{what} are erased here on {date_format(timezone.localtime(goes), 'j F Y')}."
    return f"{said} Please say before then how it ended." if state == "taken" else said


def _asked(call: Call) -> str:
    told = [ASKED_WORDS[Asked(each["who"])] for each in call.asked_of]
    return ", then ".join(told) if told else "nobody yet; the first mail goes within a minute"


def _year(first: int) -> str:
    return f"{first} to {first + 1}"


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
