"""A nation on the books, for timing pages: 24,000 schools in open rounds, 9 million slips, a quarter of them used.

    python -m tests.postgres python -m benchmarks.national_schools [--schools N]

Everything is generated inside PostgreSQL, in a cluster of tests/postgres.py, whose superuser it needs to put off
foreign keys, triggers and indexes until the rows are there. `make_nation` is for other benchmarks to call. Columns
that are not named here take the defaults of their models. Slips and answers are kept out of the write-ahead log,
so they are gone after a crash; nothing that is timed here writes them.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import django
import psycopg

from benchmarks.national_loading import bare, fill, number, superuser
from benchmarks.national_programme import ASKED, add_programme

SCHOOLS = 24_000
IN_A_PACK = 27
LARGEST = 70
"""Packs of the first school, a secondary of 1,890; of the others four in five are primaries of 8 to 10 classes."""
USED = (0, 2, 5, 8, 22)
"""Slips used of a pack's 27, pack after pack: a class that has not sat, one that has begun, one that is done."""
PACKS = f"CASE WHEN school = 1 THEN {LARGEST} WHEN school % 5 = 0 THEN 30 + school % 8 ELSE 8 + school % 3 END"


@dataclass(frozen=True, slots=True)
class Nation:
    """What was made, and the slug of its largest school."""

    schools: int
    cohorts: int
    packs: int
    slips: int
    responses: int
    seconds: float
    largest: str = "school-1"


def make_nation(*, now: datetime, schools: int = SCHOOLS, answered: bool = True) -> Nation:
    """Fill an empty, migrated database; not `answered`: without slips and answers. Needs Django set up.

    Raises RuntimeError where there are schools already.
    """
    started = time.perf_counter()
    with superuser() as cursor:
        if number(cursor, "SELECT count(*) FROM schools_school"):
            raise RuntimeError("The database has schools already. Give an empty one: rows would be mixed.")
        cohorts = add_programme(cursor, schools, now)
        _rounds(cursor, schools, now)
        _packs(cursor, schools, now)
        packs = number(cursor, "SELECT count(*) FROM surveys_pack")
        slips = _slips(cursor) if answered else 0
        responses = _responses(cursor) if answered else 0
        _settle(cursor)
    return Nation(schools, cohorts, packs, slips, responses, time.perf_counter() - started)


def _rounds(cursor: psycopg.Cursor, schools: int, now: datetime) -> None:
    from belonging.web.surveys.models import Round

    opened = f"TIMESTAMPTZ '{now.isoformat()}' - (5 + school % 9) * INTERVAL '1 day'"
    source = f"generate_series(1, {schools}) school JOIN programme_enrolment e ON e.school_id = school, {ASKED}"
    fill(
        cursor,
        Round,
        source,
        {
            "id": "3 * school + nth",
            "school_id": "school",
            "cohort_id": "e.cohort_id",
            "wave": "'baseline'",
            "instrument": "audience || '_v1'",
            "instrument_digest": "repeat('0', 64)",
            "audience": "audience",
            "entrance": "entrance",
            "handle": "'h' || lpad(to_hex(3 * school + nth), 6, '0')",
            "state": "'open'",
            "slip_facts": "facts::jsonb",
            "roll": f"CASE WHEN nth = 0 THEN {PACKS} * {IN_A_PACK} WHEN nth = 1 THEN {PACKS} * 20 ELSE {PACKS} * 3 END",
            "opens_at": opened,
            "closes_at": f"{opened} + (14 + school % 10) * INTERVAL '1 day'",
            "salt": "sha256(school::text::bytea)",
        },
    )


def _packs(cursor: psycopg.Cursor, schools: int, now: datetime) -> None:
    from belonging.web.surveys.models import Pack

    year = "CASE WHEN school = 1 OR school % 5 = 0 THEN 7 + nth % 5 ELSE 1 + nth % 6 END"
    fill(
        cursor,
        Pack,
        f"generate_series(1, {schools}) school, generate_series(0, {PACKS} - 1) nth",
        {
            "school_id": "school",
            "round_id": "3 * school",
            "slips": str(IN_A_PACK),
            "year_group": f"({year})::text",
            "label": f"({year}) || ' ' || chr(65 + nth / 5)  || chr(65 + nth % 5)",
            "teacher_email": "CASE WHEN nth % 2 = 0 THEN 't' || nth || '@school-' || school || '.example' ELSE '' END",
            "sits_on": f"DATE '{now.date()}' + nth % 9 - 4",
        },
    )


def _slips(cursor: psycopg.Cursor) -> int:
    from belonging.web.surveys.models import Slip

    with bare(cursor, "surveys_slip"):
        fill(
            cursor,
            Slip,
            f"surveys_pack p, generate_series(1, {IN_A_PACK}) nth",
            {
                "key": "encode(sha256((p.id || '-' || nth)::bytea), 'hex')",
                "school_id": "p.school_id",
                "round_id": "p.round_id",
                "pack_id": "p.id",
                "year_group": "p.year_group",
                "sen": "CASE WHEN nth % 27 = 0 THEN 'E' WHEN nth % 6 = 0 THEN 'K' ELSE 'N' END",
            },
        )
        return cursor.rowcount


def _responses(cursor: psycopg.Cursor) -> int:
    from belonging.instruments.load import load
    from belonging.web.surveys.models import Response

    answers = ", ".join(f'"{item.key}": 4' for item in load("pupil_v1").items)
    used = f"(ARRAY{list(USED)})[1 + p.id % {len(USED)}]"
    with bare(cursor, "surveys_response"):
        fill(
            cursor,
            Response,
            f"surveys_pack p, LATERAL generate_series(1, {used}) nth",
            {
                "key": "encode(sha256((p.id || '-' || nth)::bytea), 'hex')",
                "school_id": "p.school_id",
                "round_id": "p.round_id",
                "answers": f"'{{{answers}}}'::jsonb",
                "edition": "'standard'",
                "language": "'en'",
                "digest": "encode(sha256(('d' || p.id || '-' || nth)::bytea), 'hex')",
                "receipt": "encode(sha256(('r' || p.id || '-' || nth)::bytea), 'hex')",
            },
        )
        made = cursor.rowcount
        # Parents and staff by link: a few dozen each.
        fill(
            cursor,
            Response,
            "surveys_round r, LATERAL generate_series(1, 8 + (r.id % 25)::int) nth",
            {
                "key": "encode(sha256((r.id || 'l' || nth)::bytea), 'hex')",
                "school_id": "r.school_id",
                "round_id": "r.id",
                "edition": "'standard'",
                "language": "'en'",
                "digest": "repeat('0', 64)",
                "receipt": "encode(sha256((r.id || 'lr' || nth)::bytea), 'hex')",
            },
            where="r.entrance = 'open_link'",
        )
    return made + cursor.rowcount


def _settle(cursor: psycopg.Cursor) -> None:
    """Numbers handed out by the database go on after ours; the planner knows the tables; no cleaning is left to do."""
    for table in ("programme_cohort", "schools_school", "programme_enrolment", "surveys_round"):
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608  # of our own words alone
    cursor.execute("VACUUM (ANALYZE)")


def set_up() -> None:
    """Django, by the tests' settings, and every table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.national_schools")
    parser.add_argument("--schools", type=int, default=SCHOOLS)
    chosen = parser.parse_args(arguments)
    set_up()
    from django.utils import timezone

    print(make_nation(now=timezone.now(), schools=chosen.schools))


if __name__ == "__main__":
    main()
