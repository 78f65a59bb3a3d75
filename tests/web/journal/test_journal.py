"""The journal can only grow, and shows where somebody tried otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from belonging.web.journal.models import Entry
from belonging.web.journal.queries import broken_link
from belonging.web.journal.services import Act, record_act
from belonging.web.schools.models import School
from tests.web.conftest import NOW


def write_three(school: School) -> str:
    for number in range(3):
        act = Act(name="round.opened", subject=f"round:{number}", details={"slips": number})
        record_act(act=act, actor="lead-7", now=NOW + timedelta(minutes=number), school_id=school.pk)
    return f"school:{school.pk}"


def test_entries_are_numbered_and_chained(in_maple: School) -> None:
    chain = write_three(in_maple)
    entries = list(Entry.objects.filter(chain=chain))
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.subject for entry in entries[-3:]] == ["round:0", "round:1", "round:2"]
    assert entries[-1].previous_hash == entries[-2].hash
    assert broken_link(chain) is None


@pytest.mark.parametrize("statement", ["UPDATE journal_entry SET actor = 'x'", "DELETE FROM journal_entry"])
def test_the_database_refuses_to_change_or_delete(in_maple: School, statement: str) -> None:
    write_three(in_maple)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_entry_altered_behind_the_triggers_is_found(in_maple: School) -> None:
    chain = write_three(in_maple)
    with connection.cursor() as cursor:
        on_table = ' ON "journal_entry"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "journal_entry_no_update"{on_table}')
        cursor.execute("UPDATE journal_entry SET actor = 'somebody else' WHERE number = 2")
    assert broken_link(chain) == 2
