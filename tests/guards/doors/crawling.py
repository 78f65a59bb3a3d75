"""Which doors are tried, by whom, from where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from tests.guards.doors import filling
from tests.guards.doors.crawler import Crawler, may_open
from tests.guards.doors.filling import AIMS, ELSEWHERE, OWN, SWAPPED, TENANTS, Address
from tests.guards.doors.matrix import ACCOUNT, ANSWERING_URLS, ANYONE, METHODS, STAFF_URLS, Line, Route, lines, routes
from tests.guards.doors.pairs import covering
from tests.guards.doors.people import ANONYMOUS, NO_FACTOR, NOBODY, OUTSIDERS, ROLES, Actor

ROUTES = routes(STAFF_URLS)
WALKED = [route for route in ROUTES if route.name in lines()]
"""Of those without a line a test of its own tells."""


def crawl_doors(crawler: Crawler) -> None:
    """Each route, by each role that may open it, with every method."""
    for route in WALKED:
        line = lines()[route.name]
        for actor in _one_of_each(crawler, line):
            for address in addresses(crawler, route, line, actor, OWN):
                if may_open(line, actor, address):
                    for method in METHODS:
                        crawler.try_door(line, actor, address, method)


def crawl_pairs(crawler: Crawler) -> None:
    """Every pair of route, role, place and method."""
    by_name = {route.name: route for route in WALKED}
    roles = [*ROLES, *OUTSIDERS]
    rows = covering(sorted(by_name), roles, AIMS, METHODS)
    for number, (name, role, aim, method) in enumerate(rows):
        held = [actor for actor in crawler.world.actors if actor.role == role]
        actor = held[number % len(held)]
        found = _nearest(crawler, by_name[name], lines()[name], actor, aim)
        crawler.try_door(lines()[name], actor, found[number % len(found)], method)


def crawl_things_of_others(crawler: Crawler) -> None:
    """Each route in one's own place, by one of those who may open it, with each thing of another place in it."""
    for number, route in enumerate(WALKED):
        line = lines()[route.name]
        able = [actor for actor in _one_of_each(crawler, line) if actor.role in line.who and actor.place]
        if not able:
            continue
        actor = able[number % len(able)]
        for address in addresses(crawler, route, line, actor, SWAPPED):
            for method in line.takes:
                crawler.try_door(line, actor, address, method)


def crawl_whole(crawler: Crawler, route: Route, line: Line, actors: Iterable[Actor]) -> None:
    """One route by all of these, at every address that they could think of, with every method."""
    for actor in actors:
        for aim in AIMS:
            for address in addresses(crawler, route, line, actor, aim):
                for method in METHODS:
                    crawler.try_door(line, actor, address, method)


def crawl_answering(crawler: Crawler) -> None:
    """Every page of every school's rounds, by somebody unknown and by another school's lead."""
    unknown = crawler.world.actors[0]
    lead = next(actor for actor in crawler.world.actors if actor.role == "lead")
    for route, place in product(routes(ANSWERING_URLS), crawler.world.schools):
        line = lines()[route.name]
        for actor, method in product((unknown, lead), METHODS):
            address = filling.own(crawler.world, route, line, actor, place)
            crawler.try_door(line, actor, address, method)


def addresses(crawler: Crawler, route: Route, line: Line, actor: Actor, aim: str) -> Iterator[Address]:
    """Where the actor would knock with this aim."""
    if aim == OWN and (line.section not in TENANTS or (actor.place and actor.place.kind == line.section)):
        yield filling.own(crawler.world, route, line, actor)
    elif aim == ELSEWHERE:
        yield from filling.elsewhere(crawler.world, route, line, actor)
    elif aim == SWAPPED:
        yield from filling.swapped(crawler.world, route, line, actor)


def _nearest(crawler: Crawler, route: Route, line: Line, actor: Actor, aim: str) -> list[Address]:
    """With this aim; where there is no such address (a route has no place, the actor none like it), with another."""
    for each in (aim, *AIMS):
        found = list(addresses(crawler, route, line, actor, each))
        if found:
            return found
    raise AssertionError(f"{actor.role} finds no address for {route.name}")


def _one_of_each(crawler: Crawler, line: Line) -> list[Actor]:
    """For what anyone or any account opens, two are enough here."""
    first: dict[str, Actor] = {}
    for actor in crawler.world.actors:
        first.setdefault(actor.role, actor)
    few = [first[NOBODY], first[NO_FACTOR]] if ACCOUNT in line.who else [first[ANONYMOUS], first[NOBODY]]
    return few if line.who & {ANYONE, ACCOUNT} else list(first.values())
