"""A record in words: its state, what it is of, what it says, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belonging.web.programme.models import Cohort, Wave
from belonging.web.programme.queries.cohorts import windows_of
from belonging.web.voice.models import VoiceRecord
from belonging.web.voice.queries.records import is_standing
from belonging.web.voice.rules.listening import KINDS, SEEN, SIZES, WAYS, Kind, View, constructs

LEAD = (
    "Some pupils can use no form of the questionnaire, not even pictures with help. Talk with a few of them, or "
    "watch how they are, and write it down here. The words stand in your report beside the figures. "
    "No number comes of them."
)
RATE = (
    "These pupils stay on roll, so they count among those who did not answer. A lower share of answers is no fault: "
    "this is where they are heard."
)
SOMEBODY = "a colleague"


@dataclass(frozen=True, slots=True)
class RecordCard:
    """`state` is empty where it stands. `texts` are headings with words; `second`: how another person sees it."""

    number: int
    title: str
    wave: str
    when: str
    facts: tuple[str, ...]
    state: str
    colour: str
    texts: tuple[tuple[str, str], ...]
    second: str
    who: str
    is_draft: bool
    stands: bool
    was_erased: bool
    is_pooled: bool
    replaces: int | None


def occasions(cohorts: Iterable[Cohort]) -> dict[str, str]:
    """Each wave of each cohort: "7:baseline" to "Baseline, Pilot". All waves where none is planned."""
    return {
        f"{cohort.pk}:{wave}": f"{Wave(wave).label}, {cohort.name}"
        for cohort in cohorts
        for wave in windows_of(cohort) or Wave.values
    }


def card_of(record: VoiceRecord, roles: Mapping[str, str]) -> RecordCard:
    """`roles`: of the accounts that wrote and confirmed it, in words."""
    state, colour = _state(record)
    return RecordCard(
        number=record.pk,
        title=KINDS[record.kind],
        wave=Wave(record.wave).label,
        when=f"{Wave(record.wave).label}, {record.cohort.name}",
        facts=tuple(_facts(record)),
        state=state,
        colour=colour,
        texts=() if record.withdrawn_at else tuple(_texts(record)),
        second=record.otherwise,
        who=_who(record, roles),
        is_draft=record.confirmed_at is None,
        stands=is_standing(record),
        was_erased=record.withdrawn_at is not None,
        is_pooled=record.shared,
        replaces=record.replaces_id,
    )


def _state(record: VoiceRecord) -> tuple[str, str]:
    if record.confirmed_at is None:
        return "Draft", "yellow"
    if record.withdrawn_at is not None:
        return "Taken back", "grey"
    return ("", "") if is_standing(record) else ("Replaced", "grey")


def _facts(record: VoiceRecord) -> Iterable[str]:
    titles = constructs()
    yield SIZES[record.size]
    if record.kind == Kind.OBSERVATION:
        yield f"Seen {SEEN[record.seen][0].lower()}{SEEN[record.seen][1:]}"
    yield f"They communicate by: {', '.join(WAYS[key].lower() for key in record.ways)}"
    yield f"About: {', '.join(titles[key].lower() for key in record.about)}"


def _texts(record: VoiceRecord) -> Iterable[tuple[str, str]]:
    asked = "What we watched" if record.kind == Kind.OBSERVATION else "What we said and showed"
    said = (
        (asked, record.asked),
        ("How pupils chose", record.assent),
        ("Signs of belonging", record.well),
        ("Signs of unease", record.uneasy),
        ("What we take from it", record.taken),
    )
    return ((heading, words) for heading, words in said if words)


def _who(record: VoiceRecord, roles: Mapping[str, str]) -> str:
    writer = roles.get(record.written_by, SOMEBODY)
    if record.confirmed_at is None:
        return f"Written by {writer}."
    second = roles.get(record.confirmed_by, SOMEBODY)
    agreed = "who sees it this way" if record.view == View.AGREES else "who sees some of it otherwise"
    return f"Written by {writer}, read by {second}, {agreed}."
