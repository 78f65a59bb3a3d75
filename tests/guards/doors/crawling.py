"""Which doors are tried, by whom, from where."""

from __future__ import annotations

from collections.abc import Iterator

from tests.guards.doors import filling
from tests.guards.doors.crawler import Crawler, may_open
from tests.guards.doors.filling import AIMS, ELSEWHERE, OWN, SWAPPED, Address
from tests.guards.doors.matrix import ANYONE, METHODS, STAFF_URLS, Line, Route, lines, routes
from tests.guards.doors.pairs import covering
from tests.guards.doors.people import OUTSIDERS, ROLES, Actor

ROUTES = routes(STAFF_URLS)


def crawl_doors(crawler: Crawler) -> None:
    """Each route, by each role that may open it, with every method."""
    for route in ROUTES:
        line = lines()[route.name]
        for actor in _one_of_each(crawler, line):
            address = filling.own(crawler.world, route, line, actor)
            if may_open(line, actor, address):
                for method in METHODS:
                    crawler.try_door(line, actor, address, method)


def crawl_pairs(crawler: Crawler) -> None:
    """Every pair of route, role, place and method."""
    by_name = {route.name: route for route in ROUTES}
    roles = [*ROLES, *OUTSIDERS]
    rows = covering(sorted(by_name), roles, AIMS, METHODS)
    for number, (name, role, aim, method) in enumerate(rows):
        held = [actor for actor in crawler.world.actors if actor.role == role]
        actor = held[number % len(held)]
        found = list(addresses(crawler, by_name[name], lines()[name], actor, aim))
        if found:
            crawler.try_door(lines()[name], actor, found[number % len(found)], method)


def crawl_all(crawler: Crawler) -> Iterator[Route]:
    """Everything; gives each route when it is done."""
    for route in ROUTES:
        line = lines()[route.name]
        for actor in crawler.world.actors:
            for aim in AIMS:
                for address in addresses(crawler, route, line, actor, aim):
                    for method in METHODS:
                        crawler.try_door(line, actor, address, method)
        yield route


def addresses(crawler: Crawler, route: Route, line: Line, actor: Actor, aim: str) -> Iterator[Address]:
    """Where the actor would knock with this aim. Who holds no such place finds only others'."""
    holds = line.section not in filling.TENANTS or (actor.place is not None and actor.place.kind == line.section)
    if aim == ELSEWHERE or not holds:
        yield from filling.elsewhere(crawler.world, route, line, actor)
    elif aim == SWAPPED:
        yield from filling.swapped(crawler.world, route, line, actor)
    if holds and aim == OWN:
        yield filling.own(crawler.world, route, line, actor)


def _one_of_each(crawler: Crawler, line: Line) -> list[Actor]:
    """For what anyone opens, the one whom nobody knows and somebody with an account are enough here."""
    first: dict[str, Actor] = {}
    for actor in crawler.world.actors:
        first.setdefault(actor.role, actor)
    return [first["anonymous"], first["nobody"]] if line.who == {ANYONE} else list(first.values())
