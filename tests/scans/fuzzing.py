"""Knock at every door with what nobody should send, and count what comes back.

What is written is taken back after each request, so that the world stays as it was made. A route whose replies are slow
(a PDF, a picture that a child process draws anew) gets no more than a fair share of the time.
"""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.conf import settings
from django.core import mail
from django.db import transaction
from django.test import Client

from tests.guards.doors import filling
from tests.guards.doors.crawler import may_open
from tests.guards.doors.matrix import Line, Route
from tests.guards.doors.people import Actor
from tests.guards.doors.world import World
from tests.scans.knocks import Knock, knock
from tests.scans.page_forms import PageForm, forms_of

SERVER_ERROR, BUSY = 500, 503


@dataclass(slots=True)
class Door:
    """A route as one person finds it, and the seconds that it has taken so far."""

    route: str
    actor: Actor
    address: str
    parts: list[str]
    forms: list[PageForm]
    seconds: float = 0.0


@dataclass(slots=True)
class Fuzzed:
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    unpoliced: list[str] = field(default_factory=list)
    """Replies without a content policy."""

    @property
    def requests(self) -> int:
        return self.statuses.total()


class Fuzzer:
    """Knocks by chance from a seed: the same seed, the same requests."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.random = Random(seed)
        self.client = Client(raise_request_exception=False)
        self.found = Fuzzed()

    def doors(self, routes: Iterable[Route], lines: dict[str, Line]) -> list[Door]:
        """Each route by one person for whom it opens, with the forms that stand on its page."""
        return [door for route in routes for door in self._door(route, lines[route.name])]

    def _door(self, route: Route, line: Line) -> Iterator[Door]:
        for actor in self.world.actors:
            fits = line.section not in filling.TENANTS or (actor.place and actor.place.kind == line.section)
            if not fits:
                continue
            address = filling.own(self.world, route, line, actor)
            if may_open(line, actor, address):
                forms = []
                if "GET" in line.takes:
                    reply = self.ask(actor, Knock("GET", address.path))
                    if "text/html" in reply.headers.get("Content-Type", ""):
                        forms = forms_of(reply.body.decode(), address.path)
                if "POST" in line.takes and not forms:
                    sent = [*address.sent.items(), ("text", "a"), ("name", "a"), ("code", "a")]
                    forms = [PageForm(address.path, "POST", fields=sent)]
                kinds = filling.kinds_of(route, line).values()
                samples = self.world.shared | (actor.place or self.world.schools[0]).samples
                parts = [samples[kind] for kind in kinds if kind in samples]
                yield Door(route.name, actor, address.path, parts, forms)
                return

    def run(self, doors: list[Door], *, requests: int, seconds: float) -> Fuzzed:
        """Until so many were sent or so much time is over; the doors in turn, each with a share of the time."""
        ends = time.monotonic() + seconds
        share = 4 * seconds / max(1, len(doors))
        waiting = list(doors)
        while waiting and self.found.requests < requests and time.monotonic() < ends:
            self.random.shuffle(waiting)
            for door in waiting:
                if self.found.requests >= requests or time.monotonic() >= ends:
                    break
                began = time.monotonic()
                self.try_one(door)
                door.seconds += time.monotonic() - began
            waiting = [door for door in waiting if door.seconds < share]
        return self.found

    def try_one(self, door: Door) -> None:
        sent = knock(door.address, door.parts, door.forms, self.random)
        try:
            reply = self.ask(door.actor, sent)
        except Exception:  # noqa: BLE001  # whatever gets out of the handler is what is looked for
            self.found.statuses[SERVER_ERROR] += 1
            self._tell(door, sent, traceback.format_exc())
            return
        self.found.statuses[reply.status_code] += 1
        if reply.status_code >= SERVER_ERROR and reply.status_code != BUSY:
            self._tell(door, sent, _why(reply))
        if "Content-Security-Policy" not in reply.headers:
            self.found.unpoliced.append(f"{reply.status_code} {sent.told()}")

    def ask(self, actor: Actor, sent: Knock, *, keep: bool = False) -> Any:
        """The reply, read to its end as `body`; what was written is taken back unless it is to be kept."""
        self.client.cookies.clear()
        if actor.session:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = actor.session
        mail.outbox = []
        extra: Any = {"QUERY_STRING": sent.query, **dict(sent.headers)}
        with transaction.atomic():
            reply: Any = self.client.generic(sent.method, sent.path, sent.body, sent.kind, **extra)
            reply.body = b"".join(reply) if reply.streaming else reply.content
            transaction.set_rollback(not keep)
        return reply

    def _tell(self, door: Door, sent: Knock, why: str) -> None:
        self.found.faults.append(f"{door.route} as {door.actor.role}: {sent.told()}\n{why}")


def _why(reply: Any) -> str:
    if not getattr(reply, "exc_info", None):
        return f"{reply.status_code}"
    return "".join(traceback.format_exception(*reply.exc_info))
