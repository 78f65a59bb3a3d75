"""Starting Django for a command that needs the database."""

from __future__ import annotations

import os

STAFF_SETTINGS = "belonging.web.config.settings"
ANSWERING_SETTINGS = "belonging.web.config.answering_settings"
ENGINE_SETTINGS = "belonging.web.config.engine_settings"


def start_django(settings: str = STAFF_SETTINGS) -> None:
    """Set Django up, once, on `settings` unless DJANGO_SETTINGS_MODULE names others.

    Raises ImproperlyConfigured. Import models only after this.
    """
    import django  # here, so that commands without a database start fast and stay small

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    django.setup()
