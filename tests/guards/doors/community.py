"""A conversation of the community: a question with an answer that somebody reported, and somebody who may not write."""

from __future__ import annotations

from datetime import timedelta

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.community.models import Kind
from belonging.web.community.queries.people import signatures_of
from belonging.web.community.services.moderating import PauseWords, pause, report_post
from belonging.web.community.services.writing import Said, TopicWords, answer, open_topic
from tests.guards.doors.canaries import Canary
from tests.web.conftest import NOW

ACTOR = "test"
EARLIER = NOW - timedelta(days=3)
WORD = Canary.TALK.of("Alfa")
Samples = dict[str, str]


def talk() -> Samples:
    """Written by people of the programme's team who go through no door; no school is told in it."""
    asker, other = (_member(name) for name in ("Ana Asker", "Otto Other"))
    signed = signatures_of(asker)[0]
    words = TopicWords(Kind.QUESTION, f"Who has made {WORD} calmer?", ("phase:primary",))
    topic = open_topic(words=words, said=Said(f"The {WORD} is loud."), signed=signed, writer=asker, now=EARLIER)
    post = answer(topic=topic, said=Said(f"We ring {WORD}."), signed=signed, writer=asker, now=EARLIER)
    report_post(post=post, reason=f"Too short: {WORD}.", by=other, now=EARLIER)
    until = PauseWords((NOW + timedelta(days=7)).date(), "Advertisements.")
    paused = pause(person=other, words=until, actor=ACTOR, now=EARLIER)
    return {"topic": str(topic.pk), "post": str(post.pk), "pause": str(paused.pk)}


def _member(name: str) -> User:
    user = open_account(email=f"{name.lower().replace(' ', '.')}@team.example", name=name, actor=ACTOR, now=EARLIER)
    grant_role(user=user, role=Role.FACILITATOR, actor=ACTOR, now=EARLIER)
    return user
