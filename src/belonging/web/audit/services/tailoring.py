"""What a school makes of its audit: its own statements, and those that do not apply to it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from belonging.web.audit.errors import AuditSignedOff, CannotTailor, UnknownStatement
from belonging.web.audit.models import MOST_OWN_STATEMENTS, Audit, Hidden, OwnStatement
from belonging.web.audit.queries.asked import asked_in
from belonging.web.audit.queries.editions import current_edition
from belonging.web.audit.queries.tailoring import hideable_as_before
from belonging.web.audit.rules.tailoring import LONGEST_REASON, LONGEST_TEXT, LONGEST_WORDING, is_own, next_key
from belonging.web.journal.services import Act, record_act
from belonging.web.schools.models import School


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A statement of a school's own: in which area, what it says, and what each rating of it means."""

    area: str
    wording: str
    fully: str
    partially: str
    not_yet: str


@transaction.atomic
def add_own_statement(*, school: School, own: OwnWords, actor: str, now: datetime) -> OwnStatement:
    """Asked in every audit of the school that is open, and in those to come. Raises CannotTailor."""
    # Two at once would take the same key, or make eleven.
    School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    words = OwnWords(**{name: text.strip() for name, text in asdict(own).items()})
    known = list(OwnStatement.objects.filter(school=school))
    in_use = [one for one in known if one.retired_at is None]
    _refuse_own(words, in_use)
    added = OwnStatement.objects.create(
        school=school, key=next_key([one.key for one in known]), **asdict(words), added_by=actor, added_at=now
    )
    _record("own-statement-added", added.key, actor, now, school.pk, {"area": added.area})
    return added


@transaction.atomic
def retire_own_statement(*, own: OwnStatement, actor: str, now: datetime) -> None:
    """No longer asked. Ratings, evidence and remarks that it has are kept, and signed-off audits keep showing it."""
    held = OwnStatement.objects.select_for_update(of=("self",)).get(pk=own.pk)
    if held.retired_at is not None:
        raise CannotTailor("This statement has been retired before. You see the list as it stands now.")
    held.retired_by, held.retired_at = actor, now
    held.save(update_fields=["retired_by", "retired_at"])
    _record("own-statement-retired", held.key, actor, now, held.school_id, {})


@transaction.atomic
def hide_statement(*, audit: Audit, statement: str, reason: str, actor: str, now: datetime) -> Hidden:
    """It is not asked in this audit. Hiding a hidden one again gives it the new reason."""
    held = _open(audit)
    if is_own(statement):
        raise CannotTailor("This is your own statement. To leave it out, retire it.")
    if statement not in {each.statement.key for each in asked_in(held, with_hidden=True)}:
        raise UnknownStatement
    why = reason.strip()
    if not why:
        raise CannotTailor("Please say why this statement does not apply: your adviser and later leads read it.")
    if len(why) > LONGEST_REASON:
        raise CannotTailor(f"Please give the reason in {LONGEST_REASON} characters at most.")
    hidden, _ = Hidden.objects.update_or_create(
        audit=held, statement=statement, defaults={"school_id": held.school_id, "reason": why, "by": actor, "at": now}
    )
    _record("statement-hidden", f"{held.pk}/{statement}", actor, now, held.school_id, {})
    return hidden


@transaction.atomic
def show_statement(*, audit: Audit, statement: str, actor: str, now: datetime) -> None:
    """Asked again, with the rating that it had. Showing one that is not hidden changes nothing."""
    held = _open(audit)
    deleted, _ = Hidden.objects.filter(audit=held, statement=statement).delete()
    if deleted:
        _record("statement-shown", f"{held.pk}/{statement}", actor, now, held.school_id, {})


@transaction.atomic
def hide_as_before(*, audit: Audit, before: Audit, actor: str, now: datetime) -> int:
    """Hide what the school had hidden in an earlier audit and this version still asks, for the same reasons."""
    held = _open(audit)
    asked = {each.statement.key for each in asked_in(held) if not each.own}
    again = [hidden for hidden in Hidden.objects.filter(audit=before) if hidden.statement in asked]
    for hidden in again:
        hide_statement(audit=held, statement=hidden.statement, reason=hidden.reason, actor=actor, now=now)
    return len(again)


@transaction.atomic
def hide_as_last(*, audit: Audit, wanted: bool, actor: str, now: datetime) -> None:
    """Where that was wanted at the start: hide what was hidden in the audit before this one."""
    before, _ = hideable_as_before(audit)
    if wanted and before is not None:
        hide_as_before(audit=audit, before=before, actor=actor, now=now)


def _open(audit: Audit) -> Audit:
    held = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    if held.is_signed_off:
        raise AuditSignedOff
    return held


def _refuse_own(words: OwnWords, in_use: list[OwnStatement]) -> None:
    if len(in_use) >= MOST_OWN_STATEMENTS:
        raise CannotTailor(
            f"You have {MOST_OWN_STATEMENTS} statements of your own, which is the most. Retire one to add another."
        )
    if words.area not in {area.key for area in current_edition().areas}:
        raise CannotTailor("Please choose one of the areas.")
    descriptors = (words.fully, words.partially, words.not_yet)
    if not words.wording or not all(descriptors):
        raise CannotTailor("Please write the statement, and what each of the three ratings means.")
    if len(words.wording) > LONGEST_WORDING or any(len(text) > LONGEST_TEXT for text in descriptors):
        raise CannotTailor(
            f"A statement can have {LONGEST_WORDING} characters, and each description {LONGEST_TEXT}. "
            "Please shorten it."
        )
    if len({text.casefold() for text in descriptors}) < 3:
        raise CannotTailor("Two of the descriptions are the same. Say what a stranger would see for each rating.")
    if words.wording.casefold() in {one.wording.casefold() for one in in_use}:
        raise CannotTailor("You have this statement already. To word it differently, retire the old one first.")


def _record(name: str, subject: str, actor: str, now: datetime, school_id: int, details: dict[str, object]) -> None:
    record_act(act=Act(name, f"audit {subject}", details), actor=actor, now=now, school_id=school_id)
