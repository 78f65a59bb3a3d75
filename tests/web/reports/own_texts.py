"""What a stored finding allows in print: the texts of a row that rests on it, and the numbers of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from belonging.evaluation.released import Cell, Change, Findings, Gap, Headline, ReleasedTable, Rung
from belonging.figures.printed import base, interval_number, number, points, rung_between, share_number
from tests.web.reports.page import numbers

Stored = Cell | Change | Gap

UNITS = re.compile(r"\b(?:in|of every) 100\b|\b95% interval\b")
"""What figures are counted in: the same in every sentence, so no figure of its own."""


@dataclass(frozen=True, slots=True)
class Own:
    """One finding in its table, with the headlines that rest on it."""

    found: Stored
    table: ReleasedTable
    headlines: tuple[Headline, ...]

    def cells(self) -> Iterator[Cell]:
        """Itself, or the shares that it compares."""
        if isinstance(self.found, Cell):
            yield self.found
            return
        for cell in self.table.cells:
            if cell.group in _groups(self.found) and cell.wave in _waves(self.found):
                yield cell

    def texts(self) -> set[str]:
        """Words that hold a figure, each as a row prints it."""
        if isinstance(self.found, Cell):
            return _of_cell(self.found)
        return {self.found.text, f"{self.found.text}.", *_points(self.found, rung_between(self.table, self.found))}

    def names(self) -> set[str]:
        """Labels, whose numbers say which group or statement it is."""
        labels = {self.table.wording, *(cell.group_label for cell in self.cells())}
        return labels | ({self.found.group_label} if not isinstance(self.found, Cell) else set())


def own(heard: dict[str, Findings]) -> dict[str, Own]:
    """By id with the audience in front."""
    found: dict[str, Own] = {}
    for audience, findings in heard.items():
        for table in findings.tables:
            held: list[Stored] = [] if table.refusal else [*table.cells, *table.changes, *table.gaps]
            for one in held:
                lines = tuple(line for line in findings.headlines if one.id in line.findings)
                found[f"{audience}:{one.id}"] = Own(one, table, lines)
    return found


def uncounted(text: str, ids: tuple[str, ...], heard: dict[str, Findings]) -> str:
    """Without its counts of statements, where they are those of the findings that it names."""
    text = re.sub(rf"\b{len(ids)} (?=(?:other )?statements?\b)", "", text)
    for audience, findings in heard.items():
        named = sum(one.startswith(f"{audience}:") for one in ids)
        text = text.replace(f"{named} of {len(findings.items)} put to", "put to")
    return text


def strange_in_row(words: Iterable[str], rests: list[Own]) -> list[str]:
    """Words with a figure that none of the row's own findings says."""
    texts = {text for one in rests for text in one.texts()}
    names = {name.replace("“", "").replace("”", "") for one in rests for name in one.names()}
    return [word for word in words if numbers(word) and word not in texts and word.strip("“”") not in names]


def measured(heard: dict[str, Findings]) -> dict[str, set[str]]:
    """The numbers of each measure of a further method, by id with the audience in front."""
    return {
        f"{audience}:{one.id}": numbers(one.text)
        | {figure for value in (one.value, one.low, one.high) if value is not None for figure in numbers(number(value))}
        for audience, findings in heard.items()
        for supplement in findings.supplements
        for one in supplement.measures
    }


def strange_in_sentence(text: str, rests: list[Own], further: Iterable[str] = ()) -> set[str]:
    """Numbers that none of the sentence's own findings holds, units and stored sentences apart.

    `further`: numbers of the measures that it names.
    """
    for one in rests:
        for headline in one.headlines:
            text = text.replace(headline.text, "")
        for name in sorted(one.names(), key=len, reverse=True):
            text = text.replace(name, "")
    held = {figure for one in rests for words in (one.texts(), *map(_of_cell, one.cells())) for each in words
            for figure in numbers(each)}  # fmt: skip
    refused = {figure for one in rests if one.found.refusal for figure in numbers(one.found.refusal.sentence)}
    return numbers(UNITS.sub("", text)) - held - refused - set(further)


def _of_cell(cell: Cell) -> set[str]:
    shares = [*(cell.parts or {}).values(), *(cell.codes or {}).values(), *(cell.chosen or {}).values()]
    texts = {text for share in shares for text in (share.text, share_number(share, cell.rung))}
    return texts | {base(cell), interval_number(cell.interval)}


def _points(found: Change | Gap, rung: Rung) -> set[str]:
    """With its interval; in words it has none."""
    low, high, interval = found.estimate_low, found.estimate_high, found.interval
    if rung is Rung.WORDS or low is None or high is None:
        return set()
    spread = {points(interval.low, interval.high), number(interval.low)} if interval else set()
    return {points(low, high), *spread}


def _groups(found: Change | Gap) -> set[str]:
    return {found.group} if isinstance(found, Change) else {found.group, found.against}


def _waves(found: Change | Gap) -> set[str | None]:
    return {found.earlier, found.later if isinstance(found, Change) else found.wave}
