"""As the worker runs: in no school's scope, whatever scope the test is in."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from typing import TypeVar

T = TypeVar("T")


def outside(act: Callable[[], T]) -> T:
    return Context().run(act)
