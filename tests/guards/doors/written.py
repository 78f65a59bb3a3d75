"""All that any logger says while somebody walks along the doors, as the process would write it."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from belonging.web.config.logs import QuietFormatter
from tests.guards.doors.canaries import Canary
from tests.guards.doors.world import World

SECRET = ("token", "code", "handle", "receipt", "key", "call")
"""Parts of the names of samples that open something to whoever knows them."""


@contextmanager
def written(clock: str) -> Iterator[io.StringIO]:
    """In place of all that listens now; at the level INFO, at which staff's requests are told too."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(QuietFormatter("json", clock))
    root, django = logging.getLogger(), logging.getLogger("django")
    before = root.handlers, root.level, django.handlers
    root.handlers, root.level, django.handlers = [handler], logging.INFO, []
    try:
        yield text
    finally:
        root.handlers, root.level, django.handlers = before


def told(text: str, world: World) -> list[str]:
    """Which planted words, and which secrets of addresses, stand there."""
    planted = [canary.value for canary in Canary]
    for school in world.schools:
        planted += [str(value) for name, value in school.samples.items() if any(part in name for part in SECRET)]
    lower = text.lower()
    return sorted({word for word in planted if len(word) >= 6 and word.lower() in lower})
