"""Checks of what protects what is stored: pepper, roles' rights, keys of linked cohorts, traces of deleted rows."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.cli.keeping.doctor.findings import Finding, look, ok, wrong
from belonging.web.cli.keeping.peppers import fit_of_factors, fit_of_slips

Right = tuple[str, str, str]
"""Table, what may be done with it, and the column if it is of one alone."""
AS_OWNER = "As the owner: belonging migrate"
TRACES_KEPT = timedelta(days=2)
HELD = """
SELECT COALESCE(role.rolname, 'PUBLIC'), class.relname, held.privilege_type, '' AS part
FROM pg_class AS class CROSS JOIN LATERAL aclexplode(class.relacl) AS held
LEFT JOIN pg_roles AS role ON role.oid = held.grantee
WHERE class.relnamespace = current_schema()::text::regnamespace AND class.relkind IN ('r', 'p', 'v', 'm')
UNION ALL
SELECT COALESCE(role.rolname, 'PUBLIC'), class.relname, held.privilege_type, attribute.attname
FROM pg_attribute AS attribute JOIN pg_class AS class ON class.oid = attribute.attrelid
CROSS JOIN LATERAL aclexplode(attribute.attacl) AS held LEFT JOIN pg_roles AS role ON role.oid = held.grantee
WHERE class.relnamespace = current_schema()::text::regnamespace AND NOT attribute.attisdropped
"""
"""Every role may read it, of every role."""
ENDS_THE_LOG = """
SELECT pg_get_userbyid(relowner), has_function_privilege(relowner, 'pg_switch_wal()', 'EXECUTE')
AND (SELECT rolsuper FROM pg_roles WHERE oid = relowner
     UNION ALL SELECT pg_has_role(relowner, oid, 'USAGE') FROM pg_roles WHERE rolname = 'pg_checkpoint'
     ORDER BY 1 DESC LIMIT 1), current_setting('server_version_num')::int
FROM pg_class WHERE oid = 'surveys_response'::regclass
"""
"""Before PostgreSQL 15, which has pg_checkpoint, a superuser alone may."""


def peppers() -> Iterator[Finding]:
    """Against the marks that salts carry and the second factors that it opens. Silent where nothing is under one."""
    fit = fit_of_slips()
    opens, lost = fit_of_factors()
    if fit.unknown:
        yield wrong("Pepper", fit.said, fit.remedy, stops=fit.wrong)
    if lost:
        said = f"{lost} of {opens + lost} secrets of second factors do not open: these people cannot sign in."
        yield wrong("Pepper", said, "Set the pepper that it was. If it is lost: docs/running.md, “New keys”.")
    elif not fit.unknown and (fit.fitting or opens):
        yield ok("Pepper", "It fits the slips that are out and the second factors.")


def rights() -> Iterator[Finding]:
    """Of each role on PostgreSQL, against the matrix that `belonging migrate` makes so."""
    if connection.vendor != "postgresql":
        return
    matrix: Mapping[str, Mapping[str, frozenset[str]]] = settings.DATABASE_GRANTS
    held = _held()
    well = True
    for role, loose in _roles(list(matrix)).items():
        if loose is None or loose:
            well = False
            said = f"The role {role} is not there." if loose is None else f"The role {role} escapes row-level security."
            remedy = AS_OWNER if loose is None else f"ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS"
            yield wrong("Rights", said, remedy)
    for role, tables in {**matrix, "PUBLIC": {}}.items():
        meant = rights_in(tables)
        for what, found in (("may not, and should", meant - held[role]), ("may, and should not", held[role] - meant)):
            if found:
                well = False
                yield wrong("Rights", f"{role} {what}: {_named(found)}.", AS_OWNER)
    if well:
        yield ok("Rights", f"{len(matrix)} roles may do what is written down, and nothing else.")


def rights_in(tables: Mapping[str, frozenset[str]]) -> set[Right]:
    """A matrix's row as the database keeps it: "SELECT (id, name)" is a right for each column."""
    found = set()
    for table, privileges in tables.items():
        for each in privileges:
            verb, _, columns = each.partition(" (")
            found |= {(table, verb, part.strip()) for part in columns.rstrip(")").split(",")}
    return found


def _held() -> Mapping[str, set[Right]]:
    found: dict[str, set[Right]] = {role: set() for role in (*settings.DATABASE_GRANTS, "PUBLIC")}
    with connection.cursor() as cursor:
        cursor.execute(HELD)
        for role, *right in cursor.fetchall():
            if role in found:
                found[role].add((right[0], right[1], right[2]))
    return found


