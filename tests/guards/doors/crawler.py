"""One request at a door, and what may not come back from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.sets.models import Note
from tests.guards.doors.canaries import found, hidden_from
from tests.guards.doors.filling import ELSEWHERE, OWN, SWAPPED, Address
from tests.guards.doors.matrix import ACCOUNT, ANYONE, KEY, Line
from tests.guards.doors.people import NO_FACTOR, STALE, UNKNOWN, Actor
from tests.guards.doors.world import World

WRITES = re.compile(r"^\W*(?:INSERT|UPDATE|DELETE|REPLACE)\b|\b(?:INSERT INTO|DELETE FROM)\b", re.IGNORECASE)
OF_ITS_OWN = ('"django_session"', '"usersessions_usersession"')
"""A session notes what it is told, whatever it is told."""
PUBLISHED = frozenset({"published", "opened"})
"""The kinds of what a school tells everybody."""
NOTED = frozenset(
    {
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "community:topic",
        "hub:resource",
        "hub:file",
        "hub:search",
        "home:adviser",
    }
)
"""allauth keeps that recovery codes were looked at, the community how far somebody has read, the hub that a school used
a resource, and words for which it has nothing, and a school's support how far somebody has read its messages."""


@dataclass
class Crawler:
    world: World
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    faults: list[str] = field(default_factory=list)
    made: Counter[str] = field(default_factory=Counter)
    role: str = ""
    """The database role of the process that is asked."""
    _nowhere: dict[str, bytes] = field(default_factory=dict)

    def told(self) -> str:
        return "\n".join([str(dict(self.made)), *self.faults])

    def rows(self) -> dict[str, int]:
        """How many rows each table has, sessions aside."""
        counted = [model for model in apps.get_models() if f'"{model._meta.db_table}"' not in OF_ITS_OWN]
        with as_role("", back_to=self.role), programme_scope("test"):
            return {model._meta.label: model._base_manager.count() for model in counted}

    def tables_with(self, word: str) -> set[str]:
        """The models in whose rows it stands, whatever is around it; what sets said, aside."""
        asked = [model for model in apps.get_models() if not issubclass(model, Note)]
        with as_role("", back_to=self.role), programme_scope("test"):
            return {
                model._meta.label
                for model in asked
                if any(word in repr(row) for row in model._base_manager.values_list().iterator())
            }

    def look(self, actor: Actor, address: Address) -> Any:
        """The reply to a GET; nothing is judged."""
        return self._ask(actor, address, "GET", keep=False)[0]

    def try_door(self, line: Line, actor: Actor, address: Address, method: str) -> None:
        """Ask once; what is not as it should be goes to `faults`. What somebody who may wrote is taken back."""
        if address.only_sent and method != "POST":
            return
        opens = may_open(line, actor, address)
        reply, writes = self._ask(actor, address, method, keep=not opens)
        self.made["requests"] += 1
        self.made["opened" if opens else "refused"] += 1
        wrong = [
            *(_opened(line, actor, method, reply) if opens else self._shut(line, actor, address, method, reply)),
            *([] if _may_write(line, method, opens=opens) else [f"wrote: {statement}" for statement in writes]),
            *(f"shows {word}" for word in self._leaks(line, actor, address, reply)),
        ]
        where = actor.place.slug if actor.place else "no place"
        self.faults += [
            f"{method} {address.path} ({line.name}, {address.aim}) as {actor.role} of {where}: {each}" for each in wrong
        ]

    def _ask(self, actor: Actor, address: Address, method: str, *, keep: bool = True) -> tuple[Any, list[str]]:
        self.client.cookies.clear()
        if actor.session:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = actor.session
        writes: list[str] = []

        def watch(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
            if WRITES.search(statement) and not any(table in statement for table in OF_ITS_OWN):
                writes.append(statement[:120])
            return execute(statement, params, many, context)

        ask = getattr(self.client, method.lower())
        mail.outbox = []
        with transaction.atomic(), connection.execute_wrapper(watch):
            reply = ask(address.path, address.sent) if method == "POST" else ask(address.path)
            reply.body = _body(reply)
            transaction.set_rollback(not keep)
        return reply, writes + [f"mail to {message.to}" for message in mail.outbox]

    def _shut(self, line: Line, actor: Actor, address: Address, method: str, reply: Any) -> Iterator[str]:
        if KEY in line.who:
            return _refused_without_key(line, method, reply)
        return self._refused(line, actor, address, method, reply)

    def _refused(self, line: Line, actor: Actor, address: Address, method: str, reply: Any) -> Iterator[str]:
        status, to = reply.status_code, reply.headers.get("Location", "")
        if method not in line.takes and status == 405:
            if reply.body:
                yield "says more than 405"
        elif actor.role in UNKNOWN and line.section != "public":
            if not (status == 302 and to.startswith("/sign-in/")):
                yield f"{status} {to}, not the sign-in"
        elif line.section == "account" and status == 302 and to == "/account/sessions/":
            return  # another's session or none: the list comes back, and nothing was written
        elif actor.role == NO_FACTOR:
            if not _is_sent_to_second_factor(reply):
                yield f"{status} {to}, not the second factor"
        elif address.aim == SWAPPED and _is_asked_again(actor, reply):
            return
        elif status != 404:
            yield f"{status} {to}, not 404"
        elif reply.body != self._nothing_there(actor):
            yield "404, but not that of a page which is not there"

    def _nothing_there(self, actor: Actor) -> bytes:
        if actor.session not in self._nowhere:
            reply, _ = self._ask(actor, Address("/no-such-page/", {}, OWN, None), "GET")
            assert reply.status_code == 404
            self._nowhere[actor.session] = reply.body
        return self._nowhere[actor.session]

    def _leaks(self, line: Line, actor: Actor, address: Address, reply: Any) -> list[str]:
        if any(kind.endswith("_token") for kind in line.parts.values()):
            return []
        to_all = line.section == "answering" or not PUBLISHED.isdisjoint(line.parts.values())
        owner = (address.place or self.world.schools[0]) if to_all else actor.place
        own = owner.schools if owner else frozenset()
        role = Role.TRUST.value if to_all else actor.acts_as  # the name of that school, and nothing else
        schools = frozenset(school for place in self.world.places for school in place.schools)
        text = _unpacked(reply.body) + "\n".join(f"{name}: {value}" for name, value in reply.headers.items()).encode()
        return found(text, address.path, hidden_from(role, own, schools))


def may_open(line: Line, actor: Actor, address: Address) -> bool:
    """Whether the matrix lets this person in here."""
    if ANYONE in line.who:
        return True
    if address.aim in (ELSEWHERE, SWAPPED) or actor.role in UNKNOWN:
        return False
    return actor.acts_as in line.who or (ACCOUNT in line.who and actor.role != NO_FACTOR)


def _may_write(line: Line, method: str, *, opens: bool) -> bool:
    """Whoever is refused writes nothing, and looking changes nothing."""
    return opens and (method == "POST" or line.name in NOTED)


def _opened(line: Line, actor: Actor, method: str, reply: Any) -> Iterator[str]:
    status = reply.status_code
    if actor.role == NO_FACTOR and _is_sent_to_second_factor(reply):
        return
    if method not in line.takes:
        if status != 405 and not _is_asked_again(actor, reply):
            yield f"{status} for a method that the matrix does not name"
    elif line.section == "answering" and status not in (405, 500):
        return  # what is said to a wrong code or after the end is told in the tests of answering
    elif status in (403, 404, 405) or status >= 500:
        why = f" ({reply.exc_info[1]!r})" if getattr(reply, "exc_info", None) else ""
        yield f"{status}, but it should open{why}"


def _refused_without_key(line: Line, method: str, reply: Any) -> Iterator[str]:
    wanted = 401 if method in line.takes else 405
    if reply.status_code != wanted and not _is_sent_to_second_factor(reply):
        yield f"{reply.status_code} without a key, not {wanted}"


def _is_asked_again(actor: Actor, reply: Any) -> bool:
    """For a fresh proof, before anything is looked for in their own place."""
    return actor.role == STALE and str(reply.headers.get("Location", "")).startswith("/account/confirm/")


def _is_sent_to_second_factor(reply: Any) -> bool:
    return reply.status_code == 302 and str(reply.headers["Location"]).startswith("/account/second-factor/")


def _body(reply: HttpResponseBase) -> bytes:
    return b"".join(reply) if reply.streaming else reply.content  # type: ignore[attr-defined]  # one of the two


def _unpacked(body: bytes) -> bytes:
    """What a Word file, a spreadsheet or a pack says, and how its parts are called. What a PDF says stays unread."""
    if not body.startswith(b"PK"):
        return body
    with ZipFile(BytesIO(body)) as packed:
        return b"\n".join(name.encode() + b"\n" + packed.read(name) for name in packed.namelist())


@contextmanager
def as_role(role: str, *, back_to: str = "") -> Iterator[None]:
    """On PostgreSQL the process's own role, which row-level security and grants bind ("": the owner's)."""
    if connection.vendor != "postgresql":
        yield
        return
    _step_into(role)
    try:
        yield
    finally:
        _step_into(back_to)


def _step_into(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        if role:
            cursor.execute(f'GRANT "{role}" TO CURRENT_USER')
            cursor.execute(f'SET ROLE "{role}"')
