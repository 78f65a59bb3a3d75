"""People who sign in as people do, and the mail that they get."""

from __future__ import annotations

import re
import time
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.test import Client

from belonging.web.accounts.models import Invitation, User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import Invitee, grant_role, invite, open_account
from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.schools.models import Body, School
from tests.web.conftest import NOW

PASSWORD = "seven brown otters dancing"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET) -> str:
    """What the app on the phone shows now."""
    counter = int(time.time()) // 30
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def member(
    role: Role, school: School | None = None, *, body: Body | None = None, email: str = "", factor: bool = True
) -> User:
    """Somebody with a password and, unless said otherwise, an authenticator app and recovery codes."""
    user = open_account(email=email or f"{role.value}@maple.example", name="Jo Field", actor="test", now=NOW)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    grant_role(user=user, role=role, school=school, body=body, actor="test", now=NOW)
    if factor:
        give_factor(user)
    return user


def give_factor(user: User) -> list[str]:
    """An app with SECRET; gives the recovery codes."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    totp.TOTP.activate(user, SECRET)
    return list(RecoveryCodes.activate(user).get_unused_codes())


def signed_in(user: User, *, given: str = "") -> Client:
    """Through the pages: password, then the code."""
    client = Client()
    enter_password(client, user.email)
    client.post("/account/second-step/", {"code": given or code()})
    return client


def enter_password(client: Client, email: str, password: str = PASSWORD, to: str = "") -> str:
    """Where it leads; empty where the page comes back."""
    reply = client.post(f"/sign-in/{to}", {"login": email, "password": password})
    return str(reply.headers.get("Location", ""))


def invited(role: Role = Role.LEAD, school: School | None = None, email: str = "new@maple.example") -> Invitation:
    invitee = Invitee(email=email, name="Sam Rivers", role=role, school=school)
    return invite(invitee=invitee, actor="test", now=NOW)


def mails() -> list[OutgoingMail]:
    with programme_scope("test"):
        return list(OutgoingMail.objects.order_by("pk"))


def link_in(mail: OutgoingMail) -> str:
    """The path of the first link of ours in the mail."""
    found = re.search(rf"{re.escape(settings.STAFF_URL)}(/\S+)", mail.text)
    assert found is not None
    return found.group(1)


def later(moment: datetime = NOW, **parts: int) -> datetime:
    from datetime import timedelta

    return moment + timedelta(**parts)
