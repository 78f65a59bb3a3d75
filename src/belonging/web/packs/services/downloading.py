"""The link of a pack, and its bytes. In a programme-wide scope."""

from __future__ import annotations

import hmac
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from belonging.web.base.pepper import peppers
from belonging.web.journal.services import Act, record_act
from belonging.web.packs.errors import AgreementFirst, LinkOver
from belonging.web.packs.models import Pack, PackFile
from belonging.web.packs.queries.packs import counts_on, standing_of
from belonging.web.packs.rules.flow import Standing, link_token, token_hash


def token_of(pack: Pack) -> str:
    """For the page of who may download it; empty before it is built."""
    if pack.built_at is None:
        return ""
    # A pack that was built under an earlier pepper keeps the link that it has.
    made = [link_token(pack.handle, pack.built_at, pepper=pepper) for pepper in peppers()]
    return next((token for token in made if is_link_of(pack, token)), made[0])


def is_link_of(pack: Pack, token: str) -> bool:
    return bool(pack.token_hash) and hmac.compare_digest(pack.token_hash, token_hash(token))


@transaction.atomic
def take_pack(*, pack: Pack, actor: str, now: datetime) -> bytes:
    """The bytes, with an entry in the journal. The caller has checked the link. Raises LinkOver, AgreementFirst."""
    # Locked: whoever destroys it now waits, and then finds that somebody has it.
    held = Pack.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=pack.pk)
    if standing_of(held, now) is not Standing.READY:
        raise LinkOver
    if held.agreement is not None and not counts_on(held.agreement, timezone.localdate(now)):
        raise AgreementFirst
    file = PackFile.objects.filter(pack=held).first()
    if file is None:
        raise LinkOver
    Pack.objects.filter(pk=held.pk).update(downloads=F("downloads") + 1, last_downloaded_at=now)
    record_act(act=Act("pack-downloaded", f"pack:{held.pk}", {"digest": held.digest}), actor=actor, now=now)
    return bytes(file.content)
