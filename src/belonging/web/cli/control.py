"""How a command finds the service that runs: a locked file in its folder with the keeper's process number."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILE: Final = "serve.json"
WIDTH: Final = 120


@dataclass(frozen=True, slots=True)
class Keeper:
    """`replaced` and `refused`: how often all processes were replaced, and how often that could not be done."""

    pid: int
    replaced: int = 0
    refused: int = 0


@contextmanager
def noted(home: Path) -> Iterator[Callable[[bool], None]]:
    """Say that this process keeps the service of this folder, for as long as the block lasts.

    Gives what notes a replacement. Where another keeper holds the file already, it stays with that one; where the
    folder's file system has no locks, the service runs and no command finds it.
    """
    home.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(home / FILE, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield lambda _: None
            return
        counts = {"replaced": 0, "refused": 0}

        def write() -> None:
            # Over what stands there, in one go: whoever reads in this moment finds a whole text.
            os.pwrite(file.fileno(), f"{json.dumps({'pid': os.getpid(), **counts}):<{WIDTH}}".encode(), 0)

        def note(done: bool) -> None:
            counts["replaced" if done else "refused"] += 1
            write()

        write()
        yield note
        file.truncate(0)


def keeper_of(home: Path) -> Keeper | None:
    """The keeper that holds the file now; None where the service does not run, or was killed."""
    try:
        with (home / FILE).open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                text = file.read()
                return Keeper(**json.loads(text)) if text else None
    except OSError:
        pass
    return None
