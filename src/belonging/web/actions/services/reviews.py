"""Planning a meeting at which the plan is looked at, holding it, calling it off. In the school's scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from belonging.web.actions.errors import MeetingChanged, MeetingOver, NotAMeeting
from belonging.web.actions.models import Action, Review
from belonging.web.actions.queries.reviews import actions_by_number
from belonging.web.actions.services.plan import UpdateWords, note_update
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingWords:
    """`actions`: numbers of the plan; none means all that are open then."""

    starts_at: datetime
    minutes: int = 45
    place: str = ""
    who: str = ""
    actions: Sequence[int] = ()


@transaction.atomic
def plan_meeting(*, school: School, cohort: Cohort, words: MeetingWords, actor: str, now: datetime) -> Review:
    """Raises NotAMeeting for a moment that has passed, or actions that the plan does not have."""
    if words.starts_at <= now:
        raise NotAMeeting("That moment has passed. Please choose a day and a time to come.")
    _refuse_strangers(school, cohort, words.actions)
    review = Review.objects.create(
        school=school,
        cohort=cohort,
        starts_at=words.starts_at,
        minutes=words.minutes,
        place=words.place,
        who=words.who,
        actions=sorted(set(words.actions)),
        created_by=actor,
        created_at=now,
    )
    record_act(act=Act("review-planned", f"review:{review.pk}"), actor=actor, now=now, school_id=school.pk)
    return review


@transaction.atomic
def change_meeting(*, review: Review, words: MeetingWords, revision: int, actor: str, now: datetime) -> Review:
    """Raises MeetingOver, MeetingChanged, NotAMeeting."""
    held = _open(review)
    if held.revision != revision:
        raise MeetingChanged
    if words.starts_at <= now:
        raise NotAMeeting("That moment has passed. Please choose a day and a time to come.")
    _refuse_strangers(held.school, held.cohort, words.actions)
    held.starts_at, held.minutes = words.starts_at, words.minutes
    held.place, held.who, held.actions = words.place, words.who, sorted(set(words.actions))
    held.revision += 1
    held.save()
    record_act(act=Act("review-changed", f"review:{held.pk}"), actor=actor, now=now, school_id=held.school_id)
    return held


@transaction.atomic
def hold_meeting(
    *, review: Review, notes: str, updates: Mapping[int, UpdateWords], actor: str, now: datetime
) -> Review:
    """Keep what was said. `updates` by the action's number become the actions' own. Raises MeetingOver."""
    held = _open(review)
    known = actions_by_number(held.school, held.cohort)
    for number, said in updates.items():
        if number in known and _says_something(said, known[number]):
            note_update(action=known[number], said=said, actor=actor, now=now)
    held.notes, held.held_at = notes, now
    held.revision += 1
    held.save()
    act = Act("review-held", f"review:{held.pk}", {"actions": sorted(updates)})
    record_act(act=act, actor=actor, now=now, school_id=held.school_id)
    return held


@transaction.atomic
def call_off(*, review: Review, actor: str, now: datetime) -> None:
    """Raises MeetingOver."""
    held = _open(review)
    held.cancelled_at = now
    held.revision += 1
    held.save()
    record_act(act=Act("review-called-off", f"review:{held.pk}"), actor=actor, now=now, school_id=held.school_id)


def _open(review: Review) -> Review:
    held = Review.objects.select_for_update().select_related("school", "cohort").get(pk=review.pk)
    if held.held_at is not None or held.cancelled_at is not None:
        raise MeetingOver
    return held


def _refuse_strangers(school: School, cohort: Cohort, numbers: Sequence[int]) -> None:
    known = set(Action.objects.filter(school=school, cohort=cohort).values_list("number", flat=True))
    if not known.issuperset(numbers):
        raise NotAMeeting("The plan has no action of that number. Please choose from the list.")


def _says_something(said: UpdateWords, action: Action) -> bool:
    return bool(said.text.strip()) or said.status not in ("", action.status)
