"""A clock that stands still, and somebody who answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.complaints.models import Enquiry, EnquiryKind
from belonging.web.complaints.services import Wording, take_enquiry
from tests.web.conftest import NOW


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def manager(db: None) -> User:
    user = User.objects.create(email="mo@team.example", name="Mo Manager")
    Membership.objects.create(user=user, role=Role.MANAGER)
    return user


@pytest.fixture
def desk(manager: User) -> Client:
    """The manager's browser."""
    client = Client()
    client.force_login(manager)
    return client


def taken(
    number: int = 1,
    *,
    kind: EnquiryKind = EnquiryKind.COMPLAINT,
    email: str = "sam@home.example",
    now: datetime = NOW,
) -> Enquiry:
    """A message as the public form takes it."""
    wording = Wording(kind=kind, text=f"Message number {number}", name="Sam" if email else "", email=email)
    return take_enquiry(wording=wording, form_token=f"form {number} {kind} {email}", now=now)


def again(enquiry: Enquiry) -> Enquiry:
    with programme_scope("test"):
        return Enquiry.objects.get(pk=enquiry.pk)
