"""The fixtures of whoever walks along the doors: the world, and a crawler in it for each process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import reload

import pytest
import time_machine
from django.db import connection, transaction
from django.urls import clear_url_caches
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from belonging.web.base.database_roles import ANSWERING, STAFF, apply_grants
from belonging.web.config import answering_settings, urls
from belonging.web.config.grants import MATRIX
from belonging.web.home import urls as home_urls
from tests.guards.doors.crawler import Crawler, as_role
from tests.guards.doors.matrix import STAFF_URLS, Route, routes
from tests.guards.doors.world import World, world
from tests.guards.doors.written import told, written
from tests.web.conftest import NOW


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for all who walk; nothing of it stays."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        if connection.vendor == "postgresql":
            apply_grants(connection, MATRIX)
        yield world()
        transaction.set_rollback(True)


@pytest.fixture
def crawler(built: World, settings: Settings) -> Iterator[Crawler]:
    settings.GUARD_SESSIONS = True
    with _walking(Crawler(built, role=STAFF), "second") as walker:
        yield walker


@pytest.fixture
def answering(built: World, settings: Settings) -> Iterator[Crawler]:
    for name in ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "CONTENT_SECURITY_POLICY"):
        setattr(settings, name, getattr(answering_settings, name))
    with _walking(Crawler(built, role=ANSWERING), "day") as walker:
        yield walker


@pytest.fixture
def demo_urls(settings: Settings) -> Iterator[list[Route]]:
    settings.DEMO = True
    _read_urls_again()
    yield routes(STAFF_URLS)
    settings.DEMO = False
    _read_urls_again()


@contextmanager
def _walking(crawler: Crawler, clock: str) -> Iterator[Crawler]:
    """What the process wrote into its log meanwhile has none of the planted words, and no address with a secret."""
    with written(clock) as log:
        with transaction.atomic():
            with as_role(crawler.role):
                yield crawler
            transaction.set_rollback(True)
        leaked = told(log.getvalue(), crawler.world)
    assert leaked == [], f"The log has {leaked}"


def _read_urls_again() -> None:
    reload(home_urls)
    reload(urls)
    clear_url_caches()
