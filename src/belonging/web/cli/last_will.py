"""Ends the processes of a keeper that died without a word (SIGKILL, no memory left), so that none holds a port."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from contextlib import suppress

# A shell, for it takes a twentieth of Python's memory. Its input ends when the last holder of the pipe is gone.
_SCRIPT = 'while read -r line; do groups=$line; done; for group in $groups; do kill -TERM "-$group"; done'


class LastWill:
    """A small process that waits at a pipe and, when this process is gone, ends the groups that it was last told."""

    def __init__(self) -> None:
        # A session of its own: Ctrl-C would take it before it is needed.
        self._waiting = subprocess.Popen(
            ("/bin/sh", "-c", _SCRIPT),
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            text=True,
        )

    def name(self, groups: Iterable[int]) -> None:
        """The process groups to end; what was named before no longer counts."""
        if self._waiting.stdin is not None:
            with suppress(BrokenPipeError):  # somebody ended it: the service goes on without
                self._waiting.stdin.write(f"{' '.join(map(str, groups))}\n")
                self._waiting.stdin.flush()

    def revoke(self) -> None:
        """Nothing is to be ended any more."""
        self._waiting.kill()
        self._waiting.communicate()
