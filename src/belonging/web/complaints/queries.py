"""Enquiries as the team and their writers see them. Call in a programme-wide scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import roles_with, same_address
from belonging.web.accounts.roles import Permission
from belonging.web.complaints.models import Enquiry, EnquiryState, Remark, RemarkKind
from belonging.web.complaints.rules import SOON


@dataclass(frozen=True, slots=True)
class Load:
    """How much there is to answer. `soon` does not hold those that are late."""

    open: int
    new: int
    late: int
    soon: int
    closed: int


def load_on(today: date) -> Load:
    is_open = ~Q(state=EnquiryState.CLOSED)
    counts = Enquiry.objects.order_by().aggregate(
        open=Count("pk", filter=is_open),
        new=Count("pk", filter=Q(state=EnquiryState.NEW)),
        late=Count("pk", filter=is_open & Q(due_on__lt=today)),
        soon=Count("pk", filter=is_open & Q(due_on__gte=today, due_on__lte=today + SOON)),
        closed=Count("pk", filter=Q(state=EnquiryState.CLOSED)),
    )
    return Load(**counts)


def open_enquiries() -> QuerySet[Enquiry]:
    """What is late leads: the nearest date first."""
    return Enquiry.objects.exclude(state=EnquiryState.CLOSED).order_by("due_on", "pk")


def closed_enquiries() -> QuerySet[Enquiry]:
    return Enquiry.objects.filter(state=EnquiryState.CLOSED).order_by("-closed_at", "-pk")


def enquiry_by_reference(reference: str) -> Enquiry | None:
    return Enquiry.objects.filter(reference=reference).first()


def enquiry_by_id(pk: int) -> Enquiry | None:
    return Enquiry.objects.filter(pk=pk).first()


def remarks_on(enquiry: Enquiry) -> list[Remark]:
    return list(Remark.objects.filter(enquiry=enquiry))


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """Names by account id, for those that are ids."""
    wanted = {each for each in ids if len(each) == 36}
    return {str(user.pk): user.name for user in User.objects.filter(pk__in=wanted)} if wanted else {}


def with_address_since(moment: datetime) -> int:
    """How many messages came in that ask for a receipt."""
    return Enquiry.objects.filter(received_at__gt=moment).exclude(email="").count()


def added_since(enquiry: Enquiry, moment: datetime) -> int:
    return Remark.objects.filter(enquiry=enquiry, kind=RemarkKind.ADDED, at__gt=moment).count()


def receipts_today(email: str, now: datetime) -> int:
    return Enquiry.objects.filter(same_address("email", email), received_at__gt=now - timedelta(days=1)).count()


def answerers() -> list[User]:
    """Everybody who answers complaints, once."""
    held = Membership.objects.filter(role__in=roles_with(Permission.ANSWER_COMPLAINTS), school__isnull=True)
    return list(User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("email"))
