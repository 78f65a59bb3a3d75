"""An audit as it reads on one day, whole: what it asked, what the school said, what people had said then.

Kept as JSON when an audit is signed off, and read back for ever after, whatever happens to the rows it came from.
It holds words and names, and no key of another row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

FORMAT: Final = 1
"""Raise it when a field changes its meaning, and teach `from_json` the old one."""

FULLY, PARTIALLY, NOT_YET = "fully", "partially", "not_yet"


class RecordUnreadable(ValueError):
    """A kept record that this version of the program cannot read. Always a fault of ours."""


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """`kind`: "text", "link" or "file". Of a file its title stands here, its bytes elsewhere."""

    kind: str
    title: str
    text: str
    link: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class RemarkRecord:
    by: str
    on: str
    text: str


@dataclass(frozen=True, slots=True)
class HeardRecord:
    """What one audience had said about the same thing, as it was printed then.

    `group` is empty where it was everyone who answered, `interval` where none was shown; `not_shown` says why the
    share was not.
    """

    audience: str
    wording: str
    group: str
    wave: str
    text: str
    interval: str
    not_shown: str
    finding: str


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """`value` is empty where it was not rated. `gaps` are the sentences that set the rating beside the voices."""

    key: str
    number: str
    own: bool
    hidden_because: str
    wording: str
    fully: str
    partially: str
    not_yet: str
    value: str
    how_we_know: str
    rated_by: str
    rated_on: str
    evidence: tuple[EvidenceRecord, ...] = ()
    remarks: tuple[RemarkRecord, ...] = ()
    heard: tuple[HeardRecord, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        return not self.hidden_because


@dataclass(frozen=True, slots=True)
class AreaRecord:
    key: str
    number: int
    title: str
    people: tuple[str, ...]
    statements: tuple[StatementRecord, ...]

    @property
    def asked(self) -> tuple[StatementRecord, ...]:
        return tuple(statement for statement in self.statements if statement.asked)

    def count(self, value: str) -> int:
        return sum(statement.value == value for statement in self.asked)

    @property
    def rated(self) -> int:
        return sum(bool(statement.value) for statement in self.asked)


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """`edition` is the name of its version, `version` its number. Days are ISO dates."""

    school: str
    cohort: str
    stage: str
    edition: str
    version: int
    title: str
    started_by: str
    started_on: str
    signed_off_by: str
    signed_off_on: str
    sign_off_note: str
    voices_on: str
    areas: tuple[AreaRecord, ...]

    @property
    def statements(self) -> Iterator[StatementRecord]:
        return (statement for area in self.areas for statement in area.statements)

    def placed(self) -> Iterator[tuple[AreaRecord, StatementRecord]]:
        return ((area, statement) for area in self.areas for statement in area.statements)

    @property
    def asked(self) -> int:
        return sum(len(area.asked) for area in self.areas)

    @property
    def rated(self) -> int:
        return sum(area.rated for area in self.areas)


def record_of(record: AuditRecord) -> str:
    """Canonical JSON: the same audit is the same text."""
    return json.dumps({"format": FORMAT, **asdict(record)}, ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> AuditRecord:
    """Raises RecordUnreadable."""
    try:
        kept = json.loads(text)
        if kept.pop("format") != FORMAT:
            raise RecordUnreadable(
                "This audit was kept by a newer version of the program. Bring the program up to date."
            )
        areas = tuple(_area(area) for area in kept.pop("areas"))
        return AuditRecord(areas=areas, **kept)
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise RecordUnreadable(f"This audit's record cannot be read: {error}") from error


def _area(kept: Mapping[str, Any]) -> AreaRecord:
    own = {**kept, "people": tuple(kept["people"]), "statements": tuple(map(_statement, kept["statements"]))}
    return AreaRecord(**own)


def _statement(kept: Mapping[str, Any]) -> StatementRecord:
    parts = {
        "evidence": _each(EvidenceRecord, kept["evidence"]),
        "remarks": _each(RemarkRecord, kept["remarks"]),
        "heard": _each(HeardRecord, kept["heard"]),
        "gaps": tuple(kept["gaps"]),
    }
    return StatementRecord(**{**kept, **parts})


def _each(kind: type[Any], rows: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    return tuple(kind(**row) for row in rows)
