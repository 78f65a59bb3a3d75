"""People of the community, and a conversation to come to."""

from __future__ import annotations

from datetime import datetime

from django.test import Client

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import ROLE_NAMES, Role
from belonging.web.community.models import Kind, Post, Topic
from belonging.web.community.queries.people import Signature, signatures_of
from belonging.web.community.services.writing import Said, TopicWords, answer, open_topic
from belonging.web.schools.models import School
from tests.web.conftest import NOW

QUESTION = TopicWords(Kind.QUESTION, "Who has made lunch calmer?", ("phase:primary",))


def member(name: str, role: Role = Role.STAFF, school: School | None = None) -> User:
    made = User.objects.create(email=f"{name.lower().replace(' ', '.')}@{User.objects.count()}.example", name=name)
    Membership.objects.create(user=made, role=role, school=school)
    return made


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked(writer: User, text: str = "The hall is loud.", words: TopicWords = QUESTION, now: datetime = NOW) -> Topic:
    return open_topic(words=words, said=Said(text), signed=signed(writer), writer=writer, now=now)


def answered(topic: Topic, writer: User, text: str = "We ring a soft bell.", now: datetime = NOW) -> Post:
    return answer(topic=topic, said=Said(text), signed=signed(writer), writer=writer, now=now)


def signed(writer: User) -> Signature:
    found = signatures_of(writer)
    return found[0] if found else Signature("staff", ROLE_NAMES[Role.STAFF], "", None)
