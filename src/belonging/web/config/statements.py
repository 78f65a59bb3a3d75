"""How long one statement may take in a process that serves pages. Commands, worker and engine take their time."""

from __future__ import annotations

import os
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

STAFF: Final = "BELONGING_STATEMENT_SECONDS"
ANSWERING: Final = "BELONGING_ANSWERING_STATEMENT_SECONDS"
USUAL: Final = {STAFF: 60, ANSWERING: 20}
"""Both shorter than the web server in front waits: whoever asks gets our page and not that one's."""
MOST: Final = 3600


def seconds(name: str) -> int:
    """What the environment says, or the usual; 0 for no end."""
    text = os.environ.get(name, "") or str(USUAL[name])
    if not text.isdecimal() or int(text) > MOST:
        raise ImproperlyConfigured(f"{name} is {text!r}. Set it to whole seconds up to {MOST}, or to 0 for no end.")
    return int(text)


def end_long_statements(name: str) -> None:
    """Of every connection that this process opens from now on. PostgreSQL alone: SQLite's waits have an end."""
    database, limit = settings.DATABASES["default"], seconds(name)
    if limit and database["ENGINE"].endswith("postgresql"):
        database["OPTIONS"]["options"] += f" -c statement_timeout={limit * 1000}"
