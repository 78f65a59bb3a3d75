"""People who work on an audit, and their browsers."""

from __future__ import annotations

import re

from django.test import Client

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.schools.models import School


def person(role: Role | None, school: School | None, name: str = "") -> User:
    """Somebody of that role, in a school or in the programme, or of none; the address is made from the name."""
    shown = name or (role.value.capitalize() if role else "Nobody")
    place = school.slug if school else "programme"
    user = User.objects.create(email=f"{shown.lower().replace(' ', '.')}@{place}.example", name=shown)
    if role is not None:
        Membership.objects.create(user=user, role=role, school=school)
    return user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, address: str) -> str:
    """The words of a page that is there."""
    reply = client.get(address, follow=True)
    assert reply.status_code == 200, address
    return words(reply.content.decode())


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("&#x27;", "’")
