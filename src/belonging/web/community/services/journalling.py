"""The community's acts in the programme's journal, which a scope of one school or none does not see."""

from __future__ import annotations

from datetime import datetime

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act


def note_act(*, act: Act, actor: str, now: datetime) -> None:
    """Call inside the transaction of the act."""
    with programme_scope("community: an act for the journal"):
        record_act(act=act, actor=actor, now=now)
