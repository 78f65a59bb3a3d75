"""One released table, picked by whoever reads: its sentences, its picture, its numbers and their ids; or why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from belonging.evaluation.released import PARTS, Cell, Findings, Gap, Reading, ReleasedTable
from belonging.figures import Axis, points, rung_between, share_number, wave_name
from belonging.figures.printed import base, change_number, interval_number
from belonging.figures.whose import of_those, whose
from belonging.web.reports.presenters.items import Told, gaps_told, groups_told, said_of_change, surety_of
from belonging.web.reports.presenters.looks import cell_words
from belonging.web.reports.presenters.pictures import Easel, Picture, table_picture
from belonging.web.reports.presenters.questions import Answer, answer_to
from belonging.web.reports.presenters.sections import Paths
from belonging.web.reports.presenters.together import SharedConstruct, shared_constructs
from belonging.web.reports.presenters.wording import BREAKDOWNS, VOICES, opening
from belonging.web.reports.queries import Voices
from belonging.web.reports.rules.exploring import EVERYONE, PROGRAMME, SCHOOL, Found, Selection, Shelf, find

HEAD = ("Who", "When", "Positive", "Neither", "Negative", "Not said", "Left out", "Answered", "95% interval")
COMPARED = ("What", "In words", "Points", "95% interval")
BY_WORDS = {EVERYONE: "Everyone", **BREAKDOWNS}
_ORDER = ("positive", "neither", "negative", "declined", "unanswered")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of numbers. Its id stands in the page's mark-up and in the CSV file, out of sight."""

    finding: str
    values: tuple[str, ...]
    head: tuple[str, ...]

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Each value under its column's head, for a narrow page on which a row is a list."""
        return tuple(zip(self.head, self.values, strict=True))


@dataclass(frozen=True, slots=True)
class Explored:
    """`elsewhere` leads to the same table of all schools, where that is there and this is not. `whose`: of whom the
    figures are, where not of all who answered."""

    wording: str
    about: str
    sentences: tuple[Told, ...]
    picture: Picture | None
    lines: tuple[Line, ...]
    compared: tuple[Line, ...]
    why_not: tuple[str, ...]
    ids: str
    elsewhere: str
    statement: str
    beside: SharedConstruct | None
    answer: Answer | None
    whose: str

    @property
    def head(self) -> tuple[str, ...]:
        return HEAD

    @property
    def compared_head(self) -> tuple[str, ...]:
        return COMPARED


Offered = tuple[tuple[str, str], ...]


def choices_of(shelf: Shelf) -> dict[str, Offered]:
    """What the form offers, field by field, as (value, words)."""
    whose = [(SCHOOL, "This school")] + ([(PROGRAMME, "All schools together")] if shelf.programme else [])
    return {
        "of": tuple(whose),
        "item": tuple((f"{who}:{key}", f"{VOICES[who]}: {wording}") for who, key, wording in shelf.statements),
        "by": tuple((by, words) for by, words in BY_WORDS.items() if by in shelf.breakdowns),
        "wave": (("", "All, and what has changed"), *((wave, wave_name(wave)) for wave in shelf.waves)),
    }


def explored(voices: Voices, shelf: Shelf, chosen: Selection, *, ask: str, ways: Paths) -> tuple[Selection, Explored]:
    """The selection that is shown (a question asked brings its own), and what it shows."""
    answer = answer_to(ask, voices, shelf, ways) if ask else None
    shown = answer.selection if answer else chosen
    found = find(shelf, shown)
    return shown, _page(shelf, shown, found, answer, ways)


