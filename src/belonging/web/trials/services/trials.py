"""A trial: prepared, held with one child, written up by an adult. Never counted, and no child's choice is kept."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from belonging.instruments.load import load
from belonging.web.enrolment.queries.tried import words_digest
from belonging.web.enrolment.queries.wordings import languages_of_all
from belonging.web.enrolment.rules.wordings import catalogues_of
from belonging.web.journal.services import Act, record_act
from belonging.web.trials.errors import TrialRefused
from belonging.web.trials.models import Trial, TrialCard
from belonging.web.trials.rules.went import Went

TRIED = "pupil_v1"
"""What is tried with children."""
GONE = "This trial is written up or discarded already. Please look at the list of trials."


@dataclass(frozen=True, slots=True)
class CardWords:
    went: Went
    taken_as: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What the adult says of a trial. `help` is a kind of `helping.Help`; `cards` by item key."""

    held_on: date
    year_group: str
    help: str
    cards: Mapping[str, CardWords]
    remark: str = ""


@transaction.atomic
def prepare_trial(*, edition: str, language: str, actor: str, now: datetime) -> Trial:
    """Raises TrialRefused for an edition or language whose words are not there."""
    if edition not in load(TRIED).editions or language not in languages_of_all(catalogues_of(TRIED), drafts=True):
        raise TrialRefused("There are no words of this edition in this language yet. Please choose another one.")
    made = Trial.objects.create(
        instrument=TRIED,
        edition=edition,
        language=language,
        digest=words_digest(TRIED, edition, language),
        token=secrets.token_hex(8),
        prepared_by=actor,
        prepared_at=now,
    )
    record_act(act=Act("trial-prepared", f"trial:{made.pk}", _of(made)), actor=actor, now=now)
    return made


@transaction.atomic
def write_up(*, trial: Trial, account: Account, actor: str, now: datetime) -> Trial:
    """Raises TrialRefused: written up already, a day to come, or a card that nobody speaks of."""
    current = Trial.objects.select_for_update().filter(pk=trial.pk, written_at__isnull=True).first()
    if current is None:
        raise TrialRefused(GONE)
    if account.held_on > now.date():
        raise TrialRefused("This day has not come yet. Please give the day of the trial.")
    keys = [item.key for item in load(current.instrument).items]
    if set(account.cards) != set(keys):
        raise TrialRefused("Please say of each card how it went.")
    current.held_on, current.year_group, current.help = account.held_on, account.year_group, account.help
    current.remark, current.written_by, current.written_at = account.remark, actor, now
    current.save()
    TrialCard.objects.bulk_create(
        TrialCard(trial=current, item=key, went=account.cards[key].went, taken_as=account.cards[key].taken_as)
        for key in keys
    )
    record_act(act=Act("trial-written-up", f"trial:{current.pk}", _of(current)), actor=actor, now=now)
    return current


@transaction.atomic
def discard_trial(*, trial: Trial, actor: str, now: datetime) -> None:
    """One that was not held. Raises TrialRefused where it is written up."""
    gone, _ = Trial.objects.filter(pk=trial.pk, written_at__isnull=True).delete()
    if not gone:
        raise TrialRefused(GONE)
    record_act(act=Act("trial-discarded", f"trial:{trial.pk}", _of(trial)), actor=actor, now=now)


def _of(trial: Trial) -> dict[str, object]:
    return {"edition": trial.edition, "language": trial.language}
