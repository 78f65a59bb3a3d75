"""Changes between waves and gaps between groups: every item's estimate of one kind, read together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from belonging.evaluation.estimates import (
    ONE_WAVE,
    TOO_FEW_FOR_GAP,
    TOO_FEW_PEOPLE,
    TOO_WIDE_TO_TELL,
    WAVE_WITHHELD,
    Estimate,
)
from belonging.evaluation.groups import group_label, people
from belonging.evaluation.readings import Rule, change_text, gap_change_text, gap_text, read
from belonging.evaluation.released import Cell, Change, Gap, Interval, Reading, Refusal, Share
from belonging.evaluation.voices import Shown, Voice

SMALLEST = 10
"""Fewer people than this at either end and nothing is compared."""

PAIRS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "gender": (("boy", "girl"),),
    "send": (("send", "no_send"),),
    "sen": (("K", "N"), ("E", "N")),
    "gender-send": (("boy-send", "boy-other"), ("girl-send", "girl-other"), ("not_boy-send", "not_boy-other")),
}
"""The groups that are compared, each with the one it is set against."""

_PHRASES: Final[Mapping[str, str]] = {
    "boy": "from boys",
    "girl": "from girls",
    "send": "with SEND",
    "no_send": "without",
    "K": "with SEN support",
    "E": "with an EHC plan",
    "N": "with no SEN recorded",
    "boy-send": "from boys with SEND",
    "boy-other": "from boys not known to have SEND",
    "girl-send": "from girls with SEND",
    "girl-other": "from girls not known to have SEND",
    "not_boy-send": "from girls and others with SEND",
    "not_boy-other": "from girls and others not known to have SEND",
}

Ends = tuple[Cell, Cell]
"""What is compared: first wave and last, or the group set against and the group."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A comparable pair by its places in the tally."""

    group: int
    against: int


def changes_of(shown: Shown, voice: Voice, group: int, rule: Rule) -> Mapping[str, Change]:
    """First wave to last of one group, for every item."""
    first, last = shown.tally.waves[0], shown.tally.waves[-1]
    ends: dict[str, Ends] = {}
    made: dict[str, Change] = {}
    for item in shown.tally.items:
        pair = shown.cell(item, group, 0), shown.cell(item, group, len(shown.tally.waves) - 1)
        refusal = _not_compared(shown, item, pair, TOO_FEW_PEOPLE)
        if refusal is None and pair[0] and pair[1]:
            ends[item] = pair[0], pair[1]
        else:
            made[item] = _change(shown, item, group, _none(refusal))
    estimates = {item: voice.change(item, group) for item in ends}
    readings = read(estimates, {item: _base(pair) for item, pair in ends.items()}, rule)
    noun = people(shown.tally.audience)
    for item, estimate in estimates.items():
        text = _change_text(estimate, readings[item], ends[item], noun)
        said = _Said(estimate, readings[item], text, as_interval(estimate, voice.change_method))
        made[item] = _change(shown, item, group, said)
    return {item: made[item] for item in shown.tally.items if first != last}


def gaps_of(shown: Shown, voice: Voice, rule: Rule) -> Mapping[str, tuple[Gap, ...]]:
    """Every comparable pair in every wave, and how its gap changed from first to last, for every item."""
    gaps: dict[str, list[Gap]] = {item: [] for item in shown.tally.items}
    names = shown.tally.groups
    for group, against in PAIRS.get(shown.tally.by, ()):
        if group not in names or against not in names:
            continue
        pair = _Pair(names.index(group), names.index(against))
        for wave in range(len(shown.tally.waves)):
            _add(gaps, _gaps_in(shown, voice, pair, wave, rule))
        if len(shown.tally.waves) > 1:
            _add(gaps, _gap_changes(shown, voice, pair, rule))
    return {item: tuple(found) for item, found in gaps.items()}


def _add(gaps: dict[str, list[Gap]], found: Mapping[str, Gap]) -> None:
    for item, gap in found.items():
        gaps[item].append(gap)


def _gaps_in(shown: Shown, voice: Voice, pair: _Pair, wave: int, rule: Rule) -> Mapping[str, Gap]:
    ends: dict[str, Ends] = {}
    made: dict[str, Gap] = {}
    for item in shown.tally.items:
        two = shown.cell(item, pair.against, wave), shown.cell(item, pair.group, wave)
        if two[0] is None or two[1] is None:
            continue  # the table itself says why the wave is not there
        if _base((two[0], two[1])) < SMALLEST:
            made[item] = _gap(shown, item, pair, (wave, None), _none(TOO_FEW_FOR_GAP))
        else:
            ends[item] = two[0], two[1]
    estimates = {item: voice.gap(item, pair.group, pair.against, wave) for item in ends}
    readings = read(estimates, {item: _base(two) for item, two in ends.items()}, rule)
    for item, estimate in estimates.items():
        shares = _positive(ends[item])
        text = gap_text(readings[item], (_phrase(shown, pair.group), _phrase(shown, pair.against)), shares)
        said = _Said(estimate, readings[item], text, as_interval(estimate, voice.gap_method))
        made[item] = _gap(shown, item, pair, (wave, None), said)
    return made


