"""Opening accounts, giving roles, and the demo's way in."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest

from belonging.web.accounts.errors import DemoSignInRefused, EmailTaken, RoleHeld
from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services.sessions import note_session
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.schools.models import Body, School

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def tidy_address(email: str) -> str:
    """As addresses are stored and compared. One with other letters than a to z stays: `lower` makes some alike."""
    address = email.strip()
    return address.lower() if address.isascii() else address


@transaction.atomic
def open_account(*, email: str, name: str, actor: str, now: datetime, is_demo: bool = False) -> User:
    """An account without a password. `is_demo` marks it for the demo's one-click sign-in."""
    address = tidy_address(email)
    if User.objects.filter(email=address).exists():
        raise EmailTaken(f"{address} has an account already. Give that account another role instead.")
    user = User(email=address, name=name, is_demo=is_demo, opened_at=now)
    user.set_unusable_password()
    user.save(force_insert=True)
    with programme_scope("journal: an account is opened"):
        record_act(act=Act("open-account", f"user:{user.pk}"), actor=actor, now=now)
    return user


@transaction.atomic
def grant_role(
    *, user: User, role: Role, school: School | None = None, body: Body | None = None, actor: str, now: datetime
) -> Membership:
    """Give one role: in `school` or `body` for roles that are held there, otherwise in the programme."""
    if Membership.objects.filter(user=user, role=role, school=school, body=body).exists():
        raise RoleHeld(f"{user.name} holds this role already. Nothing needs to be done.")
    membership = Membership.objects.create(user=user, role=role, school=school, body=body)
    with programme_scope("journal: a role is given"):
        act = Act("grant-role", f"user:{user.pk}", {"role": role.value})
        record_act(act=act, actor=actor, now=now, school_id=None if school is None else school.pk)
    return membership


@transaction.atomic
def sign_in_demo(*, request: HttpRequest, user: User, now: datetime) -> None:
    """Sign `user` in without a secret: in the demo alone, and only an account that the demo made."""
    if settings.DEMO is not True:
        raise DemoSignInRefused("One-click sign-in is part of the demo alone. Sign in the usual way.")
    if not (user.is_demo and user.is_active):
        raise DemoSignInRefused("This account was not made by the demo, so it cannot be signed in by a click.")
    login(request, user, backend=BACKEND)
    note_session(request, user)
    with programme_scope("journal: a demo sign-in"):
        record_act(act=Act("demo-sign-in", f"user:{user.pk}"), actor=str(user.pk), now=now)
