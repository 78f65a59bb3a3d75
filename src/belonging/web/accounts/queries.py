"""Who holds which role where."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import GRANTS, ROLE_NAMES, Permission, Role
from belonging.web.schools.models import Body, School


def roles_with(permission: Permission) -> list[str]:
    return [role.value for role in Role if permission in GRANTS[role]]


def schools_of(user: User | AnonymousUser, permission: Permission) -> list[School]:
    """The schools in which the user holds a role that grants `permission`, by name."""
    if isinstance(user, AnonymousUser):
        return []
    held = Membership.objects.filter(user=user, role__in=roles_with(permission), school__isnull=False)
    return list(School.objects.filter(pk__in=held.values("school_id")))


def visible_school(user: User | AnonymousUser, slug: str, permission: Permission) -> School | None:
    """The school of that slug where the user may do this there; None otherwise, whatever the reason."""
    return next((school for school in schools_of(user, permission) if school.slug == slug), None)


def bodies_of(user: User | AnonymousUser, permission: Permission) -> list[Body]:
    """The trusts and local authorities in which a role of the user grants `permission`, by name."""
    if isinstance(user, AnonymousUser):
        return []
    held = Membership.objects.filter(user=user, role__in=roles_with(permission), body__isnull=False)
    return list(Body.objects.filter(pk__in=held.values("body_id")))


def visible_body(user: User | AnonymousUser, slug: str, permission: Permission) -> Body | None:
    return next((body for body in bodies_of(user, permission) if body.slug == slug), None)


def may_in_programme(user: User | AnonymousUser, permission: Permission) -> bool:
    """Whether a role that the user holds in the programme grants it. A role in a school never does."""
    if isinstance(user, AnonymousUser):
        return False
    return Membership.objects.filter(
        user=user, role__in=roles_with(permission), school__isnull=True, body__isnull=True
    ).exists()


def role_names(user: User) -> list[str]:
    """The user's roles as a person reads them: "School lead, Maple Tree School"."""
    held = user.memberships.select_related("school", "body").order_by("role")
    return [
        ROLE_NAMES[Role(membership.role)] + (f", {place.name}" if place else "")
        for membership in held
        for place in [membership.school or membership.body]
    ]
