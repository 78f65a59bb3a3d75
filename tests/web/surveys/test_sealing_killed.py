"""Sealing while the power fails: whatever was killed, a round is sealed whole or not begun."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.surveys.relinking_strategies import as_recommended, cluster_to_itself
from tests.web.surveys.separate import ON_SQLITE, Separate, separate_database

ANSWERS = 60


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Separate]:
    with separate_database(tmp_path_factory.mktemp("built")) as separate:
        separate.build("one")
        yield separate


@pytest.fixture
def answered(built: Separate, tmp_path: Path) -> Iterator[Separate]:
    with separate_database(tmp_path, like=built) as separate:
        yield separate


def _state(held: Separate, file: Path | None = None) -> list[tuple[str, int, int, int]]:
    """Of each round: state, rows open, rows sealed, slips."""
    counted = ", ".join(
        f"(SELECT count(*) FROM {table} WHERE {table}.round_id = surveys_round.id)"  # noqa: S608  # fixed names
        for table in ("surveys_response", "surveys_sealedanswers", "surveys_slip")
    )
    return held.select(f"SELECT state, {counted} FROM surveys_round ORDER BY id", file)  # noqa: S608  # as above


def test_a_killed_sealing_is_done_whole_or_not_at_all_and_can_be_run_again(answered: Separate) -> None:
    untouched = _state(answered)
    assert untouched[0] == ("closed", ANSWERS, 0, ANSWERS)
    kills, seen = 0, set()
    for ended in answered.seals_killed():
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        kills += 1
        first, parents = _state(answered)
        assert first in (untouched[0], ("sealed", 0, ANSWERS, 0))
        seen.add((first[0], parents[0]))
    assert kills > 5
    assert seen >= {("closed", "closed"), ("sealed", "closed")}
    assert [row[0] for row in _state(answered)] == ["sealed", "sealed"]
    assert answered.select("SELECT count(*) FROM journal_entry WHERE act = 'round-sealed'") == [(2,)]


@pytest.mark.skipif(not ON_SQLITE, reason="reads SQLite's files")
def test_what_a_kill_left_in_the_files_is_erased_by_the_next_call(answered: Separate) -> None:
    """Killed after the commit, before the log is written back: the old pages still lie in the main file.

    The worker finishes it by itself: a row written with the deletion says that traces are left.
    """
    assert answered.seal("unerased").returncode == -signal.SIGKILL
    assert answered.select("SELECT count(*) FROM surveys_tracesleft", answered.copied()) == [(1,)]
    assert _state(answered, answered.copied())[0] == ("sealed", 0, ANSWERS, 0)
    # Not the parents' comments: their round is not sealed yet.
    secrets = [secret.encode() for secret in answered.truth["secrets"] if not secret.startswith("comment-of-parent")]
    left = (answered.folder / "own.sqlite3").read_bytes()
    assert sum(secret in left for secret in secrets) > len(secrets) / 2

    assert answered.run("look", str(answered.seized)).returncode == 0

    assert answered.select("SELECT count(*) FROM surveys_tracesleft") == [(0,)]
    content = answered.seized_bytes()
    left_over = [secret for secret in secrets if secret in content]
    # What stood between pages: SQLite moves it without overwriting while another round has rows in the table.
    assert len(left_over) < len(secrets) / 10
    assert answered.run("rebuild").returncode == 0
    content = (answered.folder / "own.sqlite3").read_bytes()
    assert [secret for secret in secrets if secret in content] == []


@pytest.mark.skipif(ON_SQLITE, reason="PostgreSQL's files are clean after the nightly rebuild alone")
def test_traces_on_postgresql_are_noted_until_the_log_has_ended(answered: Separate) -> None:
    assert answered.seal().returncode == 0
    with cluster_to_itself():
        assert answered.run("rebuild").returncode == 0
        assert answered.select("SELECT count(*) FROM surveys_tracesleft") == [(2,)], "it may not end the log here"
    with as_recommended(answered):
        assert answered.run("rebuild").returncode == 0
    assert answered.select("SELECT count(*) FROM surveys_tracesleft") == [(0,)]


def test_the_nightly_rebuild_keeps_every_answer(answered: Separate) -> None:
    before = answered.select("SELECT key, answers FROM surveys_response ORDER BY key")
    assert answered.run("rebuild").returncode == 0
    assert answered.select("SELECT key, answers FROM surveys_response ORDER BY key") == before
