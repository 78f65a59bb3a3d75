"""Two audits, a plan and pages for each school of a made-up nation, and findings to set beside them.

Part of `benchmarks.improving`. The last audit of every third school is open; all others are signed off. Nothing is due:
no action is newly late, no page is to be made or published. One action in twenty is overdue and was spoken of.
"""

from __future__ import annotations

import time
from datetime import datetime

import numpy as np
import psycopg

from belonging.evaluation import Plan, Policy, evaluate
from belonging.instruments.load import load_audit, load_practices
from benchmarks.national_loading import fill, superuser
from benchmarks.school_waves import PUPIL, answer_set, draw_wave

AUDITS, ACTIONS, EDITIONS = 2, 5, ("pupils", "younger", "families")
WORDS = "repeat('What we know of this, and how we know it. ', 3 + {} % 5)"
BY = "'00000000-0000-4000-8000-000000000001'"


def add_improving(*, now: datetime) -> float:
    """Needs the nation of `make_nation`, and Django set up. The seconds it took."""
    started, at = time.perf_counter(), f"TIMESTAMPTZ '{now.isoformat()}'"
    with superuser() as cursor:
        _releases(cursor, at)
        _audits(cursor, at)
        _plans(cursor, at)
        _pages(cursor, at)
        _journal(cursor, at)
        _sign_off(cursor)
        for table in ("audit_audit", "actions_action", "replies_page"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608  # of our own words alone
        cursor.execute("VACUUM (ANALYZE)")
    return time.perf_counter() - started


def _sign_off(cursor: psycopg.Cursor) -> None:
    """Every audit but the last of each third school; all with the record of one of them."""
    from belonging.web.audit.models import Audit
    from belonging.web.audit.queries.record import record_for
    from belonging.web.base.scope import programme_scope

    with programme_scope("benchmark: an audit to copy"):
        _seed(cursor, "record", record_for(Audit.objects.order_by("pk")[0]))
    cursor.execute(
        "UPDATE audit_audit SET record = (SELECT content FROM seed_record), signed_off_by = started_by, "
        "signed_off_at = started_at + INTERVAL '9 days' WHERE stage = 'baseline' OR school_id % 3 > 0"
    )


def _seed(cursor: psycopg.Cursor, name: str, content: str) -> None:
    """Kept in a row of its own, compressed once: rows that copy it need not compress it again."""
    cursor.execute(f"CREATE TEMP TABLE seed_{name} (content text)")
    cursor.execute(f"INSERT INTO seed_{name} VALUES (%s)", [content])  # noqa: S608  # of our own words alone


def _releases(cursor: psycopg.Cursor, at: str) -> None:
    from belonging.web.findings.models import Release

    _seed(cursor, "findings", _findings())
    columns = {
        "id": "e.school_id",
        "school_id": "e.school_id",
        "cohort_id": "e.cohort_id",
        "audience": "'pupil'",
        "instrument": "'pupil_v1'",
        "waves": "'baseline+endline'",
        "policy": "'release'",
        "rounds": "'[]'",
        "findings": "content",
        "released_at": f"{at} - INTERVAL '40 days'",
    }
    fill(cursor, Release, "programme_enrolment e, seed_findings", columns)


def _findings() -> str:
    """Of a primary school of 300 pupils in two waves, by the engine."""
    items = tuple(item.key for item in PUPIL.items)
    rng = np.random.default_rng(1)
    waves = [draw_wave(rng, wave, "primary", 300, len(items)) for wave in ("baseline", "endline")]
    rows = answer_set("primary", waves, items)
    return evaluate(rows, Plan.default(PUPIL, "school"), Policy.release()).to_json()


def _audits(cursor: psycopg.Cursor, at: str) -> None:
    from belonging.web.audit.models import Audit, Evidence, Rating, RatingEntry, Remark

    columns = {
        "id": f"{AUDITS} * e.school_id + nth",
        "school_id": "e.school_id",
        "cohort_id": "e.cohort_id",
        "stage": "(ARRAY['baseline', 'final'])[1 + nth]",
        "edition": f"'{load_audit().name}'",
        "due_on": f"({at})::date - 150 + 180 * nth",
        "started_by": BY,
        "started_at": f"{at} - INTERVAL '180 days' + nth * INTERVAL '160 days'",
    }
    fill(cursor, Audit, f"programme_enrolment e, generate_series(0, {AUDITS - 1}) nth", columns)
    keys = ", ".join(f"('{statement.key}', {n})" for n, statement in enumerate(load_audit().statements))
    each = f"audit_audit a, (VALUES {keys}) s (key, n)"
    value = "(ARRAY['fully', 'partially', 'not_yet'])[1 + (a.id * 7 + n * 5) % (3 - a.id % 2)]"
    one = {"school_id": "a.school_id", "audit_id": "a.id", "statement": "s.key"}
    said = one | {"value": value, "how_we_know": WORDS.format("n")}
    moment = "a.started_at + n * INTERVAL '2 hours'"
    fill(cursor, Rating, each, said | {"revision": "1 + n % 2", "changed_by": BY, "changed_at": moment})
    entry = said | {"revision": "nth", "taken": "true", "by": BY, "at": moment}
    fill(cursor, RatingEntry, f"{each}, LATERAL generate_series(1, 1 + n % 2) nth", entry)
    shows = {"kind": "'text'", "title": "'Minutes'", "text": WORDS.format("n"), "added_by": BY, "added_at": moment}
    fill(cursor, Evidence, each, one | shows, where="n % 4 = 0")
    fill(cursor, Remark, each, one | {"text": "'I see this every day.'", "by": BY, "at": moment}, where="n % 8 = 0")


def _plans(cursor: psycopg.Cursor, at: str) -> None:
    from belonging.web.actions.models import Action, Ground, Update

    practices = [practice.key for practice in load_practices().practices]
    statements = [statement.key for statement in load_audit().statements]
    item = PUPIL.items[0].key
    mixed = "(e.school_id + 3 * nth)"
    columns = {
        "id": f"{ACTIONS} * e.school_id + nth",
        "school_id": "e.school_id",
        "cohort_id": "e.cohort_id",
        "number": "1 + nth",
        "what": "'Something that we do, number ' || nth",
        "practice": f"(ARRAY{practices})[1 + {mixed} % {len(practices)}]",
        "statement": f"(ARRAY{statements})[1 + {mixed} % {len(statements)}]",
        "starts_on": f"({at})::date - 100",
        "due_on": f"({at})::date + CASE WHEN {mixed} % 20 = 2 THEN -20 ELSE 30 + {mixed} % 60 END::int",
        "status": f"(ARRAY['proposed', 'planned', 'under_way', 'under_way', 'done'])[1 + {mixed} % 5]",
        "status_since": f"{at} - INTERVAL '30 days'",
        "created_by": BY,
        "created_at": f"{at} - INTERVAL '110 days'",
        "changed_by": BY,
        "changed_at": f"{at} - INTERVAL '12 days'",
    }
    measured = {
        "measure_audience": "'pupil'",
        "measure_item": f"'{item}'",
        "measure_by": "'all'",
        "measure_group": "'all'",
        "measure_direction": "'more'",
    }
    each = f"programme_enrolment e, generate_series(0, {ACTIONS - 1}) nth"
    fill(cursor, Action, each, columns | measured, where="nth < 3")
    fill(cursor, Action, each, columns, where="nth >= 3")
    own = {"school_id": "a.school_id", "action_id": "a.id"}
    ground = {"kind": "'idea'", "words": "'Pupils said so.'", "added_by": BY, "added_at": "a.created_at"}
    fill(cursor, Ground, "actions_action a", own | ground)
    update = {"text": WORDS.format("nth"), "status": "a.status", "by": BY}
    update["at"] = f"{at} - nth * INTERVAL '14 days'"
    fill(cursor, Update, "actions_action a, generate_series(1, 3) nth", own | update)


def _pages(cursor: psycopg.Cursor, at: str) -> None:
    from belonging.web.replies.models import Line, Page

    numbered = ", ".join(f"('{edition}', {nth})" for nth, edition in enumerate(EDITIONS))
    shown = """'{"opening": "Thank you.", "closing": "", "lines": [], "revision": 1, "as_built": false}'::jsonb"""
    out = "e.school_id % 4 > 0"
    columns = {
        "id": f"{len(EDITIONS)} * e.school_id + nth",
        "school_id": "e.school_id",
        "cohort_id": "e.cohort_id",
        "wave": "'endline'",
        "edition": "edition",
        "token": "substr(md5(edition || e.school_id), 1, 24)",
        "state": f"CASE WHEN {out} THEN 'published' ELSE 'draft' END",
        "due_on": f"({at})::date + CASE WHEN {out} THEN -5 ELSE 40 END",
        "built_at": f"{at} - INTERVAL '10 days'",
        "published_at": f"CASE WHEN {out} THEN {at} - INTERVAL '5 days' END",
        "shown": f"CASE WHEN {out} THEN {shown} ELSE '{{}}'::jsonb END",
    }
    fill(cursor, Page, f"programme_enrolment e, (VALUES {numbered}) v (edition, nth)", columns)
    line = {
        "school_id": "p.school_id",
        "page_id": "p.id",
        "place": "nth",
        "said": "'Many of you told us that break times are hard.'",
        "did": "'We have opened a quiet room.'",
        "stage": "'did'",
    }
    fill(cursor, Line, "replies_page p, generate_series(1, 5) nth", line)


def _journal(cursor: psycopg.Cursor, at: str) -> None:
    """An entry for each version of a rating; where an action is overdue, that it was spoken of."""
    from belonging.web.journal.models import Entry

    plain = {"actor": BY, "details": "'{}'", "previous_hash": "repeat('0', 64)", "hash": "repeat('0', 64)"}
    rated = {
        "school_id": "r.school_id",
        "chain": "'school:' || r.school_id",
        "number": "row_number() OVER (PARTITION BY r.school_id ORDER BY r.id)",
        "at": "r.at",
        "act": "'audit-statement-rated'",
        "subject": "'audit:' || r.audit_id",
        "details": """jsonb_build_object('statement', r.statement, 'revision', r.revision)""",
    }
    fill(cursor, Entry, "audit_ratingentry r", plain | rated)
    spoken = {
        "school_id": "a.school_id",
        "chain": "'school:' || a.school_id",
        "number": "1000 + 10 * a.number + nth",
        "at": f"{at} - INTERVAL '19 days'",
        "act": "'plan-reminders-queued'",
        "subject": "'action:' || a.id || ':' || a.due_on || ':late-' || nth",
    }
    overdue = f"a.status IN ('planned', 'under_way') AND a.due_on < ({at})::date"
    fill(cursor, Entry, "actions_action a, generate_series(0, 9) nth", plain | spoken, where=overdue)
