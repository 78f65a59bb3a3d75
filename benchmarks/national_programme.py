"""The programme of a made-up nation: schools, cohorts, places, plans, signatures. Part of `national_schools`."""

from __future__ import annotations

from datetime import datetime, timedelta

import psycopg

from benchmarks.national_loading import fill

LETTERS_OF_A_MASK = 702
"""Schools that a cohort can hold where a mask has two letters; with four, one cohort holds all."""
ASKED = (
    """(VALUES (0, 'pupil', 'slips', '["sen", "year_group"]'), (1, 'parent', 'open_link', '[]'), """
    """(2, 'staff', 'open_link', '[]')) v (nth, audience, entrance, facts)"""
)


def add_programme(cursor: psycopg.Cursor, schools: int, now: datetime) -> int:
    """Schools, their places, what is planned for them and their signatures; how many cohorts hold them."""
    from belonging.web.programme.models import Enrolment

    width = Enrolment._meta.get_field("mask").max_length or 0
    each = schools if width >= 4 else LETTERS_OF_A_MASK
    start = f"DATE '{(now - timedelta(days=80)).date()}'"
    _cohorts(cursor, -(-schools // each), start)
    _schools(cursor, schools)
    place = f"((school - 1) % {each})"
    letters = (
        f"upper(to_hex({place}))"
        if width >= 4
        else f"CASE WHEN {place} >= 26 THEN chr(64 + {place} / 26) ELSE '' END || chr(65 + {place} % 26)"
    )
    columns = {
        "id": "school",
        "school_id": "school",
        "cohort_id": f"1 + (school - 1) / {each}",
        "mask": letters,
        "enrolled_on": f"{start} + (school % 30)::int",
        "agreed_on": f"{start} + (30 + school % 20)::int",
        "set_up_on": f"{start} + (50 + school % 20)::int",
    }
    fill(cursor, Enrolment, f"generate_series(1, {schools}) school", columns)
    _plans(cursor, -(-schools // each), now)
    return -(-schools // each)


def _cohorts(cursor: psycopg.Cursor, cohorts: int, start: str) -> None:
    from belonging.web.programme.models import Cohort

    columns = {
        "id": "cohort",
        "name": "'Nation ' || cohort",
        "slug": "'nation-' || cohort",
        "starts_on": start,
        "state": "'open'",
        "opened_at": start,
        "is_demo": "true",
    }
    fill(cursor, Cohort, f"generate_series(1, {cohorts}) cohort", columns)


def _plans(cursor: psycopg.Cursor, cohorts: int, now: datetime) -> None:
    """What is planned for each cohort, and each school's signature under it."""
    from belonging.web.enrolment.models import Acceptance
    from belonging.web.programme.models import CohortQuestionnaire, CohortWave

    today = f"DATE '{now.date()}'"
    wave = {
        "cohort_id": "cohort",
        "wave": "'baseline'",
        "opens_on": f"{today} - 15",
        "closes_on": f"{today} + 20",
    }
    fill(cursor, CohortWave, f"generate_series(1, {cohorts}) cohort", wave)
    asked = {
        "cohort_id": "cohort",
        "instrument": "audience || '_v1'",
        "entrance": "entrance",
        "slip_facts": "facts::jsonb",
        "waves": """'["baseline"]'::jsonb""",
    }
    fill(cursor, CohortQuestionnaire, f"generate_series(1, {cohorts}) cohort, {ASKED}", asked)
    signed = {
        "school_id": "e.school_id",
        "cohort_id": "e.cohort_id",
        "document": "'school_programme'",
        "version": "1",
        "digest": "repeat('0', 64)",
        "text": "repeat('As accepted. ', 400)",
        "controller": "'school'",
        "signer_name": "'Hana Head'",
        "signer_role": "'Headteacher'",
        "signer_id": "'nobody'",
        "accepted_at": f"TIMESTAMPTZ '{now.isoformat()}' - INTERVAL '50 days'",
    }
    fill(cursor, Acceptance, "programme_enrolment e", signed)


def _schools(cursor: psycopg.Cursor, schools: int) -> None:
    from belonging.web.schools.models import School

    columns = {
        "id": "school",
        "name": "'School number ' || school",
        "slug": "'school-' || school",
        "urn": "(900000 + school)::text",
        "is_simulated": "true",
        "local_authority": "'Authority ' || school % 152",
        "setting": "CASE WHEN school = 1 OR school % 5 = 0 THEN 'secondary' ELSE 'primary' END",
    }
    fill(cursor, School, f"generate_series(1, {schools}) school", columns)
