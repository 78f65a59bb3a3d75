"""The matrix of doors, and the routes that it has to speak of."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from belonging.web.accounts.roles import Role

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
FILE = Path(__file__).with_name("matrix.toml")
STAFF_URLS = "belonging.web.config.urls"
ANSWERING_URLS = "belonging.web.config.answering_urls"
ANYONE, ACCOUNT, KEY = "anyone", "account", "key"
WORDS = frozenset({ANYONE, ACCOUNT, KEY, "none", "no-factor"})
SECTION_OF = {"schools/": "school", "bodies/": "body", "programme/": "programme"}
"""Under these addresses nothing is anyone's."""


@dataclass(frozen=True, slots=True)
class Route:
    """One page as the URLconf has it: `template` is its path with its parts in angle brackets."""

    name: str
    template: str


@dataclass(frozen=True, slots=True)
class Line:
    """What the matrix says of one route."""

    name: str
    section: str
    who: frozenset[str]
    takes: frozenset[str]
    parts: dict[str, str]
    sent: dict[str, str]


@cache
def lines() -> dict[str, Line]:
    read = tomllib.loads(FILE.read_text("utf-8"))
    return {name: line_of(name, section, text) for section, told in read.items() for name, text in told.items()}


def lines_in(*sections: str) -> list[Line]:
    return [line for line in lines().values() if line.section in sections]


def line_of(name: str, section: str, text: str) -> Line:
    who, takes, parts, sent = (*(piece.split() for piece in text.split("|")), [], [])[:4]
    return Line(name, section, frozenset(who), frozenset(takes), _pairs(parts), _pairs(sent))


def _pairs(words: Iterable[str]) -> dict[str, str]:
    return {key: value for key, _, value in (word.partition("=") for word in words)}


def routes(urlconf: str) -> list[Route]:
    return sorted(_routes(get_resolver(urlconf).url_patterns), key=lambda each: (each.template, each.name))


def _routes(patterns: Iterable[URLPattern | URLResolver], prefix: str = "", space: str = "") -> Iterator[Route]:
    for pattern in patterns:
        whole = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _routes(pattern.url_patterns, whole, inner)
        else:
            yield Route(f"{space}{pattern.name}", whole)


def faults(found: Iterable[Route], told: Iterable[Line]) -> list[str]:
    """Sentences: what of the matrix and the URLconf does not fit together, and what to do."""
    by_name = {each.name: each for each in told}
    names = [route.name for route in found]
    wrong = [
        f"{route.name} (/{route.template}) has no line. Add one to tests/guards/doors/matrix.toml, in the section of "
        f"who opens it ({_section(route) or 'account or public'}): docs/doors.md says how."
        for route in found
        if route.name not in by_name
    ]
    wrong += [
        f"{name} has a line and no route. Take its line out of tests/guards/doors/matrix.toml."
        for name in by_name
        if name not in names
    ]
    wrong += [
        f"{line.name} names '{word}', nobody is called that. Choose from accounts/roles.py or from {sorted(WORDS)}."
        for line in by_name.values()
        for word in line.who - WORDS - {role.value for role in Role}
    ]
    wrong += [f"{name} is the name of two routes. Give each its own." for name in set(names) if names.count(name) > 1]
    return wrong + [
        f"{route.name} (/{route.template}) stands in [{by_name[route.name].section}], not in [{_section(route)}]."
        for route in found
        if route.name in by_name and _section(route) and by_name[route.name].section != _section(route)
    ]


def _section(route: Route) -> str:
    return next((section for start, section in SECTION_OF.items() if route.template.startswith(start)), "")
