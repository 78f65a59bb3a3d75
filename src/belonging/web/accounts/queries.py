"""Who holds which role where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from belonging.web.accounts.models import Invitation, Membership, User
from belonging.web.accounts.roles import GRANTS, ROLE_NAMES, Permission, Role
from belonging.web.accounts.rules import token_hash
from belonging.web.base.numbers import page_number
from belonging.web.schools.models import Body, School

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession

PER_PAGE = 25
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Row]):
    """One page of a list. How many there are is not counted: among a nation's people that takes longest."""

    rows: tuple[Row, ...]
    number: int
    has_more: bool


def sheet(found: QuerySet[Row], number: str) -> Sheet[Row]:
    """The page of that number; the first where it is none."""
    at = page_number(number)
    rows = tuple(found[(at - 1) * PER_PAGE : at * PER_PAGE + 1])
    return Sheet(rows[:PER_PAGE], at, len(rows) > PER_PAGE)


def roles_with(permission: Permission) -> list[str]:
    return [role.value for role in Role if permission in GRANTS[role]]


def schools_of(user: User | AnonymousUser, permission: Permission) -> list[School]:
    """The schools in which the user holds a role that grants `permission`, by name."""
    return [] if isinstance(user, AnonymousUser) else list(_schools(user, permission))


def _schools(user: User, permission: Permission) -> QuerySet[School]:
    held = Membership.objects.filter(user=user, role__in=roles_with(permission), school__isnull=False)
    return School.objects.filter(pk__in=held.values("school_id"))


def visible_school(user: User | AnonymousUser, slug: str, permission: Permission) -> School | None:
    """The school of that slug where the user may do this there; None otherwise, whatever the reason."""
    return None if isinstance(user, AnonymousUser) else _schools(user, permission).filter(slug=slug).first()


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
    return any(permission in GRANTS[role] for role in roles_in_programme(user))


def roles_in_programme(user: User | AnonymousUser) -> frozenset[Role]:
    if isinstance(user, AnonymousUser):
        return frozenset()
    held = Membership.objects.filter(user=user, school__isnull=True, body__isnull=True)
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def may_anywhere(user: User | AnonymousUser, permission: Permission) -> bool:
    """Whether any role of the user grants it: in a school, a body or the programme."""
    if isinstance(user, AnonymousUser):
        return False
    return Membership.objects.filter(user=user, role__in=roles_with(permission)).exists()


def role_names(user: User) -> list[str]:
    """The user's roles as a person reads them: "School lead, Maple Tree School"."""
    held = user.memberships.select_related("school", "body").order_by("role")
    return [role_and_place(Role(membership.role), membership.school, membership.body) for membership in held]


def role_and_place(role: Role, school: School | None, body: Body | None) -> str:
    """As a person reads it: "School lead, Maple Tree School"."""
    place = school or body
    return ROLE_NAMES[role] + (f", {place.name}" if place else "")


def people_of(school: School) -> list[Membership]:
    """Who holds which role in the school, by role and name."""
    held = Membership.objects.filter(school=school).select_related("user", "school")
    order = {role.value: at for at, role in enumerate(Role)}
    return sorted(held, key=lambda each: (order[each.role], each.user.name.lower()))


def people(search: str) -> QuerySet[User]:
    """Everybody with an account, by name; or those whose name, address or school has the words in it."""
    found = (
        User.objects.filter(erased_at__isnull=True)
        .order_by(Lower("name"), "pk")
        .prefetch_related(
            Prefetch("memberships", Membership.objects.select_related("school", "body").order_by("role", "pk"))
        )
    )
    for word in search.split()[:6]:
        in_place = Membership.objects.filter(Q(school__name__icontains=word) | Q(body__name__icontains=word))
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(pk__in=in_place.values("user_id")))
    return found


def open_invitations(school: School | None = None) -> QuerySet[Invitation]:
    """Neither used nor withdrawn, lapsed ones too: they may be sent again. Call in a scope."""
    waiting = Invitation.objects.filter(used_at__isnull=True, withdrawn_at__isnull=True)
    waiting = waiting.select_related("school", "body")
    return waiting if school is None else waiting.filter(school=school)


def same_address(column: str, address: str) -> Q:
    """Rows whose `column` holds this address, in capitals or not. A database may take “ı” for “I”: this does not."""
    if not address.isascii():
        return Q(**{column: address})
    return Q(**{f"{column}__iexact": address}) & ~Q(**{f"{column}__regex": "[^ -~]"})


def live_invitations(email: str, now: datetime) -> list[Invitation]:
    """Those to this address that may still be taken up. Call in a programme-wide scope."""
    waiting = Invitation.objects.filter(email=email, used_at__isnull=True, withdrawn_at__isnull=True)
    return list(waiting.filter(expires_at__gt=now).select_related("school", "body"))


def invitation_by_token(token: str) -> Invitation | None:
    """Whatever became of it. Call in a programme-wide scope."""
    found = Invitation.objects.filter(token_hash=token_hash(token))
    return found.select_related("school", "body").first()


def factors_of(user: User) -> list[Authenticator]:
    """Authenticator app, passkeys and recovery codes, oldest first."""
    from allauth.mfa.models import Authenticator

    return list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))


def has_second_factor(user: User) -> bool:
    """Recovery codes alone are none: they stand in for one."""
    from allauth.mfa.models import Authenticator

    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())


def sessions_of(user: User) -> list[UserSession]:
    """Where the person is signed in, the latest first."""
    from allauth.usersessions.models import UserSession

    return sorted(UserSession.objects.purge_and_list(user), key=lambda each: each.created_at, reverse=True)
