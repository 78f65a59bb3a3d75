"""How many hours of people's work a cohort needs, from assumptions that are stated and can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number of the forecast, and where it comes from."""

    key: str
    words: str
    value: float
    unit: str
    basis: str


_PILOT = "The pilot: 10 schools"
_OURS = "Our own estimate; the pilot kept no count. Change it when you know better."
ASSUMPTIONS: Final = (
    Assumption("pupils", "Pupils who answer in a school, each wave", 120, "pupils", f"{_PILOT}, over 1,200 pupils."),
    Assumption(
        "comments",
        "Comments from parents and staff of a school, each wave",
        50,
        "comments",
        f"{_PILOT}, 435 parents and almost 250 staff at the start, about 500 comments.",
    ),
    Assumption("comment_seconds", "Reading one comment", 20, "seconds", "500 comments took about 3 hours."),
    Assumption("adviser_start", "Adviser: getting one school started", 2, "hours", _OURS),
    Assumption("adviser_month", "Adviser: staying in touch with one school, each month", 0.5, "hours", _OURS),
    Assumption("adviser_visits", "Adviser: visits to one school", 2, "visits", _OURS),
    Assumption("adviser_visit", "Adviser: one visit with the journey", 5, "hours", _OURS),
    Assumption("talks", "Requests to talk for 1,000 pupils, each wave", 5, "requests", _OURS),
    Assumption("talk_minutes", "Safeguarding: one request to talk", 45, "minutes", _OURS),
    Assumption("concerns", "Concerns among 1,000 comments", 10, "concerns", _OURS),
    Assumption("concern_minutes", "Safeguarding: one concern", 30, "minutes", _OURS),
    Assumption(
        "translation_first",
        "Translators: checking one language for the first time",
        8,
        "hours",
        "About 4,000 words of questionnaires and letters at 500 words an hour. Our own estimate.",
    ),
    Assumption("translation_wave", "Translators: changes to one language, each wave", 1, "hours", _OURS),
)
KINDS: Final = {
    "advisers": "Advisers",
    "readers": "Comment readers",
    "safeguarding": "Safeguarding",
    "translators": "Translators",
}
PER_WAVE: Final = frozenset({"readers"})
"""Work that comes all at once while a wave is open, so that its hours are counted for one wave."""


@dataclass(frozen=True, slots=True)
class Size:
    """What is planned. `languages`: beside English."""

    schools: int
    waves: int
    months: int
    languages: int
    comments_on: bool


@dataclass(frozen=True, slots=True)
class Need:
    """Whole hours of one kind of work, how they come about, and the hours that the programme has stated."""

    kind: str
    hours: int
    how: str
    stated: int | None

    @property
    def fits(self) -> bool:
        """Whether the stated hours are enough; where none are stated they are not, unless nothing is needed."""
        return self.hours <= (self.stated or 0)


def assumed(changed: Mapping[str, float]) -> dict[str, float]:
    """Every assumption's number, those that were changed in place of ours."""
    return {each.key: float(changed.get(each.key, each.value)) for each in ASSUMPTIONS}


def forecast(size: Size, *, changed: Mapping[str, float], stated: Mapping[str, int]) -> tuple[Need, ...]:
    """The hours that advisers, comment readers, safeguarding and translators need, in that order."""
    numbers = assumed(changed)
    found = (
        ("advisers", *_advisers(size, numbers)),
        ("readers", *_readers(size, numbers)),
        ("safeguarding", *_safeguarding(size, numbers)),
        ("translators", *_translators(size, numbers)),
    )
    return tuple(Need(kind, _whole(hours), how, stated.get(kind)) for kind, hours, how in found)


def comments_fit(size: Size, *, changed: Mapping[str, float], stated: Mapping[str, int]) -> bool:
    """Whether the stated hours of comment readers are enough for the comments of one wave."""
    would = Size(size.schools, size.waves, size.months, size.languages, comments_on=True)
    readers = next(need for need in forecast(would, changed=changed, stated=stated) if need.kind == "readers")
    return bool(readers.stated) and readers.fits


def _advisers(size: Size, numbers: Mapping[str, float]) -> tuple[float, str]:
    each = (
        numbers["adviser_start"]
        + numbers["adviser_month"] * size.months
        + numbers["adviser_visits"] * numbers["adviser_visit"]
    )
    schools = f"{'each of ' * (size.schools != 1)}{_counted(size.schools, 'school')}"
    how = f"{_plain(each)} hours for {schools} over {_counted(size.months, 'month')}"
    return each * size.schools, how


def _readers(size: Size, numbers: Mapping[str, float]) -> tuple[float, str]:
    if not size.comments_on:
        return 0, "No comments are asked for"
    comments = numbers["comments"] * size.schools
    how = f"{_plain(comments)} comments in one wave, {_plain(numbers['comment_seconds'])} seconds each"
    return comments * numbers["comment_seconds"] / MINUTES / MINUTES, how


def _safeguarding(size: Size, numbers: Mapping[str, float]) -> tuple[float, str]:
    talks = numbers["talks"] / 1000 * numbers["pupils"] * size.schools * size.waves
    comments = numbers["comments"] * size.schools * size.waves if size.comments_on else 0
    concerns = numbers["concerns"] / 1000 * comments
    minutes = talks * numbers["talk_minutes"] + concerns * numbers["concern_minutes"]
    asked, raised = _counted(ceil(talks), "request"), _counted(ceil(concerns), "concern")
    how = f"{asked} to talk and {raised} over all waves, mostly seen to by schools"
    return minutes / MINUTES, how


def _translators(size: Size, numbers: Mapping[str, float]) -> tuple[float, str]:
    if not size.languages:
        return 0, "English only"
    each = numbers["translation_first"] + numbers["translation_wave"] * max(size.waves - 1, 0)
    return each * size.languages, f"{_plain(each)} hours for each of {_counted(size.languages, 'language')}"


def _whole(hours: float) -> int:
    # Floating point must not make an hour out of nothing: 3.0000000001 is 3.
    return ceil(round(hours, 6))


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _plain(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"
