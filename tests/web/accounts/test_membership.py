"""A role is held once in its place."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import SCHOOL_ROLES, Role
from belonging.web.schools.models import School


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create(email="person@example.org", name="A Person")


def test_a_role_in_a_school_is_held_once(person: User, maple: School, river: School) -> None:
    Membership.objects.create(user=person, role=Role.LEAD, school=maple)
    Membership.objects.create(user=person, role=Role.LEAD, school=river)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=person, role=Role.LEAD, school=maple)


def test_a_role_in_the_programme_is_held_once(person: User) -> None:
    Membership.objects.create(user=person, role=Role.MANAGER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=person, role=Role.MANAGER)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_stands_in_its_own_place_alone(person: User, maple: School, role: Role) -> None:
    wrong_place = None if role in SCHOOL_ROLES else maple
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=person, role=role, school=wrong_place)
