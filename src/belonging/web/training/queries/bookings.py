"""Who is signed up, and who has been."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Lower

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.schools.models import School
from belonging.web.training.models import Booking, BookingState, Material, MaterialFile, MaterialWhen, Session
from belonging.web.training.rules.people import person_key

OWN = "training: somebody's own sign-ups, whatever the school"


def bookings_of(user: User) -> list[Booking]:
    """A person's own, by the session's start; cancelled ones stay out.

    Here and below, also those under their address from before there was an account.
    """
    with programme_scope(OWN):
        own = Booking.objects.filter(_theirs(user)).exclude(state=BookingState.CANCELLED)
        return list(own.select_related("session__programme", "school").order_by("session__starts_at"))


def booking_in(session: Session, user: User) -> Booking | None:
    with programme_scope(OWN):
        own = Booking.objects.filter(_theirs(user), session=session).exclude(state=BookingState.CANCELLED)
        return own.select_related("session", "school").first()


def booking_by_link(pk: int) -> Booking | None:
    """For whoever holds the link that names it; an account's own booking has no such link."""
    with programme_scope(OWN):
        found = Booking.objects.filter(pk=pk, user__isnull=True, forgotten_at__isnull=True)
        return found.select_related("session__programme", "school").first()


def unlinked_of(user: User) -> QuerySet[Booking]:
    """Sign-ups under the person's address from before there was an account. In a programme-wide scope."""
    return Booking.objects.filter(_unlinked(user))


def session_of_account(pk: int) -> int | None:
    """The session of a booking that is an account's."""
    with programme_scope(OWN):
        return Booking.objects.filter(pk=pk, user__isnull=False).values_list("session_id", flat=True).first()


def place_in_line(booking: Booking) -> int:
    """From 1; of those who wait."""
    with programme_scope(OWN):
        before = Booking.objects.filter(session_id=booking.session_id, state=BookingState.WAITING)
        return before.filter(
            Q(asked_at__lt=booking.asked_at) | Q(asked_at=booking.asked_at, pk__lte=booking.pk)
        ).count()


def clashes_of(user: User, session: Session) -> list[Session]:
    """Other sessions at the same time for which the person has a place, or waits."""
    with programme_scope(OWN):
        own = Booking.objects.filter(_theirs(user)).exclude(state=BookingState.CANCELLED).exclude(session=session)
        overlap = own.filter(session__starts_at__lt=session.ends_at, session__ends_at__gt=session.starts_at)
        return [each.session for each in overlap.filter(session__cancelled_at__isnull=True).select_related("session")]


def bookings_in(session: Session) -> QuerySet[Booking]:
    """All but cancelled ones, by state and name; of one school in its scope, of all in a programme-wide one."""
    found = Booking.objects.filter(session=session).exclude(state=BookingState.CANCELLED)
    return found.select_related("school").order_by("state", Lower("name"), "pk")


def waiting_in(session: Session) -> QuerySet[Booking]:
    """In their order."""
    found = Booking.objects.filter(session=session, state=BookingState.WAITING).select_related("school")
    return found.order_by("asked_at", "pk")


def counts_in(school: School, sessions: list[Session]) -> dict[int, tuple[int, int]]:
    """Of each session, how many of the school have a place and how many wait. In the school's scope."""
    rows = (
        Booking.objects.filter(school=school, session__in=sessions)
        .values("session_id")
        .annotate(
            placed=Count("pk", filter=Q(state=BookingState.BOOKED)),
            waiting=Count("pk", filter=Q(state=BookingState.WAITING)),
        )
        .order_by("session_id")
    )
    return {row["session_id"]: (row["placed"], row["waiting"]) for row in rows}


def staff_of(school: School, session: Session) -> list[tuple[User, bool]]:
    """The school's own people with accounts who are not signed up yet, by name, and who is known as a senior leader.

    In the school's scope.
    """
    taken = bookings_in(session).filter(user__isnull=False).order_by().values("user")
    held = Membership.objects.filter(school=school).exclude(role=Role.ADVISER).exclude(user__in=taken)
    people: dict[User, bool] = {}
    for membership in held.select_related("user").filter(user__is_active=True).order_by(Lower("user__name"), "user_id"):
        leads = membership.role in (Role.LEAD, Role.HEAD)
        people[membership.user] = people.get(membership.user, False) or leads
    return list(people.items())


def leads_a_school(user: User) -> bool:
    """Whether a role of the person says that they are a senior leader; they may say so without."""
    return Membership.objects.filter(user=user, role__in=(Role.LEAD, Role.HEAD)).exists()


def trained_of(school: School, search: str = "") -> QuerySet[Any, Any]:
    """Each person of the school who has been, once, the last first; with each word of `search` in the name.

    In the school's scope or a wider one.
    """
    been = Booking.objects.filter(school=school).exclude(attended="")
    for word in search.split()[:6]:
        been = been.filter(name__icontains=word)
    return (
        been.values("person")
        .annotate(
            name=Max("name"),
            sessions=Count("pk"),
            last=Max("session__starts_at"),
            leads=Count("pk", filter=Q(is_leader=True)),
        )
        .order_by("-last", "name")
    )


def materials_for(session: Session, booking: Booking | None) -> list[Material]:
    """What the person may have: before for whoever has a place, after for who has been. All where it is the team."""
    found = Material.objects.filter(session=session).order_by("-when", "added_at", "pk")
    if booking is None or booking.state != BookingState.BOOKED:
        return []
    return list(found if booking.attended else found.filter(when=MaterialWhen.BEFORE))


def materials_of(session: Session) -> list[Material]:
    return list(Material.objects.filter(session=session).order_by("-when", "added_at", "pk"))


def file_of(material: Material) -> MaterialFile | None:
    return MaterialFile.objects.filter(material=material).first()


def _theirs(user: User) -> Q:
    return Q(user=user) | _unlinked(user)


def _unlinked(user: User) -> Q:
    key = person_key(email=user.email, name="", school=0)
    return Q(user__isnull=True, person=key, forgotten_at__isnull=True)
