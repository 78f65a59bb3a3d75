"""Erasing what may be erased of an adult who asks. Call in a programme-wide scope."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.accounts.models import Invitation, Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import erase_account
from belonging.web.community.models import Mute, Wishes
from belonging.web.community.services.leaving import take_name_off
from belonging.web.complaints.models import Enquiry, EnquiryState, Remark
from belonging.web.hub.models import Note, Rating
from belonging.web.journal.services import Act, record_act
from belonging.web.learning.models import Progress
from belonging.web.notices.models import MailState, OutgoingMail
from belonging.web.programme.models import Interest
from belonging.web.programme.services.interest import forget_interest
from belonging.web.rights.errors import StillNeeded
from belonging.web.rights.queries import Adult
from belonging.web.sets.models import Member
from belonging.web.sets.services.forgetting import erase_words
from belonging.web.surveys.models import Pack
from belonging.web.training.models import Booking
from belonging.web.training.models.certificates import Certificate
from belonging.web.training.services.forgetting import FORGOTTEN


@transaction.atomic
def erase_adult(*, person: Adult, enquiry: Enquiry, proof: str, actor: str, now: datetime) -> None:
    """All that `rules.holdings` says of each table. Safe to do twice. Raises StillNeeded.

    `enquiry` stays open, with its address, until it is answered and closed.
    """
    if person.user is not None:
        _may_go(person.user)
        _erase_user(person.user, actor, now)
    _erase_address(person.email, actor, now)
    details = {"proof": proof, "account": person.user is not None}
    record_act(act=Act("erase-personal-data", f"enquiry:{enquiry.pk}", details), actor=actor, now=now)


def _may_go(user: User) -> None:
    managers = Membership.objects.filter(role=Role.MANAGER, user__is_active=True)
    if managers.filter(user=user).exists() and not managers.exclude(user=user).exists():
        raise StillNeeded("This is the last programme manager. Invite another first; then this account can be erased.")


def _erase_user(user: User, actor: str, now: datetime) -> None:
    for member in Member.objects.filter(user=user).select_related("learning_set"):
        erase_words(member=member, actor=actor, now=now)
    take_name_off(writer=user, actor=actor, now=now)
    Wishes.objects.filter(person=user).delete()
    Mute.objects.filter(by=user).delete()
    Note.objects.filter(writer=user).delete()
    Rating.objects.filter(person=user).delete()
    Progress.objects.filter(user=user).delete()
    Booking.objects.filter(user=user).update(name=FORGOTTEN, email="", forgotten_at=now)
    Certificate.objects.filter(user=user).update(name=FORGOTTEN)
    erase_account(user=user, why="asked", actor=actor, now=now)


def _erase_address(email: str, actor: str, now: datetime) -> None:
    Invitation.objects.filter(email__iexact=email).delete()
    Booking.objects.filter(email__iexact=email).update(name=FORGOTTEN, email="", forgotten_at=now)
    Pack.objects.filter(teacher_email__iexact=email).update(teacher_email="")
    for interest in Interest.objects.filter(contact_email__iexact=email, forgotten_on__isnull=True):
        forget_interest(interest=interest, actor=actor, now=now)
    sent = OutgoingMail.objects.filter(to__iexact=email).exclude(state=MailState.WAITING)
    sent.update(to="", text="")
    closed = Enquiry.objects.filter(email__iexact=email, state=EnquiryState.CLOSED)
    Remark.objects.filter(enquiry__in=closed).update(text="")
    closed.update(name="", email="", about="", text="")


@transaction.atomic
def correct_adult(*, user: User, name: str, proof: str, enquiry: Enquiry, actor: str, now: datetime) -> None:
    """Put the name of an account right. What was signed under the old one keeps it."""
    User.objects.filter(pk=user.pk).update(name=name)
    open_places = Booking.objects.filter(user=user, session__ends_at__gt=now, forgotten_at__isnull=True)
    open_places.update(name=name)
    day = timezone.localdate(now).isoformat()
    act = Act("correct-personal-data", f"enquiry:{enquiry.pk}", {"proof": proof, "field": "name", "on": day})
    record_act(act=act, actor=actor, now=now)
