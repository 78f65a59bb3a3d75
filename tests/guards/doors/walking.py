"""The fixtures of whoever walks along the doors: the world, and a crawler in it for each process."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import reload

import pytest
import time_machine
from django.db import connection, transaction
from django.urls import clear_url_caches
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from belonging.web.base.database_roles import apply_grants
from belonging.web.config import answering_settings, urls
from belonging.web.config.grants import ANSWERING, MATRIX, STAFF
from belonging.web.home import urls as home_urls
from tests.guards.doors.crawler import Crawler, as_role
from tests.guards.doors.matrix import STAFF_URLS, Route, routes
from tests.guards.doors.world import World, world
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
    with _walking(Crawler(built, role=STAFF)) as walker:
        yield walker


@pytest.fixture
def answering(built: World, settings: Settings) -> Iterator[Crawler]:
    for name in ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "CONTENT_SECURITY_POLICY"):
        setattr(settings, name, getattr(answering_settings, name))
    with _walking(Crawler(built, role=ANSWERING)) as walker:
        yield walker


@pytest.fixture
def demo_urls(settings: Settings) -> Iterator[list[Route]]:
    settings.DEMO = True
    _read_urls_again()
    yield routes(STAFF_URLS)
    settings.DEMO = False
    _read_urls_again()


@contextmanager
def _walking(crawler: Crawler) -> Iterator[Crawler]:
    logging.disable(logging.ERROR)  # thousands of refusals, each of which Django would tell of
    try:
        with transaction.atomic():
            with as_role(crawler.role):
                yield crawler
            transaction.set_rollback(True)
    finally:
        logging.disable(logging.NOTSET)


def _read_urls_again() -> None:
    reload(home_urls)
    reload(urls)
    clear_url_caches()
