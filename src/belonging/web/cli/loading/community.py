"""Conversations of the pretend schools: what is asked, answered and read, one post that somebody reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from belonging.web.accounts.models import User
from belonging.web.cli.loading.audits_people import Circle
from belonging.web.cli.loading.community_words import (
    ADVISER,
    AMARA,
    BEN,
    FACILITATOR,
    JOSIE,
    OWN,
    PRIYA,
    REPORTED,
    TALKS,
    TEAM,
    UNREAD,
    Answered,
    Talk,
)
from belonging.web.cli.loading.stage import Stage
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term
from belonging.web.community.models import Post, Topic
from belonging.web.community.queries.people import Signature, signatures_of
from belonging.web.community.services.moderating import report_post
from belonging.web.community.services.reading import follow, note_read
from belonging.web.community.services.writing import Said, TopicWords, answer, choose_answer, open_topic
from belonging.web.home import demo_people
from belonging.web.home.demo_people import DemoPerson
from belonging.web.hub.queries.resources import resource_named

KNOWN: dict[str, DemoPerson] = {
    AMARA: demo_people.LEAD,
    BEN: demo_people.STAFF,
    PRIYA: demo_people.SENCO,
    JOSIE: demo_people.COLLEAGUE,
    OWN: demo_people.OWN_LEAD,
    TEAM: demo_people.MANAGER,
    ADVISER: demo_people.ADVISER,
    FACILITATOR: demo_people.FACILITATOR,
}
MINUTES = 13
"""Between the posts of one day."""


@dataclass
class Community:
    """Who writes, and what has been written: topics by their place in TALKS."""

    circles: Sequence[Circle]
    topics: dict[int, Topic] = field(default_factory=dict)
    answers: dict[tuple[int, int], Post] = field(default_factory=dict)

    def person(self, who: str) -> User:
        if who in KNOWN:
            return User.objects.get(email=KNOWN[who].email)
        role, _, place = who.partition(" ")
        circle = self.circles[int(place) % len(self.circles)]
        return {"lead": circle.lead, "senco": circle.senco}.get(role, circle.colleagues[int(place) % 2])

    def signature(self, who: User, *, with_school: bool) -> Signature:
        offered = signatures_of(who)
        return next((each for each in offered if bool(each.place) is with_school), offered[0])

    def open(self, place: int, talk: Talk, now: datetime) -> None:
        writer = self.person(talk.who)
        resource = talk.resource if talk.resource and resource_named(talk.resource) else ""
        words = TopicWords(talk.kind, talk.title, talk.tags, resource)
        signed = self.signature(writer, with_school=talk.with_school)
        self.topics[place] = open_topic(words=words, said=Said(talk.text), signed=signed, writer=writer, now=now)

    def reply(self, place: int, number: int, said: Answered, now: datetime) -> None:
        writer = self.person(said.who)
        signed = self.signature(writer, with_school=said.with_school)
        topic = self.topics[place]
        self.answers[place, number] = answer(topic=topic, said=Said(said.text), signed=signed, writer=writer, now=now)

    def choose(self, place: int, talk: Talk, now: datetime) -> None:
        choose_answer(post=self.answers[place, talk.solved], asker=self.person(talk.who), now=now)

    def look(self, _now: datetime) -> None:
        """Amara and Ben read what there is by then, and follow some of it; what comes later is new to them."""
        for who in (AMARA, BEN):
            reader = self.person(who)
            for place, topic in self.topics.items():
                topic.refresh_from_db()
                note_read(topic=topic, person=reader, read_to=topic.last_number)
                if place % 2:
                    follow(topic=topic, person=reader, follows=True)

    def report(self, now: datetime) -> None:
        place, number, reason = REPORTED
        report_post(post=self.answers[place, number], reason=reason, by=self.person(PRIYA), now=now)


def tell_of_community(story: Story, term: Term, stage: Stage) -> None:
    """The last six weeks, up to yesterday."""
    others = [circle for key, circle in stage.circles.items() if key != stage.own.slug]
    told = Community(others)
    for place, talk in enumerate(TALKS):
        begun = term.ago(talk.ago, 16, 5)
        story.then(begun, partial(told.open, place, talk))
        last = begun
        for number, said in enumerate(talk.answers, 1):
            last = max(last + timedelta(minutes=MINUTES), term.ago(said.ago, 17, MINUTES + number))
            story.then(last, partial(told.reply, place, number, said))
        if talk.solved:
            story.then(last + timedelta(minutes=MINUTES), partial(told.choose, place, talk))
    story.then(term.ago(UNREAD, 18, 40), told.look)
    story.then(term.ago(1, 19, 10), told.report)
