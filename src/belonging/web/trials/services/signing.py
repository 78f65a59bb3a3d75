"""Signing an edition off as tried with children, in one language, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from belonging.instruments.load import load
from belonging.web.enrolment.models import WordingTried
from belonging.web.enrolment.queries.tried import is_tried, signed_off, words_digest
from belonging.web.journal.services import Act, record_act
from belonging.web.trials.errors import NotTriedYet, TrialRefused
from belonging.web.trials.queries import tallied, written_trials
from belonging.web.trials.rules.went import LEAST_TRIALS, MOST_MISUNDERSTOOD, is_ready


@dataclass(frozen=True, slots=True)
class Wording:
    """An edition of a questionnaire in one language."""

    instrument: str
    edition: str
    language: str


@dataclass(frozen=True, slots=True)
class Signer:
    id: str
    name: str


NOT_YET = (
    f"It cannot be signed off yet: every card has to be tried by at least {LEAST_TRIALS} children, and no more than "
    f"one child in {MOST_MISUNDERSTOOD} may misunderstand it."
)


@transaction.atomic
def sign_off_edition(*, wording: Wording, note: str, signer: Signer, now: datetime) -> WordingTried:
    """Adults no longer read “draft” of it. Raises NotTriedYet, TrialRefused."""
    which = (wording.instrument, wording.edition, wording.language)
    if is_tried(*which):
        raise TrialRefused("This edition is signed off already.")
    if not note.strip():
        raise TrialRefused("Please say in a sentence what the trials showed.")
    trials = written_trials(*which)
    found = tallied(trials, [item.key for item in load(wording.instrument).items])
    if not is_ready(found):
        raise NotTriedYet(NOT_YET)
    _end(wording, signer, "The words have changed since.", now)
    made = WordingTried.objects.create(
        instrument=wording.instrument,
        edition=wording.edition,
        language=wording.language,
        digest=words_digest(*which),
        trials=len(trials),
        note=note.strip(),
        signed_by=signer.id,
        signer_name=signer.name,
        signed_at=now,
    )
    _journal("edition-tried", wording, signer, now, {"trials": len(trials)})
    return made


@transaction.atomic
def take_back(*, wording: Wording, because: str, signer: Signer, now: datetime) -> None:
    """Adults read “draft” of it again. Raises TrialRefused."""
    if not because.strip():
        raise TrialRefused("Please say why it is a draft again.")
    if not _end(wording, signer, because.strip(), now):
        raise TrialRefused("This edition is not signed off, so there is nothing to take back.")
    _journal("edition-draft-again", wording, signer, now, {})


def _end(wording: Wording, signer: Signer, because: str, now: datetime) -> int:
    standing = signed_off(wording.instrument, wording.edition, wording.language)
    if standing is None:
        return 0
    row = WordingTried.objects.filter(pk=standing.pk, taken_back_at__isnull=True)
    return row.update(taken_back_at=now, taken_back_by=signer.id, taken_back_because=because)


def _journal(name: str, wording: Wording, signer: Signer, now: datetime, details: dict[str, object]) -> None:
    subject = f"wording:{wording.instrument}:{wording.edition}:{wording.language}"
    record_act(act=Act(name, subject, details), actor=signer.id, now=now)
