"""Who holds a pass for which school now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet

from belonging.web.accounts.areas import OPENED
from belonging.web.accounts.models import DayPass, Membership, User
from belonging.web.accounts.roles import Permission, Role
from belonging.web.base.scope import programme_scope
from belonging.web.schools.models import School

_TEAM = (Role.MANAGER, Role.EVALUATOR)
SHOWN_AFTERWARDS: Final = timedelta(days=7)


def live_pass(user: User | AnonymousUser, slug: str, permission: Permission, now: datetime) -> DayPass | None:
    """A pass of this person that lets them look at this now; None otherwise. Outside any scope."""
    areas = [area.value for area, opened in OPENED.items() if permission in opened]
    if isinstance(user, AnonymousUser) or not areas:
        return None
    with programme_scope("door: is there a pass?"):
        found = _live(now).filter(person=user, school__slug=slug, area__in=areas)
        return found.select_related("school").first()


def passes_held(user: User, now: datetime) -> list[DayPass]:
    """Those that run, and those that are over, for a week: somebody comes back for one. Outside any scope."""
    with programme_scope("one's own passes"):
        found = DayPass.objects.filter(person=user, until__gt=now - SHOWN_AFTERWARDS)
        return list(found.select_related("school"))


def passes_of(school: School) -> list[DayPass]:
    """All that the school ever gave, the latest first. Call in its scope."""
    return list(DayPass.objects.filter(school=school).select_related("person"))


def passes_now(school: School, now: datetime) -> list[DayPass]:
    """Those that run. Call in its scope."""
    return list(_live(now).filter(school=school).select_related("person"))


def may_hold(school: School) -> QuerySet[User]:
    """The school's advisers, the programme's managers and evaluators."""
    team = Membership.objects.filter(role__in=_TEAM, school=None, body=None)
    advisers = Membership.objects.filter(role=Role.ADVISER, school=school)
    return User.objects.filter(pk__in=(team | advisers).values("user_id"), is_active=True).order_by("name")


def whose(school: School) -> dict[UUID, Role]:
    """In which role each of them may hold one; of two roles the school's own adviser."""
    held = Membership.objects.filter(role__in=_TEAM, school=None, body=None).values_list("user_id", "role")
    advisers = Membership.objects.filter(role=Role.ADVISER, school=school).values_list("user_id", "role")
    return {user: Role(role) for user, role in (*held, *advisers)}


def without_role(user: User, now: datetime) -> list[DayPass]:
    """Those that would run still, but for the role in which they were held. Call in a programme-wide scope."""
    return list(_unended(now).filter(person=user).exclude(pk__in=_live(now).values("pk")))


def _live(now: datetime) -> QuerySet[DayPass]:
    """A pass counts for as long as a role in which its holder may have one."""
    held = Membership.objects.filter(user=OuterRef("person"))
    team = held.filter(role__in=_TEAM, school=None, body=None)
    adviser = held.filter(role=Role.ADVISER, school=OuterRef("school"))
    return _unended(now).filter(Exists(team) | Exists(adviser), person__is_active=True)


def _unended(now: datetime) -> QuerySet[DayPass]:
    return DayPass.objects.filter(until__gt=now, ended_at=None)
