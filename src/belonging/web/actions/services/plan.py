"""Adding actions to a plan, changing them, and writing how they go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from belonging.web.actions.errors import ChangedMeanwhile, NotAnAction, NothingSaid, OwnerUnknown, StopNeedsReason
from belonging.web.actions.models import Action, Ground, Status, Update, WhoFor
from belonging.web.actions.queries.plan import measure_in, owners_of
from belonging.web.actions.rules.measures import Measure
from belonging.web.actions.rules.sources import GroundWords
from belonging.web.audit.rules.evidence import cleaned_line, cleaned_text
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

ATTEMPTS = 5
TWICE_WITHIN = timedelta(minutes=2)
IN_LINES = ("detail", "for_pupils", "for_families")
"""What may have lines of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionWords:
    """All that a person says of an action when adding or editing it. How it goes is said in updates."""

    what: str
    detail: str = ""
    who_for: str = WhoFor.EVERYONE.value
    who_words: str = ""
    practice: str = ""
    statement: str = ""
    owner: UUID | None = None
    owner_name: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    measure: Measure | None = None
    reach_planned: int | None = None
    cost_planned: int | None = None
    for_pupils: str = ""
    for_families: str = ""
    idea: bool = False
    """Kept as an idea: nothing is promised yet. Only for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateWords:
    """What is empty stays as it was."""

    text: str = ""
    status: str = ""
    reach: int | None = None
    cost: int | None = None


@transaction.atomic
def add_action(
    *,
    school: School,
    cohort: Cohort,
    words: ActionWords,
    grounds: Sequence[GroundWords],
    actor: str,
    now: datetime,
) -> Action:
    """The next number of the plan is its own. Raises NotAnAction, OwnerUnknown."""
    if not any(cleaned_text(ground.words) for ground in grounds):
        raise NotAnAction("Please say why: what you saw, heard or read that made you think of it.")
    _check(words, school)
    action = _numbered(_filled(Action(school=school, cohort=cohort), words), actor=actor, now=now, idea=words.idea)
    said = [ground for ground in grounds if cleaned_text(ground.words)]
    for ground in said:
        Ground.objects.create(
            school=school,
            action=action,
            kind=ground.kind,
            words=cleaned_text(ground.words),
            release_id=ground.release_id,
            findings=list(ground.findings),
            source=ground.source,
            added_by=actor,
            added_at=now,
        )
    details = {"number": action.number, "grounds": len(said)}
    record_act(act=Act("action-added", _subject(action), details), actor=actor, now=now, school_id=school.pk)
    return action


@transaction.atomic
def add_action_once(
    *, school: School, cohort: Cohort, words: ActionWords, grounds: Sequence[GroundWords], actor: str, now: datetime
) -> Action:
    """As `add_action`. The same person's same words again within two minutes are a second press of the button: they
    give the action of the first. Presses at once come one after another, by the school's row."""
    one_at_a_time(school)
    why = [cleaned_text(ground.words) for ground in grounds]
    wanted = words_of(_filled(Action(), words)), words.idea, [words for words in why if words]
    just_now = Action.objects.filter(school=school, cohort=cohort, created_by=actor, created_at__gt=now - TWICE_WITHIN)
    for added in just_now:
        reasons = list(added.grounds.values_list("words", flat=True))
        if (words_of(added), added.status == Status.PROPOSED, reasons) == wanted:
            return added
    return add_action(school=school, cohort=cohort, words=words, grounds=grounds, actor=actor, now=now)


@transaction.atomic
def change_action(*, action: Action, words: ActionWords, revision: int, actor: str, now: datetime) -> Action:
    """`revision`: the one the form began from. Raises ChangedMeanwhile, NotAnAction, OwnerUnknown."""
    current = locked(action)
    if current.revision != revision:
        raise ChangedMeanwhile(current)
    _check(words, current.school, kept=current.owner_id)
    before = words_of(current)
    _filled(current, words)
    current.revision += 1
    current.changed_by, current.changed_at = actor, now
    current.save()
    changed = [each.name for each in fields(before) if getattr(before, each.name) != getattr(words, each.name)]
    details = {"revision": current.revision, "changed": [name for name in changed if name != "idea"]}
    record_act(act=Act("action-changed", _subject(current), details), actor=actor, now=now, school_id=current.school_id)
    return current


