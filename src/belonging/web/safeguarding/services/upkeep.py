"""What time brings for calls and comments. Each part is safe to run twice and at any time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from belonging.web.safeguarding.services.backlogs import note_backlogs, remind_readers
from belonging.web.safeguarding.services.calls import erase_due
from belonging.web.safeguarding.services.escalating import escalate_due
from belonging.web.safeguarding.services.reading import end_sittings_due


def look_after(*, now: datetime) -> None:
    """Turn calls to people first, then the rest. Outside any scope; what fails is raised when all are done.

    `escalate_due` alone may run every few seconds; the others once a minute is plenty.
    """
    parts: tuple[Callable[..., int], ...] = (
        escalate_due,
        end_sittings_due,
        note_backlogs,
        remind_readers,
        erase_due,
    )
    failures: list[Exception] = []
    for part in parts:
        try:
            part(now=now)
        except Exception as error:  # noqa: BLE001  # a fault with comments must not keep a child waiting
            failures.append(error)
    if failures:
        raise ExceptionGroup("Some calls or comments could not be looked after", failures)