def _roles(names: list[str]) -> dict[str, bool | None]:
    """Whether each escapes row-level security; None where there is no such role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = ANY(%s)", [names])
        found = dict(cursor.fetchall())
    return {name: found.get(name) for name in names}


def _named(found: set[Right]) -> str:
    told = [f"{verb} {table}{f'.{part}' if part else ''}" for table, verb, part in sorted(found)]
    return ", ".join(told[:3]) + (f" and {len(told) - 3} more" if len(told) > 3 else "")


def link_keys() -> Iterator[Finding]:
    """Each linked cohort has its key, for the user of the answering process alone. Silent where none is linked."""
    from belonging.web.surveys.models import LinkKey
    from belonging.web.surveys.queries.linking import cohorts_without_key

    for cohort in cohorts_without_key():
        remedy = f"As the user of the answering process: belonging keys make {cohort.slug}"
        yield look("Link keys", f"{cohort.name} links its waves and has no key: it cannot open.", remedy)
    needed = LinkKey.objects.filter(key_ended_at__isnull=True).select_related("cohort")
    wanted = {f"{held.digest}.key": held.cohort.name for held in needed}
    folder: Path = settings.BELONGING_LINK_KEYS
    if not wanted:
        return
    if not folder.exists():
        cohorts = ", ".join(wanted.values())
        said = f"There is no {folder}, and {cohorts} needs its key: answers are taken without their links."
        yield wrong(
            "Link keys", said, "Set BELONGING_LINK_KEYS here as in the answering process, or copy the key back."
        )
    elif not os.access(folder, os.R_OK | os.X_OK):
        yield ok("Link keys", f"{folder} is closed to this user. Look as the user of the answering process too.")
    else:
        yield from _in_folder(folder, wanted)


def _in_folder(folder: Path, wanted: Mapping[str, str]) -> Iterator[Finding]:
    there = {path.name: path for path in folder.glob("*.key")}
    missing = [cohort for name, cohort in wanted.items() if name not in there]
    for cohort in missing:
        yield wrong("Link keys", f"The key of {cohort} is not in {folder}.", "Copy it back from where you keep it.")
    open_ones = [path for path in (folder, *there.values()) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    for path in open_ones:
        mode = "700" if path.is_dir() else "600"
        yield wrong("Link keys", f"Other users of this machine may open {path}.", f"chmod {mode} {path}")
    if not missing and not open_ones:
        yield ok("Link keys", f"{len(wanted)} in their folder, for one user alone.")


def traces() -> Iterator[Finding]:
    """Rounds whose deleted rows the database's files may still hold: the night should have made an end of that."""
    from belonging.web.surveys.models import LinkKey, TracesLeft

    with programme_scope("doctor: traces of deleted rows"):
        left = list(TracesLeft.objects.select_related("round__archive"))
        unlinked = dict(LinkKey.objects.filter(ended_at__isnull=False).values_list("cohort_id", "ended_at"))
    today = timezone.localdate()
    days: list[date] = []
    for each in left:
        archive, ended = getattr(each.round, "archive", None), unlinked.get(each.round.cohort_id)
        deleted = [each.round.sealed_on, archive and archive.archived_on, ended and timezone.localdate(ended)]
        days.append(max((day for day in deleted if day), default=today))
    late = [day for day in days if today - day > TRACES_KEPT]
    if late:
        said = f"The files may still hold what was deleted from {len(late)} rounds, since {min(late):%d %B %Y}."
        yield wrong("Traces", said, "belonging tidy, at night and as the owner of the tables (docs/running.md).")
    else:
        yield ok("Traces", "The files hold nothing that should have gone.")


def log_of_changes() -> Iterator[Finding]:
    """PostgreSQL's write-ahead log holds every row in the order of arrival until its owner ends it at night."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(ENDS_THE_LOG)
        owner, may, version = cursor.fetchone()
    if may:
        yield ok("Write-ahead log", f"{owner} may end it when the night's work is done.")
    else:
        said = f"{owner} may not end it, so it holds rows that were deleted for as long as PostgreSQL likes."
        granted = f"GRANT pg_checkpoint TO {owner}; GRANT EXECUTE ON FUNCTION pg_switch_wal() TO {owner};"
        remedy = f"As a superuser, in this database: {granted}"
        if version < 150_000:
            remedy = "PostgreSQL 15 or later: earlier ones let no owner do it (docs/running.md)."
        yield wrong("Write-ahead log", said, remedy)
