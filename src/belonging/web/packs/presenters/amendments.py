"""What the pages of amendments say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.evaluation.groups import breakdown_name, listed
from belonging.evaluation.plan import Plan
from belonging.evaluation.released import Findings, ReleasedTable
from belonging.figures import Axis, wave_name
from belonging.instruments.load import load
from belonging.web.findings.models import Ground, PlanAmendment
from belonging.web.findings.queries.amendments import Exploratory
from belonging.web.packs.services.amendments import breakdowns_open
from belonging.web.reports.presenters.items import Told, gaps_told, groups_told
from belonging.web.reports.presenters.pictures import Easel, Picture, table_picture
from belonging.web.ui.components import SummaryRow, Task

ASKED_OF: Final = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}
"""Whose questionnaires may be asked further; forms in a professional role show all that they have."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A questionnaire that can be asked further."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class AddedTable:
    """One added table; without a picture `why_not` says why."""

    title: str
    picture: Picture | None
    told: tuple[Told, ...]
    why_not: str


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    title: str
    label: str
    status: str
    colour: str
    says: str
    rows: list[SummaryRow]
    tables: tuple[AddedTable, ...]
    waits: bool


def questionnaires(cohort: str, released: Mapping[str, Findings]) -> list[Choice]:
    """Those of which something is out."""
    return [
        Choice(ASKED_OF[found.audience], reverse("packs:amend", args=[cohort, name]))
        for name, found in sorted(released.items())
        if found.audience in ASKED_OF and found.waves
    ]


def choices(plan: Plan, found: Findings) -> dict[str, list[tuple[str, str]]]:
    """What the form offers: statements, breakdowns that the plan has not, waves that are out."""
    items = [(item.key, f"“{item.wording['standard']}”") for item in load(plan.instrument).items]
    by = [(name, _capital(breakdown_name(name))) for name in breakdowns_open(plan)]
    return {"items": items, "by": by, "waves": [(wave, wave_name(wave)) for wave in found.waves]}


def amendment_tasks(told: Iterable[Exploratory]) -> list[Task]:
    return [
        Task(
            title=_title(each.amendment),
            status=_status(each)[0],
            href=reverse("packs:amendment", args=[_slug(each), each.amendment.instrument, each.amendment.number]),
            hint=f"Asked for on {_day(each.amendment.proposed_at)}",
            colour=_status(each)[1],
        )
        for each in told
    ]


def amendment_page(told: Exploratory, names: Mapping[str, str]) -> AmendmentPage:
    asked, (status, colour) = told.amendment, _status(told)
    return AmendmentPage(
        title=_title(asked),
        label=exploratory(asked),
        status=status,
        colour=colour,
        says=_says(told),
        rows=_rows(asked, names),
        tables=_tables(told.findings) if told.findings is not None else (),
        waits=not asked.decision,
    )


def exploratory(asked: PlanAmendment) -> str:
    """The words that stand above whatever an amendment shows."""
    return f"Exploratory: asked for on {_day(asked.proposed_at)}, after the plan was fixed."


def _title(asked: PlanAmendment) -> str:
    by = listed([breakdown_name(name) for name in asked.adds["by"]])
    number = len(asked.adds["items"])
    statements = "1 statement" if number == 1 else f"{number} statements"
    return f"{ASKED_OF[load(asked.instrument).audience.value]}: {statements} by {by}"


def _status(told: Exploratory) -> tuple[str, str]:
    if told.findings is not None:
        return "Released, exploratory", "teal"
    if told.held_because:
        return "Not shown", "red"
    if told.waits_for:
        return "Waits for a wave", "yellow"
    if told.failed_because:
        return "Could not be made", "red"
    return {"": ("Waits for a decision", "yellow"), "allowed": ("Being made", "grey"), "refused": ("Refused", "red")}[
        told.amendment.decision
    ]


def _says(told: Exploratory) -> str:
    if told.held_because:
        return f"It was allowed, and nothing is shown. {told.held_because}"
    if told.findings is not None:
        return "Nobody had planned to look at these tables before the answers were in. Read them as a hint, not a test."
    if told.amendment.decision == "allowed":
        return _says_of_making(told)
    if told.amendment.decision == "refused":
        return "The programme has refused it, for disclosure. It may be asked for again in another form."
    return "Somebody of the programme reads it, and allows it or refuses it in writing, for disclosure only."


def _says_of_making(told: Exploratory) -> str:
    if told.waits_for:
        waves = listed([wave_name(wave).lower() for wave in told.waits_for])
        return f"It is allowed, and made when every wave is released: the {waves} still has to come."
    if told.failed_because:
        return f"It is allowed, and could not be made. {told.failed_because} It is tried again every day."
    return "It is being worked out beside everything that is out already. Look again in some minutes."


def _rows(asked: PlanAmendment, names: Mapping[str, str]) -> list[SummaryRow]:
    instrument, adds = load(asked.instrument), asked.adds
    rows = [
        SummaryRow("Statements", "; ".join(f"“{instrument.item(key).wording['standard']}”" for key in adds["items"])),
        SummaryRow("Broken down by", _capital(listed([breakdown_name(name) for name in adds["by"]]))),
        SummaryRow("Waves", _capital(listed([wave_name(wave).lower() for wave in adds["waves"]]))),
        SummaryRow("Why", asked.reason),
        SummaryRow("Asked by", f"{_name(asked.proposed_by, names)}, {_day(asked.proposed_at)}"),
    ]
    if asked.decided_at is None:
        return rows
    word = "Allowed by" if asked.decision == "allowed" else "Refused by"
    rows.append(SummaryRow(word, f"{_name(asked.decided_by, names)}, {_day(asked.decided_at)}"))
    if asked.ground:
        rows.append(SummaryRow("Why not", f"{Ground(asked.ground).label}. {asked.because}"))
    return rows


def _tables(findings: Findings) -> tuple[AddedTable, ...]:
    easel = Easel(Axis.holding(findings.tables))
    return tuple(_table(findings, table, easel) for table in findings.tables)


def _table(findings: Findings, table: ReleasedTable, easel: Easel) -> AddedTable:
    title = f"“{table.wording}” by {breakdown_name(table.by)}"
    if not table.cells:
        reasons = dict.fromkeys(held.refusal.sentence for held in table.withheld)
        return AddedTable(title, None, (), " ".join(reasons))
    return AddedTable(title, table_picture(findings, table, easel), (*gaps_told(table), *groups_told(table)), "")


def _slug(told: Exploratory) -> str:
    return str(told.amendment.cohort.slug)


def _name(account: str, names: Mapping[str, str]) -> str:
    return names.get(account, "Somebody who has left")


def _day(moment: datetime) -> str:
    return date_format(timezone.localdate(moment), "j F Y")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
