"""What holds up the end of a pack: somebody can download it, and has not. In a programme-wide scope."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.packs.errors import PackUnread
from belonging.web.packs.queries.packs import names_of, unread
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.programme.models import Cohort

NAMES: Final = {
    PackKind.REPRODUCTION: "the reproduction pack",
    PackKind.RESEARCH: "the research pack",
    PackKind.MATCHED: "the matched file",
}


def refuse_unread(cohort: Cohort, *, now: datetime, then: str = "", kinds: Container[str] = tuple(NAMES)) -> None:
    """Raises PackUnread, which names each such pack, who can download it and until when; `then`: what else to do."""
    packs = [pack for pack in unread(cohort, now) if pack.kind in kinds]
    if not packs:
        return
    names = names_of(pack.asked_by for pack in packs)
    said = [
        f"Nobody has downloaded {NAMES[PackKind(pack.kind)]} of {cohort.name} yet; "
        f"{names.get(pack.asked_by, 'whoever asked')} can until {_moment(pack.expires_at)}."
        for pack in packs
    ]
    raise PackUnread(" ".join([*said, "Wait until then.", then]).strip())


def _moment(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
