"""Writing down what a group of pupils said, and removing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from belonging.web.actions.services.plan import TWICE_WITHIN, one_at_a_time
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.replies.errors import EmptyDiscussion, NobodyThere
from belonging.web.replies.models import Discussion, DiscussionWord
from belonging.web.replies.rules.discussing import Question
from belonging.web.schools.models import School


@dataclass(frozen=True, slots=True)
class DiscussionSaid:
    """`group` says who talked without naming anybody. `words` are what was said, each with its question."""

    wave: str
    held_on: date
    group: str
    pupils: int
    words: tuple[tuple[Question, str], ...]
    adult: str = ""


@transaction.atomic
def record_discussion(*, school: School, cohort: Cohort, said: DiscussionSaid, actor: str, now: datetime) -> Discussion:
    """The same words by the same person within two minutes are a second press of the button: they are kept once.

    Raises EmptyDiscussion, NobodyThere.
    """
    words = [(question, text.strip()) for question, text in said.words if text.strip()]
    if not words:
        raise EmptyDiscussion
    if said.pupils < 1:
        raise NobodyThere
    one_at_a_time(school)
    first = _just_recorded(school, cohort, said, actor, now)
    if first is not None:
        return first
    held = Discussion.objects.create(
        school=school,
        cohort=cohort,
        wave=said.wave,
        held_on=said.held_on,
        group=said.group.strip(),
        pupils=said.pupils,
        adult=said.adult.strip(),
        added_by=actor,
        added_at=now,
    )
    for question, text in words:
        DiscussionWord.objects.create(
            school=school, discussion=held, question=question.question, item=question.item, words=text
        )
    _note("discussion-recorded", held, actor, now, words=len(words))
    return held


def _just_recorded(
    school: School, cohort: Cohort, said: DiscussionSaid, actor: str, now: datetime
) -> Discussion | None:
    found = Discussion.objects.filter(
        school=school,
        cohort=cohort,
        wave=said.wave,
        held_on=said.held_on,
        group=said.group.strip(),
        pupils=said.pupils,
        added_by=actor,
        added_at__gt=now - TWICE_WITHIN,
    )
    wanted = [(question.question, text.strip()) for question, text in said.words if text.strip()]
    same = (held for held in found if list(held.words.values_list("question", "words")) == wanted)
    return next(same, None)


@transaction.atomic
def remove_discussion(*, discussion: Discussion, actor: str, now: datetime) -> None:
    """With all that was said in it. What an action took over as its reason stays with the action."""
    _note("discussion-removed", discussion, actor, now)
    discussion.delete()


def _note(act: str, held: Discussion, actor: str, now: datetime, **details: object) -> None:
    about = {"cohort": held.cohort_id, "wave": held.wave, **details}
    record_act(act=Act(act, f"discussion:{held.pk}", about), actor=actor, now=now, school_id=held.school_id)
