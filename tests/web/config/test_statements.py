"""On PostgreSQL no page waits for ever: a long statement ends, and whoever asked reads what to do."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from belonging.web.config import environment, statements

SLOW = """
import sys
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.urls import path
from importlib import import_module
import_module(sys.argv[1])
from django.test import Client
def slow(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")
    return HttpResponse("awake")
root = import_module(settings.ROOT_URLCONF)
root.urlpatterns.insert(0, path("slow/", slow))
page = Client(raise_request_exception=False, HTTP_HOST="127.0.0.1").get("/slow/")
print(page.status_code, page["Retry-After"], page.content.decode())
"""
LIMIT = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SHOW statement_timeout")
    print(cursor.fetchone()[0])
"""


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such thing")
class TestLongStatements:
    @pytest.mark.parametrize(
        ("module", "says"),
        [("wsgi", "The service is busy"), ("answering_wsgi", "Sorry, something went wrong here")],
    )
    def test_one_ends_and_the_person_reads_what_to_do(self, module: str, says: str, shared_database: str) -> None:
        said = run(SLOW, f"belonging.web.config.{module}")
        assert said.startswith("503 60 ")
        assert says in said
        assert "pg_sleep" not in said

    def test_the_worker_commands_and_the_engine_take_their_time(self, shared_database: str) -> None:
        for settings in ("settings", "engine_settings"):
            assert run(f"import django; django.setup()\n{LIMIT}", settings=settings) == "0\n"

    def test_answering_ends_before_staffs_pages_do(self, shared_database: str) -> None:
        for module, limit in (("wsgi", "1min"), ("answering_wsgi", "20s")):
            assert run(f"import belonging.web.config.{module}\n{LIMIT}", seconds="") == f"{limit}\n"


def run(code: str, *words: str, settings: str = "settings", seconds: str = "1") -> str:
    asked = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": f"belonging.web.config.{settings}",
        statements.STAFF: seconds,
        statements.ANSWERING: seconds,
    }
    ran = subprocess.run(
        [sys.executable, "-c", code, *words], env=asked, capture_output=True, text=True, timeout=90, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize("value", ["soon", "-1", "1.5", "86400"])
def test_what_is_no_number_of_seconds_is_refused_by_all_that_starts(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(statements.ANSWERING, value)
    with pytest.raises(ImproperlyConfigured, match="Set it to whole seconds up to 3600, or to 0 for no end"):
        environment.database()
