"""Tables that somebody asked for after the plan was fixed: apart from all others, dated, and with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format

from belonging.evaluation.groups import breakdown_name
from belonging.evaluation.released import Findings, ReleasedTable
from belonging.web.findings.queries.amendments import Exploratory
from belonging.web.reports.presenters.pictures import Easel, table_picture
from belonging.web.reports.presenters.programme.content import Block, Chart, Points, Section, Sentence, Words
from belonging.web.reports.presenters.programme.tables import between_grid
from belonging.web.reports.presenters.wording import VOICES
from belonging.web.reports.queries.programme import Evidence

TITLE: Final = "Exploratory: asked for after the plan was fixed"
LEAD: Final = (
    "Nobody had planned to look at these tables before the answers were in. Whoever looks often enough finds "
    "something: read them as a hint, and not as a test."
)


def amended_sections(evidence: Evidence, easel: Easel) -> Iterator[Section]:
    """Nothing where nobody asked, or nothing that was asked for may be shown."""
    shown = [(told, told.findings) for told in evidence.exploratory if told.findings is not None]
    if shown:
        blocks = [block for told, findings in shown for block in _blocks(told, findings, easel)]
        yield Section("exploratory", TITLE, (Words((Sentence(LEAD),), look="lead"), *blocks))


def whose(told: Exploratory) -> str:
    """What stands before the ids of its findings: "amended-pupil_v1-1"."""
    return f"amended-{told.amendment.instrument}-{told.amendment.number}"


def day(moment: datetime) -> str:
    return date_format(timezone.localdate(moment), "j F Y")


def tables_shown(findings: Findings) -> Iterator[ReleasedTable]:
    """Schools are never set side by side, whoever asks."""
    return (table for table in findings.tables if table.by != "school")


def _blocks(told: Exploratory, findings: Findings, easel: Easel) -> Iterator[Block]:
    asked = told.amendment
    title = f"{VOICES[findings.audience]}: exploratory, asked for on {day(asked.proposed_at)}"
    yield Points(title, (Sentence(f"Why: {asked.reason}"),))
    for table in tables_shown(findings):
        name, named = f"“{table.wording}” by {breakdown_name(table.by)}", f"{whose(told)}:{table.id}"
        if not table.cells:
            reasons = dict.fromkeys(held.refusal.sentence for held in table.withheld)
            yield Words((Sentence(f"{name}: not shown. {' '.join(reasons)}", (named,)),))
            continue
        yield Chart(name, table_picture(findings, table, easel), (named,))
        between = between_grid(findings, table, whose(told))
        if between is not None:
            yield between
