"""Bringing the register up to date from its file, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from operator import attrgetter
from typing import Final, TypeVar

from django.db import transaction
from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.schools.models import RegisterEntry, RegisterWord
from belonging.web.schools.rules.register_file import RegisterFile, RegisterRow
from belonging.web.schools.rules.register_words import kept_words
from belonging.web.schools.services.following import SchoolChange, follow_register
from belonging.web.schools.services.loading import insert_rows

Row = TypeVar("Row")
Tell = Callable[[str, int, int], None]
"""Hears of each step: its words, how much is done, of how much."""

COLUMNS: Final = tuple(each.name for each in fields(RegisterRow))
_values: Final[Callable[[RegisterRow], tuple[object, ...]]] = attrgetter(*COLUMNS)
_findable: Final = attrgetter(
    "name", "locality", "town", "authority", "postcode", "authority_code", "establishment_number"
)
"""A change of one of these changes the words of the entry."""
_AT_A_TIME: Final = 500


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import did, or (a dry run) would do. Those closed and reopened are among the changed.

    `missing`: entries of earlier imports that this file does not have; they stay as they were.
    """

    new: int
    changed: int
    closed: int
    reopened: int
    unchanged: int
    missing: int
    schools: tuple[SchoolChange, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """`changed`: before and after."""

    new: list[RegisterRow]
    changed: list[tuple[RegisterRow, RegisterRow]]
    unchanged: list[str]
    missing: int

    def to_find(self) -> list[RegisterRow]:
        """Those whose words have to be written."""
        return [*self.new, *(after for before, after in self.changed if _findable(before) != _findable(after))]


@transaction.atomic
def import_register(
    *,
    register: RegisterFile,
    settled: frozenset[str],
    actor: str,
    now: datetime,
    dry_run: bool = False,
    tell: Tell | None = None,
) -> Summary:
    """`settled`: URNs of schools whose setting and sixth form stay, because rounds were made by them."""
    plan = _planned(register)
    if not dry_run:
        _write_entries(plan, timezone.localtime(now).date(), tell)
        _write_words(plan, tell)
        counts = {"rows": len(register.rows), "new": len(plan.new), "changed": len(plan.changed)}
        with programme_scope("import the register"):
            record_act(act=Act("register-imported", "register", counts), actor=actor, now=now)
    return Summary(
        new=len(plan.new),
        changed=len(plan.changed),
        closed=sum(before.is_open and not after.is_open for before, after in plan.changed),
        reopened=sum(after.is_open and not before.is_open for before, after in plan.changed),
        unchanged=len(plan.unchanged),
        missing=plan.missing,
        schools=follow_register(rows=register.rows, settled=settled, dry_run=dry_run),
    )


def _planned(register: RegisterFile) -> _Plan:
    known = {row[0]: RegisterRow(*row) for row in RegisterEntry.objects.values_list(*COLUMNS).order_by()}
    new, changed, unchanged = [], [], []
    for urn, row in register.rows.items():
        before = known.get(urn)
        if before is None:
            new.append(row)
        elif before == row:
            unchanged.append(urn)
        else:
            changed.append((before, row))
    return _Plan(new, changed, unchanged, missing=len(known.keys() - register.rows.keys()))


def _write_entries(plan: _Plan, seen: date, tell: Tell | None) -> None:
    rows = ((*_values(row), seen) for row in plan.new)
    insert_rows(RegisterEntry._meta.db_table, (*COLUMNS, "last_seen"), _told("New schools", rows, len(plan.new), tell))
    for done in range(0, len(plan.changed), _AT_A_TIME):
        RegisterEntry.objects.bulk_create(
            [_entry(after, seen) for _, after in plan.changed[done : done + _AT_A_TIME]],
            update_conflicts=True,
            unique_fields=["urn"],
            update_fields=[*COLUMNS[1:], "last_seen"],
        )
        if tell is not None:
            tell("Changed schools", done, len(plan.changed))
    for done in range(0, len(plan.unchanged), _AT_A_TIME):
        RegisterEntry.objects.filter(urn__in=plan.unchanged[done : done + _AT_A_TIME]).update(last_seen=seen)


def _write_words(plan: _Plan, tell: Tell | None) -> None:
    rows = plan.to_find()
    known = [row.urn for row in rows[len(plan.new) :]]
    for done in range(0, len(known), _AT_A_TIME):
        RegisterWord.objects.filter(entry_id__in=known[done : done + _AT_A_TIME]).delete()
    words = ((word, row.urn) for row in _told("Words to find them by", rows, len(rows), tell) for word in _words(row))
    insert_rows(RegisterWord._meta.db_table, ("word", "entry_id"), words)


def _words(row: RegisterRow) -> set[str]:
    laestab = row.authority_code + row.establishment_number if row.authority_code else ""
    return kept_words(f"{row.name}, {row.locality}, {row.town}, {row.authority}", (row.urn, laestab), row.postcode)


def _entry(row: RegisterRow, seen: date) -> RegisterEntry:
    return RegisterEntry(**dict(zip(COLUMNS, _values(row), strict=True)), last_seen=seen)


def _told(words: str, rows: Iterable[Row], total: int, tell: Tell | None) -> Iterator[Row]:
    for done, row in enumerate(rows):
        if tell is not None and done % 1000 == 0:
            tell(words, done, total)
        yield row
