"""What a school's printed report holds besides what every report holds: its front, groups, the audit, outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from belonging.web.audit.presenters.beside import TOO_FEW_APART, BesideVoice
from belonging.web.outcomes.presenters.beside import Beside, Glance
from belonging.web.reports.presenters.beside_audit import AuditBeside, RatedStatement
from belonging.web.reports.presenters.beside_programme import ProgrammeBeside
from belonging.web.reports.presenters.front import Front, FrontBlock
from belonging.web.reports.presenters.groups import GroupSection
from belonging.web.reports.presenters.linked import LinkedLine

Printed = dict[str, object]
Pictures = dict[str, bytes]
SHORT = (
    "Shares are of positive answers. How sure each of them is stands with its statement. Where no difference between "
    "groups is named, none can be told."
)


@dataclass(frozen=True, slots=True)
class Extras:
    """`audit` and `outcomes` are None for a reader who does not see them."""

    front: Front
    groups: Sequence[GroupSection] = ()
    audit: AuditBeside | None = None
    outcomes: Beside | None = None


def printed_extras(extras: Extras, pictures: Pictures) -> Printed:
    """Files of pictures are added to `pictures`, by name."""
    return {
        "front": _front(extras.front),
        "groups": [_group(group) for group in extras.groups],
        "audit": _audit(extras.audit) if extras.audit and extras.audit.areas else {},
        "outcomes": _outcomes(extras.outcomes, pictures) if extras.outcomes and not extras.outcomes.is_empty else {},
    }


def _front(front: Front) -> Printed:
    return {
        "note": [front.note.when, front.note.text] if front.note and front.note.text else [],
        "looks_title": front.looks_title,
        "no_looks": front.no_looks,
        "looks": [[look.title, look.statement, look.sentence, look.finding] for look in front.looks],
        "blocks": [_block(block) for block in front.blocks],
        "who": [[who.title, who.words] for who in front.who],
        "small": [front.small.title, *front.small.sentences] if front.small else [],
        "alone": front.alone,
        "beside": _beside(front.beside) if front.beside else {},
    }


def _block(block: FrontBlock) -> Printed:
    return {"name": block.name, "title": block.title, "lines": [_line(line) for line in block.lines]}


def _line(line: LinkedLine) -> Printed:
    return {"tone": line.tone, "text": "".join(piece.text for piece in line.pieces), "finding": line.findings}


def _beside(beside: ProgrammeBeside) -> Printed:
    rows = [[row.wording, *row.shares, row.reading] for row in beside.rows]
    return {"lead": beside.lead, "head": list(beside.head), "rows": rows}


def _group(group: GroupSection) -> Printed:
    return {
        "title": group.title,
        "why_not": list(group.why_not),
        "clear": [[told.who, told.text, told.findings] for told in group.clear],
        "unclear": group.unclear,
        "when": group.when,
        "head": list(group.head),
        "rows": [[row.wording, *row.shares] for row in group.rows],
    }


def _audit(audit: AuditBeside) -> Printed:
    areas = [{"title": area.title, "rows": [_rated(one) for one in area.statements]} for area in audit.areas]
    return {"lead": f"{audit.lead} {SHORT}", "areas": areas}


def _rated(statement: RatedStatement) -> list[object]:
    """The last one is a list: a line for each question."""
    said = [line for voice in statement.beside.voices for line in _said(voice)]
    return [f"{statement.number} {statement.wording}", statement.rating, said or list(statement.beside.waiting)]


def _said(voice: BesideVoice) -> Iterator[str]:
    """ "Pupils, “I feel safe at school”: between 75 and 80 in 100; pupils with SEND: most." """
    for item in voice.items:
        first, others = item.said[:1], item.said[1:]
        shares = [*(one.share for one in first), *(f"{_lower(one.who)}: {one.share}" for one in others)]
        if shares:
            gap = f" {item.gap}" if item.gap and item.gap != TOO_FEW_APART else ""
            yield f"{voice.title}, “{item.wording}”: {'; '.join(shares)}.{gap}"


def _lower(who: str) -> str:
    return who[:1].lower() + who[1:]


def _outcomes(beside: Beside, pictures: Pictures) -> Printed:
    tables = [glance.table for glance in (beside.first, *beside.groups) if glance.table is not None]
    return {
        "caution": beside.caution,
        "picture": _picture(beside.first, pictures),
        "notes": list(beside.notes),
        "tables": [
            {
                "title": str(table.caption),
                "head": [str(name) for name in table.head],
                "rows": [[str(value) for value in row] for row in table.rows],
            }
            for table in tables
        ],
    }


def _picture(glance: Glance, pictures: Pictures) -> Printed | None:
    if glance.picture is None:
        return None
    name = f"{glance.picture.name}.svg"
    pictures[name] = str(glance.picture.wide).encode()
    return {"name": name, "text": glance.picture.text}