def _gap_changes(shown: Shown, voice: Voice, pair: _Pair, rule: Rule) -> Mapping[str, Gap]:
    last = len(shown.tally.waves) - 1
    bases: dict[str, int] = {}
    for item in shown.tally.items:
        cells = [shown.cell(item, group, wave) for group in (pair.group, pair.against) for wave in (0, last)]
        numbers = [cell.n or 0 for cell in cells if cell is not None]
        if len(numbers) == len(cells) and min(numbers) >= SMALLEST:
            bases[item] = min(numbers)
    estimates = {item: voice.gap_change(item, pair.group, pair.against) for item in bases}
    readings = read(estimates, bases, rule)
    phrases = _phrase(shown, pair.group), _phrase(shown, pair.against)
    return {
        item: _gap(
            shown,
            item,
            pair,
            (last, 0),
            _Said(
                estimate,
                readings[item],
                gap_change_text(readings[item], phrases),
                as_interval(estimate, voice.change_method),
            ),
        )
        for item, estimate in estimates.items()
    }


@dataclass(frozen=True, slots=True)
class _Said:
    """One comparison, worked out and put into words."""

    estimate: Estimate | None
    reading: Reading
    text: str
    interval: Interval | None = None
    refusal: Refusal | None = None

    @property
    def ends(self) -> tuple[float | None, float | None]:
        return (None, None) if self.estimate is None else (self.estimate.low, self.estimate.high)

    @property
    def why(self) -> Refusal | None:
        if self.estimate is None or self.estimate.refusal is not None:
            return self.refusal if self.estimate is None else self.estimate.refusal
        return TOO_WIDE_TO_TELL if self.reading is Reading.TOO_FEW else None


def _none(refusal: Refusal | None) -> _Said:
    return _Said(None, Reading.TOO_FEW, "Too few to tell", refusal=refusal)


def _change(shown: Shown, item: str, group: int, said: _Said) -> Change:
    name = shown.tally.groups[group]
    low, high = said.ends
    return Change(
        group=name,
        group_label=group_label(shown.tally.by, name, shown.tally.audience),
        earlier=shown.tally.waves[0],
        later=shown.tally.waves[-1],
        estimate_low=low,
        estimate_high=high,
        interval=said.interval,
        reading=said.reading,
        text=said.text,
        refusal=said.why,
        id=f"{item}-by-{shown.tally.by}:change:{name}",
    )


def _gap(shown: Shown, item: str, pair: _Pair, waves: tuple[int, int | None], said: _Said) -> Gap:
    group, against = shown.tally.groups[pair.group], shown.tally.groups[pair.against]
    wave, earlier = shown.tally.waves[waves[0]], None if waves[1] is None else shown.tally.waves[waves[1]]
    kind = f"gap:{wave}" if earlier is None else "gap-change"
    low, high = said.ends
    return Gap(
        id=f"{item}-by-{shown.tally.by}:{kind}:{group}-{against}",
        group=group,
        group_label=group_label(shown.tally.by, group, shown.tally.audience),
        against=against,
        against_label=group_label(shown.tally.by, against, shown.tally.audience),
        wave=wave,
        earlier=earlier,
        estimate_low=low,
        estimate_high=high,
        interval=said.interval,
        reading=said.reading,
        text=said.text,
        refusal=said.why,
    )


def _not_compared(shown: Shown, item: str, pair: tuple[Cell | None, Cell | None], few: Refusal) -> Refusal | None:
    """Why these two are not compared; None when they are."""
    if pair[0] is None or pair[1] is None:
        return WAVE_WITHHELD if shown.withheld(item) else ONE_WAVE
    numbers = [cell.n or 0 for cell in pair if cell]
    if min(numbers) >= SMALLEST:
        return None
    return few if min(numbers) else ONE_WAVE


def _base(ends: Ends) -> int:
    return min(ends[0].n or 0, ends[1].n or 0)


def _positive(ends: Ends) -> tuple[Share, Share]:
    earlier, later = (cell.parts["positive"] for cell in ends if cell.parts is not None)
    return earlier, later


def phrase(group: str) -> str:
    """How a sentence names the answers of a group: "with SEND", "from boys"."""
    return _PHRASES[group]


def _phrase(shown: Shown, group: int) -> str:
    return phrase(shown.tally.groups[group])


def _change_text(estimate: Estimate, reading: Reading, ends: Ends, noun: str) -> str:
    """An own group may be large and yet get no change, because another group of its table is small."""
    if estimate.refusal is not None and estimate.refusal.code == "words-only":
        return "Not worked out: one of these groups has fewer than 30 answers"
    return change_text(reading, *_positive(ends), noun)


def as_interval(estimate: Estimate, method: str) -> Interval | None:
    if estimate.interval is None:
        return None
    return Interval(*estimate.interval, method, estimate.df)
