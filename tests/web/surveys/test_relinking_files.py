"""The re-linking attack by everything that lies on the disk: files, free pages, logs, write-ahead logs, backups.

As in `test_relinking.py` somebody knows who answered when. Answers are found in the bytes by what they look like, in
the order in which they lie; that order is the guess. `benchmarks/soak/unlinkability.py` does it at full size.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from belonging.web.surveys.rules.codes import response_key
from tests.web.surveys import relinking_places as places
from tests.web.surveys.given import ITEMS
from tests.web.surveys.own_database import PARENTS
from tests.web.surveys.relinking_strategies import (
    Found,
    after_sealing,
    as_recommended,
    hits_of,
    hits_of_comments,
    lay_in_order_of_arrival,
    leave_rows_where_they_came,
    sealed_people,
    while_open,
)
from tests.web.surveys.separate import ON_SQLITE, Separate, separate_database
from tests.web.surveys.test_relinking import _most_by_chance

PEOPLE = 60
BY_CHANCE = _most_by_chance(PEOPLE, 1 / PEOPLE)
COMMENTS = PARENTS // 2


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Separate]:
    with separate_database(tmp_path_factory.mktemp("files")) as separate, as_recommended(separate):
        leave_rows_where_they_came(separate)
        separate.build("one")
        yield separate


@pytest.fixture(scope="module")
def before(answered: Separate) -> dict[str, int]:
    """While the round is open: what lies there, and a backup taken then, as it comes and after the nightly rebuild."""
    found = {name: hits_of(answered, content)[0] for name, content in while_open(answered).items()}
    found |= {
        f"comments, {name}": hits_of_comments(answered, content) for name, content in while_open(answered).items()
    }
    found["with pepper and slips"] = _with_pepper_and_slips(answered)
    assert answered.run("rebuild").returncode == 0
    return {**found, "backup after the rebuild": hits_of(answered, [places.dump(answered)])[0]}


@pytest.fixture(scope="module")
def left(answered: Separate, before: dict[str, int]) -> Found:
    assert before
    assert answered.seal().returncode == 0
    first = places.dump(answered)
    assert answered.run("rebuild").returncode == 0
    return after_sealing(answered, first)


@pytest.fixture(scope="module")
def after(answered: Separate, left: Found) -> dict[str, int]:
    return {name: hits_of(answered, content)[0] for name, content in left.items()}


def _with_pepper_and_slips(held: Separate) -> int:
    """Somebody holds a backup of the open phase, the pepper, and a list of who had which slip."""
    (round_, salt), *_ = held.select("SELECT id, salt FROM surveys_round WHERE entrance = 'slips'")
    rows = {str(key) for (key,) in held.select(f"SELECT key FROM surveys_response WHERE round_id = {round_}")}  # noqa: S608  # a number
    keys = [response_key(pepper=settings.BELONGING_PEPPER, salt=salt, secret=code) for code in held.truth["codes"]]
    return sum(key in rows for key in keys)


def test_nothing_that_lies_on_the_disk_after_the_nightly_rebuild_links_better_than_chance(
    after: dict[str, int],
) -> None:
    assert {name: hits for name, hits in after.items() if hits > BY_CHANCE} == {}


def test_nor_does_it_link_comments(answered: Separate, left: Found) -> None:
    hits = {name: hits_of_comments(answered, content) for name, content in left.items()}
    assert {name: many for name, many in hits.items() if many > _most_by_chance(COMMENTS, 1 / COMMENTS)} == {}
    assert len(set(places.comments_in(left["backup"][0]))) == COMMENTS


def test_the_answering_log_was_written_and_has_nobody(left: Found) -> None:
    (log,) = left["answering log"]
    assert log.count(b"answering:send 200") == PEOPLE
    assert list(places.people_in(log)) == list(places.comments_in(log)) == []


def test_control_a_log_with_answers_is_read(answered: Separate) -> None:
    """As Python or JSON writes them."""
    for written in (repr, json.dumps):
        lines = [written(dict(zip(ITEMS, person, strict=True))) for person in answered.truth["rounds"][0]["people"]]
        assert hits_of(answered, ["\n".join(lines).encode()]) == [PEOPLE]


def test_control_the_same_search_gives_everybody_away_while_open(before: dict[str, int]) -> None:
    """So it finds what there is. SQLite's file has no order; its write-ahead log has, until it is written back."""
    assert before["write-ahead log"] >= PEOPLE - 5
    if not ON_SQLITE:
        assert before["files of tables"] >= PEOPLE - 5
        assert before["comments, files of tables"] >= COMMENTS - 5


def test_what_a_backup_of_the_open_phase_gives_away(before: dict[str, int]) -> None:
    """Until it expires. With the pepper and the slips in hand: everybody. Without: by order, on PostgreSQL."""
    assert before["with pepper and slips"] == PEOPLE
    assert (before["backup"] <= BY_CHANCE) if ON_SQLITE else (before["backup"] >= PEOPLE - 5)
    assert before["backup after the rebuild"] <= BY_CHANCE


def test_no_key_receipt_or_code_is_left_in_any_file(answered: Separate, left: Found) -> None:
    content = b"\0".join({each for found in left.values() for each in found})
    secrets = [secret for secret in answered.truth["secrets"] if not secret.startswith("{")]
    assert len(secrets) > 3 * PEOPLE
    assert [secret for secret in (*secrets, *answered.truth["codes"]) if secret.encode() in content] == []


def test_all_sealed_people_are_there_to_be_found(answered: Separate, after: dict[str, int]) -> None:
    assert after
    (found,) = [people for people in sealed_people(answered) if people]
    assert len(found) == PEOPLE
    assert set(places.people_in(places.dump(answered))) >= set(found)


def test_what_another_database_holds_is_not_taken_for_this_ones(answered: Separate, tmp_path: Path) -> None:
    """A cluster of PostgreSQL keeps one write-ahead log for all of its databases, and tests run side by side."""
    with separate_database(tmp_path) as other:
        other.build("one")
        held = places.dump(other)
    assert len(set(places.people_in(held))) == PEOPLE
    assert not set(places.people_in(held)) & {tuple(each) for each in answered.truth["rounds"][0]["people"]}
    assert not set(places.comments_in(held)) & {tuple(each) for each in answered.truth["more"][0]["people"]}


def test_free_pages_are_read_from_sqlites_own_chain(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    file = tmp_path / "freed.sqlite3"
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA secure_delete=OFF")
        raw.execute("CREATE TABLE gone (words text)")
        raw.executemany("INSERT INTO gone VALUES (?)", [(f"word {number} " * 300,) for number in range(20)])
        raw.commit()
        raw.execute("DROP TABLE gone")
        raw.commit()
    assert b"word 7 " in places.free_pages(file)


def test_control_the_same_search_links_rows_that_lie_as_they_came(answered: Separate, after: dict[str, int]) -> None:
    """Stands last: the sealed rows make room for an ordinary table. Everywhere that rows lie, not where none do."""
    assert after
    earlier = places.dump(answered)
    lay_in_order_of_arrival(answered)
    if ON_SQLITE:
        shutil.copy(answered.folder / "own.sqlite3", answered.seized)
    hits = {name: hits_of(answered, content)[0] for name, content in after_sealing(answered, earlier).items()}
    on_sqlite = {f"{name}, as pages fill" for name in ("main file", "backup", "what is new since the backup before")}
    on_postgresql = {"files of tables", "write-ahead log", "backup", "what is new since the backup before"}
    assert {name for name, many in hits.items() if many >= PEOPLE - 5} == (on_sqlite if ON_SQLITE else on_postgresql)
