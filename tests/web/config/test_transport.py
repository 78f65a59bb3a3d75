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
from django.test import Client, RequestFactory
from pytest_django import Settings

from belonging.web.accounts.roles import Role
from belonging.web.config.settings import MIDDLEWARE
from belonging.web.config.transport import TransportMiddleware
from belonging.web.schools.models import School
from tests.web.accounts.given import member

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


def test_no_script_reads_the_cookies_and_no_other_site_sends_them() -> None:
    assert django_settings.SESSION_COOKIE_HTTPONLY is django_settings.CSRF_COOKIE_HTTPONLY is True
    assert django_settings.SESSION_COOKIE_SAMESITE == django_settings.CSRF_COOKIE_SAMESITE == "Lax"


@pytest.mark.django_db
def test_what_is_seen_while_signed_in_is_kept_by_no_browser(client: Client, maple: School) -> None:
    client.force_login(member(Role.LEAD, maple))
    for address in (f"/schools/{maple.slug}/", "/account/", "/schools/nowhere/", "/about/"):
        assert "no-store" in client.get(address)["Cache-Control"]
    assert "Cache-Control" not in Client().get("/about/")


@pytest.mark.django_db
def test_no_other_site_may_read_or_frame_a_page_and_nothing_lists_or_echoes() -> None:
    client = Client()
    page = client.get("/about/", headers={"origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in page
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["Referrer-Policy"] == "same-origin"
    assert client.get("/static/").status_code == client.get("/static/ui/").status_code == 404
    assert client.generic("TRACE", "/about/").status_code == 405
    for address in ("/.git/config", "/static/.git/config", "/static/../.git/config", "/static/%2e%2e/.git/HEAD"):
        assert client.get(address).status_code == 404, address


@pytest.mark.django_db
def test_what_a_proxy_may_say_of_a_request_is_believed_of_nobody() -> None:
    said = {
        "x-forwarded-host": "elsewhere.example",
        "x-forwarded-proto": "https",
        "x-forwarded-for": "192.0.2.7",
        "x-real-ip": "192.0.2.7",
        "forwarded": "for=192.0.2.7;host=elsewhere.example;proto=https",
        "x-original-url": "/metrics/",
        "x-http-method-override": "DELETE",
    }
    reply = Client().get("/contact/", headers=said)
    asked = reply.wsgi_request
    assert (reply.status_code, asked.get_host(), asked.is_secure()) == (200, "testserver", False)
    assert (asked.META["REMOTE_ADDR"], asked.method, asked.path) == ("127.0.0.1", "GET", "/contact/")
    assert b"elsewhere.example" not in reply.content


def test_that_is_said_before_anything_answers() -> None:
    ours = MIDDLEWARE.index("belonging.web.config.transport.TransportMiddleware")
    assert ours < MIDDLEWARE.index("whitenoise.middleware.WhiteNoiseMiddleware")
