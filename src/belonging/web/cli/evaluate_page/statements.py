"""One statement: what changed, the picture, then the groups beside each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from belonging.evaluation.groups import breakdown_name, people
from belonging.evaluation.released import Cell, Change, Findings, Gap, Interval, ReleasedTable, Rung, Share
from belonging.figures import Axis, PartWords, draw, points
from belonging.figures.alternatives import data_table
from belonging.figures.part_words import part_words
from belonging.instruments.model import Instrument
from belonging.web.cli.evaluate_page.markup import Html, element, folded, joined, listed, paragraph, table
from belonging.web.cli.evaluate_page.pictures import picture
from belonging.web.cli.findings_limits import MOST_LISTED

MOST_DRAWN = 6
"""With more groups than this a breakdown is a table alone."""

_NOT_OFFERED = Share(0.0, 0.0, "none", 0)
"""As the pictures know a part that the scale has no choice for."""


@dataclass(frozen=True, slots=True)
class Statements:
    """What every statement's section is made with."""

    findings: Findings
    instrument: Instrument
    axis: Axis

    def words(self, item: str) -> PartWords:
        return part_words(self.instrument.item(item), self.instrument.audience)

    @property
    def people(self) -> str:
        return people(self.instrument.audience)


def anchor(item: str) -> str:
    return f"item-{item.replace('_', '-')}"


def statement(given: Statements, item: str) -> Html:
    tables = [found for found in given.findings.tables if found.item == item]
    whole = next((found for found in tables if found.by == "all"), None)
    wording = tables[0].wording
    parts = [element("h3", f"“{wording}”", id=f"{anchor(item)}-title")]
    if tables[0].reverse:
        positive = given.words(item).positive
        parts.append(paragraph(f"Here “{positive}” is the positive answer, so it stands on the right.", class_="quiet"))
    if whole is not None:
        parts += _everyone(given, whole)
    parts += [_group(given, found) for found in tables if found.by != "all"]
    return element("article", *parts, id=anchor(item), aria_labelledby=f"{anchor(item)}-title")


def _everyone(given: Statements, whole: ReleasedTable) -> list[Html]:
    if whole.refusal:
        return [paragraph(whole.refusal.sentence)]
    said = [paragraph(f"{change.text}.", class_="sentence") for change in whole.changes]
    surety = [paragraph(sentence, class_="quiet") for change in whole.changes if (sentence := _surety(change, whole))]
    return [*said, _drawn(given, whole), *surety, _traced(whole)]


def _group(given: Statements, found: ReleasedTable) -> Html:
    title = f"By {breakdown_name(found.by)}"
    if found.refusal:
        return paragraph(f"{title}: not shown. {found.refusal.sentence}", class_="quiet")
    groups = len({cell.group for cell in found.cells})
    if groups > MOST_LISTED:
        return paragraph(f"{title}: {groups:,} groups, in the JSON and CSV files.", class_="quiet")
    held = [paragraph(f"{held.wave.capitalize()}: {held.refusal.sentence}", class_="quiet") for held in found.withheld]
    shown = _drawn(given, found) if groups <= MOST_DRAWN else _as_table(given, found)
    sentences = listed(_sentences(found))
    return folded(title, sentences, *held, shown, _traced(found), opened=found.by == "send", class_="group")


def _drawn(given: Statements, whole: ReleasedTable) -> Html:
    words = given.words(whole.item)
    found = _as_offered(given, whole)
    name = found.id.replace("_", "-")
    return picture(name, lambda look: draw(found, words=words, look=look, axis=given.axis), about=_about(found))


def _as_offered(given: Statements, found: ReleasedTable) -> ReleasedTable:
    """Without the middle answer where the scale has none: nobody could choose it, so nought says nothing."""
    if given.instrument.item(found.item).scale.has_middle:
        return found
    cells = [replace(cell, parts=cell.parts and {**cell.parts, "neither": _NOT_OFFERED}) for cell in found.cells]
    return replace(found, cells=tuple(cells))


def _as_table(given: Statements, found: ReleasedTable) -> Html:
    data = data_table(_as_offered(given, found), given.words(found.item))
    return table(data.caption + _about(found), data.head, data.rows)


def _about(found: ReleasedTable) -> str:
    """How a caption ends: two tables of one statement must not be called the same."""
    return "" if found.by == "all" else f", by {breakdown_name(found.by)}"


def _sentences(found: ReleasedTable) -> list[Html]:
    said = [
        joined([element("strong", f"{change.group_label}."), f" {change.text}.{_sure(change, found)}"])
        for change in found.changes
    ]
    return [*said, *(joined([f"{_when(gap)}{gap.text}.{_sure(gap, found)}"]) for gap in found.gaps)]


def _when(gap: Gap) -> str:
    return f"{gap.wave.capitalize()}: " if gap.earlier is None else f"{gap.earlier.capitalize()} to {gap.wave}: "


def _sure(difference: Change | Gap, found: ReleasedTable) -> str:
    """ " +6 points (95% interval +1 to +11)." and, where there is none, why."""
    low, high, interval = difference.estimate_low, difference.estimate_high, difference.interval
    why = f" {difference.refusal.sentence}" if difference.refusal else ""
    if found.rung is Rung.WORDS or low is None or high is None:
        return why
    sure = f" (95% interval {points(interval.low, interval.high)})" if interval else ""
    return f" {points(low, high)} points{sure}.{why}"


def _surety(change: Change, whole: ReleasedTable) -> str:
    low, high, interval = change.estimate_low, change.estimate_high, change.interval
    if change.refusal:
        return change.refusal.sentence
    if whole.rung is Rung.WORDS or low is None or high is None or interval is None:
        return ""
    return (
        f"Change: {points(low, high)} points. The true change may well lie anywhere from "
        f"{points(interval.low, interval.high)} points (95% interval{_df(interval)})."
    )


def _df(interval: Interval) -> str:
    return "" if interval.df is None else f", {interval.df:.1f}".removesuffix(".0") + " degrees of freedom"


def _traced(found: ReleasedTable) -> Html:
    """Which findings the numbers are: rows of these ids stand in the JSON and CSV files."""
    ids = [cell.id for cell in found.cells if _has_id(cell)] + [change.id for change in found.changes if change.id]
    first = ids[0] if ids else found.id
    return paragraph("Finding ", element("code", found.id), f" ({first} and so on in the files).", class_="trace")


def _has_id(cell: Cell) -> bool:
    return bool(cell.id)
