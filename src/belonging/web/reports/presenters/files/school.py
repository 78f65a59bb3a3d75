"""A school's report as a document: its front on one page, then everything behind it."""

from __future__ import annotations

from collections.abc import Iterator

from belonging.figures.whose import whose
from belonging.web.audit.presenters.beside import BesideVoice
from belonging.web.reports.presenters.beside_audit import AuditBeside
from belonging.web.reports.presenters.beside_programme import ProgrammeBeside
from belonging.web.reports.presenters.files.blocks import (
    Bullets,
    Heading,
    Paragraph,
    Piece,
    Sheet,
    Titled,
    paragraph,
    said,
)
from belonging.web.reports.presenters.files.tables import (
    item_lines,
    item_sheets,
    standing_bars,
    together_sheets,
    waves_sheet,
)
from belonging.web.reports.presenters.front import Front, FrontBlock
from belonging.web.reports.presenters.groups import GroupSection
from belonging.web.reports.presenters.printed_school import Extras
from belonging.web.reports.presenters.programme.content import Sentence
from belonging.web.reports.presenters.report import Report
from belonging.web.reports.presenters.wording import VOICES
from belonging.web.reports.queries import Voices
from belonging.web.reports.rules.first_looks import first_looks


def titled(report: Report) -> Titled:
    return Titled(report.title, report.about, report.released, report.simulated)


def school_pieces(report: Report, extras: Extras, voices: Voices) -> Iterator[Piece]:
    yield from _front(report, extras.front, voices)
    for name, findings in voices.findings.items():
        if any(not table.refusal for table in findings.tables):
            yield from _statements(report, voices, name)
    yield from _groups(report, extras)
    sheets = tuple(together_sheets(report.together))
    if sheets:
        yield Heading(report.together_title)
        yield paragraph(report.whose, look="strong")
        yield from sheets
    if extras.audit and extras.audit.areas:
        yield from _audit(extras.audit)
    yield from _outcomes(extras)
    yield from _heard(report)
    yield from closing(report)


def look_lines(front: Front, voices: Voices) -> tuple[Sentence, ...]:
    audiences = [look.audience for look in first_looks(voices.findings)]
    pairs = zip(front.looks, audiences, strict=True)
    return tuple(
        said(f"{look.title}. {look.statement} {look.sentence}", look.finding, audience) for look, audience in pairs
    )


def block_lines(block: FrontBlock) -> tuple[Sentence, ...]:
    return tuple(said("".join(piece.text for piece in line.pieces), line.findings, "pupil") for line in block.lines)


def beside_sheet(beside: ProgrammeBeside | None) -> Sheet | None:
    """Of all schools together; its ids begin with "programme"."""
    if beside is None or not beside.rows:
        return None
    rows = tuple((row.wording, *row.shares, row.reading) for row in beside.rows)
    rests = tuple(tuple(f"programme:pupil:{one}" for one in row.findings.split()) for row in beside.rows)
    return Sheet("All schools together", beside.head, rows, rests)


def _front(report: Report, front: Front, voices: Voices) -> Iterator[Piece]:
    if report.simulated:
        yield paragraph(report.simulated, look="strong")
    yield paragraph(report.lead, look="lead")
    yield paragraph(report.coming)
    if front.note and front.note.text:
        yield paragraph(f"From the school, {front.note.when}", look="strong")
        yield paragraph(front.note.text)
    if front.small:
        yield Heading(front.small.title)
        yield Paragraph(tuple(said(text, front.small.findings, "pupil") for text in front.small.sentences))
    if not front.alone:
        yield Heading(front.looks_title)
        yield Bullets(look_lines(front, voices)) if front.looks else paragraph(front.no_looks)
        for block in front.blocks:
            yield Heading(block.title, 3)
            yield Bullets(block_lines(block))
    yield Heading("Who answered", 3)
    yield Bullets(tuple(_who(report)))
    if front.beside:
        yield Heading("Beside all schools together")
        yield paragraph(front.beside.lead)
        sheet = beside_sheet(front.beside)
        if sheet:
            yield sheet


def _who(report: Report) -> Iterator[Sentence]:
    audiences = {title: name for name, title in VOICES.items()}
    for who in report.turnout:
        for wave, words, finding in who.waves:
            yield said(f"{who.title}, {wave.lower()}: {words}.", finding, audiences[who.title])
        for text in filter(None, (who.caution, *who.mix, who.drafts)):
            yield said(text)


