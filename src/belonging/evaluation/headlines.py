"""Sentences for the top of a report, chosen and ordered by rule from the released tables alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from belonging.evaluation.contrasts import PAIRS, phrase
from belonging.evaluation.groups import CROSSED, listed, people
from belonging.evaluation.released import Cell, Change, Gap, Headline, Reading, ReleasedTable, Rung, Share
from belonging.instruments.model import Instrument, Item, Part

MOST_CHANGES = 4
"""Gains beyond this many are counted, not listed. Losses are always listed, every one."""

MOST_TIED = 3
"""More statements than this at one end are no finding: the sentence is left out."""


def choose_headlines(tables: Sequence[ReleasedTable], instrument: Instrument) -> tuple[Headline, ...]:
    """What changed (largest first), what did not, who answers differently, and where answers stand now.

    Ties keep the questionnaire's order.
    """
    shown = [table for table in tables if table.by == "all" and table.refusal is None]
    noun = people(instrument.audience)
    said = {item.key: _positively(item) for item in instrument.items}
    lines = [*_changed(shown, said, noun), *_unchanged(shown), *_apart(tables), *_standing(shown, said, noun)]
    return tuple(
        Headline(f"headline-{place}", line.table.id, line.tone, line.text, line.findings)
        for place, line in enumerate(lines, start=1)
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with the ids of what it rests on."""

    table: ReleasedTable
    tone: str
    text: str
    findings: tuple[str, ...]


def _changed(tables: Sequence[ReleasedTable], said: dict[str, str], noun: str) -> list[Line]:
    lines: list[Line] = []
    for reading, opening, sign in ((Reading.MORE, "More", "up"), (Reading.FEWER, "Fewer", "down")):
        found = [(table, change) for table, change in _compared(tables) if change.reading is reading]
        moved = [table for table, _ in sorted(found, key=lambda pair: -abs(_middle(pair[1])))]
        # One statement left over is named like the others: a count of one would only hide it.
        many = reading is Reading.MORE and len(moved) > MOST_CHANGES + 1
        listed = moved[:MOST_CHANGES] if many else moved
        for table in listed:
            earlier, later = (_positive(table, wave) for wave in (table.waves[0], table.waves[-1]))
            before = earlier.text.removesuffix(" in 100")
            what = f"answered “{table.wording}” positively{said[table.item]}"
            text = f"{opening} {noun} {what}: {later.text}, {sign} from {before}."
            lines.append(Line(table, reading.value, text, _change_ids([table])))
        if len(moved) > len(listed):
            others = _statements(len(moved) - len(listed), "other ")
            text = f"{opening} {noun} answered positively on {others} too."
            lines.append(Line(moved[len(listed)], reading.value, text, _change_ids(moved[len(listed) :])))
    return lines


def _unchanged(tables: Sequence[ReleasedTable]) -> list[Line]:
    compared = _compared(tables)
    lines: list[Line] = []
    for reading, tone, every, some in (
        (Reading.NO_CLEAR_CHANGE, "level", "No clear change on any statement", "No clear change on {}"),
        (
            Reading.TOO_FEW,
            "untold",
            "Too few answers to tell whether anything changed",
            "Too few answers to tell on {}",
        ),
    ):
        found = [table for table, change in compared if change.reading is reading]
        if found and len(found) == len(compared):
            lines.append(Line(found[0], tone, f"{every}.", _change_ids(found)))
        elif found:
            lines.append(Line(found[0], tone, f"{some.format(_statements(len(found)))}.", _change_ids(found)))
    return lines


