"""A past audit as on its day, all of a school's audits, and two of them side by side. In words, from records alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from belonging.web.audit.models import Audit
from belonging.web.audit.presenters.rewording import Rows, old_beside_new
from belonging.web.audit.presenters.work import COLOURS, counted, fully_words, long_day, people_words, rated, way
from belonging.web.audit.rules.changes import StatementChange, Step
from belonging.web.audit.rules.record import FULLY, AreaRecord, AuditRecord, HeardRecord, StatementRecord
from belonging.web.ui.components import Link, Table

SHORT: Final = {"": "–", "fully": "Fully", "partially": "Partially", "not_yet": "Not yet"}
"""Ratings where two of them stand beside a statement."""


@dataclass(frozen=True, slots=True)
class PastStatement:
    """`met` is what the school's rating means; `behind` says what is folded away."""

    key: str
    number: str
    wording: str
    rating: str
    colour: str
    met: str
    how_we_know: str
    by: str
    gaps: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    heard: tuple[str, ...]
    behind: str


@dataclass(frozen=True, slots=True)
class PastArea:
    key: str
    title: str
    counts: str
    people: str
    statements: tuple[PastStatement, ...]
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PastPage:
    title: str
    sentence: str
    note: str
    voices: str
    areas: tuple[PastArea, ...]


def past_page(record: AuditRecord) -> PastPage:
    return PastPage(
        title=f"{record.stage} audit",
        sentence=signed_words(record),
        note=record.sign_off_note,
        voices=_voices(record),
        areas=tuple(_area(area) for area in record.areas),
    )


def _voices(record: AuditRecord) -> str:
    if record.voices_on:
        return f"What people had said by {_day(record.voices_on)} stands beside the ratings."
    return "Nothing that people said had been released on that day." if record.signed_off_on else ""


def signed_words(record: AuditRecord) -> str:
    """Of which day it is, and by whom."""
    version = f"By version {record.version} of the audit."
    if not record.signed_off_on:
        return f"Begun on {_day(record.started_on)}, and not signed off yet. {version}"
    return f"As it read on {_day(record.signed_off_on)}, when {record.signed_off_by} signed it off. {version}"


def area_words(area: AreaRecord) -> str:
    """7 of 11 fully met, 3 partially, 1 not yet."""
    parts = [f"{area.count(FULLY)} of {len(area.asked)} fully met"]
    parts += [f"{area.count(value)} {words}" for value, words in (("partially", "partially"), ("not_yet", "not yet"))]
    left = len(area.asked) - area.rated
    return ", ".join([*parts, *([f"{left} not rated"] if left else [])]) + "."


def heard_words(heard: HeardRecord) -> str:
    """One line: who, what they said, and how sure that is."""
    who = (heard.group or heard.audience)[:1].upper() + (heard.group or heard.audience)[1:]
    said = heard.text or f"not shown. {heard.not_shown}"
    sure = f" ({heard.interval})" if heard.interval else ""
    wave = f", {heard.wave.lower()}" if heard.wave else ""
    return f"{who}{wave}, “{heard.wording}”: {said}{sure}"


def _area(area: AreaRecord) -> PastArea:
    return PastArea(
        key=area.key,
        title=f"{area.number} {area.title}",
        counts=area_words(area),
        people=f"Worked on by {people_words(area.people)}." if area.people else "",
        statements=tuple(_statement(statement) for statement in area.asked),
        hidden=tuple(
            (f"{statement.number} {statement.wording}", statement.hidden_because)
            for statement in area.statements
            if statement.hidden_because
        ),
    )


def _statement(statement: StatementRecord) -> PastStatement:
    behind = [
        counted(len(statement.evidence), "piece of evidence", "pieces of evidence") if statement.evidence else "",
        counted(len(statement.remarks), "remark") if statement.remarks else "",
        "what people said" if statement.heard else "",
    ]
    return PastStatement(
        key=statement.key,
        number=statement.number,
        wording=statement.wording + (" (our own)" if statement.own else ""),
        rating=rated(statement.value),
        colour=COLOURS[statement.value] or "grey",
        met=str(getattr(statement, statement.value)) if statement.value else "",
        how_we_know=statement.how_we_know,
        by=f"{statement.rated_by}, {_day(statement.rated_on)}" if statement.rated_by else "",
        gaps=statement.gaps,
        evidence=tuple((evidence_words(each.title, each.text, each.kind), each.link) for each in statement.evidence),
        remarks=tuple(f"{each.by}, {_day(each.on)}: {each.text}" for each in statement.remarks),
        heard=tuple(heard_words(each) for each in statement.heard),
        behind=people_words(tuple(filter(None, behind))).capitalize(),
    )


