"""What success will look like: a statement of a questionnaire, whose answers, and which way they should go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from belonging.evaluation.released import Rung
from belonging.web.audit.rules.heard import Heard, SchoolVoices

MORE: Final = "more"
HOLD: Final = "hold"
DIRECTIONS: Final = (MORE, HOLD)
BREAKDOWNS: Final = ("send", "sen", "gender", "phase", "year_group")
WHOSE: Final = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}
PEOPLE: Final = {"pupil": "pupils", "parent": "parents and carers", "staff": "staff"}
_PARTED_BY: Final = "|"


@dataclass(frozen=True, slots=True)
class Measure:
    """`by` and `group` are those of a released table: "all" and "all", or "send" and "SEND"."""

    audience: str
    item: str
    by: str
    group: str
    direction: str = MORE

    def __post_init__(self) -> None:
        parts = (self.audience, self.item, self.by, self.group)
        if not all(parts) or any(_PARTED_BY in part for part in parts):
            raise ValueError(f"A measure needs each of its parts, none of them with {_PARTED_BY!r}: {parts}")
        if self.direction not in DIRECTIONS:
            raise ValueError(f"A measure's direction is {self.direction!r}. Give one of {DIRECTIONS}.")


def measure_of(audience: str, item: str, by: str, group: str, direction: str) -> Measure | None:
    """From an action's five columns; None where it has no measure."""
    return Measure(audience, item, by, group, direction) if audience else None


def item_value(audience: str, item: str) -> str:
    """One value of a select: "pupil|safe"."""
    return _PARTED_BY.join((audience, item))


def group_value(by: str, group: str) -> str:
    return _PARTED_BY.join((by, group))


def parted(value: str) -> tuple[str, str]:
    """The two parts of a select's value; empty ones where it has not two."""
    first, _, second = value.partition(_PARTED_BY)
    return (first, second) if first and second and _PARTED_BY not in second else ("", "")


def items_offered(voices: SchoolVoices | None) -> list[tuple[str, str]]:
    """Value and words of every statement that is released for everyone who answered it."""
    if voices is None:
        return []
    return [
        (item_value(audience, each.item), f"{WHOSE[audience]}: {each.wording}")
        for audience in voices.audiences
        for each in voices.items(audience)
        if _is_told(voices.heard(audience, each.item))
    ]


def groups_offered(voices: SchoolVoices | None) -> list[tuple[str, str]]:
    """Value and words of every group that is shown on some statement, everyone first."""
    if voices is None:
        return []
    found = {group_value("all", "all"): "Everyone who was asked"}
    for by in BREAKDOWNS:
        for audience in voices.audiences:
            for group, label in voices.groups(audience, by):
                found.setdefault(group_value(by, group), label)
    return list(found.items())


def is_released(voices: SchoolVoices | None, measure: Measure) -> bool:
    """Whether that group's answers to that statement are shown in the latest wave."""
    if voices is None:
        return False
    return _is_told(voices.heard(measure.audience, measure.item, by=measure.by, group=measure.group))


def people_words(audience: str, by: str, label: str) -> str:
    """Who spoke: "pupils", "pupils with SEND", "girls"."""
    people = PEOPLE[audience]
    if by == "all" or not label:
        return people
    small = label[:1].lower() + label[1:]
    if small.startswith(("with ", "without ")):
        return f"{people} {small}"
    return small if by == "gender" else f"{people} ({label})"


def measure_words(measure: Measure, voices: SchoolVoices | None) -> str:
    """Who should say what, and which way. In the item's key where its words are not at hand."""
    heard = None
    if voices is not None:
        heard = voices.heard(measure.audience, measure.item, by=measure.by, group=measure.group) or voices.heard(
            measure.audience, measure.item
        )
    people = people_words(measure.audience, measure.by, _label(measure, voices))
    start = f"More {people} than before" if measure.direction == MORE else f"No fewer {people} than before"
    if heard is None:
        return f"{start} answer “{measure.item}” well."
    return f"{start} say “{heard.positive}” to “{heard.wording}”."


def measure_caution(measure: Measure, voices: SchoolVoices | None) -> str:
    """What to know of a group that is small; empty otherwise."""
    heard = voices.heard(measure.audience, measure.item, by=measure.by, group=measure.group) if voices else None
    if heard is None or heard.rung is not Rung.WORDS:
        return ""
    return (
        "Fewer than 30 of them answered last time, so the next report can say about how many say so, "
        "and perhaps not whether that has changed."
    )


def _label(measure: Measure, voices: SchoolVoices | None) -> str:
    """What a table calls the group; its key where no table shows it now."""
    shown = dict(voices.groups(measure.audience, measure.by)) if voices is not None else {}
    return shown.get(measure.group, measure.group)


def _is_told(heard: Heard | None) -> bool:
    return heard is not None and heard.refusal is None
