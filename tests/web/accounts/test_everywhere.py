"""What holds of every process and every page, whatever its view."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings

from belonging.web.config import signing_in

ANSWERING = """
import sys
import django
django.setup()
from django.urls import get_resolver
assert get_resolver().url_patterns
print([name for name in sys.modules if name.split(".")[0] in {"allauth", "fido2", "requests"}])
"""


def test_nothing_but_the_tests_turns_the_guard_off() -> None:
    assert signing_in.GUARD_SESSIONS is True
    order = settings.MIDDLEWARE
    guard = order.index("belonging.web.accounts.middleware.SessionGuard")
    assert guard > order.index("django.contrib.auth.middleware.AuthenticationMiddleware")
    assert guard > order.index("django.contrib.messages.middleware.MessageMiddleware")
    assert order.index("csp.middleware.CSPMiddleware") < guard


def test_the_answering_process_loads_nothing_of_signing_in(tmp_path: object) -> None:
    environment = {
        **os.environ,
        "BELONGING_MODE": "test",
        "BELONGING_HOME": str(tmp_path),
        "BELONGING_DATABASE_URL": f"sqlite:///{tmp_path}/answering.sqlite3",
        "DJANGO_SETTINGS_MODULE": "belonging.web.config.answering_settings",
    }
    environment.pop("BELONGING_ANSWERING_DATABASE_URL", None)
    said = subprocess.run(
        [sys.executable, "-c", ANSWERING], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stdout.strip() == "[]"
