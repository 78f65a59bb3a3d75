"""Erasing what was said: after twelve months, or at once when the set or one of its members asks."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import forget_rows
from belonging.web.programme.queries.retention import cohorts_over
from belonging.web.programme.rules.retention import WORK_KEPT
from belonging.web.sets.errors import NotASet
from belonging.web.sets.models import KINDS, LearningSet, Meeting, Member, in_room
from belonging.web.sets.queries.keeping import sets_to_forget
from belonging.web.sets.services.record import note_of_set

ACTOR = "forgetting"
WHY: Final = (
    ("asked", "The set asked for it"),
    ("slip", "Something was written that must not stand there"),
    ("over", "The set does not meet any more"),
)
"""Reasons to choose from: one in words of one's own could tell what was said."""


@transaction.atomic
def forget_notes(*, learning_set: LearningSet, why: str, actor: str, now: datetime) -> int:
    """All that was ever said in the set, reflections too; how many notes. That it met stays. Raises NotASet."""
    if why not in {key for key, _ in WHY} | {"time"}:
        raise NotASet("Please choose why the notes are to be erased.")
    with in_room(learning_set.pk):
        erased = sum(model.objects.all().delete()[0] for model in KINDS)
    LearningSet.objects.filter(pk=learning_set.pk).update(forgotten_at=now)
    note_of_set("set-notes-forgotten", learning_set, actor=actor, now=now, notes=erased, why=why)
    return erased


@transaction.atomic
def erase_words(*, member: Member, actor: str, now: datetime) -> int:
    """All that this member said or brought, reflections too; how many notes. What others said stays."""
    with in_room(member.learning_set_id):
        erased = sum(model.objects.filter(member=member).delete()[0] for model in KINDS)
    note_of_set("set-words-erased", member.learning_set, actor=actor, now=now, member=member.pk, notes=erased)
    return erased


def forget_due(*, now: datetime) -> int:
    """Notes of cohorts that ended twelve months ago; of how many sets. Safe to run twice."""
    due = sets_to_forget(timezone.localdate(now))
    for learning_set in due:
        forget_notes(learning_set=learning_set, why="time", actor=ACTOR, now=now)
    return len(due)


def forget_sets_due(*, now: datetime) -> int:
    """That they met, and who sat in them, of cohorts that ended two years ago; how many rows. Safe to run twice.

    Only sets whose notes are erased: what was said has gone a year before.
    """
    with programme_scope("retention: sets"):
        over = LearningSet.objects.filter(cohort__in=cohorts_over(since=WORK_KEPT, now=now), forgotten_at__isnull=False)
        of_them = {"learning_set__in": over}
        rows = [Meeting.objects.filter(**of_them), Member.objects.filter(**of_them), over]
        return forget_rows(what="sets", rows=rows, now=now)
