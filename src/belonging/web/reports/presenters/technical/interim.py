"""The interim summary: how things stand at the baseline, without a word of change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils.formats import date_format

from belonging.figures import wave_name
from belonging.web.reports.presenters.heard import Heard
from belonging.web.reports.presenters.pictures import Easel
from belonging.web.reports.presenters.programme.closing import closing_sections
from belonging.web.reports.presenters.programme.content import KeyFindings, Points, Section, Sentence, Words
from belonging.web.reports.presenters.programme.key_findings import key_findings
from belonging.web.reports.presenters.programme.opening import opening_sections
from belonging.web.reports.presenters.programme.places import figures_of
from belonging.web.reports.presenters.programme.voices import voices_sections
from belonging.web.reports.queries.technical import TechnicalEvidence

OPENING: Final = ("programme", "evidence", "why")
CLOSING: Final = ("about", "method", "references")
LEAD: Final = (
    "This is where these schools begin, in the words of those who are there. Nothing in it says what any of it "
    "leads to."
)
CANNOT: Final = (
    "How those feel who did not answer.",
    "How any one school did. Schools read their own report, and are never set side by side.",
    "Why a group answers differently from another.",
)


def interim_sections(evidence: TechnicalEvidence, easel: Easel) -> Iterator[Section]:
    whole = evidence.whole
    places = figures_of(whole)
    lead = (Words((Sentence(LEAD),), look="lead"), KeyFindings(key_findings(whole)))
    yield Section("key-findings", "How things stand at the beginning", lead)
    yield from (one for one in opening_sections(whole, places) if one.key in OPENING)
    yield from voices_sections(whole, easel)
    closing = {one.key: one for one in closing_sections(whole, places, Heard())}
    yield Section("not-told", closing["not-told"].title, (*closing["not-told"].blocks[:-1], _cannot()))
    yield coming_section(evidence)
    yield from (closing[key] for key in CLOSING)


def coming_section(evidence: TechnicalEvidence) -> Section:
    """When the next edition comes, as far as it is planned."""
    lines = [
        Sentence(f"{wave_name(wave)}: {_day(window.opens_on)} to {_day(window.closes_on)}.")
        for wave, window in evidence.later.items()
    ]
    told = evidence.whole.cohort.results_on
    if told is not None and lines:
        lines.append(Sentence(f"The report on all waves comes on {_day(told)} or after."))
    if not lines:
        text = "No further wave has its days yet. The next edition comes when every school has put the questions again."
        return Section("coming", "When the next edition comes", (Words((Sentence(text),)),))
    return Section("coming", "When the next edition comes", (Points("", tuple(lines)),))


def _cannot() -> Points:
    return Points("Nor can this edition tell", tuple(Sentence(line) for line in CANNOT))


def _day(day: date) -> str:
    return str(date_format(day, "j F Y"))
