"""The headers that are worked out once are those that Django and django-csp would give."""

from __future__ import annotations

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import Client, RequestFactory
from django.utils.cache import add_never_cache_headers
from pytest_django import Settings

from belonging.web.config.answering_headers import HeadersMiddleware, fixed_headers
from belonging.web.config.answering_settings import MIDDLEWARE


def given(wrapper: type) -> dict[str, str]:
    def page(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("")

    request = RequestFactory().get("/", headers={"host": "127.0.0.1"}, secure=True)
    return dict(wrapper(page)(request).headers)


@pytest.mark.parametrize("seconds", [0, 31_536_000])
def test_they_are_the_same(answering_process: None, settings: Settings, seconds: int) -> None:
    settings.SECURE_HSTS_SECONDS = seconds
    expected = given(CSPMiddleware) | given(SecurityMiddleware)
    uncached = HttpResponse("")
    add_never_cache_headers(uncached)

    ours = given(HeadersMiddleware)

    assert expected.items() <= ours.items()
    assert ("Strict-Transport-Security" in ours) == bool(seconds)
    directives = {part.strip() for part in uncached["Cache-Control"].split(",")}
    assert {part.strip() for part in ours["Cache-Control"].split(",")} == directives


def test_they_stand_before_all_that_answers() -> None:
    assert MIDDLEWARE[1].endswith("HeadersMiddleware")


@pytest.mark.usefixtures("answering_process", "db")
def test_a_name_that_is_not_ours_is_refused_under_the_same_headers() -> None:
    refused = Client().get("/", headers={"host": "elsewhere.example"})

    assert refused.status_code == 400
    assert fixed_headers().items() <= dict(refused.headers).items()
    assert "no-store" in refused["Cache-Control"]
