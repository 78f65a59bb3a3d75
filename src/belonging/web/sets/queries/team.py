"""What the programme's team may know: sets, who sits in them, when they met, how many came. No word that was said.

Nothing here reads a model of `models.notes`.
"""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import roles_with
from belonging.web.accounts.roles import Permission
from belonging.web.programme.models import Cohort, Enrolment, Stage
from belonging.web.sets.models import LearningSet, Meeting, Member, State
from belonging.web.sets.queries.sitting import present_members

PAGE = 25


def all_sets() -> QuerySet[LearningSet]:
    """The latest cohort first; with members of now and meetings, in three queries."""
    found = LearningSet.objects.select_related("cohort", "facilitator").order_by("-cohort__starts_on", "name", "pk")
    met = Meeting.objects.exclude(state=State.CANCELLED).annotate(came=Count("attendances")).order_by("number")
    return found.prefetch_related(
        Prefetch("members", present_members(), to_attr="seated"), Prefetch("meetings", met, to_attr="dates")
    )


def set_by_id(pk: int) -> LearningSet | None:
    return all_sets().filter(pk=pk).first()


def seats_of(learning_set: LearningSet) -> list[Member]:
    """Everybody who has not left, those too who lost their role; `holds` says which still have it."""
    role = Membership.objects.filter(
        user=OuterRef("user"), school=OuterRef("school"), role__in=roles_with(Permission.SIT_IN_SET)
    )
    found = Member.objects.filter(learning_set=learning_set, left_at__isnull=True).annotate(holds=Exists(role))
    return list(found.select_related("user", "school").order_by("user__name", "pk"))


def facilitators() -> list[User]:
    held = Membership.objects.filter(role__in=roles_with(Permission.FACILITATE), school__isnull=True)
    return list(User.objects.filter(pk__in=held.values("user_id")).order_by("name", "pk"))


def possible_members(cohort: Cohort) -> list[Membership]:
    """Leads of the cohort's schools who sit in no set of it yet, by school. In a programme-wide scope."""
    schools = Enrolment.objects.filter(cohort=cohort, stage=Stage.TAKING_PART).values("school_id")
    seated = Member.objects.filter(learning_set__cohort=cohort, left_at__isnull=True).values("user_id")
    held = Membership.objects.filter(Q(school__in=schools), role__in=roles_with(Permission.SIT_IN_SET))
    return list(held.exclude(user__in=seated).select_related("user", "school").order_by("school__name", "user__name"))
