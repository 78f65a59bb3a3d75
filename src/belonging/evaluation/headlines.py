"""Sentences for the top of a report, chosen and ordered by rule from the released tables alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from belonging.evaluation.groups import people
from belonging.evaluation.released import Change, Headline, Reading, ReleasedTable, Rung, Share
from belonging.instruments.model import Instrument, Item, Part

MOST_CHANGES = 4
"""Gains beyond this many are counted, not listed. Losses are always listed, every one."""

MOST_TIED = 3
"""More statements than this at one end are no finding: the sentence is left out."""


def choose_headlines(tables: Sequence[ReleasedTable], instrument: Instrument) -> tuple[Headline, ...]:
    """What changed (largest first), what did not, and where answers are most and least positive now.

    Ties keep the questionnaire's order.
    """
    shown = [table for table in tables if table.by == "all" and table.refusal is None]
    noun = people(instrument.audience)
    said = {item.key: _positively(item) for item in instrument.items}
    lines = [*_changed(shown, said, noun), *_unchanged(shown), *_standing(shown, said, noun)]
    return tuple(
        Headline(f"headline-{place}", table.id, tone, text) for place, (table, tone, text) in enumerate(lines, start=1)
    )


Line = tuple[ReleasedTable, str, str]


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
            lines.append((table, reading.value, text))
        if len(moved) > len(listed):
            others = _statements(len(moved) - len(listed), "other ")
            text = f"{opening} {noun} answered positively on {others} too."
            lines.append((moved[len(listed)], reading.value, text))
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
            lines.append((found[0], tone, f"{every}."))
        elif found:
            lines.append((found[0], tone, f"{some.format(_statements(len(found)))}."))
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
        stems = _listed([f"“{table.wording}”{said[table.item]}" for table, _ in tied])
        text = f"{word} positive answers: {stems}. {_sentence(amount)} answered positively{each}."
        lines.append((first, "standing", text))
    return lines


def _positively(item: Item) -> str:
    """The positive choices spelt out where agreeing is the unfavourable answer; otherwise nothing."""
    if not item.reverse:
        return ""
    labels = [str(option.label) for option in item.scale.options if item.part_of(option.code) is Part.POSITIVE]
    return f" (where {' or '.join(f'“{label}”' for label in labels)} is positive)"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _compared(tables: Sequence[ReleasedTable]) -> list[tuple[ReleasedTable, Change]]:
    return [(table, change) for table in tables for change in table.changes]


def _positive(table: ReleasedTable, wave: str) -> Share:
    cell = table.cell("all", wave)
    if cell is None or cell.parts is None:
        raise LookupError(f"{table.id} has no {wave}")
    return cell.parts["positive"]


def _middle(change: Change) -> float:
    return ((change.estimate_low or 0) + (change.estimate_high or 0)) / 2


def _statements(number: int, other: str = "") -> str:
    return f"one {other}statement" if number == 1 else f"{number} {other}statements"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
