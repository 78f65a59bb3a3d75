"""A school that has settled nothing yet, and people who sign in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.schools.models import Body, BodyKind, School, Setting
from tests.web.conftest import NOW
from tests.web.enrolment.given import ACTOR

SignedIn = Callable[..., Client]


@pytest.fixture
def trust(db: None) -> Body:
    return Body.objects.create(kind=BodyKind.TRUST, name="Greenway Trust", slug="greenway", code="9001")


@pytest.fixture
def new_school(cohort: Cohort) -> School:
    """In the cohort, and nothing else."""
    school = School.objects.create(name="Willow School", slug="willow", setting=Setting.PRIMARY, is_simulated=True)
    with school_scope(school.pk):
        Enrolment.objects.create(school=school, cohort=cohort, mask="W")
    return school


@pytest.fixture
def in_new(new_school: School) -> Iterator[School]:
    with school_scope(new_school.pk):
        yield new_school


@pytest.fixture
def signed_in(db: None) -> SignedIn:
    """A browser of somebody who holds the role in this school or body, or in the programme."""

    def sign_in(role: Role, place: School | Body | None = None) -> Client:
        user = open_account(email=f"{role.value}@willow.example", name="Jo Reader", actor=ACTOR, now=NOW)
        body = place if isinstance(place, Body) else None
        school = place if isinstance(place, School) else None
        grant_role(user=user, role=role, school=school, body=body, actor=ACTOR, now=NOW)
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def user_of(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])
