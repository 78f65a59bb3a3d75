"""The evaluator's agreement: signed, and ended. In a programme-wide scope."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.journal.services import Act, record_act
from belonging.web.packs.errors import AgreedAlready, AgreementFirst, DayNotPossible, NotAllTicked, OtherDetail
from belonging.web.packs.models import Agreement, Detail
from belonging.web.packs.queries.packs import agreement_of, other_detail
from belonging.web.packs.rules.agreement import LONGEST, TERMS, VERSION
from belonging.web.programme.models import Cohort


@dataclass(frozen=True, slots=True)
class Wording:
    """What the evaluator writes; `ticked` are keys of the terms."""

    organisation: str
    purpose: str
    detail: Detail
    until: date
    ticked: Collection[str]


@transaction.atomic
def sign_agreement(*, cohort: Cohort, evaluator: User, wording: Wording, now: datetime) -> Agreement:
    """Raises NotAllTicked, DayNotPossible, OtherDetail, AgreedAlready."""
    account, today = str(evaluator.pk), timezone.localdate(now)
    if {term.key for term in TERMS} - set(wording.ticked):
        raise NotAllTicked
    if not timedelta(0) < wording.until - today <= LONGEST:
        raise DayNotPossible
    if other_detail(cohort, wording.detail):
        raise OtherDetail
    standing = agreement_of(cohort, account)
    if standing is not None and standing.until >= today:
        raise AgreedAlready
    if standing is not None:
        _end(standing, account, now)
    agreement = Agreement.objects.create(
        cohort=cohort,
        evaluator=account,
        name=evaluator.name,
        organisation=wording.organisation,
        purpose=wording.purpose,
        detail=wording.detail,
        until=wording.until,
        version=VERSION,
        terms=[term.sentence for term in TERMS],
        accepted_at=now,
    )
    details = {"cohort": cohort.pk, "version": VERSION, "detail": wording.detail, "until": wording.until.isoformat()}
    act = Act("pack-agreement-signed", f"pack-agreement:{agreement.pk}", details)
    record_act(act=act, actor=account, now=now)
    return agreement


@transaction.atomic
def end_agreement(*, cohort: Cohort, evaluator: User, now: datetime) -> None:
    """What was downloaded under it is still bound by it. Raises AgreementFirst."""
    standing = agreement_of(cohort, str(evaluator.pk))
    if standing is None:
        raise AgreementFirst
    _end(standing, str(evaluator.pk), now)


def _end(agreement: Agreement, account: str, now: datetime) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(ended_at=now, ended_by=account)
    record_act(act=Act("pack-agreement-ended", f"pack-agreement:{agreement.pk}"), actor=account, now=now)
