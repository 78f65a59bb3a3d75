"""Starts the process that reads files and maps rows. It knows none of the service's secrets, and has limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from typing import Any

from belonging.web.files.services import TOLD
from belonging.web.imports.errors import ImportRefused

ENGINE = (sys.executable, "-m", "belonging.web.imports.engine")
WAIT, QUEUE = 30, 20
"""Seconds that one file may take, and that one waits for another."""
REFUSED = 3
_TURN = threading.BoundedSemaphore(1)
TOO_MUCH = (
    "The file could not be read: it is damaged, or far larger inside than it looks. Please export it again, or save "
    "the sheet with the answers as CSV."
)


def done_by_child(*order: str, content: bytes) -> Any:
    """What it says. Raises ImportRefused with its sentence, or where it took too long or too much memory."""
    if not _TURN.acquire(timeout=QUEUE):
        raise ImportRefused("Another file is being read just now. Please try again in a minute.")
    told = {name: value for name, value in os.environ.items() if name in TOLD}
    try:
        done = subprocess.run(
            (*ENGINE, *order), input=content, capture_output=True, check=False, timeout=WAIT, env=told
        )
    except subprocess.TimeoutExpired as fault:
        raise ImportRefused(TOO_MUCH) from fault
    finally:
        _TURN.release()
    if done.returncode == REFUSED:
        raise ImportRefused(str(json.loads(done.stdout)))
    if done.returncode:
        raise ImportRefused(TOO_MUCH)
    return json.loads(done.stdout)
