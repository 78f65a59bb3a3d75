"""The calendars that come with the software: one for each nation, and those of the demo's local authorities."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from belonging.web.schools.rules.calendar import Span
from belonging.web.schools.rules.nations import NATIONS


class SpanKind(StrEnum):
    TERM = "term"
    HALF_TERM = "half_term"
    INSET = "inset"
    CLOSED = "closed"


KIND_NAMES = {
    SpanKind.TERM: "Term",
    SpanKind.HALF_TERM: "Half-term",
    SpanKind.INSET: "INSET day",
    SpanKind.CLOSED: "Closed",
}


@dataclass(frozen=True, slots=True)
class Template:
    """Dates to copy from. `authority` is empty for a nation's default."""

    key: str
    name: str
    nation: str
    authority: str
    spans: tuple[tuple[SpanKind, Span], ...]


@cache
def shipped_templates() -> dict[str, Template]:
    """Every template that comes with the software, by its key."""
    folder = resources.files("belonging.web.schools") / "calendars"
    read = (_template(each.name.removesuffix(".toml"), tomllib.loads(each.read_text("utf-8")))
            for each in folder.iterdir() if each.name.endswith(".toml"))  # fmt: skip
    return {template.key: template for template in sorted(read, key=lambda each: each.key)}


def nation_default(nation: str) -> Template | None:
    """None for a nation without usual dates: outside the United Kingdom."""
    found = (each for each in shipped_templates().values() if each.nation == nation and not each.authority)
    return next(found, None)


def _template(key: str, read: dict[str, Any]) -> Template:
    if read["nation"] not in NATIONS:
        raise ValueError(f"{key}: there is no nation {read['nation']!r}")
    spans = ((SpanKind(each["kind"]), Span(_day(each["first"]), _day(each["last"]), each["name"]))
             for each in read["span"])  # fmt: skip
    return Template(key, read["name"], read["nation"], read["authority"], tuple(spans))


def _day(read: object) -> date:
    if not isinstance(read, date):
        raise TypeError(f"{read!r} is not a date")
    return read
