"""From a route to addresses: those of one's own place, of others', and of one's own with something of theirs in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.guards.doors.matrix import Line, Route
from tests.guards.doors.people import Actor
from tests.guards.doors.places import Place, Samples
from tests.guards.doors.world import World

PART = re.compile(r"<(?:\w+:)?(\w+)>")
PATTERN_PART = re.compile(r"\(\?P<(\w+)>[^)]*\)")
OWN, ELSEWHERE, SWAPPED = "own", "elsewhere", "swapped"
AIMS = (OWN, ELSEWHERE, SWAPPED)
TENANTS = frozenset({"school", "body"})


@dataclass(frozen=True, slots=True)
class Address:
    """A filled route, and why it was filled like this: an aim of AIMS."""

    path: str
    sent: Samples
    aim: str
    place: Place | None
    """Whose it is; None for what has no place."""
    only_sent: bool = False
    """The path is one's own; what is another's is in what is sent."""


class NoSample(AssertionError):
    """A part of a route that nobody knows how to fill."""


def kinds_of(route: Route, line: Line) -> dict[str, str]:
    """What kind of thing fills each part."""
    parts = PART.findall(PATTERN_PART.sub(r"<\1>", route.template))
    return {part: line.parts.get(part, part) for part in parts}


def fill(route: Route, line: Line, samples: Samples) -> tuple[str, Samples]:
    """The path, and what a POST sends."""
    path = PATTERN_PART.sub(r"<\1>", route.template).removeprefix("^").removesuffix("$")
    for part, kind in kinds_of(route, line).items():
        if kind not in samples:
            raise NoSample(
                f"Nothing fills <{part}> of {route.name}. Give places.py or world.py a sample of the kind '{kind}', "
                f"or name another kind in its line of matrix.toml ({part}=kind)."
            )
        path = re.sub(rf"<(?:\w+:)?{part}>", samples[kind], path)
    sent = {name: kind[1:-1] if kind.startswith("'") else samples[kind] for name, kind in line.sent.items()}
    return "/" + path, sent


def own(world: World, route: Route, line: Line, actor: Actor, place: Place | None = None) -> Address:
    """In the place given, or the actor's, or (for what has none) with what the first school has."""
    at = place or (actor.place if line.section in TENANTS else None)
    samples = _samples(world, actor, at or world.schools[0])
    return Address(*fill(route, line, samples), OWN, at)


def elsewhere(world: World, route: Route, line: Line, actor: Actor) -> Iterator[Address]:
    """Wholly another's: for somebody without such a place, everybody's."""
    if line.section not in TENANTS:
        return
    for place in world.places:
        held = actor.place is not None and actor.place.slug == place.slug
        if place.kind == line.section and not held:
            path, sent = fill(route, line, _samples(world, actor, place))
            yield Address(path, sent, ELSEWHERE, place)


def swapped(world: World, route: Route, line: Line, actor: Actor) -> Iterator[Address]:
    """One's own place, and in it each thing of each other place: one at a time, then all together."""
    if line.section == "account":
        yield from _of_another_person(world, route, line, actor)
    if actor.place is None or actor.place.kind != line.section:
        return
    mine = _samples(world, actor, actor.place)
    straight = fill(route, line, mine)
    named = [*kinds_of(route, line).values(), *line.sent.values()]
    for other in world.foreign_to(actor.place):
        theirs = {kind: other.samples[kind] for kind in named if kind in other.samples and kind != line.section}
        for some in [*({kind: value} for kind, value in theirs.items()), theirs]:
            filled = fill(route, line, mine | some)
            if filled != straight:
                yield Address(*filled, SWAPPED, actor.place, only_sent=filled[0] == straight[0])


def _of_another_person(world: World, route: Route, line: Line, actor: Actor) -> Iterator[Address]:
    straight = own(world, route, line, actor)
    for other in world.actors:
        theirs = own(world, route, line, other)
        if other.passkey and (theirs.path, theirs.sent) != (straight.path, straight.sent):
            yield replace(theirs, aim=SWAPPED, only_sent=theirs.path == straight.path)
            return


def _samples(world: World, actor: Actor, place: Place) -> Samples:
    return world.shared | place.samples | {"passkey": actor.passkey or "0", "session": actor.listed or "0"}
