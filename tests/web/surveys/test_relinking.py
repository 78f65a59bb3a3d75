"""The re-linking attack. A teacher with a stopwatch knows who answered when; later somebody holds the
database, its files, or a login to it. After sealing, no order left in them may help.

Chance is one right guess for each round, whatever its size (the mean number of fixed points of a shuffle).
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.web.surveys.given import ITEMS
from tests.web.surveys.own_database import CLASS_SIZE, CLASSES, LARGE, LINKED, PARENTS
from tests.web.surveys.relinking_catalogue import Orders, given_away, orders, tables, whose
from tests.web.surveys.relinking_strategies import ORDERS
from tests.web.surveys.separate import ON_SQLITE, Separate, separate_database

ONE_IN = 1e-7
"""How often a fair shuffle may be taken for a leak, per assertion."""
Person = Sequence[int]
Attack = Callable[[Separate, int], list[Person]]
on_sqlite = pytest.mark.skipif(not ON_SQLITE, reason="reads SQLite's files")
on_postgresql = pytest.mark.skipif(ON_SQLITE, reason="reads PostgreSQL's system columns")


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Separate]:
    """300 answers of one school and 10 classes of 30, each sent in a known order; not yet sealed."""
    with separate_database(tmp_path_factory.mktemp("relinking")) as separate:
        separate.build("many")
        yield separate


@pytest.fixture(scope="module")
def before(answered: Separate) -> dict[str, list[int]]:
    """What the same attacks find while the rounds are open."""
    return {name: _hits(answered, attack) for name, attack in OPEN_ATTACKS.items()}


@pytest.fixture(scope="module")
def sealed(answered: Separate, before: dict[str, list[int]]) -> Separate:
    assert answered.seal().returncode == 0
    return answered


@pytest.fixture(scope="module")
def left(sealed: Separate) -> Orders:
    return orders(sealed, tables(sealed))


def _people(rows: list[tuple[Any, ...]]) -> list[Person]:
    found = [json.loads(row[-1]) if isinstance(row[-1], str) else row[-1] for row in rows]
    return [[answers[item] for item in ITEMS] for answers in found]


def _select(table: str, order: str, columns: str = "") -> Attack:
    def attack(held: Separate, round_: int) -> list[Person]:
        sql = f"SELECT {columns} answers FROM {table} WHERE round_id = {round_} {order}"  # noqa: S608  # fixed names and a number
        return _people(held.select(sql))

    return attack


def _by_place_in_the_file(held: Separate, round_: int) -> list[Person]:
    """Where in the bytes of the main file each row's key first lies: pages are given out as rows come."""
    content = held.seized.read_bytes()
    sql = f"SELECT key, answers FROM surveys_sealedanswers WHERE round_id = {round_}"  # noqa: S608  # a number
    return _people(sorted(held.select(sql, held.seized), key=lambda row: content.find(str(row[0]).encode())))


OPEN_ATTACKS: dict[str, Attack] = (
    {"key": _select("surveys_response", "ORDER BY key"), "scan": _select("surveys_response", "")}
    if ON_SQLITE
    else {
        "ctid": _select("surveys_response", "ORDER BY ctid"),
        "xmin": _select("surveys_response", "ORDER BY xmin::text::bigint"),
    }
)
ATTACKS: dict[str, Attack] = {name: _select("surveys_sealedanswers", order) for name, order in ORDERS.items()}
if ON_SQLITE:
    ATTACKS["by place in the file"] = _by_place_in_the_file


def _hits(held: Separate, attack: Attack) -> list[int]:
    """For each round, how many people are given their own answers when both lists are laid side by side."""
    return [
        sum(list(mine) == list(guess) for mine, guess in zip(one["people"], attack(held, one["id"]), strict=True))
        for one in held.truth["rounds"]
    ]


def _place(held: Separate, rows: list[dict[str, Any]]) -> list[int]:
    """When each row's person came."""
    everybody = [tuple(person) for one in (*held.truth["rounds"], *held.truth["more"]) for person in one["people"]]
    return [everybody.index(person) if person in everybody else 0 for person in whose({"it": rows})["it"]]


def _times(held: Separate, found: dict[str, list[dict[str, Any]]]) -> None:
    rows = found["surveys_sealedanswers"]
    for row, place in zip(rows, _place(held, rows), strict=True):
        row["arrived"] = 1_795_000_000_000_000_000 + place


def _counted(held: Separate, found: dict[str, list[dict[str, Any]]]) -> None:
    rows = found["surveys_sealedcomment"]
    for row, place in zip(rows, _place(held, rows), strict=True):
        row["key"] = f"{place:032x}"


