"""Every URL x every role x another school: whoever has no business there finds a page that is not there.

The routes come from the URLconfs, who may open them from doors/matrix.toml. A new route with no line fails here.
Here every pair of route, role, place and method is tried; every combination of them in `make soak`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.urls import include, path
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from belonging.web.base.database_roles import apply_grants
from belonging.web.config.grants import MATRIX, STAFF
from tests.guards.doors.crawler import Crawler, as_role
from tests.guards.doors.crawling import ROUTES, crawl_doors, crawl_pairs
from tests.guards.doors.matrix import Line, Route, faults, lines
from tests.guards.doors.world import World, world


def staff_lines() -> list[Line]:
    return [line for line in lines().values() if line.section not in ("demo", "answering")]


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for all tests here; they take back whatever they write."""
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23T10:00:00Z", tick=False), transaction.atomic():
        if connection.vendor == "postgresql":
            apply_grants(connection, MATRIX)
        yield world()
        transaction.set_rollback(True)


@pytest.fixture
def crawler(built: World, settings: Settings) -> Iterator[Crawler]:
    settings.GUARD_SESSIONS = True
    logging.disable(logging.WARNING)  # thousands of refusals, each of which Django would tell of
    with as_role(STAFF):
        yield Crawler(built)
    logging.disable(logging.NOTSET)


def test_every_route_has_its_line_and_every_line_its_route() -> None:
    assert faults(ROUTES, staff_lines()) == []


def test_every_door_opens_to_those_whom_the_matrix_names(crawler: Crawler) -> None:
    crawl_doors(crawler)
    assert not crawler.faults, listed(crawler)


def test_nobody_elses_door_opens(crawler: Crawler) -> None:
    crawl_pairs(crawler)
    assert not crawler.faults, listed(crawler)


def listed(crawler: Crawler) -> str:
    return "\n".join([str(dict(crawler.made)), *crawler.faults])
