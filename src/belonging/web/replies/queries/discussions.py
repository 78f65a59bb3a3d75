"""What pupils said about the findings, and what they can talk about. In the school's scope."""

from __future__ import annotations

from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Discussion, Edition
from belonging.web.replies.queries.building import topics_wanted, voices_in_wave
from belonging.web.replies.rules.choosing import MOST, chosen, shown_of
from belonging.web.replies.rules.discussing import Question, questions
from belonging.web.schools.models import School


def discussions_of(school: School, cohort: Cohort) -> list[Discussion]:
    """The latest first, each with its words."""
    return list(Discussion.objects.filter(school=school, cohort=cohort).prefetch_related("words"))


def discussion_in(school: School, cohort: Cohort, number: int) -> Discussion | None:
    return Discussion.objects.filter(school=school, cohort=cohort, pk=number).first()


def questions_for(school: School, cohort: Cohort, wave: str, edition: Edition) -> tuple[Question, ...]:
    """Empty where nothing of the wave is released."""
    voices = voices_in_wave(school, cohort, wave)
    if voices is None:
        return ()
    wanted = topics_wanted(school, cohort, edition)
    return questions(edition, chosen(shown_of(voices, "pupil"), wanted, MOST[Edition.PUPILS]))
