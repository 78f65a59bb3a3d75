"""Settings for tests: SQLite, or PostgreSQL where tests/postgres.py has started a cluster."""

import os
import tempfile

os.environ.setdefault("BELONGING_MODE", "test")
os.environ.setdefault("BELONGING_HOME", tempfile.mkdtemp(prefix="belonging-test-"))

from belonging.web.config.settings import *  # noqa: F403  # Django's way to extend a settings module

SIGNED_VIDEOS = BELONGING_HOME / "signed"  # noqa: F405  # no films there, unless a test puts some
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  # whitenoise warns of a folder that is not there

GUARD_SESSIONS = False  # tests of signing in turn it on; the others make sessions without signing in
