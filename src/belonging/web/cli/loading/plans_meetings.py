"""Meetings at which the pretend schools looked at their plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from belonging.web.actions.models import Review
from belonging.web.actions.services.reviews import MeetingWords, hold_meeting, plan_meeting
from belonging.web.cli.loading.audits import Auditing
from belonging.web.cli.loading.plans import moment_of
from belonging.web.cli.loading.plans_words import FEB, MAY, Day
from belonging.web.cli.loading.story import Act

INVITED = "The lead, the head, the SENCO, two governors"
PLANNED_BEFORE = timedelta(days=14)
HELD: tuple[tuple[Day, str], ...] = (
    (
        (FEB, 25),
        "We went through each action. What is under way goes on. The governors asked who is not reached, and we "
        "could not say for two of them: owners count by Easter.",
    ),
    (
        (MAY, 13),
        "Two actions are nearly done and one is late. We agreed on what to ask pupils in June, and that nobody starts "
        "anything new before then.",
    ),
)


def meetings_in(doing: Auditing, autumn: int) -> Iterator[tuple[datetime, Act]]:
    """Each is planned two weeks before, and held."""
    for day, notes in HELD:
        starts = moment_of(day, autumn, 15, 30 + doing.place)

        def plan(now: datetime, starts: datetime = starts) -> None:
            _plan(doing, starts, now)

        def hold(now: datetime, starts: datetime = starts, notes: str = notes) -> None:
            review = Review.objects.get(school=doing.school, cohort=doing.cohort, starts_at=starts)
            hold_meeting(review=review, notes=notes, updates={}, actor=doing.circle.actor, now=now)

        yield starts - PLANNED_BEFORE, plan
        yield starts + timedelta(minutes=50), hold


def _plan(doing: Auditing, starts: datetime, now: datetime) -> None:
    words = MeetingWords(starts_at=starts, place="The head's room", who=INVITED)
    plan_meeting(school=doing.school, cohort=doing.cohort, words=words, actor=doing.circle.actor, now=now)
