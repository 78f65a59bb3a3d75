"""What the tests of sets begin from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.schools.models import School, Setting
from belonging.web.sets.models import LearningSet, Meeting, Member
from belonging.web.sets.services.meetings import MeetingWords, name_presenter, plan_meeting
from belonging.web.sets.services.sets import SetWords, make_set
from tests.web.conftest import NOW

ACTOR = "test"
BEFORE = NOW - timedelta(days=30)
TODAY = NOW + timedelta(hours=5)
"""15:00 in London."""


def facilitator(name: str) -> User:
    return programme_person(Role.FACILITATOR, name)


def programme_person(role: Role, name: str) -> User:
    first, _, _ = name.lower().partition(" ")
    user = User.objects.create(email=f"{first}@programme.example", name=name)
    Membership.objects.create(user=user, role=role)
    return user


def leads_of(cohort: Cohort, *names: str) -> list[User]:
    """One lead a school; the schools are named for them."""
    found = []
    for name in names:
        first = name.split()[0].lower()
        school = School.objects.create(
            name=f"{name.split()[0]}’s School", slug=f"{first}-school", setting=Setting.PRIMARY, is_simulated=True
        )
        with programme_scope("test"):
            mask = f"Z{Enrolment.objects.count()}"
            Enrolment.objects.create(school=school, cohort=cohort, mask=mask)
        user = User.objects.create(email=f"{first}@school.example", name=name)
        Membership.objects.create(user=user, role=Role.LEAD, school=school)
        found.append(user)
    return found


def made_set(cohort: Cohort, name: str, leader: User, leads: Sequence[User], now: datetime = BEFORE) -> LearningSet:
    seats = Membership.objects.filter(user__in=leads, role=Role.LEAD).values_list("pk", flat=True)
    words = SetWords(name=name, facilitator=leader.pk, seats=list(seats))
    with programme_scope("test"):
        return make_set(cohort=cohort, words=words, actor=ACTOR, now=now)


def met(learning_set: LearningSet, starts_at: datetime = TODAY, now: datetime = BEFORE) -> Meeting:
    """Planned for that moment; the first member by name presents."""
    words = MeetingWords(times=[starts_at], link="https://meet.example/oak")
    meeting = plan_meeting(learning_set=learning_set, words=words, actor=ACTOR, now=now)
    first = Member.objects.filter(learning_set=learning_set).order_by("user__name").first()
    return name_presenter(meeting=meeting, member=first, actor=ACTOR, now=now)


def seat(user: User) -> Member:
    return Member.objects.get(user=user, left_at__isnull=True)


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str, **more: Any) -> str:
    answer = client.get(address, **more)
    assert answer.status_code == 200, (address, answer.status_code)
    return text_of(answer.content)


def text_of(html: bytes) -> str:
    """What a person reads: without tags, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode())).replace("&#x27;", "'").replace("&quot;", '"')


def room(meeting: Meeting, part: str = "") -> str:
    return f"/sets/{meeting.learning_set_id}/meetings/{meeting.number}/{part}"
