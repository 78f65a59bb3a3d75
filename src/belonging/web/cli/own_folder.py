"""A process stays with the version it began with, though the link that led to it is moved to another.

Python takes what it loads later (templates, modules) by the way it was started. Started through `…/current` it would
read those of the new version as soon as that link is moved: old code with new templates.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def begin_in_own_folder() -> None:
    """Where a link led here, the same command again by the folder's own name: same process, same open files."""
    called = Path(sys.executable)
    own = called.parent.resolve() / called.name
    if own != called:
        os.execv(own, [str(own), *sys.orig_argv[1:]])  # noqa: S606  # no shell wanted
