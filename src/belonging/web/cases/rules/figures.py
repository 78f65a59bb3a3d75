"""A figure of a case study: one group's answers to one statement, as they were released, first and last time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from belonging.evaluation.released import Reading
from belonging.figures.printed import wave_name
from belonging.web.actions.rules.measures import BREAKDOWNS, people_words
from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.replies.rules.shares import Printed

_PARTED_BY: Final = "|"
_WORDS = {
    Reading.MORE: "More than before.",
    Reading.FEWER: "Fewer than before.",
    Reading.NO_CLEAR_CHANGE: "No clear change.",
    Reading.TOO_FEW: "Too few to tell whether it changed.",
}
ONE_WAVE: Final = "Asked once so far."
ONE_SHOWN: Final = "Shown for one time only."


@dataclass(frozen=True, slots=True)
class Picked:
    audience: str
    item: str
    by: str
    group: str

    @property
    def value(self) -> str:
        return _PARTED_BY.join((self.audience, self.item, self.by, self.group))


def picked_from(value: str) -> Picked | None:
    parts = value.split(_PARTED_BY)
    return Picked(*parts) if len(parts) == 4 and all(parts) else None


@dataclass(frozen=True, slots=True)
class Told:
    """One wave's share, in the release's words; its ends in per cent."""

    wave: str
    text: str
    low: float
    high: float

    @property
    def printed(self) -> Printed:
        return Printed(self.text, self.low, self.high)


@dataclass(frozen=True, slots=True)
class FigureWords:
    """All that is said of a figure. `change` is the release's own sentence; `reading` how it reads in short."""

    wording: str
    people: str
    positive: str
    told: tuple[Told, ...]
    reading: str
    change: str

    def to_data(self) -> dict[str, Any]:
        return {**asdict(self), "told": [asdict(each) for each in self.told]}


def words_from(data: Mapping[str, Any]) -> FigureWords:
    return FigureWords(**{**data, "told": tuple(Told(**each) for each in data["told"])})


@dataclass(frozen=True, slots=True)
class Found:
    """A figure as it may be picked now. `finding` is the id of the change, or of the only cell."""

    picked: Picked
    release_id: int
    finding: str
    words: FigureWords


def figure_of(voices: SchoolVoices | None, picked: Picked) -> Found | None:
    """None where it is not released, or refused in a wave."""
    if voices is None:
        return None
    heard = list(shares_of(voices, picked))
    if not heard:
        return None
    last = heard[-1]
    change = voices.change(picked.audience, picked.item, by=picked.by, group=picked.group)
    told_change = change if change is not None and change.refusal is None and len(heard) > 1 else None
    return Found(
        picked=picked,
        release_id=last.release_id,
        finding=told_change.id if told_change else last.finding,
        words=FigureWords(
            wording=last.wording,
            people=people_words(picked.audience, picked.by, last.group_label),
            positive=last.positive,
            told=tuple(Told(each.wave, each.text, each.low or 0, each.high or 0) for each in heard),
            reading=_WORDS[told_change.reading] if told_change else _untold(voices, picked, len(heard)),
            change=told_change.text if told_change else "",
        ),
    )


def _untold(voices: SchoolVoices, picked: Picked, shown: int) -> str:
    """Where no change is worked out."""
    if shown > 1:
        return ""
    return ONE_WAVE if len(voices.waves(picked.audience)) == 1 else ONE_SHOWN


def shares_of(voices: SchoolVoices, picked: Picked) -> Iterator[Heard]:
    """First and last wave; one where only one is shown."""
    waves = voices.waves(picked.audience)
    for wave in dict.fromkeys((waves[0], waves[-1])) if waves else ():
        heard = voices.heard(picked.audience, picked.item, by=picked.by, group=picked.group, wave=wave)
        if heard is not None and heard.refusal is None and heard.text:
            yield heard


def figures_offered(voices: SchoolVoices | None) -> list[tuple[str, str]]:
    """Value and words of each figure that can be picked: "Pupils with SEND: I feel safe (More than before.)"."""
    found = (figure_of(voices, picked) for picked in _all(voices))
    return [(each.picked.value, offered_words(each.words)) for each in found if each is not None]


def offered_words(words: FigureWords) -> str:
    people = words.people[:1].upper() + words.people[1:]
    return f"{people}: {words.wording} {words.reading}".strip()


def wave_words(told: Told) -> str:
    return f"{wave_name(told.wave)}: {told.text}"


def _all(voices: SchoolVoices | None) -> Iterator[Picked]:
    if voices is None:
        return
    for audience in voices.audiences:
        groups = [(by, group) for by in BREAKDOWNS for group, _ in voices.groups(audience, by)]
        for item in voices.items(audience):
            for by, group in (("all", "all"), *groups):
                yield Picked(audience, item.item, by, group)
