"""A school's report as slides, for a staff meeting or for governors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from belonging.evaluation.released import Findings
from belonging.figures.whose import whose
from belonging.web.reports.presenters.files.blocks import Bullets, Paragraph, Piece, Slide, paragraph, said
from belonging.web.reports.presenters.files.school import beside_sheet, block_lines, look_lines
from belonging.web.reports.presenters.files.tables import (
    groups_sheet,
    parted,
    standing_bars,
    together_sheets,
    waves_sheet,
)
from belonging.web.reports.presenters.front import Front
from belonging.web.reports.presenters.groups import GroupSection
from belonging.web.reports.presenters.printed_school import Extras
from belonging.web.reports.presenters.programme.content import Sentence
from belonging.web.reports.presenters.report import Report
from belonging.web.reports.presenters.wording import VOICES
from belonging.web.reports.queries import Voices

ROWS: Final = 13
"""Of a table on one slide."""
MOST, MOST_SIDES = 11, 3
"""Slides after the title, and those of audiences side by side, one of which always has its place: a meeting has no time
for more, and the report has them all."""
BAND: Final = "A hatched bar runs from the lower to the upper end of what was released; nothing finer is known here."
ASK: Final = (
    "What surprises you? What did you expect?",
    "Who is not in these figures, and how could we hear them?",
    "Which one thing shall we look at together with pupils?",
    "What do we do by when, and how will pupils hear of it?",
)
NO_CAUSE: Final = "A change says that answers are different now. It does not say why."


def school_slides(report: Report, extras: Extras, voices: Voices) -> tuple[Slide, ...]:
    front = extras.front
    if front.alone:
        return (*_alone(front), *_others(voices, report), _next())
    ours = (
        *_looks(front, voices),
        *_minutes(front),
        *_standing(voices.findings.get("pupil")),
        *_groups(extras, voices),
    )
    closing = (*_method(report), _next())
    others = tuple(_others(voices, report))
    return (*ours, *others[: max(1, MOST - len(ours) - len(closing))], *closing)


def _looks(front: Front, voices: Voices) -> Iterator[Slide]:
    found: Piece = Bullets(look_lines(front, voices)) if front.looks else paragraph(front.no_looks)
    note: list[Piece] = []
    if front.note and front.note.text:
        note = [paragraph(f"From the school, {front.note.when}", look="strong"), paragraph(front.note.text)]
    small: list[Piece] = []
    if front.small:
        small = [Paragraph(tuple(said(text, front.small.findings, "pupil") for text in front.small.sentences))]
    yield Slide(front.looks_title, (*note, *small, found), ("Chosen by a written rule from readings that are sure.",))


def _minutes(front: Front) -> Iterator[Slide]:
    for block in front.blocks:
        notes = (NO_CAUSE,) if block.name == "moved" else ()
        yield Slide(block.title, (Bullets(block_lines(block)),), notes)


def _standing(findings: Findings | None) -> Iterator[Slide]:
    if findings is None:
        return
    bars = standing_bars(findings)
    if bars:
        banded = any(bar.low != bar.high for bar in bars.bars)
        yield Slide(bars.title, (bars,), (BAND,) if banded else ())
    pages = parted(waves_sheet(findings), ROWS)
    for nth, sheet in enumerate(pages, 1):
        yield Slide(
            _counted("Every statement, wave by wave", nth, len(pages)), (*_of_whom(findings), sheet), (NO_CAUSE,)
        )


def _of_whom(findings: Findings | None) -> tuple[Piece, ...]:
    said = whose(findings) if findings else ""
    return (paragraph(said, look="strong"),) if said else ()


def _groups(extras: Extras, voices: Voices) -> Iterator[Slide]:
    """With and without SEND; girls and boys where something is surely so of them."""
    findings = voices.findings["pupil"]
    for group in extras.groups:
        by = group.anchor.removeprefix("groups-")
        sheet = groups_sheet(findings, by)
        if sheet is None or (by != "send" and not (by == "gender" and group.clear)):
            continue
        pages = parted(sheet, ROWS)
        for nth, page in enumerate(pages, 1):
            yield Slide(_counted(sheet.title, nth, len(pages)), (*_of_whom(findings), _clear(group), page))


def _clear(group: GroupSection) -> Piece:
    if not group.clear:
        return paragraph(group.unclear)
    return Bullets(tuple(said(f"{one.who} {one.text}", one.findings, "pupil") for one in group.clear[:2]))


def _others(voices: Voices, report: Report) -> Iterator[Slide]:
    """Parents and staff beside pupils on what they were all asked about; alone where pupils are not shown."""
    sheets = tuple(together_sheets(report.together))[:MOST_SIDES]
    ours = _of_whom(voices.findings.get("pupil"))
    for sheet in sheets:
        yield Slide(f"Side by side: {sheet.title}", (*ours, sheet), ("The statements are not word for word the same.",))
    if sheets:
        return
    for name, findings in voices.findings.items():
        if name == "pupil":
            continue
        pages = parted(waves_sheet(findings), ROWS)
        for nth, sheet in enumerate(pages, 1):
            if sheet.rows:
                yield Slide(_counted(f"{VOICES[name]}, wave by wave", nth, len(pages)), (sheet,))


def _alone(front: Front) -> Iterator[Slide]:
    """Nothing of this school's answers; all schools together beside it."""
    if front.small:
        lines = Bullets(tuple(said(text, front.small.findings, "pupil") for text in front.small.sentences))
        yield Slide(front.small.title, (lines,))
    sheet = beside_sheet(front.beside)
    if front.beside and sheet:
        pages = parted(sheet, ROWS)
        for nth, page in enumerate(pages, 1):
            lead = (paragraph(front.beside.lead),) if nth == 1 else ()
            yield Slide(_counted("All schools together", nth, len(pages)), (*lead, page))
    elif front.beside:
        yield Slide("All schools together", (paragraph(front.beside.lead),))


def _method(report: Report) -> Iterator[Slide]:
    who = [f"{who.title}, {wave.lower()}: {words}." for who in report.turnout for wave, words, _ in who.waves]
    audiences = {title: name for name, title in VOICES.items()}
    ids = [(audiences[who.title], finding) for who in report.turnout for _, _, finding in who.waves]
    lines = tuple(said(text, finding, audience) for text, (audience, finding) in zip(who, ids, strict=True))
    small = "Numbers are printed as finely as the number of answers allows. The full report has all of it."
    yield Slide("Who answered, and how sure this is", (Bullets((*lines, Sentence(NO_CAUSE), Sentence(small))),))


def _next() -> Slide:
    return Slide("What next: questions for this meeting", (Bullets(tuple(Sentence(text) for text in ASK)),))


def _counted(title: str, nth: int, of: int) -> str:
    return title if of == 1 else f"{title} ({nth} of {of})"
