"""Every order that is left in any column of any table, as the catalogue has them: nobody has to remember one.

A row is somebody's if it holds their answers or comment, or a value that only such a row holds, at any remove.
"""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from statistics import NormalDist
from typing import Any

from psycopg.rows import dict_row

from tests.web.surveys import relinking_places as places
from tests.web.surveys.given import ITEMS
from tests.web.surveys.relinking_places import Person
from tests.web.surveys.separate import ON_SQLITE, Separate

Row = dict[str, Any]
Orders = dict[str, Sequence[Person]]
ONE_IN = 1e-7
"""How often a fair shuffle may be taken for a leak, all strategies together."""
COMMENT = re.compile(r"comment-of-parent-(\d+):")
SHORTEST = 16
"""Shorter values are codes of languages, years and the like, not names of a row."""
FEWEST = 5


def tables(held: Separate) -> dict[str, list[Row]]:
    """Every table that has rows, as they lie, with what the database itself keeps beside a row."""
    return dict(_of_sqlite(held) if ON_SQLITE else _of_postgresql(held))


def _of_sqlite(held: Separate) -> Iterator[tuple[str, list[Row]]]:
    with closing(sqlite3.connect(held.folder / "own.sqlite3")) as raw:
        raw.row_factory = sqlite3.Row
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            try:
                found = raw.execute(f'SELECT rowid AS "(rowid)", * FROM "{name}" ORDER BY rowid')  # noqa: S608  # the catalogue's own name
            except sqlite3.OperationalError:  # WITHOUT ROWID
                found = raw.execute(f'SELECT * FROM "{name}"')  # noqa: S608  # as above
            yield name, [dict(row) for row in found]


def _of_postgresql(held: Separate) -> Iterator[tuple[str, list[Row]]]:
    of = (
        "SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE relkind IN ('r', 'm') AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"
    )
    kept = 'xmin::text::bigint AS "(xmin)", cmin::text::bigint AS "(cmin)"'
    with places.as_superuser(held) as raw, raw.cursor(row_factory=dict_row) as cursor:
        for found in cursor.execute(of).fetchall():
            name = found["name"]
            yield name, cursor.execute(f"SELECT {kept}, * FROM {name} ORDER BY ctid".encode()).fetchall()  # noqa: S608  # as above


def whose(held: Mapping[str, Sequence[Row]]) -> dict[str, list[Person]]:
    """Of each table with rows of persons, whose each row is; () is nobody's."""
    known: dict[str, Person] = {}
    while True:
        found = {name: [_person(row, known) for row in rows] for name, rows in held.items()}
        more = _names_of_one(held, found)
        if more.keys() <= known.keys():
            return {name: people for name, people in found.items() if any(people)}
        known |= more


def _person(row: Row, known: Mapping[str, Person]) -> Person:
    for value in row.values():
        if isinstance(value, str) and (match := COMMENT.search(value)):
            return (int(match[1]),)
        members = _members(value)
        if all(isinstance(members.get(item), int) for item in ITEMS):
            return tuple(members[item] for item in ITEMS)
    return next((known[name] for value in row.values() if (name := _name(value)) in known), ())


def _names_of_one(held: Mapping[str, Sequence[Row]], found: Mapping[str, Sequence[Person]]) -> dict[str, Person]:
    """Values that stand in rows of one person alone."""
    by: dict[str, set[Person]] = {}
    for name, rows in held.items():
        for row, person in zip(rows, found[name], strict=True):
            for value in row.values() if person else ():
                by.setdefault(_name(value), set()).add(person)
    return {value: people.pop() for value, people in by.items() if value and len(people) == 1}


def _name(value: object) -> str:
    said = value.hex() if isinstance(value, bytes) else str(value)
    return said if len(said) >= SHORTEST and not _members(value) else ""


def _members(value: object) -> dict[str, Any]:
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = json.loads(value)
        except ValueError:
            return {}
    return value if isinstance(value, dict) else {}


