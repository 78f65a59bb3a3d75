"""An audit on paper, and a sheet to fill in by hand: what the Typst templates read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.resources import files

from belonging.instruments.audit import AuditInstrument
from belonging.web.audit.presenters.past import area_words, evidence_words, heard_words, signed_words
from belonging.web.audit.presenters.work import people_words, rated
from belonging.web.audit.queries.asked import Asked
from belonging.web.audit.rules.priorities import Priority, PriorityKind
from belonging.web.audit.rules.record import FULLY, NOT_YET, PARTIALLY, AreaRecord, AuditRecord, StatementRecord
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import typeset

Printed = dict[str, object]


def audit_pdf(record: AuditRecord, priorities: Sequence[Priority], *, now: datetime) -> bytes:
    return typeset(_template("audit.typ"), printed(record, priorities), made_at=now).pdf


def blank_pdf(instrument: AuditInstrument, asked: Iterable[Asked], *, school: str, now: datetime) -> bytes:
    return typeset(_template("blank.typ"), blank(instrument, asked, school=school), made_at=now).pdf


def printed(record: AuditRecord, priorities: Sequence[Priority]) -> Printed:
    """The audit by area; of a statement what was written, and nothing where nothing was."""
    return {
        "stands_out": stands_out(record, priorities),
        "to_do": [f"{each.statement.number} {each.statement.wording}" for each in _first(priorities)],
        "title": f"{record.stage} audit",
        "about": record.school,
        "label": environment_label(),
        "lead": signed_words(record),
        "cohort": record.cohort,
        "note": record.sign_off_note,
        "voices": bool(record.voices_on),
        "areas": [_area(area) for area in record.areas],
        "hidden": [
            {"statement": f"{each.number} {each.wording}", "reason": each.hidden_because}
            for each in record.statements
            if each.hidden_because
        ],
    }


def stands_out(record: AuditRecord, priorities: Sequence[Priority]) -> list[str]:
    """What the whole audit says, in a sentence or two each; what to take up first follows them as a list."""
    if not record.rated:
        return ["Nothing is rated yet."]
    every = [each for area in record.areas for each in area.asked]
    words = ((FULLY, "fully met"), (PARTIALLY, "partially met"), (NOT_YET, "not yet met"), ("", "not rated"))
    counts = [(sum(each.value == value for each in every), said) for value, said in words]
    told = people_words(tuple(f"{count} {said}" for count, said in counts if count))
    lines = [f"Of {len(every)} statements, {told}."]
    best, least = (pick(record.areas, key=_part_met) for pick in (max, min))
    if 2 * record.rated >= len(every) and _part_met(best) > _part_met(least):
        lines.append(f"Furthest along: {_named(best)}. Furthest to go: {_named(least)}.")
    if any(each.kind <= PriorityKind.SEND_GAP or each.unsure for each in priorities):
        lines.append("What people said stands against some of the ratings, or shows a gap with SEND.")
    return lines


def _part_met(area: AreaRecord) -> float:
    return area.count(FULLY) / (len(area.asked) or 1)


def _named(area: AreaRecord) -> str:
    return f"{area.title}, {area.count(FULLY)} of {len(area.asked)} fully met"


def _first(priorities: Sequence[Priority]) -> list[Priority]:
    """The first three that something speaks for."""
    return [each for each in priorities if each.kind < PriorityKind.HOLDS or each.unsure][:3]


def blank(instrument: AuditInstrument, asked: Iterable[Asked], *, school: str) -> Printed:
    every = list(asked)
    return {
        "title": str(instrument.title),
        "about": school,
        "label": environment_label(),
        "lead": str(instrument.introduction),
        "minutes": instrument.minutes,
        "areas": [
            {
                "title": f"{area.number} {area.title}",
                "description": str(area.description),
                "statements": [_to_fill_in(each) for each in every if each.statement.area == area.key],
            }
            for area in instrument.areas
        ],
    }


def _area(area: AreaRecord) -> Printed:
    return {
        "title": f"{area.number} {area.title}",
        "counts": [str(area.count(value)) for value in (FULLY, PARTIALLY, NOT_YET)],
        "not_rated": str(len(area.asked) - area.rated),
        "sentence": area_words(area),
        "people": people_words(area.people),
        "statements": [_statement(statement) for statement in area.asked],
    }


def _statement(statement: StatementRecord) -> Printed:
    return {
        "number": statement.number,
        "wording": statement.wording + (" (our own)" if statement.own else ""),
        "value": statement.value,
        "rating": rated(statement.value),
        "met": str(getattr(statement, statement.value)) if statement.value else "",
        "how": statement.how_we_know,
        "evidence": [
            " ".join(part for part in (evidence_words(each.title, each.text, each.kind), each.link) if part)
            for each in statement.evidence
        ],
        "heard": [heard_words(each) for each in statement.heard if each.text],
        "gaps": statement.gaps,
        "remarks": [f"{each.by}: {each.text}" for each in statement.remarks],
    }


def _to_fill_in(each: Asked) -> Printed:
    statement = each.statement
    return {
        "number": statement.number,
        "wording": str(statement.wording),
        "descriptors": [
            ["Fully met", str(statement.fully)],
            ["Partially met", str(statement.partially)],
            ["Not yet met", str(statement.not_yet)],
        ],
    }


def _template(name: str) -> str:
    return files("belonging.web.audit").joinpath("typst", name).read_text(encoding="utf-8")