def _page(shelf: Shelf, chosen: Selection, found: Found, answer: Answer | None, ways: Paths) -> Explored:
    findings, table = found.findings, found.table
    there = findings is not None and table is not None
    everyone = of_those("Everyone", findings, table) if findings and table else "Everyone"
    same = [one for one in shared_constructs(shelf.of(chosen.of)) if table is not None and one.key == table.construct]
    return Explored(
        wording=next(
            (words for who, key, words in shelf.statements if (who, key) == (chosen.audience, chosen.item)), ""
        ),
        about=_about(chosen, everyone),
        sentences=tuple(_sentences(table, chosen.wave, everyone)) if table else (),
        picture=_picture(findings, table) if findings and table else None,
        lines=tuple(_lines(table, everyone)) if table else (),
        compared=tuple(_compared(table, everyone)) if table else (),
        # Said once: an answer that is a reason stands above.
        why_not=() if answer and answer.why_not else found.why_not,
        ids=" ".join(found.ids),
        elsewhere="" if there else _elsewhere(shelf, chosen, ways),
        statement=ways.to("school_statements", f"{chosen.audience}-{chosen.item}".replace("_", "-")) if there else "",
        beside=same[0] if same and chosen.by == EVERYONE and not chosen.wave else None,
        answer=answer,
        whose=whose(findings, table) if findings and table else "",
    )


def _about(chosen: Selection, everyone: str) -> str:
    whose = "All schools together" if chosen.of == PROGRAMME else "This school"
    parts = [whose, VOICES[chosen.audience], everyone if chosen.by == EVERYONE else BY_WORDS.get(chosen.by, chosen.by)]
    return " · ".join([*parts, wave_name(chosen.wave)] if chosen.wave else parts)


def _elsewhere(shelf: Shelf, chosen: Selection, ways: Paths) -> str:
    there = Selection(PROGRAMME, chosen.audience, chosen.item, chosen.by)
    if chosen.of == PROGRAMME or find(shelf, there).table is None:
        return ""
    return ways.explore(chosen.audience, chosen.item, chosen.by, of=PROGRAMME)


def _sentences(table: ReleasedTable, wave: str, everyone: str) -> Iterator[Told]:
    change = table.change(EVERYONE)
    if change is not None and not wave:
        said = " ".join(filter(None, [said_of_change(table, change), surety_of(change, rung_between(table, change))]))
        yield Told(everyone if table.by == EVERYONE else change.group_label, said, change.id)
    if table.changes and change is None:
        yield from gaps_told(table)
        yield from groups_told(table)
    if all(one.reading is Reading.TOO_FEW for one in table.changes):
        for cell in table.cells if not table.changes else [one for one in table.cells if one.wave == table.waves[-1]]:
            who = everyone if table.by == EVERYONE else cell.group_label
            yield Told(f"{who}, {wave_name(cell.wave).lower()}", opening(cell_words(cell)), cell.id)
    if not table.changes:
        yield from gaps_told(table)


def _picture(findings: Findings, table: ReleasedTable) -> Picture:
    return table_picture(findings, table, Easel(Axis.holding([table])))


def _lines(table: ReleasedTable, everyone: str) -> Iterator[Line]:
    for cell in table.cells:
        who = everyone if table.by == EVERYONE else cell.group_label
        interval = interval_number(cell.interval)
        yield Line(cell.id, (who, wave_name(cell.wave), *_shares(cell), base(cell), interval or "none"), HEAD)


def _shares(cell: Cell) -> tuple[str, ...]:
    parts = cell.parts
    if parts is None:
        return ("not shown",) * len(PARTS)
    return tuple("–" if parts[part].text == "none" else share_number(parts[part], cell.rung) for part in _ORDER)


def _compared(table: ReleasedTable, everyone: str) -> Iterator[Line]:
    for change in table.changes:
        who = everyone if table.by == EVERYONE else change.group_label
        what = f"{who}, {wave_name(change.earlier).lower()} to {wave_name(change.later).lower()}"
        interval = points(change.interval.low, change.interval.high) if change.interval else "none"
        number = change_number(change, rung_between(table, change))
        # Of shares in words no number is given, so the interval has none either.
        yield Line(change.id, (what, change.text, number or "in words", interval if number else "none"), COMPARED)
    for gap in table.gaps:
        number = change_number(gap, rung_between(table, gap))
        interval = points(gap.interval.low, gap.interval.high) if gap.interval and number else "none"
        yield Line(gap.id, (_gap_what(gap), gap.text, number or "in words", interval), COMPARED)


def _gap_what(gap: Gap) -> str:
    when = wave_name(gap.wave).lower()
    pair = f"{gap.group_label} beside {gap.against_label[:1].lower()}{gap.against_label[1:]}"
    return f"{pair}, {when}" if gap.earlier is None else f"{pair}: how the gap moved"
