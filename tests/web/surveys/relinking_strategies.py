"""What an attacker lays beside the order of arrival: everything that lies on the disk, by name."""

from __future__ import annotations

import fcntl
import json
import random
import secrets
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from tests.web.surveys import relinking_places as places
from tests.web.surveys.given import ITEMS
from tests.web.surveys.relinking_places import Person
from tests.web.surveys.separate import ON_SQLITE, Separate

Found = dict[str, Sequence[bytes]]
OWNER = "belonging_owner"
ORDERS = {
    "as they come": "",
    "by key": "ORDER BY key",
    "by key, backwards": "ORDER BY key DESC",
    "by the index on rounds": "ORDER BY round_id",
} | (
    {}
    if ON_SQLITE
    else {
        "by ctid": "ORDER BY ctid",
        "by ctid, backwards": "ORDER BY ctid DESC",
        "by xmin": "ORDER BY xmin::text::bigint, ctid",
        "by command": "ORDER BY cmin::text::bigint, ctid",
    }
)
"""How sealed rows can be asked for, by a name; PostgreSQL keeps columns of its own."""


@contextmanager
def cluster_to_itself() -> Iterator[None]:
    """What is granted and set there is so for another worker's tests too."""
    with (Path(tempfile.gettempdir()) / "belonging-cluster.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def leave_rows_where_they_came(held: Separate) -> None:
    """Best for the attacker. Where autovacuum passes by while a round is open, later answers fill earlier gaps."""
    if not ON_SQLITE:
        with places.as_superuser(held) as raw:
            raw.execute("ALTER TABLE surveys_response SET (autovacuum_enabled = off)")


@contextmanager
def as_recommended(held: Separate) -> Iterator[None]:
    """PostgreSQL as docs/running.md says: old segments are deleted, and the owner may begin new ones."""
    if ON_SQLITE:
        yield
        return
    with cluster_to_itself(), places.as_superuser(held) as raw:
        raw.execute(f"GRANT pg_checkpoint TO {OWNER}")
        raw.execute(f"GRANT EXECUTE ON FUNCTION pg_switch_wal() TO {OWNER}")
        raw.execute("ALTER SYSTEM SET wal_recycle = off")
        raw.execute("SELECT pg_reload_conf()")
        # What others wrote before is let go of, so that there is less to search.
        raw.execute("SELECT pg_switch_wal()")
        raw.execute("CHECKPOINT")
        try:
            yield
        finally:
            raw.execute("ALTER SYSTEM RESET wal_recycle")
            raw.execute("SELECT pg_reload_conf()")
            raw.execute(f"REVOKE pg_checkpoint FROM {OWNER}")


def while_open(held: Separate) -> Found:
    if ON_SQLITE:
        log = held.folder / "open.log"
        return {"write-ahead log": [log.read_bytes()], "backup": [places.dump(held)]}
    return {
        "files of tables": places.files_of_tables(held),
        "write-ahead log": places.write_ahead_log(held),
        "backup": [places.dump(held)],
    }


def after_sealing(held: Separate, earlier: bytes) -> Found:
    """`earlier`: a backup of the night before."""
    dump = places.dump(held)
    backups: Found = {"backup": [dump], "what is new since the backup before": [places.new_in(dump, earlier)]}
    if ON_SQLITE:
        own = held.folder / "own.sqlite3"
        files: Found = {
            "main file": [own.read_bytes()],
            "free pages": [places.free_pages(own)],
            "write-ahead log": [held.seized.with_suffix(".log").read_bytes()],
        }
    else:
        files = {
            "files of tables": places.files_of_tables(held),
            "write-ahead log": places.write_ahead_log(held),
            "server log": places.server_log(held),
        }
    found = {**files, **backups, "answering log": places.answering_log(held)}
    if ON_SQLITE:
        paged = ("main file", "free pages", "backup", "what is new since the backup before")
        found |= {f"{name}, as pages fill": [places.as_pages_fill(*found[name])] for name in paged}
    return found


def hits_of(held: Separate, content: Iterable[bytes]) -> list[int]:
    """For each round, how many are given their own answers."""
    found = list(dict.fromkeys(person for each in content for person in places.people_in(each)))
    return [_hits(people, found) for people in arrivals(held)]


def hits_of_comments(held: Separate, content: Iterable[bytes]) -> int:
    """How many parents are given their own comment."""
    found = list(dict.fromkeys(parent for each in content for parent in places.comments_in(each)))
    return _hits([tuple(parent) for parent in held.truth["more"][0]["people"]], found)


def _hits(people: Sequence[Person], found: Sequence[Person]) -> int:
    """Whom the bytes do not have is guessed at random."""
    place = {person: number for number, person in enumerate(found)}
    rows = list(people)
    random.SystemRandom().shuffle(rows)
    guess = sorted(rows, key=lambda row: place.get(row, len(found)))
    return sum(mine == other for mine, other in zip(people, guess, strict=True))


def arrivals(held: Separate) -> list[list[Person]]:
    return [[tuple(person) for person in one["people"]] for one in held.truth["rounds"]]


def sealed_people(held: Separate) -> list[list[Person]]:
    """By round, as a query gives them."""
    made = []
    for one in held.truth["rounds"]:
        rows = held.select(f"SELECT answers FROM surveys_sealedanswers WHERE round_id = {one['id']}")  # noqa: S608  # a number
        answers = [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in rows]
        made.append([tuple(each[item] for item in ITEMS) for each in answers])
    return made


def lay_in_order_of_arrival(held: Separate) -> None:
    """A control: instead of the sealed rows the same ones in an ordinary table, under random keys, as they came."""
    rows = [
        (secrets.token_hex(16), one["id"], json.dumps(dict(zip(ITEMS, person, strict=True))))
        for one in held.truth["rounds"]
        for person in one["people"]
    ]
    table = "CREATE TABLE naive (key char(32) PRIMARY KEY, round_id integer, answers %s)"
    if ON_SQLITE:
        with closing(sqlite3.connect(held.folder / "own.sqlite3")) as raw:
            raw.execute("PRAGMA secure_delete=ON")
            raw.execute("DROP TABLE surveys_sealedanswers")
            raw.execute("VACUUM")  # else its pages are filled again, in no order
            raw.execute(table % "text")
            raw.executemany("INSERT INTO naive VALUES (?, ?, ?)", rows)
            raw.commit()
        return
    with places.as_superuser(held) as server, server.cursor() as cursor:
        cursor.execute("DROP TABLE surveys_sealedanswers")
        cursor.execute((table % "jsonb").encode())
        cursor.executemany("INSERT INTO naive VALUES (%s, %s, %s)", rows)
