"""Settings of the answering process: few routes, no sessions, no staff code, its own database role.

BELONGING_ANSWERING_DATABASE_URL names that role on PostgreSQL; without it the staff database is used.
"""

from __future__ import annotations

import os

if "BELONGING_ANSWERING_DATABASE_URL" in os.environ:
    os.environ["BELONGING_DATABASE_URL"] = os.environ["BELONGING_ANSWERING_DATABASE_URL"]

from belonging.web.config.settings import *  # noqa: F403  # Django's way to narrow a settings module

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "belonging.web.base",
    "belonging.web.ui",
    "belonging.web.schools",
    "belonging.web.accounts",
    "belonging.web.programme",
    "belonging.web.surveys",
]
MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
]
ROOT_URLCONF = "belonging.web.config.answering_urls"
WSGI_APPLICATION = "belonging.web.config.answering_wsgi.application"
SECURE_REFERRER_POLICY = "no-referrer"
