"""What this process holds, and how it begins anew as itself when that is too much."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from prometheus_client import Gauge

MOST: Final = 256
"""MiB that the worker may hold before it begins anew: some three times what it holds when it has begun."""


def resident() -> int:
    """MiB of this process; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def note_for_metrics() -> None:
    """For the process that Prometheus asks, which is another. Only where metrics are wanted: the library is theirs."""
    _gauge().set(resident() * 2**20)


@cache
def _gauge() -> Gauge:
    from prometheus_client import CollectorRegistry, Gauge

    says = "Resident memory of the worker, between two looks"
    return Gauge("belonging_worker_memory_bytes", says, multiprocess_mode="mostrecent", registry=CollectorRegistry())


def begin_anew() -> None:
    """The same command in the same process, with its memory given back. Does not return."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  # no shell wanted
