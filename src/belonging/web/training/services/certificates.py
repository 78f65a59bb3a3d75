"""Awarding certificates, taking them back, and putting a changed name on them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from belonging.web.accounts.models import User
from belonging.web.audit.rules.evidence import cleaned_line
from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.schools.models import School
from belonging.web.training.models.certificates import Certificate
from belonging.web.training.rules.certificates import new_number


class RevokedAlready(Refused):
    def __init__(self) -> None:
        super().__init__("This certificate is revoked already. There is nothing more to do.")


class RevokingNeedsReason(Refused):
    def __init__(self) -> None:
        super().__init__("Please say in a few words why it is revoked. Its holder reads this.")


@transaction.atomic
def award(  # noqa: PLR0913  # what every part that awards knows of it, in one flat call
    *,
    user: User,
    school: School | None,
    source: str,
    title: str,
    minutes: int,
    on: date,
    actor: str,
    now: datetime,
) -> Certificate:
    """Once for each person and source: asked again, it gives the certificate that stands.

    `school`: where the person works; None for the programme's own people. Needs no scope.
    """
    with programme_scope("award a certificate"):
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        standing = Certificate.objects.filter(user=user, source=source, revoked_at__isnull=True).first()
        if standing is not None:
            return standing
        made = Certificate.objects.create(
            user=user,
            school=school,
            name=user.name,
            source=source,
            title=cleaned_line(title),
            minutes=minutes,
            earned_on=on,
            code=new_number(),
            awarded_by=actor,
            awarded_at=now,
        )
        _record("certificate-awarded", made, actor, now)
    return made


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, actor: str, now: datetime) -> Certificate:
    """Its page says from now on that it is revoked. Raises RevokedAlready, RevokingNeedsReason."""
    words = cleaned_line(reason)[:300]
    if not words:
        raise RevokingNeedsReason
    with programme_scope("revoke a certificate"):
        held = _locked(certificate)
        if held.is_revoked:
            raise RevokedAlready
        held.revoked_at, held.revoked_by, held.revoked_because = now, actor, words
        held.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])
        _record("certificate-revoked", held, actor, now)
    return held


@transaction.atomic
def put_name_as_now(*, certificate: Certificate, actor: str, now: datetime) -> Certificate:
    """The holder's name as the account has it now, where it was misspelt or has changed."""
    with programme_scope("put a changed name on a certificate"):
        held = _locked(certificate)
        if held.name != held.user.name:
            held.name = held.user.name
            held.save(update_fields=["name"])
            _record("certificate-renamed", held, actor, now)
    return held


def _locked(certificate: Certificate) -> Certificate:
    """The row as it is now, held until the transaction ends."""
    return Certificate.objects.select_for_update(of=("self",)).select_related("user", "school").get(pk=certificate.pk)


def _record(name: str, certificate: Certificate, actor: str, now: datetime) -> None:
    act = Act(name, f"certificate:{certificate.pk}", {"source": certificate.source})
    record_act(act=act, actor=actor, now=now, school_id=certificate.school_id)
