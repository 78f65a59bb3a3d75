"""Settings of the answering process: few routes, no sessions, no staff code, its own database role.

BELONGING_ANSWERING_DATABASE_URL names that role on PostgreSQL; without it the staff database is used.
"""

from __future__ import annotations

import os
from typing import cast

if "BELONGING_ANSWERING_DATABASE_URL" in os.environ:
    os.environ["BELONGING_DATABASE_URL"] = os.environ["BELONGING_ANSWERING_DATABASE_URL"]

from belonging.web.config.collecting import levels_of_requests
from belonging.web.config.settings import *  # noqa: F403  # Django's way to narrow a settings module
from belonging.web.config.settings import ANSWERING_URL, CONTENT_SECURITY_POLICY, LOG_FORMAT, METRICS_TOKEN, TEMPLATES

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "belonging.web.base",
    "belonging.web.ui",
    "belonging.web.journal",
    "belonging.web.notices",
    "belonging.web.files",
    "belonging.web.schools",
    "belonging.web.accounts",
    "belonging.web.programme",
    "belonging.web.enrolment",
    "belonging.web.surveys",
    "belonging.web.safeguarding",
]
MIDDLEWARE = [
    "belonging.web.config.answering_log.LogMiddleware",
    *(["belonging.web.config.counting.AnsweringCounts"] if METRICS_TOKEN else []),
    "belonging.web.config.answering_headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "belonging.web.config.maintenance.AnsweringMaintenance",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "belonging.web.config.numbers.NumbersOfRows",
]
ROOT_URLCONF = "belonging.web.config.answering_urls"
WSGI_APPLICATION = "belonging.web.config.answering_wsgi.application"

TEMPLATES = [
    {
        **TEMPLATES[0],
        "OPTIONS": {
            **cast("dict[str, object]", TEMPLATES[0]["OPTIONS"]),
            "context_processors": ["belonging.web.ui.context.environment"],
        },
    }
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "media-src": ["'self'", "blob:"],
        "require-trusted-types-for": ["'script'"],
    }
}

SECURE_REFERRER_POLICY = "no-referrer"
SESSION_COOKIE_SECURE = ANSWERING_URL.startswith("https://")
COOKIE_PREFIX = "__Secure-" if SESSION_COOKIE_SECURE else ""
"""Not "__Host-": its cookies are for questionnaires alone (path /r/), which that name forbids."""
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 128 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
FILE_UPLOAD_HANDLERS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "belonging.web.config.logs.QuietFormatter", "shape": LOG_FORMAT, "clock": "day"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        **levels_of_requests(os.environ),
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