def evidence_words(title: str, text: str, kind: str) -> str:
    words = ": ".join(part for part in (title, text) if part)
    return f"{words} (file)" if kind == "file" else words


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One audit of the school, with what can be read of it."""

    title: str
    sentence: str
    links: tuple[Link, ...]


def history_rows(audits: Sequence[tuple[Audit, AuditRecord]]) -> list[AuditRow]:
    """Newest first. `audits`: oldest first."""
    first = audits[0][0].pk if audits else None
    return [_row(audit, record, first=audit.pk == first) for audit, record in reversed(audits)]


def _row(audit: Audit, record: AuditRecord, *, first: bool) -> AuditRow:
    links = [
        Link("Read it" if audit.record else "Go to it", way(audit, "past" if audit.record else "stage")),
        *([] if first else [Link("Compare with the one before", way(audit, "compare"))]),
        Link("Print it (PDF)", way(audit, "printed")),
        *(
            Link(f"As first signed off on {_day(earlier['signed_off_at'][:10])}", way(audit, "past_earlier", at))
            for at, earlier in enumerate(audit.earlier, start=1)
        ),
    ]
    sentence = f"{record.rated} of {record.asked} statements rated. {signed_words(record)}"
    return AuditRow(f"{record.stage} audit, {record.cohort}", sentence, tuple(links))


@dataclass(frozen=True, slots=True)
class Gone:
    """A statement that is no longer asked, and what the school had written."""

    number: str
    wording: str
    rating: str
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    title: str
    sentence: str
    areas: tuple[tuple[str, str], ...]
    up: Table | None
    down: Table | None
    changed: tuple[tuple[str, str, Rows], ...]
    gone: tuple[Gone, ...]
    rest: str
    numbers: tuple[str, ...] = ()


def compare_page(then: AuditRecord, now: AuditRecord, changes: Iterable[StatementChange]) -> ComparePage:
    every = list(changes)
    up, down = ([each for each in every if each.step is step] for step in (Step.UP, Step.DOWN))
    same = sum(each.step is Step.SAME for each in every)
    return ComparePage(
        title=f"{then.stage} audit, then {now.stage.lower()} audit",
        sentence=_compare_sentence(len(up), len(down), same),
        areas=tuple((f"{area.number} {area.title}", gain_words(_named(then, area.key), area)) for area in now.areas),
        up=_moves("Rated higher than then", up),
        down=_moves("Rated lower than then", down),
        changed=tuple(_changed(each) for each in every if each.badge and not each.gone),
        gone=tuple(_gone(each.then) for each in every if each.now is None and each.then is not None),
        rest=f"{counted(same, 'statement')} rated as before.",
        numbers=tuple(_new_numbers(every)),
    )


def gain_words(then: AreaRecord | None, now: AreaRecord) -> str:
    """3 of 11 fully met, then 7 of 11. Of an area half rated, those rated alone are counted: nothing has gone down."""
    before = f"{then.count(FULLY)} of {len(then.asked)} fully met" if then and then.rated else ""
    if not now.rated:
        return f"{before}, now not rated yet." if before else "Not rated yet."
    after = fully_words(now.count(FULLY), rated=now.rated, asked=len(now.asked))
    if then and not before:
        return f"Not rated then, {after} fully met now."
    return f"{before}, then {after}." if before else f"{after} fully met."


def _compare_sentence(up: int, down: int, same: int) -> str:
    if not up + down + same:
        return "No statement is rated in both audits yet, so there is nothing to compare."
    return f"{counted(up, 'statement')} rated higher than then, {down or 'none'} lower, {same or 'none'} as before."


def _named(record: AuditRecord, key: str) -> AreaRecord | None:
    return next((area for area in record.areas if area.key == key), None)


def _moves(caption: str, moved: list[StatementChange]) -> Table | None:
    rows = [
        (f"{each.now.number} {each.now.wording}", SHORT[each.rating_then], SHORT[each.rating_now])
        for each in moved
        if each.now is not None
    ]
    return Table(caption, ("Statement", "Then", "Now"), rows) if rows else None


def _new_numbers(changes: Iterable[StatementChange]) -> Iterable[str]:
    """1.3, was 1.2: We greet every child."""
    for each in changes:
        if each.then is not None and each.now is not None and each.then.number != each.now.number:
            yield f"{each.now.number}, was {each.then.number}: {each.now.wording}"


def _changed(change: StatementChange) -> tuple[str, str, Rows]:
    named = f"{change.now.number} {change.now.wording}" if change.now else ""
    return named, f"{change.badge}. {change.words}".rstrip(), old_beside_new(change)


def _gone(then: StatementRecord) -> Gone:
    written = [
        then.how_we_know,
        *(evidence_words(each.title, each.text, each.kind) for each in then.evidence),
        *(f"{each.by}: {each.text}" for each in then.remarks),
    ]
    return Gone(then.number, then.wording, rated(then.value), tuple(filter(None, written)))


def _day(iso: str) -> str:
    return long_day(date.fromisoformat(iso))


def compare_links(audit: Audit, then: Audit, earlier: Iterable[Audit]) -> list[Link]:
    """To the same page with another audit on the left."""
    return [
        Link(
            f"{each.get_stage_display()} audit, {each.cohort.name}",
            way(audit, "compare", then=f"{each.cohort.slug}/{each.stage}"),
        )
        for each in earlier
        if each.pk != then.pk
    ]
