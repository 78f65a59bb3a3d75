"""The school signs its case study off: exactly what it has read, and what may be done with it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.cases.errors import NotReady, ReadAgain, WrongState
from belonging.web.cases.models import CaseStudy, State, Use
from belonging.web.cases.queries.composing import missing_for_signing, versions_of
from belonging.web.cases.queries.studies import whole
from belonging.web.cases.services.holding import locked, note, unsign
from belonging.web.cases.services.mails import tell_team


@transaction.atomic
def sign_off(
    *, study: CaseStudy, read: str, may_be_named: bool, may_be_used: str, actor: str, now: datetime
) -> CaseStudy:
    """`read`: the digest of both versions that the person had before their eyes.

    Raises ReadAgain, NotReady, WrongState.
    """
    current = locked(study)
    if current.state != State.RECOMMENDED:
        raise WrongState("It is signed off once the adviser recommends it. Please look at where it stands.")
    written = whole(current)
    if lacks := missing_for_signing(written):
        raise NotReady(lacks)
    versions = versions_of(written, timezone.localdate(now))
    if versions.digest != read:
        raise ReadAgain
    current.state, current.signed_by, current.signed_at = State.SIGNED, actor, now
    current.signed_digest, current.signed = versions.digest, versions.to_data()
    current.may_be_named, current.may_be_used = may_be_named, Use(may_be_used)
    current.save()
    note("case-signed-off", current, actor, now, digest=versions.digest, named=may_be_named, use=may_be_used)
    tell_team(current, "signed", now=now)
    return current


@transaction.atomic
def take_sign_off_back(*, study: CaseStudy, actor: str, now: datetime) -> CaseStudy:
    """What is published stays until it is withdrawn. Raises WrongState."""
    current = locked(study)
    if current.state != State.SIGNED:
        raise WrongState("It is not signed off, so there is nothing to take back.")
    current.state = State.RECOMMENDED
    unsign(current)
    current.save()
    note("case-sign-off-taken-back", current, actor, now)
    return current
