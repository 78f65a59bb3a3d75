"""Erasing what may be erased of an adult who asks. Call in a programme-wide scope."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.accounts.models import Invitation, User
from belonging.web.accounts.queries import same_address
from belonging.web.accounts.services import erase_account, refuse_last
from belonging.web.community.models import Mute, Wishes
from belonging.web.community.services.leaving import take_name_off
from belonging.web.complaints.models import Enquiry, EnquiryState, Remark, Wanted
from belonging.web.hub.models import Note, Rating
from belonging.web.learning.models import Progress
from belonging.web.notices.models import MailState, OutgoingMail
from belonging.web.programme.models import Interest
from belonging.web.programme.services.interest import forget_interest
from belonging.web.rights.queries import Adult
from belonging.web.rights.services.agreeing import note, proof_of, take_agreement, tell_them
from belonging.web.sets.models import Member
from belonging.web.sets.services.forgetting import erase_words
from belonging.web.surveys.models import Pack
from belonging.web.training.models import Booking
from belonging.web.training.models.certificates import Certificate
from belonging.web.training.services.forgetting import FORGOTTEN


@transaction.atomic
def erase_adult(*, person: Adult, enquiry: Enquiry, actor: str, now: datetime) -> None:
    """All that `rules.holdings` says of each table, once it was agreed to. Raises NotAgreed, LastOne.

    `enquiry` stays open, with its address, until it is answered and closed; one mail says there that it is done.
    """
    agreed = take_agreement(enquiry=enquiry, wanted=Wanted.ERASE)
    # Before the roles are gone, by which the schools are found.
    note(act="erase-personal-data", enquiry=agreed, details={"proof": proof_of(agreed)}, actor=actor, now=now)
    if person.user is not None:
        refuse_last(user=person.user)
        _erase_user(person.user, actor, now)
    _erase_address(person.email, actor, now)
    tell_them(enquiry=agreed, what=Wanted.ERASE, now=now)


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
    Invitation.objects.filter(same_address("email", email)).delete()
    Booking.objects.filter(same_address("email", email)).update(name=FORGOTTEN, email="", forgotten_at=now)
    Pack.objects.filter(same_address("teacher_email", email)).update(teacher_email="")
    for interest in Interest.objects.filter(same_address("contact_email", email), forgotten_on__isnull=True):
        forget_interest(interest=interest, actor=actor, now=now)
    mails = OutgoingMail.objects.filter(same_address("to", email))
    mails.filter(state=MailState.WAITING).update(
        state=MailState.CANCELLED, finished_at=now, error="Its reader asked to be forgotten.", to="", text=""
    )
    mails.update(to="", text="")
    closed = Enquiry.objects.filter(same_address("email", email), state=EnquiryState.CLOSED)
    Remark.objects.filter(enquiry__in=closed).update(text="")
    closed.update(name="", email="", about="", text="", wanted_name="")


@transaction.atomic
def correct_adult(*, user: User, enquiry: Enquiry, actor: str, now: datetime) -> str:
    """Put the name of an account right, as it was agreed; the name. What was signed under the old one keeps it.

    Raises NotAgreed.
    """
    agreed = take_agreement(enquiry=enquiry, wanted=Wanted.CORRECT)
    User.objects.filter(pk=user.pk).update(name=agreed.wanted_name)
    open_places = Booking.objects.filter(user=user, session__ends_at__gt=now, forgotten_at__isnull=True)
    open_places.update(name=agreed.wanted_name)
    day = timezone.localdate(now).isoformat()
    details: dict[str, object] = {"proof": proof_of(agreed), "field": "name", "on": day}
    note(act="correct-personal-data", enquiry=agreed, details=details, actor=actor, now=now)
    tell_them(enquiry=agreed, what=Wanted.CORRECT, now=now)
    return agreed.wanted_name
