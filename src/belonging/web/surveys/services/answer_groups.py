"""Several answers in one transaction, for SQLite: it has one writer, and what takes the time is making rows durable.

Who comes while another writes leaves their row and waits. The next writer takes all rows that wait along, and each is
acknowledged when the transaction that holds it is on the disk.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from belonging.web.base.errors import Refused


@dataclass(slots=True, eq=False)
class Waiting:
    """One person's writing. `turn` is let go when it is written, or when this thread is to write for all who wait."""

    write: Callable[[], object]
    turn: threading.Lock
    done: bool = False
    fault: BaseException | None = None


class Group:
    """`transaction` makes what is written inside it durable when it ends."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[object]], *, most: int = 64) -> None:
        self._transaction, self._most = transaction, most
        self._queue = threading.Lock()
        self._waiting: list[Waiting] = []
        self._somebody_writes = False

    def write(self, write: Callable[[], object]) -> None:
        """Run `write` in a transaction, perhaps with those of others and in another's thread.

        A Refused must leave nothing written; it is raised here, and the others stay. After any other fault of one
        the others are written again without it; a fault of the transaction is everybody's.
        """
        mine = Waiting(write, threading.Lock())
        mine.turn.acquire()
        with self._queue:
            self._waiting.append(mine)
            mine_to_write, self._somebody_writes = not self._somebody_writes, True
        if not mine_to_write:
            mine.turn.acquire()
        if not mine.done:
            self._write_for_all()
        if mine.fault is not None:
            raise mine.fault

    def _write_for_all(self) -> None:
        with self._queue:
            group, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        self._written(group)
        with self._queue:
            after = self._waiting[0] if self._waiting else None
            self._somebody_writes = after is not None
        if after is not None:
            after.turn.release()
        for each in group:
            each.done = True
            each.turn.release()

    def _written(self, group: Sequence[Waiting]) -> None:
        left = list(group)
        while left:
            at: Waiting | None = None
            try:
                with self._transaction():
                    for at in left:
                        at.fault = _refusal_of(at.write)
                    at = None
                left = []
            except BaseException as fault:  # noqa: BLE001  # whoever's it is hears it
                spoilt = left if at is None else [at]
                for each in spoilt:
                    each.fault = fault
                left = [each for each in left if each not in spoilt]


def _refusal_of(write: Callable[[], object]) -> Refused | None:
    try:
        write()
    except Refused as refusal:
        return refusal
    return None
