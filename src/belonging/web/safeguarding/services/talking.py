"""Keeping a call. The answering process does this with a role that may add rows and read none.

No journal entry, no mail, no other row: what stands in one transaction could be laid beside the answers.
The worker finds the call and turns to people.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from belonging.web.safeguarding.models import Call, Origin
from belonging.web.safeguarding.rules.escalation import About, rounded
from belonging.web.surveys.models import Round


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody typed. `group`: class or form, or how an adult can be reached; `wish`: whom they would like."""

    name: str = ""
    group: str = ""
    wish: str = ""
    about: About = About.NOBODY
    words: str = ""


@transaction.atomic
def ask_to_talk(*, round_: Round, wanted: Wanted, token: str, now: datetime) -> None:
    """Keep it, once: the same words from the same page (`token`) are one call."""
    call = Call(
        key=_key(token, wanted),
        school_id=round_.host_id,
        origin=Origin.TALK,
        audience=round_.audience,
        name=wanted.name,
        group=wanted.group,
        wish=wanted.wish,
        about=wanted.about.value,
        words=wanted.words,
        asked_at=rounded(now),
    )
    try:
        with transaction.atomic():
            call.save(force_insert=True)
    except IntegrityError as error:
        if "unique constraint" not in str(error).lower():
            raise


def _key(token: str, wanted: Wanted) -> str:
    return hashlib.sha256(json.dumps([token, *astuple(wanted)]).encode()).hexdigest()[:32]
