"""What was said at the programme's occasions, in words and bars: how the training was, and the leads' survey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from belonging.evaluation.groups import ONCE
from belonging.evaluation.released import Cell, Findings
from belonging.instruments.load import load
from belonging.instruments.model import CommentBox, Instrument, Item, Part
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.occasion_words import AT_A_GLANCE, BASES, LEADS, SAID, TITLES
from belonging.web.reports.presenters.wording import SIMULATED, british_date
from belonging.web.surveys.models import SealedComment
from belonging.web.surveys.presenters.typography import typographic

SHOWN_QUOTES = 5
"""Of one question, before the rest is unfolded."""


@dataclass(frozen=True, slots=True)
class Glance:
    """One of the figures at the top. `base`: of how many forms."""

    figure: str
    text: str
    base: str


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One choice with its bar; `width` in per cent, for the picture."""

    label: str
    share: str
    forms: str
    width: str
    positive: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One question as one group answered it; without `rows`, `why_not` says why it is not shown."""

    title: str
    figure: str = ""
    said: str = ""
    rows: tuple[ChoiceRow, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    anchor: str
    wording: str
    asked_of: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    may_print: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What was written in one box: the first few, and the others."""

    question: str
    first: tuple[Quote, ...]
    others: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class PartOf:
    """One part of the questionnaire: its questions and what was written after them."""

    title: str
    questions: tuple[Question, ...]
    written: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class OccasionReport:
    title: str
    lead: str
    released: str
    simulated: str
    glances: tuple[Glance, ...]
    parts: tuple[PartOf, ...]
    notes: tuple[str, ...]
    coming: str = ""


def occasion_report(cohort: Cohort, release: Release, comments: Iterable[SealedComment]) -> OccasionReport:
    """From what is stored; `comments` are those that a reader released, of the release's own rounds."""
    findings = Findings.from_json(release.findings)
    asked = load(findings.instrument)
    written = _by_box(comments)
    answered = findings.responses[0].answered if findings.responses else None
    forms = f"{answered:,} {BASES[findings.audience]}" if answered is not None else "Fewer than 5 forms"
    return OccasionReport(
        title=f"{TITLES[findings.audience]}: {cohort.name}",
        lead=f"{forms}. {LEADS[findings.audience]}",
        released=f"Figures made on {british_date(release.released_at)}.",
        simulated=SIMULATED if cohort.is_demo else "",
        glances=tuple(_glances(findings)),
        parts=tuple(_parts(findings, asked, written)),
        notes=tuple(note.sentence for note in findings.notes if not note.code.startswith("asked-")),
    )


def _glances(findings: Findings) -> Iterable[Glance]:
    for item, group in AT_A_GLANCE[findings.audience]:
        cell = _cell(findings, item, group)
        if cell is not None and cell.parts is not None:
            share = cell.parts["positive"]
            base = f"{_base(findings, cell, group, share.count)}{_shares(findings, item, cell)}"
            yield Glance(_sign(share.text), SAID[item], base)


def _shares(findings: Findings, item: str, cell: Cell) -> str:
    """Which favourable choices, of the leads' questions that have several: ": 40% strongly agree, 60% agree"."""
    asked = load(findings.instrument).item(item)
    chosen = [
        f"{_sign(share.text)} {_lower(str(option.label))}"
        for option in asked.scale.options
        if option.part is Part.POSITIVE and (share := (cell.codes or {}).get(str(option.code)))
    ]
    return f": {', '.join(chosen)}" if findings.audience == "lead" and len(chosen) > 1 else ""


def _parts(findings: Findings, asked: Instrument, written: dict[str, list[Quote]]) -> Iterable[PartOf]:
    for section in asked.sections:
        boxes = [box for box in asked.comment_boxes if box.section == section.key]
        questions = tuple(_question(findings, asked, item) for item in section.items)
        yield PartOf(typographic(str(section.title)), questions, _written(boxes, written))
    last = _written([box for box in asked.comment_boxes if not box.section], written)
    if last:
        yield PartOf("In their own words", (), last)


def _question(findings: Findings, asked: Instrument, item: Item) -> Question:
    found = [
        _group(findings, item, group, title)
        for group, title in (("all", "All forms"), ("leader", "Senior leaders"))
        if group == "all" or findings.table(item.key, "role") is not None
    ]
    asked_of = ""
    if item.asked_if is not None:
        before = asked.item(item.asked_if.item)
        labels = [str(option.label) for option in before.scale.options if option.code in item.asked_if.codes]
        asked_of = typographic(f"Asked of those who said “{'” or “'.join(labels)}” to the question before.")
    wording = typographic(str(item.wording[asked.editions[0]]))
    shown = tuple(one for one in found if one is not None)
    return Question(f"q-{item.key}".replace("_", "-"), wording, asked_of, shown)


def _group(findings: Findings, item: Item, group: str, title: str) -> Group | None:
    table = findings.table(item.key, "all" if group == "all" else "role")
    if table is None:
        return None
    if table.refusal is not None:
        # Why groups are not shown apart is said once, with the first of them.
        return Group(title, why_not=table.refusal.sentence) if group in ("all", "leader") else None
    cell = _cell(findings, item.key, group)
    if cell is None or cell.parts is None or cell.codes is None:
        return None
    share = cell.parts["positive"]
    labels = [_lower(str(option.label)) for option in item.scale.options if option.part is Part.POSITIVE]
    words = f"{_base(findings, cell, group, share.count)}: {' or '.join(labels)}"
    return Group(title, _sign(share.text), typographic(words), tuple(_rows(item, cell)))


def _rows(item: Item, cell: Cell) -> Iterable[ChoiceRow]:
    for option in item.scale.options:
        share = (cell.codes or {})[str(option.code)]
        yield ChoiceRow(
            typographic(str(option.label)),
            _sign(share.text),
            str(share.count),
            f"{share.low:g}",
            option.part is Part.POSITIVE,
        )
    passed = (cell.parts or {})["unanswered"]
    if passed.count:
        yield ChoiceRow("No answer", _sign(passed.text), str(passed.count), f"{passed.low:g}", False)


def _cell(findings: Findings, item: str, group: str) -> Cell | None:
    table = findings.table(item, "all" if group == "all" else "role")
    return None if table is None or table.refusal is not None else table.cell(group, ONCE)


def _base(findings: Findings, cell: Cell, group: str, count: int | None) -> str:
    if findings.audience == "lead":
        return f"{count} of {cell.n} schools"
    return f"{count} of {cell.n} forms" + (" by senior leaders" if group == "leader" else "")


def _by_box(comments: Iterable[SealedComment]) -> dict[str, list[Quote]]:
    found: dict[str, list[Quote]] = {}
    for comment in comments:
        found.setdefault(comment.box, []).append(Quote(comment.released_text, comment.may_print))
    return found


def _written(boxes: Sequence[CommentBox], written: dict[str, list[Quote]]) -> tuple[Written, ...]:
    return tuple(
        Written(typographic(str(box.wording)), tuple(said[:SHOWN_QUOTES]), tuple(said[SHOWN_QUOTES:]))
        for box in boxes
        if (said := written.get(box.key, []))
    )


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:] if label[:2] != "I " else label


def _sign(text: str) -> str:
    return "0%" if text == "none" else text
