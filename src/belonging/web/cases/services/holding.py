"""The row that an act is about, held, and what an edit does to a review and a sign-off."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from belonging.web.cases.models import CaseStudy, State
from belonging.web.journal.services import Act, record_act

TAKEN_BACK: Final = {State.SIGNED: State.IN_REVIEW, State.RECOMMENDED: State.IN_REVIEW}


def locked(study: CaseStudy) -> CaseStudy:
    """As it is now, held until the transaction ends."""
    found = CaseStudy.objects.select_for_update(of=("self",)).select_related("school", "cohort")
    return found.get(pk=study.pk)


def touch(study: CaseStudy, *, actor: str, now: datetime) -> None:
    """What was read before is not what stands there now: a recommendation and a sign-off are taken back."""
    study.state = TAKEN_BACK.get(State(study.state), State(study.state))
    unsign(study)
    study.revision += 1
    study.changed_by, study.changed_at = actor, now
    study.save()


def unsign(study: CaseStudy) -> None:
    study.signed_by, study.signed_at, study.signed_digest, study.signed = "", None, "", {}


def note(kind: str, study: CaseStudy, actor: str, now: datetime, **details: object) -> None:
    act = Act(kind, f"case-study:{study.pk}", {"number": study.number, **details})
    record_act(act=act, actor=actor, now=now, school_id=study.school_id)