def _statements(report: Report, voices: Voices, name: str) -> Iterator[Piece]:
    findings = voices.findings[name]
    yield Heading(f"{VOICES[name]}: statement by statement", fresh=True)
    yield paragraph(whose(findings), look="strong")
    bars = standing_bars(findings)
    if bars:
        yield bars
    yield waves_sheet(findings)
    told = {item.key: item for voice in (report.pupils, *report.others) if voice for item in voice.items}
    for item in findings.items:
        everyone = findings.table(item)
        if everyone is None or everyone.refusal:
            continue
        yield Heading(f"“{everyone.wording}”", 3)
        if everyone.reverse:
            yield paragraph("Agreeing less is positive here.", look="small")
        for table in findings.tables:
            lines = tuple(item_lines(findings, table)) if table.item == item and not table.refusal else ()
            if lines:
                yield Bullets(lines)
        yield from item_sheets(findings, item)
        if name == "pupil" and item in told and told[item].why:
            yield paragraph(f"Why it matters: {told[item].why}", told[item].sources, look="small")


def _groups(report: Report, extras: Extras) -> Iterator[Piece]:
    if extras.groups:
        yield Heading("Groups beside each other", fresh=True)
        yield paragraph(report.whose, look="strong")
    for group in extras.groups:
        yield Heading(group.title, 3)
        yield from group_pieces(group)


def group_pieces(group: GroupSection) -> Iterator[Piece]:
    if group.rows:
        yield (
            Bullets(tuple(said(f"{one.who} {one.text}", one.findings, "pupil") for one in group.clear))
            if (group.clear)
            else paragraph(group.unclear)
        )
        rows = tuple((row.wording, *row.shares) for row in group.rows)
        rests = tuple(tuple(f"pupil:{one}" for one in row.findings.split()) for row in group.rows)
        yield Sheet(f"{group.title}, {group.when.lower()}", group.head, rows, rests)
    for why in group.why_not:
        yield Paragraph((said(why, group.findings, "pupil"),))


def _audit(audit: AuditBeside) -> Iterator[Piece]:
    yield Heading("Audit beside voices", fresh=True)
    yield paragraph(audit.lead)
    for area in audit.areas:
        rows = []
        for one in area.statements:
            words = " ".join(map(_voice, one.beside.voices)) or " ".join(one.beside.waiting)
            rows.append((f"{one.number} {one.wording}", one.rating, words))
        yield Sheet(area.title, ("Statement of the audit", "Rating", "What was said"), tuple(rows))


def _voice(voice: BesideVoice) -> str:
    told = [f"{voice.title}: “{item.wording}”: {one.text}" for item in voice.items for one in item.said]
    return " ".join([*told, *(item.gap for item in voice.items if item.gap)])


def _outcomes(extras: Extras) -> Iterator[Piece]:
    beside = extras.outcomes
    if beside is None or beside.is_empty:
        return
    yield Heading("Outcomes, beside belonging over time")
    yield paragraph(beside.caution, look="strong")
    for glance in (beside.first, *beside.groups):
        if glance.table is not None:
            rows = tuple(tuple(map(str, row)) for row in glance.table.rows)
            yield Sheet(str(glance.table.caption), tuple(map(str, glance.table.head)), rows)
    for note in beside.notes:
        yield paragraph(note, look="small")


def _heard(report: Report) -> Iterator[Piece]:
    heard = report.heard
    if not heard.lead:
        return
    yield Heading("Voices that no questionnaire hears")
    yield paragraph(heard.lead)
    for card in heard.cards:
        yield Heading(f"{card.title} ({card.wave.lower()})", 3)
        second = [("Seen otherwise by the second person", card.second)] if card.second else []
        told = [*card.facts, *(f"{name}: {text}" for name, text in (*card.texts, *second))]
        yield Bullets(tuple(Sentence(text) for text in told))
        yield paragraph(card.who, look="small")
    if heard.taken_lead:
        yield paragraph(heard.taken_lead)
        yield Bullets(tuple(Sentence(text) for text in heard.taken))


def closing(report: Report) -> Iterator[Piece]:
    """What is not shown, and how everything was worked out."""
    yield Heading("What is not shown, and why", fresh=True)
    if report.not_shown:
        yield Bullets(tuple(Sentence(f"{held.title}. {held.sentence}") for held in report.not_shown))
    else:
        yield paragraph("Everything that the plan lists is shown.")
    yield Heading("How this was worked out")
    for part in report.method:
        yield Heading(part.title, 3)
        yield Bullets(tuple(Sentence(note) for note in part.notes))
    yield Heading("What we mean by belonging", 3)
    yield paragraph(f"“{report.definition}”", report.definition_source)
    if report.references:
        yield Heading("References", 3)
        yield Bullets(tuple(Sentence(reference) for reference in report.references))
