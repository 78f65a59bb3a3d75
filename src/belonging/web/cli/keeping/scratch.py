"""The database on PostgreSQL that drills fill and empty again: marked as theirs first, and for one drill at a time.

A drill that is killed leaves a plain copy of everything there. By the mark the next one knows that it may remove it.
So the mark is there no longer than the copy, and nobody else restores into a database that bears it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from enum import Enum, auto
from typing import Any, Final
from urllib.parse import urlsplit

import psycopg
from django.db import connection
from psycopg import sql

from belonging.web.cli.keeping.errors import NotRestored
from belonging.web.cli.keeping.places import Place, PostgreSQLPlace
from belonging.web.cli.keeping.stopping import cleared

MARK: Final = "belonging drill restore: filled, and emptied again"
"""The comment on a database that a drill has filled."""
TURN: Final = 43_003
"""The advisory lock that a drill holds there; PostgreSQL lets go of it when the drill is killed."""
WHICH: Final = "SELECT current_database(), system_identifier FROM pg_control_system()"
"""Two connections to one database give the same."""
_MARKED: Final = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
_AT_WORK: Final = (
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
    "WHERE locktype = 'advisory' AND datname = current_database() AND classid = 0 AND objid = %s AND objsubid = 1"
)
_END_OTHERS: Final = (
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND usename = current_user AND pid <> ALL(%s)"
)

Session = psycopg.Connection[tuple[Any, ...]]


class Lies(Enum):
    """What a look at that database finds."""

    NOTHING = auto()
    A_DRILL_AT_WORK = auto()
    WHAT_A_DRILL_LEFT = auto()
    SOMETHING_ELSE = auto()


@contextmanager
def drill_database(url: str) -> Iterator[AbstractContextManager[PostgreSQLPlace]]:
    """A drill's turn there. `url`: as its owner. Raises NotRestored, and then has changed nothing.

    The place that it gives is empty. Enter it just before rows come: it is marked, and emptied again when left.
    """
    with closing(_session(url)) as owner:
        place, own = PostgreSQLPlace(url), owner.info.backend_pid
        _refuse_own(owner)
        if not _first(owner, "SELECT pg_try_advisory_lock(%s)", TURN):
            raise NotRestored("Another drill is at work there at this moment. Wait for it, then try again.")
        if _first(owner, _MARKED) == MARK:
            _empty(place, own)
        else:
            _refuse_strange(place)
        _mark(owner, None)  # refused now, if ever, and not once a backup is made
        yield _filled(owner, place)


@contextmanager
def _filled(owner: Session, place: PostgreSQLPlace) -> Iterator[PostgreSQLPlace]:
    def clear() -> None:
        _empty(place, owner.info.backend_pid)
        with closing(_session(place.url)) as still_there:
            _mark(still_there, None)

    _refuse_strange(place)  # somebody may have filled it while the backup was made
    _mark(owner, MARK)
    with cleared(clear):
        yield place


@contextmanager
def kept_from_drills(place: Place) -> Iterator[None]:
    """For a restore that is to stay: no drill begins there meanwhile. Raises NotRestored where one would remove it."""
    if not isinstance(place, PostgreSQLPlace):
        yield
        return
    with closing(_session(place.url, "The address to restore into")) as owner:
        if not _first(owner, "SELECT pg_try_advisory_lock(%s)", TURN):
            raise NotRestored(
                "A drill, or another restore, is at work there at this moment. Wait for it, or name another place with "
                "--to."
            )
        if _first(owner, _MARKED) == MARK:
            name = name_in(place.url)
            raise NotRestored(
                f"The database {name} bears the mark of drills, and the next one empties it. Name another with --to. "
                f"Or, if no drill is to use it again: COMMENT ON DATABASE {name} IS NULL"
            )
        yield


def lies_in(url: str) -> Lies:
    """Changes nothing. Raises NotRestored where it cannot be reached."""
    with closing(_session(url)) as owner:
        if _first(owner, _AT_WORK, TURN):
            return Lies.A_DRILL_AT_WORK
        if not PostgreSQLPlace(url).tables():
            return Lies.NOTHING
        return Lies.WHAT_A_DRILL_LEFT if _first(owner, _MARKED) == MARK else Lies.SOMETHING_ELSE


def name_in(url: str) -> str:
    return urlsplit(url).path.strip("/")


def _session(url: str, named: str = "BELONGING_DRILL_DATABASE_URL") -> Session:
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        said = str(error).strip().partition("\n")[0]
        raise NotRestored(f"{named} does not reach a database: {said}.") from error


def _first(session: Session, question: str, *values: int) -> Any:
    row = session.execute(question.encode(), values or None).fetchone()
    return row[0] if row else None


def _refuse_own(owner: Session) -> None:
    with connection.cursor() as cursor:
        cursor.execute(WHICH)
        service: tuple[Any, ...] = cursor.fetchone()
    if owner.execute(WHICH.encode()).fetchone() == service:
        raise NotRestored(
            "BELONGING_DRILL_DATABASE_URL names the service's own database, which a drill would empty. Name another."
        )


def _refuse_strange(place: PostgreSQLPlace) -> None:
    found = len(place.tables())
    if found:
        name = name_in(place.url)
        raise NotRestored(
            f"The database {name} holds {found} tables that no drill marked as its own, so none removes them. Let "
            "BELONGING_DRILL_DATABASE_URL name one that is for drills alone. Or, if they may go: "
            f"DROP DATABASE {name}; and make it anew as docs/running.md shows, under “Backups”."
        )


def _empty(place: PostgreSQLPlace, own: int) -> None:
    """Whoever still works there for a drill that ended, pg_restore or a check, is ended first."""
    with closing(_session(place.url)) as session:
        session.execute(_END_OTHERS.encode(), [[own, session.info.backend_pid]])
    place.clear()


def _mark(owner: Session, words: str | None) -> None:
    comment = sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(owner.info.dbname), sql.Literal(words))
    try:
        owner.execute(comment)
    except psycopg.errors.InsufficientPrivilege as error:
        raise NotRestored(
            f"BELONGING_DRILL_DATABASE_URL has to sign in as the owner of {owner.info.dbname}. Make role and "
            "database as docs/running.md shows, under “Backups”."
        ) from error