def _standing(tables: Sequence[ReleasedTable], said: dict[str, str], noun: str) -> list[Line]:
    """The statements with the most and the fewest positive answers in the latest wave."""
    if len(tables) < 2:
        return []
    latest = [(table, _positive(table, table.waves[-1])) for table in tables]
    ends: tuple[tuple[str, Callable[..., float]], ...] = (("Most", max), ("Least", min))
    lines: list[Line] = []
    for word, pick in ends:
        end = pick(share.low for _, share in latest)
        tied = [(table, share) for table, share in latest if share.low == end]
        if len(tied) > MOST_TIED:
            continue
        first, share = tied[0]
        amount = f"{share.text} of the {noun}" if first.rung is Rung.WORDS else f"{share.text} {noun}"
        each = " to each of them" if len(tied) > 1 else ""
        stems = listed([f"“{table.wording}”{said[table.item]}" for table, _ in tied])
        text = f"{word} positive answers: {stems}. {_sentence(amount)} answered positively{each}."
        lines.append(Line(first, "standing", text, tuple(_cell(table, table.waves[-1]).id for table, _ in tied)))
    return lines


def _apart(tables: Sequence[ReleasedTable]) -> list[Line]:
    """Of each comparable pair of groups, in the latest wave: on how many statements one answers less positively.

    Two-way tables are left to their page: what they say stands in the one-way line already, or is a detail of it.
    """
    lines: list[Line] = []
    for by, pairs in PAIRS.items():
        if by in CROSSED:
            continue
        for group, against in pairs:
            found = [(table, gap) for table in tables if table.by == by for gap in _latest(table, group, against)]
            for reading, word in ((Reading.FEWER, "less"), (Reading.MORE, "more")):
                clear = [pair for pair in found if pair[1].reading is reading]
                if clear:
                    lines.append(_apart_line(sorted(clear, key=lambda pair: -_size(pair[1])), word))
    return lines


def _apart_line(clear: Sequence[tuple[ReleasedTable, Gap]], word: str) -> Line:
    table, gap = clear[0]
    theirs, others = (_share(table, name, gap.wave) for name in (gap.group, gap.against))
    shares = f"{theirs.text}, against {others.text.removesuffix(' in 100')}"
    where = f"on “{table.wording}”: {shares}"
    if len(clear) > 1:
        where = f"on {_statements(len(clear))}, most of all {where}"
    text = f"Answers {phrase(gap.group)} were {word} positive than {phrase(gap.against)} {where}."
    return Line(table, "gap", text, tuple(gap.id for _, gap in clear))


def _latest(table: ReleasedTable, group: str, against: str) -> list[Gap]:
    if not table.waves:
        return []
    gap = table.gap(group, table.waves[-1])
    return [gap] if gap is not None and gap.against == against else []


def _size(gap: Gap) -> float:
    return abs((gap.estimate_low or 0) + (gap.estimate_high or 0))


def _change_ids(tables: Sequence[ReleasedTable]) -> tuple[str, ...]:
    return tuple(change.id for table in tables for change in table.changes)


def _positively(item: Item) -> str:
    """The positive choices spelt out where agreeing is the unfavourable answer; otherwise nothing."""
    if not item.reverse:
        return ""
    labels = [str(option.label) for option in item.scale.options if item.part_of(option.code) is Part.POSITIVE]
    return f" (where {' or '.join(f'“{label}”' for label in labels)} is positive)"


def _compared(tables: Sequence[ReleasedTable]) -> list[tuple[ReleasedTable, Change]]:
    return [(table, change) for table in tables for change in table.changes]


def _positive(table: ReleasedTable, wave: str) -> Share:
    return _share(table, "all", wave)


def _share(table: ReleasedTable, group: str, wave: str) -> Share:
    parts = _cell(table, wave, group).parts
    if parts is None:
        raise LookupError(f"{table.id} has no share of {group} in {wave}")
    return parts["positive"]


def _cell(table: ReleasedTable, wave: str, group: str = "all") -> Cell:
    cell = table.cell(group, wave)
    if cell is None:
        raise LookupError(f"{table.id} has no {wave} of {group}")
    return cell


def _middle(change: Change) -> float:
    return ((change.estimate_low or 0) + (change.estimate_high or 0)) / 2


def _statements(number: int, other: str = "") -> str:
    return f"one {other}statement" if number == 1 else f"{number} {other}statements"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
