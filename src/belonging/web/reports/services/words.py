"""The team's own words in the programme's report: written, looked at again, and set back. Versions are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from django.db import IntegrityError, transaction

from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.reports.errors import LooseFigure, UnknownPlace, WordsChanged
from belonging.web.reports.models import ReportWords
from belonging.web.reports.rules.figure_words import DEFAULT, loose_figures, places_in, stray_braces

MEANWHILE: Final = (
    "Somebody else has saved these words since you opened the page. Copy yours, open the page again and see what has "
    "changed."
)


@dataclass(frozen=True, slots=True)
class NewWords:
    """`after`: the version that the writer began from, 0 where there was none."""

    edition: str
    part: str
    text: str
    after: int


@transaction.atomic
def write_words(
    *, cohort: Cohort, words: NewWords, figures: Mapping[str, str], actor: str, now: datetime
) -> ReportWords:
    """`figures`: every place there is with its figure today; those that the text holds are kept with it.

    Raises LooseFigure, UnknownPlace, WordsChanged.
    """
    text = words.text.strip()
    if text != DEFAULT:
        check_words(text, figures)
    before = _latest(cohort, words.edition, words.part)
    if (before.version if before else 0) != words.after:
        raise WordsChanged(MEANWHILE)
    kept = {name: figures[name] for name in places_in(text) if name in figures}
    try:
        # No lock: rows are only ever added, and of two of the same version the constraint lets in one.
        with transaction.atomic():
            written = ReportWords.objects.create(
                cohort=cohort,
                edition=words.edition,
                part=words.part,
                version=words.after + 1,
                text=text,
                figures=kept,
                written_by=actor,
                written_at=now,
            )
    except IntegrityError as error:
        raise WordsChanged(MEANWHILE) from error
    facts = {"edition": words.edition, "part": words.part, "version": written.version}
    record_act(act=Act("report-words-written", f"cohort:{cohort.pk}", facts), actor=actor, now=now)
    return written


def set_back(*, cohort: Cohort, words: NewWords, actor: str, now: datetime) -> ReportWords:
    """The words that the report writes by itself; what was written stays in the versions. Raises WordsChanged."""
    default = NewWords(words.edition, words.part, DEFAULT, words.after)
    return write_words(cohort=cohort, words=default, figures={}, actor=actor, now=now)


def check_words(text: str, figures: Mapping[str, str]) -> None:
    """Raises LooseFigure, UnknownPlace."""
    loose = loose_figures(text)
    if loose:
        raise LooseFigure(
            f"Figures come from the findings, so “{loose[0]}” can’t be typed. Put the place of the figure instead, "
            "for example {pupil.safe.all.now}; the list of places has them all."
        )
    unknown = [name for name in places_in(text) if name not in figures]
    if unknown:
        near = get_close_matches(unknown[0], figures, n=1)
        meant = f" Did you mean {{{near[0]}}}?" if near else " The list of places has them all."
        raise UnknownPlace(f"There is no place {{{unknown[0]}}}.{meant}")
    if stray_braces(text):
        raise UnknownPlace("The signs { and } are kept for places, written as in the list: {pupil.safe.all.now}.")


def _latest(cohort: Cohort, edition: str, part: str) -> ReportWords | None:
    found = ReportWords.objects.filter(cohort=cohort, edition=edition, part=part)
    return found.order_by("-version").first()
