"""Practices of the library for what an action is about."""

from __future__ import annotations

from belonging.instruments.load import load_practices
from belonging.instruments.practices import Practice
from belonging.web.actions.rules.measures import Measure
from belonging.web.actions.rules.suggestions import Need, suggested

AT_FIRST = 4


def practice_named(key: str) -> Practice | None:
    return load_practices().practice(key) if key else None


def practice_name(key: str) -> str:
    """The key itself where the library has it no more."""
    found = practice_named(key)
    return str(found.name) if found else key


def fitting(*, statement: str, measure: Measure | None, setting: str) -> list[Practice]:
    """A few for the statement, or for the item that should move."""
    needs = [Need("", statement=statement)] if statement else []
    if measure is not None:
        needs.append(Need("", item=(measure.audience, measure.item)))
    found = suggested(load_practices().practices, needs=needs, setting=setting)
    return [each.practice for each in found[:AT_FIRST]]