def _unsorted(held: Separate, found: dict[str, list[dict[str, Any]]]) -> None:
    answers, links = found["surveys_sealedanswers"], found["surveys_sealedlink"]
    came = dict(zip((row["key"] for row in answers), _place(held, answers), strict=True))
    links.sort(key=lambda row: came[row["key"]])


def _beside(held: Separate, found: dict[str, list[dict[str, Any]]]) -> None:
    answers, links = found["surveys_sealedanswers"], found["surveys_sealedlink"]
    came = dict(zip((row["key"] for row in answers), _place(held, answers), strict=True))
    found["notes_visit"] = [{"what": row["link"], "at": f"2026-11-23 {came[row['key']]:06}"} for row in links]


LEAKS: dict[str, Callable[[Separate, dict[str, list[dict[str, Any]]]], None]] = {
    "surveys_sealedanswers by arrived": _times,
    "surveys_sealedcomment by key": _counted,
    "surveys_sealedlink, as they lie": _unsorted,
    "notes_visit by at": _beside,
}


def _most_by_chance(people: int, right: float) -> int:
    """The binomial bound: more hits than this come by chance less often than ONE_IN."""
    left, hits = 1.0, -1
    while left > ONE_IN:
        hits += 1
        left -= math.comb(people, hits) * right**hits * (1 - right) ** (people - hits)
    return hits


def _rank_correlation(held: Separate, attack: Attack, one: dict[str, Any]) -> float:
    """Spearman's rho of the order of arrival and the order found: sees a leak that misses by one, too."""
    arrival = {tuple(person): place for place, person in enumerate(one["people"])}
    found = [arrival[tuple(person)] for person in attack(held, one["id"])]
    n = len(found)
    return 1 - 6 * sum((a - b) ** 2 for a, b in enumerate(found)) / (n * (n * n - 1))


def test_no_code_is_stored_even_while_open(answered: Separate) -> None:
    """Stands first: the tests that follow seal the rounds."""
    slips = LARGE + CLASSES * CLASS_SIZE + LINKED
    assert answered.select("SELECT count(*) FROM surveys_slip") == [(slips,)]
    codes = answered.truth["codes"]
    assert len(codes) == slips
    if ON_SQLITE:
        held = (answered.folder / "own.sqlite3").read_bytes().decode("latin-1")
    else:
        tables = ("surveys_slip", "surveys_pack", "surveys_round", "surveys_response", "journal_entry")
        held = str([answered.select(f"SELECT row::text FROM {table} row") for table in tables])  # noqa: S608  # fixed names
    assert [code for code in codes if code in held or f"{code[:4]}-{code[4:]}" in held] == []


@pytest.mark.parametrize("name", ATTACKS)
def test_no_order_that_is_left_links_better_than_chance(sealed: Separate, name: str) -> None:
    large, *classes = _hits(sealed, ATTACKS[name])
    assert large <= _most_by_chance(LARGE, 1 / LARGE)
    assert sum(classes) <= _most_by_chance(CLASSES * CLASS_SIZE, 1 / CLASS_SIZE)


@pytest.mark.parametrize("name", ATTACKS)
def test_nor_is_any_order_even_roughly_kept(sealed: Separate, name: str) -> None:
    rho = _rank_correlation(sealed, ATTACKS[name], sealed.truth["rounds"][0])
    # Under chance rho is near normal with this standard deviation; 5.4 of them are as rare as ONE_IN.
    assert abs(rho) < 5.4 / math.sqrt(LARGE - 1)


def test_no_column_of_any_table_orders_anybody(sealed: Separate, left: Orders) -> None:
    """Answers, comments and links, by every column that the catalogue has, one of tomorrow too."""
    assert given_away(sealed, left) == {}


def test_rows_of_people_stand_in_the_sealed_tables_alone(sealed: Separate, left: Orders) -> None:
    """A table beside them that holds a key of theirs, or a link, would be found here whatever its order."""
    held = whose(tables(sealed))
    assert {table: sum(map(bool, people)) for table, people in held.items()} == {
        "surveys_sealedanswers": LARGE + CLASSES * CLASS_SIZE + LINKED,
        "surveys_sealedcomment": PARENTS // 2,
        "surveys_sealedlink": LINKED,
    }
    assert {order.split(",")[0].split(" by ")[0] for order in left} == set(held)


@pytest.mark.parametrize("leak", LEAKS)
def test_control_what_is_planted_is_found(sealed: Separate, leak: str) -> None:
    """In what was read of the tables: a column of times, keys that count, rows as they came, and a table beside."""
    held = tables(sealed)
    LEAKS[leak](sealed, held)
    found = given_away(sealed, orders(sealed, held))
    assert {name for name in found if leak in name}


@on_postgresql
def test_control_an_open_table_of_postgresql_gives_everybody_away(before: dict[str, list[int]]) -> None:
    assert before == {name: [LARGE, *[CLASS_SIZE] * CLASSES] for name in ("ctid", "xmin")}


