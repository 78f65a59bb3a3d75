"""Making what is due, by a child process: the engine's memory comes and goes with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from typing import IO

from belonging.web.base.errors import Refused

ENGINE = (sys.executable, "-m", "belonging.web.findings.engine", "--due")
SETTINGS = "belonging.web.config.settings"


class ReleaseFailed(Refused):
    """Some findings could not be made; those that could are stored."""


def release_due(*, now: datetime, progress: Callable[[int, int], None] | None = None) -> int:
    """Make and store every set of findings that is due; how many were made. Again is safe.

    `progress(done, of)` is called after each. Raises ReleaseFailed, after all others were made.
    Outside a transaction: the child sees only what is committed.
    """
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS}
    with subprocess.Popen(
        [*ENGINE, "--now", now.isoformat()], stdout=subprocess.PIPE, env=environment, text=True
    ) as child:
        made, failed = _follow(child.stdout, progress)
        code = child.wait()
    if failed:
        raise ReleaseFailed(
            f"{failed} of {made + failed} sets of findings could not be made; the log says which and why. "
            "The others are stored. Run 'belonging release' again when the cause is mended."
        )
    if code != 0:
        raise ReleaseFailed(
            f"The engine stopped before it was done (code {code}); the log says why. Sets of findings made and "
            f"stored before that: {made}. Run 'belonging release' to go on."
        )
    return made


def _follow(lines: IO[str] | None, progress: Callable[[int, int], None] | None) -> tuple[int, int]:
    """Read the child's JSON lines to the end: how many findings were made, how many failed."""
    made = failed = 0
    for line in lines or ():
        said = json.loads(line)
        made += said["outcome"] == "made"
        failed += said["outcome"] == "failed"
        if progress is not None:
            progress(said["done"], said["of"])
    return made, failed