def orders(held: Separate, found: Mapping[str, Sequence[Row]]) -> Orders:
    """By table and column, members of JSON too: the people in the order that the column gives; equals as they lie."""
    made: Orders = {}
    content = held.seized.read_bytes() if ON_SQLITE else b""
    for name, people in whose(found).items():
        if sum(map(bool, people)) < FEWEST:
            continue
        wide = [_wide(row, content) for row in found[name]]
        made[f"{name}, as they lie"] = _once(people)
        for column in sorted({column for row in wide for column in row}):
            order = sorted(range(len(wide)), key=lambda at, column=column: _sortable(wide[at].get(column)))  # type: ignore[misc]  # bound early
            made[f"{name} by {column}"] = _once(people[at] for at in order)
    return made


def _wide(row: Row, content: bytes) -> Row:
    """With the members of JSON, and where in the file each long value first lies."""
    wide = dict(row)
    for column, value in row.items():
        wide |= {f"{column}.{key}": member for key, member in _members(value).items()}
        if content and isinstance(value, str) and _name(value):
            wide[f"place of {column}"] = content.find(value.encode())
    return wide


def _sortable(value: object) -> tuple[int, Any]:
    if value is None:
        return 0, 0
    return (1, value) if isinstance(value, int | float | Decimal) else (2, str(value))


def _once(people: Iterable[Person]) -> list[Person]:
    return list(dict.fromkeys(person for person in people if person))


def known_orders(held: Separate) -> dict[str, list[list[Person]]]:
    """What the attacker knows of each questionnaire: the order of arrival; and that of the open rows' own keys."""
    return {
        name: [[tuple(person) for person in one[kept]] for one in (*held.truth["rounds"], *held.truth["more"])]
        for name, kept in (("arrival", "people"), ("open keys", "keyed"))
    }


def given_away(held: Separate, found: Orders) -> dict[str, str]:
    """The orders that fit a known one better than a shuffle, forwards or backwards, all of it or roughly."""
    by_chance = {
        f"{name}{way}, beside {known}": _luck(list(order)[::step], rounds)
        for name, order in found.items()
        for way, step in (("", 1), (", backwards", -1))
        for known, rounds in known_orders(held).items()
    }
    level = ONE_IN / max(sum(map(len, by_chance.values())), 1)
    return {name: f"by chance {min(lucks):.0e}" for name, lucks in by_chance.items() if lucks and min(lucks) < level}


def _luck(order: Sequence[Person], rounds: Sequence[Sequence[Person]]) -> list[float]:
    """How often a shuffle would do as well: of each questionnaire by hits and by rank, of all by hits."""
    luck, total = [], Counter[str]()
    there = set(order)
    for people in rounds:
        arrived = [person for person in people if person in there]
        of_round = set(arrived)
        guess = [person for person in order if person in of_round]
        if len(guess) < FEWEST:
            continue
        hits = sum(mine == other for mine, other in zip(arrived, guess, strict=True))
        total.update(hits=hits, rounds=1)
        luck += [_poisson(hits, 1), _rank(arrived, guess)]
    return [*luck, _poisson(total["hits"], total["rounds"])] if luck else []


def _poisson(least: int, mean: int) -> float:
    """So many hits or more: of one shuffle their mean and variance are 1."""
    return sum(math.exp(hits * math.log(mean) - mean - math.lgamma(hits + 1)) for hits in range(least, least + 99))


def _rank(arrived: Sequence[Person], guess: Sequence[Person]) -> float:
    """Spearman's rho: sees a leak that misses by one, too. Near normal under chance."""
    n, place = len(arrived), {person: at for at, person in enumerate(arrived)}
    rho = 1 - 6 * sum((place[person] - at) ** 2 for at, person in enumerate(guess)) / (n * (n * n - 1))
    return 2 * NormalDist().cdf(-abs(rho) * math.sqrt(n - 1))
