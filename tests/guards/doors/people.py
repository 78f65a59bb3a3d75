"""Everybody who might stand before a door, each with a session of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from belonging.web.accounts.middleware import BEGAN, SEEN
from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.proofs import FACTOR_KEY, SET_UP
from belonging.web.accounts.roles import BODY_ROLES, SCHOOL_ROLES, Role
from belonging.web.accounts.services import end_role, grant_role, open_account
from belonging.web.accounts.services.sessions import NO_ADDRESS
from belonging.web.schools.models import Body, School
from tests.guards.doors.passkeys import credential
from tests.guards.doors.places import ACTOR, Place
from tests.web.accounts.given import PASSWORD, SECRET
from tests.web.conftest import NOW

ANONYMOUS, NOBODY, ENDED = "anonymous", "nobody", "ended"
SHUT_OUT, DISABLED, NO_FACTOR, STALE = "shut-out", "disabled", "no-factor", "stale"
OUTSIDERS = (ANONYMOUS, NOBODY, ENDED, SHUT_OUT, DISABLED, NO_FACTOR)
"""Nothing of anybody's opens to them. ENDED had a lead's role and has signed in again since; SHUT_OUT has not."""
UNKNOWN = frozenset({ANONYMOUS, SHUT_OUT, DISABLED})
"""They are asked to sign in."""
ROLES = (*(role.value for role in Role), STALE)
"""STALE: a lead who showed long ago who they are."""


@dataclass(frozen=True, slots=True)
class Actor:
    role: str
    place: Place | None
    """None: in the programme, or nowhere."""
    session: str = ""
    passkey: str = ""
    listed: str = ""
    """The number of the session in the person's own list."""

    @property
    def acts_as(self) -> str:
        return Role.LEAD.value if self.role == STALE else self.role


def actors(places: list[Place]) -> list[Actor]:
    """Every role in every place where it can be held, and the outsiders."""
    schools = [place for place in places if place.kind == "school"]
    return [Actor(ANONYMOUS, None), *_programme(), *_of_bodies(places), *_of_schools(schools), *_outsiders(schools[0])]


def _programme() -> Iterator[Actor]:
    for role in Role:
        if role not in SCHOOL_ROLES | BODY_ROLES:
            yield with_session(role.value, None, _member(f"{role}@team", role, None))


def _of_bodies(places: list[Place]) -> Iterator[Actor]:
    for place in places:
        if isinstance(place.row, Body):
            role = Role.TRUST if place.row.kind == "trust" else Role.AUTHORITY
            yield with_session(role.value, place, _member(f"{role}@{place.slug}", role, place.row))


def _of_schools(schools: list[Place]) -> Iterator[Actor]:
    for place in schools:
        for role in sorted(SCHOOL_ROLES):
            yield with_session(role.value, place, _member(f"{role}@{place.slug}", role, place.row))
        stale = _member(f"stale@{place.slug}", Role.LEAD, place.row)
        yield with_session(STALE, place, stale, proved=timedelta(hours=2))


def _outsiders(place: Place) -> Iterator[Actor]:
    names = (DISABLED, ENDED, SHUT_OUT, NO_FACTOR)
    lead = {name: _member(f"{name}@team", Role.LEAD, place.row) for name in names}
    yield with_session(NOBODY, None, open_account(email="nobody@x.example", name="Nobody", actor=ACTOR, now=NOW))
    yield with_session(DISABLED, None, lead[DISABLED])
    yield with_session(SHUT_OUT, None, lead[SHUT_OUT])
    lead[NO_FACTOR].set_password(PASSWORD)
    lead[NO_FACTOR].save()
    yield with_session(NO_FACTOR, None, lead[NO_FACTOR], factor=False)
    User.objects.filter(pk=lead[DISABLED].pk).update(is_active=False)
    for name in (ENDED, SHUT_OUT):
        end_role(membership=Membership.objects.get(user=lead[name]), actor=ACTOR, now=NOW)
    yield with_session(ENDED, None, lead[ENDED])


def _member(name: str, role: Role, place: School | Body | None) -> User:
    user = open_account(email=f"{name}.example", name=f"Jo {role.value}", actor=ACTOR, now=NOW)
    school = place if isinstance(place, School) else None
    body = place if isinstance(place, Body) else None
    grant_role(user=user, role=role, school=school, body=body, actor=ACTOR, now=NOW)
    return user


def with_session(
    role: str, place: Place | None, user: User, *, factor: bool = True, proved: timedelta = timedelta()
) -> Actor:
    """As signing in leaves it. `proved`: how long ago."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BEGAN] = session[SEEN] = NOW.isoformat()
    session["account_authentication_methods"] = [{"method": "password", "at": (NOW - proved).timestamp()}]
    session["account_authentication_methods_user"] = str(user.pk)
    if factor:
        session[FACTOR_KEY] = [str(user.pk), SET_UP]
        TOTP.activate(user, SECRET)
        RecoveryCodes.activate(user)
    session.create()
    key = session.session_key or ""
    listed = UserSession.objects.create(user=user, session_key=key, ip=NO_ADDRESS, user_agent="test")
    return Actor(role, place, key, _passkey(user) if factor else "", str(listed.pk))


def _passkey(user: User) -> str:
    kept = {"name": "Key", "credential": credential(user.email)}
    return str(Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=kept).pk)
