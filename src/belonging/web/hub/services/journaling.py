"""What is done in the hub, in the programme's journal: resources belong to no school."""

from __future__ import annotations

from datetime import datetime

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act


def record(name: str, subject: str, *, actor: str, now: datetime, **details: object) -> None:
    """Whatever scope is in force: readers of a school write into the programme's chain too."""
    with programme_scope("the hub's journal"):
        record_act(act=Act(name, subject, details), actor=actor, now=now)
