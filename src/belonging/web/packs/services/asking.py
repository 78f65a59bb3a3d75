"""Asking for a pack. In a programme-wide scope."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.packs.errors import (
    AgreementFirst,
    AskedAlready,
    MatchedOnce,
    NothingLinked,
    NothingReleasedYet,
    OtherDetail,
    OtherRows,
    RowsArchived,
)
from belonging.web.packs.models import Agreement, Detail, Pack
from belonging.web.packs.queries.packs import (
    OTHER_ROWS,
    agreement_of,
    anything_released,
    counts_on,
    other_detail,
    other_rows,
    releasers,
    unfinished,
)
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.programme.models import Cohort
from belonging.web.surveys.queries.archives import archived_cohort
from belonging.web.surveys.queries.linking import can_be_matched


@transaction.atomic
def ask_for_pack(*, cohort: Cohort, kind: PackKind, why: str, actor: str, now: datetime) -> Pack:
    """A reproduction, research or matched pack, under the asker's agreement. Whoever may release it is told by mail.

    Raises NothingReleasedYet, AgreementFirst, OtherDetail, OtherRows, AskedAlready, MatchedOnce, RowsArchived,
    NothingLinked.
    """
    if archived_cohort(cohort):
        raise RowsArchived
    agreement = agreement_of(cohort, actor)
    if agreement is None or not counts_on(agreement, timezone.localdate(now)):
        raise AgreementFirst
    if kind is PackKind.MATCHED and not can_be_matched(cohort):
        raise NothingLinked
    if kind in OTHER_ROWS and other_rows(cohort, kind):
        raise OtherRows
    if kind is PackKind.RESEARCH and other_detail(cohort, Detail(agreement.detail)):
        raise OtherDetail
    pack = _asked(cohort, kind, why, agreement, actor, now)
    for user in releasers():
        context = {"name": user.name, "cohort": cohort}
        mail = Mail(to=user.email, template="packs/mail/waits.txt", context=context)
        queue_mail(mail=mail, key=f"pack-waits:{pack.pk}:{user.pk}", now=now)
    return pack


@transaction.atomic
def ask_for_twin(*, cohort: Cohort, actor: str, now: datetime) -> Pack:
    """A synthetic pack: made from released figures alone, so that nobody has to release it.

    Raises NothingReleasedYet, AskedAlready.
    """
    return _asked(cohort, PackKind.SYNTHETIC, "", None, actor, now)


def _asked(cohort: Cohort, kind: PackKind, why: str, agreement: Agreement | None, actor: str, now: datetime) -> Pack:
    if not anything_released(cohort):
        raise NothingReleasedYet
    if unfinished(cohort, actor, kind, now):
        raise AskedAlready
    if kind is PackKind.MATCHED and unfinished(cohort, "", kind, now):
        raise MatchedOnce
    pack = Pack.objects.create(
        cohort=cohort,
        handle=secrets.token_hex(6),
        kind=kind.value,
        agreement=agreement,
        detail=agreement.detail if agreement is not None and kind is PackKind.RESEARCH else "",
        asked_by=actor,
        asked_at=now,
        why=why,
    )
    act = Act("pack-asked", f"pack:{pack.pk}", {"cohort": cohort.pk, "kind": kind.value, "detail": pack.detail})
    record_act(act=act, actor=actor, now=now)
    return pack
