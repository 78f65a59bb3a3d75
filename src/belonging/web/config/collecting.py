"""Who takes what a process writes, and whether a time of day comes with it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

ERRORS = 2
_DOCKER = Path("/.dockerenv")


def is_stamped(environment: Mapping[str, str], descriptor: int = ERRORS) -> bool:
    """Whether each line gets a second from who takes it: systemd's journal, or what keeps a container's log.

    systemd says by JOURNAL_STREAM which file its journal is; a terminal or a file may have come in its place.
    """
    if "container" in environment or _DOCKER.exists():
        return True
    try:
        held = os.fstat(descriptor)
    except OSError:
        return False
    return environment.get("JOURNAL_STREAM") == f"{held.st_dev}:{held.st_ino}"


def levels_of_requests(environment: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Each request has a line where that says the day alone; where it would get a second, faults alone have one."""
    own, refused = ("WARNING", "ERROR") if is_stamped(environment) else ("INFO", "WARNING")
    return {"belonging.answering": {"level": own}, "django.request": {"level": refused}}
