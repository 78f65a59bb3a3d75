"""Planning a meeting at which the plan is looked at, holding it, calling it off. In the school's scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from belonging.web.actions.errors import MeetingChanged, MeetingOver, NotAMeeting, NotesTooLong
from belonging.web.actions.models import Action, Review
from belonging.web.actions.queries.reviews import actions_by_number
from belonging.web.actions.services.plan import TWICE_WITHIN, UpdateWords, note_update_once, one_at_a_time
from belonging.web.audit.rules.evidence import cleaned_line, cleaned_text
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

LONGEST_NOTES = 4000


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
    """The same person's same meeting again within two minutes is a second press of the button.

    Raises NotAMeeting for a moment that has passed, or actions that the plan does not have.
    """
    _refuse(school, cohort, words, now)
    one_at_a_time(school)
    review = _filled(Review(school=school, cohort=cohort, created_by=actor, created_at=now), words)
    just_now = Review.objects.filter(
        school=school, cohort=cohort, created_by=actor, created_at__gt=now - TWICE_WITHIN, cancelled_at__isnull=True
    )
    for planned in just_now:
        if _said_of(planned) == _said_of(review):
            return planned
    review.save()
    record_act(act=Act("review-planned", f"review:{review.pk}"), actor=actor, now=now, school_id=school.pk)
    return review


@transaction.atomic
def change_meeting(*, review: Review, words: MeetingWords, revision: int, actor: str, now: datetime) -> Review:
    """Raises MeetingOver, MeetingChanged, NotAMeeting."""
    held = _open(review)
    if held.revision != revision:
        raise MeetingChanged
    _refuse(held.school, held.cohort, words, now)
    _filled(held, words)
    held.revision += 1
    held.save()
    record_act(act=Act("review-changed", f"review:{held.pk}"), actor=actor, now=now, school_id=held.school_id)
    return held


@transaction.atomic
def hold_meeting(
    *, review: Review, notes: str, updates: Mapping[int, UpdateWords], actor: str, now: datetime
) -> Review:
    """Keep what was said. `updates` by the action's number become the actions' own. The same notes again within two
    minutes are a second press of the button. Raises MeetingOver."""
    held, said = _locked(review), cleaned_text(notes)
    if held.held_at is not None and held.held_at > now - TWICE_WITHIN and held.notes == said:
        _note(held, updates, actor=actor, now=now)
        return held
    if _is_over(held):
        raise MeetingOver
    _note(held, updates, actor=actor, now=now)
    held.notes, held.held_at = said, now
    held.revision += 1
    held.save()
    act = Act("review-held", f"review:{held.pk}", {"actions": sorted(updates)})
    record_act(act=act, actor=actor, now=now, school_id=held.school_id)
    return held


@transaction.atomic
def add_to_meeting(
    *, review: Review, notes: str, updates: Mapping[int, UpdateWords], actor: str, now: datetime
) -> Review:
    """What somebody wrote down while another did so too, or called it off: below what stands already. NotesTooLong."""
    held, said = _locked(review), cleaned_text(notes)
    if not _is_over(held):
        return hold_meeting(review=held, notes=said, updates=updates, actor=actor, now=now)
    _note(held, updates, actor=actor, now=now)
    if said and said not in held.notes:
        held.notes = f"{held.notes}\n\n{said}".strip()
        if len(held.notes) > LONGEST_NOTES:
            raise NotesTooLong
        held.revision += 1
        held.save()
    act = Act("review-added-to", f"review:{held.pk}", {"actions": sorted(updates)})
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


def _locked(review: Review) -> Review:
    found = Review.objects.select_for_update(of=("self",)).select_related("school", "cohort")
    return found.get(pk=review.pk)


def _is_over(held: Review) -> bool:
    return held.held_at is not None or held.cancelled_at is not None


def _open(review: Review) -> Review:
    held = _locked(review)
    if _is_over(held):
        raise MeetingOver
    return held


def _note(held: Review, updates: Mapping[int, UpdateWords], *, actor: str, now: datetime) -> None:
    known = actions_by_number(held.school, held.cohort)
    for number, said in updates.items():
        if number in known and (cleaned_text(said.text) or said.status not in ("", known[number].status)):
            note_update_once(action=known[number], said=said, actor=actor, now=now)


def _filled(review: Review, words: MeetingWords) -> Review:
    review.starts_at, review.minutes = words.starts_at, words.minutes
    review.place, review.who = cleaned_line(words.place), cleaned_line(words.who)
    review.actions = sorted(set(words.actions))
    return review


def _said_of(review: Review) -> tuple[object, ...]:
    return review.starts_at, review.minutes, review.place, review.who, review.actions


def _refuse(school: School, cohort: Cohort, words: MeetingWords, now: datetime) -> None:
    if words.starts_at <= now:
        raise NotAMeeting("That moment has passed. Please choose a day and a time to come.")
    known = set(Action.objects.filter(school=school, cohort=cohort).values_list("number", flat=True))
    if not known.issuperset(words.actions):
        raise NotAMeeting("The plan has no action of that number. Please choose from the list.")