@on_sqlite
def test_control_a_hidden_rowid_gives_everybody_away(answered: Separate, tmp_path: Path) -> None:
    """The same answers under random keys in an ordinary table: what sealing and WITHOUT ROWID are for."""
    with closing(sqlite3.connect(tmp_path / "naive.sqlite3")) as naive:
        naive.execute("CREATE TABLE answers (key char(32) PRIMARY KEY, answers text)")
        people = answered.truth["rounds"][0]["people"]
        for person in people:
            naive.execute("INSERT INTO answers VALUES (hex(randomblob(16)), ?)", [json.dumps(person)])
        found = [json.loads(row[0]) for row in naive.execute("SELECT answers FROM answers ORDER BY rowid")]
    assert sum(mine == guess for mine, guess in zip(people, found, strict=True)) == LARGE


@on_sqlite
def test_even_while_open_sqlite_keeps_no_order(before: dict[str, list[int]]) -> None:
    assert all(large <= _most_by_chance(LARGE, 1 / LARGE) for large, *_classes in before.values())


@on_sqlite
def test_there_is_no_rowid_to_ask_for(sealed: Separate) -> None:
    with pytest.raises(sqlite3.OperationalError, match="rowid"):
        sealed.select("SELECT rowid FROM surveys_sealedanswers", sealed.seized)
    counters = {row[0] for row in sealed.select("SELECT name FROM sqlite_sequence", sealed.seized)}
    assert not {name for name in counters if name in ("surveys_response", "surveys_slip") or "sealed" in name}


@on_postgresql
def test_all_rows_of_a_round_were_written_by_one_transaction(sealed: Separate) -> None:
    """So that a join on xmin, which links a slip marked as used to its answers, finds all of them or none."""
    writers = sealed.select("SELECT round_id, count(DISTINCT xmin::text) FROM surveys_sealedanswers GROUP BY 1")
    assert {count for _round, count in writers} == {1}


def test_the_journal_has_no_entry_for_an_answer(sealed: Separate) -> None:
    acts = dict(sealed.select("SELECT act, count(*) FROM journal_entry GROUP BY act"))
    rounds = CLASSES + 3
    assert {name: count for name, count in acts.items() if name.startswith("round")} == {
        "round-planned": rounds, "round-opened": rounds, "round-closed": rounds, "round-sealed": rounds,
    }  # fmt: skip
    assert set(acts) <= {
        "cohort-created", "school-added", "school-enrolled", "slips-issued",
        "parties-recorded", "agreement-accepted", "milestone-reached", "contact-named", "open-account", "grant-role",
        "round-planned", "round-opened", "round-closed", "round-sealed",
    }  # fmt: skip


def test_nothing_of_the_open_rows_is_left_in_any_table(sealed: Separate) -> None:
    for table in ("surveys_response", "surveys_slip"):
        assert sealed.select(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608  # fixed names
    assert sealed.select("SELECT count(*) FROM surveys_round WHERE salt IS NOT NULL") == [(0,)]


@on_sqlite
class TestTheFiles:
    def test_the_write_ahead_log_is_empty_while_the_service_runs(self, sealed: Separate) -> None:
        assert sealed.seized.with_suffix(".log").stat().st_size == 0

    def test_no_key_receipt_open_answer_or_withdrawn_comment_is_readable(self, sealed: Separate) -> None:
        content = sealed.seized_bytes()
        secrets = sealed.truth["secrets"]
        assert len(secrets) > 4 * LARGE
        assert [secret for secret in secrets if secret.encode() in content] == []

    def test_control_without_overwriting_they_are(self, tmp_path: Path) -> None:
        with separate_database(tmp_path) as careless:
            careless.build("one")
            assert careless.seal("insecure").returncode == 0
            content = careless.seized_bytes()
            secrets = careless.truth["secrets"]
        readable = [secret for secret in secrets if secret.encode() in content]
        assert len(readable) > len(secrets) / 4


def test_the_nightly_rebuild_leaves_no_deleted_row_in_the_files(sealed: Separate) -> None:
    """PostgreSQL keeps deleted rows in their order until then: out of every query's sight, but on the disk."""
    assert sealed.run("rebuild").returncode == 0
    if ON_SQLITE:
        assert sealed.select("PRAGMA freelist_count") == [(0,)]
    else:
        sizes = "SELECT pg_table_size('surveys_response') + pg_table_size('surveys_slip') <= 3 * 8192"
        assert sealed.select(sizes) == [(True,)]
    kept = sealed.select("SELECT count(*) FROM surveys_sealedanswers")
    assert kept == [(LARGE + CLASSES * CLASS_SIZE + LINKED + PARENTS // 2,)]
