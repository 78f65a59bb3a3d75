"""Who reads the hub for which school."""

from __future__ import annotations

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import may_in_programme, roles_with, visible_school
from belonging.web.accounts.roles import Permission, Role
from belonging.web.schools.models import School


def own_schools(user: User) -> list[School]:
    """The schools in which the user works, by name; not those that the user advises."""
    roles = [role for role in roles_with(Permission.USE_HUB) if role != Role.ADVISER]
    held = Membership.objects.filter(user=user, role__in=roles, school__isnull=False)
    return list(School.objects.filter(pk__in=held.values("school_id")))


def reading_for(schools: list[School], chosen: str) -> School | None:
    """The school of that slug, else the first; None for who works in none."""
    return next((school for school in schools if school.slug == chosen), schools[0] if schools else None)


def sees_findings(user: User, school: School) -> bool:
    """Whether the reader may be told what the school's findings and audit say."""
    return visible_school(user, school.slug, Permission.SEE_AUDIT) is not None


def runs_hub(user: User) -> bool:
    return may_in_programme(user, Permission.RUN_HUB)
