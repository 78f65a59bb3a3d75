"""Who sits in which set now, and what of it they may read: a matter of the set, never of a role alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import may_anywhere, may_in_programme, roles_with
from belonging.web.accounts.roles import Permission
from belonging.web.sets.models import LearningSet, Meeting, Member, State


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody in their set: a member, or (`member` None) its facilitator. They read what was said `since` then."""

    learning_set: LearningSet
    user: User
    member: Member | None
    since: datetime

    @property
    def facilitates(self) -> bool:
        return self.member is None


def present_members() -> QuerySet[Member]:
    """Members who have not left and still hold, in the school they sit for, a role that may sit in a set."""
    role = Membership.objects.filter(
        user=OuterRef("user"), school=OuterRef("school"), role__in=roles_with(Permission.SIT_IN_SET)
    )
    seated = Member.objects.filter(Exists(role), left_at__isnull=True)
    return seated.select_related("user", "school").order_by("user__name", "pk")


def members_of(learning_set: LearningSet) -> list[Member]:
    """Those who sit in it now, by name."""
    return list(present_members().filter(learning_set=learning_set))


def sittings_of(user: User) -> list[Sitting]:
    """All the sets in which the person sits or which they facilitate, by name."""
    seats = present_members().filter(user=user).select_related("learning_set__cohort", "learning_set__facilitator")
    found = [Sitting(seat.learning_set, user, seat, seat.joined_at) for seat in seats]
    if may_in_programme(user, Permission.FACILITATE):
        led = LearningSet.objects.filter(facilitator=user).select_related("cohort", "facilitator")
        found += [Sitting(each, user, None, each.facilitates_since) for each in led]
    return sorted(found, key=lambda each: (each.learning_set.name, each.learning_set.pk))


def sitting_in(user: User, learning_set_id: int) -> Sitting | None:
    """Theirs in this set; None for everybody else, whatever the reason."""
    return next((each for each in sittings_of(user) if each.learning_set.pk == learning_set_id), None)


def may_sit(user: User | AnonymousUser) -> bool:
    """Whether any role of theirs may have to do with sets at all."""
    return may_anywhere(user, Permission.SIT_IN_SET) or may_anywhere(user, Permission.FACILITATE)


def readable_meetings(sitting: Sitting) -> QuerySet[Meeting]:
    """Those since the person sits there, and those to come."""
    since = Q(starts_at__gte=sitting.since) | Q(starts_at__isnull=True, created_at__gte=sitting.since)
    found = Meeting.objects.filter(since | Q(state=State.PROPOSED), learning_set=sitting.learning_set)
    return found.select_related("presenter__user")


def meeting_in(sitting: Sitting, number: int) -> Meeting | None:
    return readable_meetings(sitting).filter(number=number).first()


def unclosed_meetings(sitting: Sitting) -> QuerySet[Meeting]:
    """Those that began before a new facilitator came and that nobody has closed. They are closed, or called off, by
    whoever facilitates now, who reads nothing of them."""
    found = Meeting.objects.filter(learning_set=sitting.learning_set, state=State.PLANNED, starts_at__lt=sitting.since)
    return found.select_related("presenter__user") if sitting.facilitates else found.none()