@transaction.atomic
def note_update(*, action: Action, said: UpdateWords, actor: str, now: datetime) -> Update:
    """Raises NothingSaid; StopNeedsReason where it stops without a word."""
    current = locked(action)
    text, status = cleaned_text(said.text), said.status or current.status
    if status not in Status.values:
        raise NotAnAction("Please choose one of the statuses.")
    moved = status != current.status
    if not (text or moved or said.reach is not None or said.cost is not None):
        raise NothingSaid
    if moved and status == Status.STOPPED and not text:
        raise StopNeedsReason
    current.reach = current.reach if said.reach is None else said.reach
    current.cost = current.cost if said.cost is None else said.cost
    if moved:
        current.status, current.status_since = status, now
    current.save(update_fields=["status", "status_since", "reach", "cost"])
    update = Update.objects.create(
        school_id=current.school_id,
        action=current,
        text=text,
        status=status,
        reach=current.reach,
        cost=current.cost,
        by=actor,
        at=now,
    )
    act = Act("action-updated", _subject(current), {"status": status, "moved": moved})
    record_act(act=act, actor=actor, now=now, school_id=current.school_id)
    return update


@transaction.atomic
def note_update_once(*, action: Action, said: UpdateWords, actor: str, now: datetime) -> Update:
    """As `note_update`. The same person's same words again within two minutes are a second press of the button, as long
    as what they changed stands: they give the update of the first."""
    current = locked(action)
    last = Update.objects.filter(action=current, by=actor, at__gt=now - TWICE_WITHIN).first()
    if last and last.text == cleaned_text(said.text) and _stands(said, last) and _stands(said, current):
        return last
    return note_update(action=current, said=said, actor=actor, now=now)


def one_at_a_time(school: School) -> None:
    """Whoever else asks for this waits until the transaction ends."""
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)


def words_of(action: Action) -> ActionWords:
    """The action as its form would have it."""
    plain = {each.name for each in fields(ActionWords)} - {"owner", "measure", "idea"}
    return ActionWords(
        **{name: getattr(action, name) for name in plain}, owner=action.owner_id, measure=measure_in(action)
    )


def locked(action: Action) -> Action:
    """The row as it is now, held until the transaction ends."""
    return Action.objects.select_for_update(of=("self",)).select_related("school", "cohort").get(pk=action.pk)


def _numbered(action: Action, *, actor: str, now: datetime, idea: bool) -> Action:
    """Saved under the next number. Two at once ask for the same number: the later one asks again."""
    action.status = Status.PROPOSED if idea else Status.PLANNED
    action.status_since = action.created_at = action.changed_at = now
    action.created_by = action.changed_by = actor
    for attempt in range(ATTEMPTS):
        taken = Action.objects.filter(school=action.school, cohort=action.cohort).aggregate(last=Max("number"))["last"]
        action.number = (taken or 0) + 1
        try:
            with transaction.atomic():
                action.save(force_insert=True)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
        else:
            break
    return action


def _filled(action: Action, words: ActionWords) -> Action:
    said = asdict(words)
    for name in ("owner", "measure", "idea"):
        said.pop(name)
    for name, value in said.items():
        clean = cleaned_text if name in IN_LINES else cleaned_line
        setattr(action, name, clean(value) if isinstance(value, str) else value)
    action.owner_id = words.owner
    measure = words.measure
    action.measure_audience = measure.audience if measure else ""
    action.measure_item = measure.item if measure else ""
    action.measure_by = measure.by if measure else ""
    action.measure_group = measure.group if measure else ""
    action.measure_direction = measure.direction if measure else ""
    return action


def _check(words: ActionWords, school: School, *, kept: UUID | None = None) -> None:
    """`kept`: an owner who may stay although they cannot be chosen any more."""
    if not cleaned_line(words.what):
        raise NotAnAction("Please say in a few words what you will do.")
    if words.starts_on and words.due_on and words.due_on < words.starts_on:
        raise NotAnAction("It is due before it starts. Please choose a later day, or an earlier start.")
    if words.owner is not None and words.owner != kept and words.owner not in owners_of(school):
        raise OwnerUnknown


def _stands(said: UpdateWords, held: Action | Update) -> bool:
    return said.status in ("", held.status) and said.reach in (None, held.reach) and said.cost in (None, held.cost)


def _subject(action: Action) -> str:
    return f"action:{action.pk}"
