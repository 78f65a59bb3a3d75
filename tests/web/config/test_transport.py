"""Where the addresses are of https: cookies of this host alone, and no way back to http. In a process of its own, as
settings are read once."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from belonging.web.config.settings import MIDDLEWARE
from belonging.web.config.transport import TransportMiddleware

NAMES = """
import json, django
django.setup()
from django.conf import settings
from belonging.web.config.transport import Messages
kept = Messages.storage_classes[0].cookie_name
own = []
if "answering" in settings.ROOT_URLCONF:
    from belonging.web.surveys.views import class_session, sending
    own = [sending.COOKIE, class_session.COOKIE]
print(json.dumps([settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, kept, own, settings.SESSION_COOKIE_SECURE]))
"""


def named(module: str, address: str) -> list[object]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": f"belonging.web.config.{module}",
        "BELONGING_STAFF_URL": address,
        "BELONGING_ANSWERING_URL": address,
    }
    run = [sys.executable, "-c", NAMES]
    return list(json.loads(subprocess.run(run, env=environment, stdout=subprocess.PIPE, check=True).stdout))


def test_over_https_cookies_have_names_that_browsers_hold_to_this_host() -> None:
    session, token, kept, _, secure = named("settings", "https://staff.example")
    assert [session, token, kept] == ["__Host-sessionid", "__Host-csrftoken", "__Host-messages"]
    assert secure is True
    *_, own, secure = named("answering_settings", "https://answer.example")
    assert own == ["__Secure-wrong_codes", "__Secure-class_session"]
    assert secure is True


def test_over_http_they_have_plain_names_or_no_browser_would_keep_them() -> None:
    assert (django_settings.SESSION_COOKIE_NAME, django_settings.SESSION_COOKIE_SECURE) == ("sessionid", False)


@pytest.mark.parametrize(("seconds", "said"), [(31_536_000, "max-age=31536000"), (0, None)])
def test_staffs_pages_tell_browsers_to_keep_to_https(settings: Settings, seconds: int, said: str | None) -> None:
    """A request that comes from the web server in front looks like one of http."""
    settings.SECURE_HSTS_SECONDS = seconds

    def page(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("")

    reply = TransportMiddleware(page)(RequestFactory().get("/"))
    assert isinstance(reply, HttpResponse)
    assert reply.get("Strict-Transport-Security") == said
    assert reply["X-Content-Type-Options"] == "nosniff"


def test_that_is_said_before_anything_answers() -> None:
    ours = MIDDLEWARE.index("belonging.web.config.transport.TransportMiddleware")
    assert ours < MIDDLEWARE.index("whitenoise.middleware.WhiteNoiseMiddleware")
