"""Whoever changes the journal behind its triggers is found: what was altered, removed, moved or cut off is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from belonging.web.base.scope import programme_scope
from belonging.web.cli.main import main
from belonging.web.journal.models import Entry
from belonging.web.journal.queries import heads
from belonging.web.journal.rules import UnreadableHeads, read_heads, written_heads
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.models import OutgoingMail
from belonging.web.notices.services import tell_witnesses
from belonging.web.schools.models import School
from tests.web.conftest import NOW

Told = Callable[..., tuple[int, str]]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    def run(*words: str) -> tuple[int, str]:
        code = main(["journal-verify", *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.fixture
def chain(maple: School) -> str:
    """Four entries of one school, and the triggers taken off: whoever owns the database can."""
    with programme_scope("test"):
        for number in range(4):
            record_act(act=Act("test", f"thing:{number}"), actor="me", now=NOW, school_id=maple.pk)
    on_table = ' ON "journal_entry"' if connection.vendor == "postgresql" else ""
    for act in ("update", "delete"):
        _do(f'DROP TRIGGER "journal_entry_no_{act}"{on_table}')
    return f"school:{maple.pk}"


def _do(statement: str, *parts: str | int) -> None:
    with programme_scope("test"), connection.cursor() as cursor:
        cursor.execute(statement, parts)


def _last(chain: str) -> int:
    with programme_scope("test"):
        return Entry.objects.filter(chain=chain).count()


def test_heads_that_cannot_be_written_are_told(db: None, told: Told, tmp_path: Path) -> None:
    code, said = told("--heads", str(tmp_path / "nowhere" / "heads"))
    assert code == 2
    assert "cannot be written: No such file or directory. Give --heads a file" in said


def test_what_was_altered_removed_or_moved_is_named(chain: str, told: Told) -> None:
    assert told()[0] == 0
    last = _last(chain)
    _do("UPDATE journal_entry SET actor = 'somebody' WHERE chain = %s AND number = %s", chain, last - 1)
    assert told() == (1, f"{chain}: entry {last - 1} was altered. Compare it with a backup.\n")
    _do("UPDATE journal_entry SET actor = 'me' WHERE chain = %s AND number = %s", chain, last - 1)
    assert told()[0] == 0
    for number, to in ((last - 2, 999), (last - 1, last - 2), (999, last - 1)):
        _do("UPDATE journal_entry SET number = %s WHERE chain = %s AND number = %s", to, chain, number)
    assert told()[1].startswith(f"{chain}: entry {last - 2} does not follow the one before")
    _do("DELETE FROM journal_entry WHERE chain = %s AND number = %s", chain, last - 2)
    assert told()[1].startswith(f"{chain}: entry {last - 2} is missing")


def test_what_was_cut_off_is_told_by_heads_noted_before(chain: str, told: Told, tmp_path: Path) -> None:
    noted = tmp_path / "heads"
    last = _last(chain)
    assert told("--heads", str(noted))[0] == 0
    assert "holds all that it held" in told("--since", str(noted))[1]
    _do("DELETE FROM journal_entry WHERE chain = %s AND number > %s", chain, last - 2)
    assert told()[0] == 0, "a chain that was cut short is whole in itself"
    code, said = told("--since", str(noted))
    assert (code, said.startswith(f"{chain}: entry {last - 1} and all up to {last} were cut off")) == (1, True)


def test_a_chain_that_was_written_anew_is_told_too(chain: str, told: Told, tmp_path: Path) -> None:
    noted = tmp_path / "heads"
    told("--heads", str(noted))
    with programme_scope("test"):
        last = Entry.objects.filter(chain=chain).order_by("-number")[0]
        last.actor = "somebody"
        last.hash = last.expected_hash()
        last.save()
    assert told()[0] == 0
    assert f"entry {last.number} or one before it was replaced" in told("--since", str(noted))[1]


def test_witnesses_get_the_heads_once_a_day(chain: str, settings: Settings, told: Told, tmp_path: Path) -> None:
    assert tell_witnesses(now=NOW) == 0
    settings.JOURNAL_WITNESSES = ("a@example.org", "b@example.com")
    assert (tell_witnesses(now=NOW), tell_witnesses(now=NOW)) == (2, 0)
    with programme_scope("test"):
        mail = OutgoingMail.objects.filter(key__startswith="journal-heads").first()
        assert mail is not None
        assert read_heads(mail.text) == read_heads(written_heads(heads()))
    kept = tmp_path / "mail.txt"
    kept.write_text(mail.text)
    assert told("--since", str(kept))[0] == 0


def test_what_was_cut_off_is_told_by_the_manifest_of_a_backup(chain: str, told: Told, tmp_path: Path) -> None:
    with programme_scope("test"):
        ends: dict[str, list[Any]] = {head.chain: [head.number, head.hash] for head in heads()}
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"counts": {"schools_school": 1}, "journal": ends}, indent=1))
    assert f"when {len(ends)} heads were noted" in told("--since", str(manifest))[1]
    ends[chain][0] += 1
    manifest.write_text(json.dumps({"journal": ends}))
    assert told("--since", str(manifest))[0] == 1


@pytest.mark.parametrize(
    "text", ["{", "{}", '{"journal": []}', '{"journal": {"programme": 1}}', "{" + '"a":[' * 90_000]
)
def test_a_manifest_that_is_none_holds_no_heads(text: str) -> None:
    with pytest.raises(UnreadableHeads):
        read_heads(text)


def test_a_file_that_holds_no_heads_is_refused_in_words(db: None, told: Told, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_text("programme one\n")
    assert told("--since", str(empty))[1].startswith(f"{empty} holds no head of a chain.")
    assert "cannot be read" in told("--since", str(tmp_path / "gone"))[1]
