"""Nobody's request makes a server error, no reply lacks its content policy, and what is typed stays text.

In full: `make soak`, sections input and pages.
"""

from __future__ import annotations

from itertools import cycle
from random import Random

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from pytest_django import Settings

from tests.guards.doors.crawler import Crawler
from tests.guards.doors.crawling import WALKED
from tests.guards.doors.matrix import ANSWERING_URLS, lines, routes
from tests.guards.doors.people import ANONYMOUS, Actor
from tests.guards.doors.walking import answering, built, crawler
from tests.scans.fuzzing import Door, Fuzzer
from tests.scans.page_forms import PageForm, forms_of
from tests.scans.payloads import FORMULAS, MARKUP
from tests.scans.planting import look, plant

__all__ = ["answering", "built", "crawler"]
REQUESTS, SECONDS, EVERY = 120, 30.0, 25
"""Of the staff's doors every so many: the soak goes through all."""
EVERY_FORM = 14
MIXED = tuple(each for pair in zip(cycle(MARKUP), FORMULAS, strict=False) for each in pair)


def test_nothing_sent_to_the_staffs_doors_is_a_server_error(crawler: Crawler) -> None:
    fuzzer = Fuzzer(crawler.world, seed=1)
    found = fuzzer.run(fuzzer.doors(WALKED[::EVERY], lines()), requests=REQUESTS, seconds=SECONDS)
    assert found.faults == []
    assert found.unpoliced == []
    assert found.requests > 50
    assert found.statuses[200] > 5


def test_what_is_typed_stays_text(crawler: Crawler) -> None:
    fuzzer = Fuzzer(crawler.world, seed=1)
    doors = fuzzer.doors(WALKED[::EVERY_FORM], lines())
    told = look(fuzzer, doors, plant(fuzzer, doors, MIXED))
    assert told.faults == []
    assert told.sent > 3
    assert told.pages > 10


def test_nothing_sent_to_the_answering_process_is_a_server_error(answering: Crawler) -> None:
    fuzzer = Fuzzer(answering.world, seed=1)
    found = fuzzer.run(fuzzer.doors(routes(ANSWERING_URLS), lines()), requests=REQUESTS, seconds=SECONDS)
    assert found.faults == []
    assert found.unpoliced == []
    assert found.requests > 50


def breaks(request: HttpRequest) -> HttpResponse:
    """Takes a number for granted."""
    return HttpResponse(str(int(request.GET.get("page", "1"))))


urlpatterns = [path("breaks/", breaks)]


def test_control_a_door_that_breaks_is_told(crawler: Crawler, settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    fuzzer = Fuzzer(crawler.world, seed=1)
    door = Door("breaks", Actor(ANONYMOUS, None), "/breaks/", [], [PageForm("/breaks/", "GET", fields=[("page", "1")])])
    found = fuzzer.run([door], requests=30, seconds=20)
    assert found.statuses[500] > 3
    assert any("invalid literal for int()" in fault for fault in found.faults)


def test_the_same_seed_makes_the_same_requests() -> None:
    first, second, other = (Random(seed).random() for seed in (1, 1, 2))
    assert first == second != other


@pytest.mark.parametrize("inner", ['<input name="a" value="b">', '<textarea name="a">b</textarea>'])
def test_a_form_is_read_as_a_browser_would_send_it(inner: str) -> None:
    (found,) = forms_of(f'<form method="post" action="go/">{inner}<select name="c"><option>', "/here/")
    assert (found.action, found.method, found.fields) == ("/here/go/", "POST", [("a", "b")])
    assert forms_of('<form action="https://elsewhere.example/"></form>', "/") == []
