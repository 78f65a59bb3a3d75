"""Reads a page back: its elements, their texts, the numbers in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from belonging.evaluation.released import Cell, Change, Findings, Gap, ReleasedTable, Rung
from belonging.figures.printed import number

VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(slots=True)
class Element:
    name: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, name: str, look: str = "") -> list[Element]:
        found = [one for one in self.walk() if one.name == name]
        return [one for one in found if not look or look in (one.attributes.get("class") or "").split()]

    def by_id(self, own: str) -> Element:
        return next(one for one in self.walk() if one.attributes.get("id") == own)

    def text(self, without: str = "") -> str:
        """Its words; `without`: the class of parts to leave out."""
        if without and without in (self.attributes.get("class") or "").split():
            return ""
        return " ".join(child if isinstance(child, str) else child.text(without) for child in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().name == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.open[-1].children.append(data)


def read(html: str) -> Element:
    """AssertionError where tags do not close in order."""
    reader = _Reader()
    reader.feed(html)
    assert len(reader.open) == 1
    return reader.open[0]


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text.replace(",", "")))


def released_numbers(findings: Findings, item: str) -> set[str]:
    """Every number of shares and changes that the findings hold on one item, worked out without the presenters."""
    told: set[str] = set()
    for table in findings.tables:
        if table.item == item and table.refusal is None:
            told |= _of_table(table)
    return told


def allowed_numbers(findings: Findings, item: str) -> set[str]:
    """Those, and the numbers of gaps, which are said where they tell something."""
    told = released_numbers(findings, item)
    for table in findings.tables:
        for gap in table.gaps if table.item == item else ():
            told |= numbers(gap.text) | {number(abs(value)) for value in _ends(gap)}
    return told


def _of_table(table: ReleasedTable) -> set[str]:
    values: list[float] = []
    words: list[str] = [held.refusal.sentence for held in table.withheld]
    for cell in table.cells:
        words.append(cell.group_label)
        values += _of_cell(cell)
    for change in table.changes:
        words += [change.text, change.refusal.sentence if change.refusal else ""]
        values += _ends(change)[2:] if table.by != "all" else _ends(change)
    return {number(abs(value)) for value in values} | numbers(" ".join(words))


def _ends(compared: Change | Gap) -> list[float]:
    """Of what has an interval: in words there is none, and no number."""
    if compared.interval is None:
        return []
    low, high = compared.estimate_low or 0, compared.estimate_high or 0
    return [low, high, compared.interval.low, compared.interval.high]


def _of_cell(cell: Cell) -> list[float]:
    values: list[float] = [cell.n or 0]
    if cell.rung is Rung.WORDS:
        return values
    for share in (cell.parts or {}).values():
        if share.text != "none":
            values += [max(share.low, 1), 1] if share.high == 0 else [share.low, share.high]
    return values + ([cell.interval.low, cell.interval.high] if cell.interval else [])
