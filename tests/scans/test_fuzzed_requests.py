"""Nobody's request makes a server error, and no reply lacks its content policy. In full: `make soak`, section input."""

from __future__ import annotations

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

__all__ = ["answering", "built", "crawler"]
REQUESTS, SECONDS, EVERY = 250, 12.0, 25
"""Of the staff's doors every so many, others on each day of the week: the soak goes through all."""


def test_nothing_sent_to_the_staffs_doors_is_a_server_error(crawler: Crawler) -> None:
    fuzzer = Fuzzer(crawler.world, seed=1)
    found = fuzzer.run(fuzzer.doors(WALKED[::EVERY], lines()), requests=REQUESTS, seconds=SECONDS)
    assert found.faults == []
    assert found.unpoliced == []
    assert found.requests > 50
    assert found.statuses[200] > 5


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
    found = fuzzer.run([door], requests=200, seconds=20)
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
