"""Reading trials, and what of an edition was tried. They belong to no school; call in any scope or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from belonging.web.enrolment.queries.tried import is_tried, words_digest
from belonging.web.trials.models import Trial, TrialCard
from belonging.web.trials.rules.went import Tally, tallies

DAYS_OPEN = 30
"""After so many days the link of a trial that nobody wrote up opens nothing."""


def tried(instrument: str, edition: str, language: str) -> bool:
    """Whether the programme signed these words off as tried with children."""
    return is_tried(instrument, edition, language)


def trial_of(pk: int) -> Trial | None:
    return Trial.objects.filter(pk=pk).first()


def open_trial(token: str, now: datetime) -> Trial | None:
    """The trial whose page that link opens still: what is written up of it is of the words that it was prepared for."""
    found = Trial.objects.filter(token=token, written_at__isnull=True).exclude(token="").first()
    if found is None or now >= found.prepared_at + timedelta(days=DAYS_OPEN):
        return None
    return found if found.digest == words_digest(found.instrument, found.edition, found.language) else None


def open_trials() -> list[Trial]:
    """Those that wait to be written up, the newest first."""
    return list(Trial.objects.filter(written_at__isnull=True))


def written_trials(instrument: str, edition: str, language: str) -> list[Trial]:
    """Those of the words that stand now, the latest first."""
    digest = words_digest(instrument, edition, language)
    found = Trial.objects.filter(instrument=instrument, edition=edition, language=language, digest=digest)
    return list(found.filter(written_at__isnull=False).order_by("-held_on", "-pk"))


def numbers_written(instrument: str) -> Counter[tuple[str, str]]:
    """How many trials were written up, by edition and language; of earlier words, too."""
    rows = Trial.objects.filter(instrument=instrument, written_at__isnull=False).order_by()
    return Counter(rows.values_list("edition", "language"))


def tallied(trials: Sequence[Trial], keys: Sequence[str]) -> list[Tally]:
    """Card by card over these trials."""
    rows = TrialCard.objects.filter(trial__in=trials).values_list("item", "went", "taken_as")
    return tallies(keys, rows)
