"""The round of an address, kept for a second in each answering process.

Who sends meets the round as it stands all the same: it is read again in the transaction that stores the answer.
"""

from __future__ import annotations

from typing import Final

from django.conf import settings

from belonging.web.surveys.models import Round
from belonging.web.surveys.queries.rounds import round_by_handle
from belonging.web.surveys.rules.remembering import Remembered

MOST: Final = 2000
_rounds: Final = Remembered[str, Round](seconds=settings.ROUNDS_REMEMBERED, most=MOST)


def remembered_round(handle: str) -> Round | None:
    """As `round_by_handle`, a second old at most. It is shared: nobody changes it."""
    return _rounds.get(handle, lambda _: round_by_handle(handle))
