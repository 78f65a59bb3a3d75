"""Outcomes beside what pupils said, on one axis of time: for the school's report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from belonging.evaluation.released import Findings
from belonging.figures import Panel
from belonging.web.findings.queries import school_findings
from belonging.web.outcomes.presenters.panels import (
    Picture,
    belonging_panel,
    picture_of,
    school_panels,
)
from belonging.web.outcomes.presenters.tables import (
    KEY,
    incident_notes,
    school_table,
    source_notes,
)
from belonging.web.outcomes.queries import TermOutcome, outcomes_of, shown_outcomes
from belonging.web.outcomes.queries.waves import Wave, wave_days
from belonging.web.outcomes.rules.counts import GROUP_NAMES, Group
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.ui.components import Table

NEVER_WHY = (
    "This shows what happened at the same time, not why. Much else changes in a school year, and neither line is the "
    "reason for the other."
)


@dataclass(frozen=True, slots=True)
class Glance:
    """One group: its picture, where there is something to draw, and every number as a table."""

    name: str
    picture: Picture | None
    table: Table | None


@dataclass(frozen=True, slots=True)
class Beside:
    """`first` is all pupils; `groups` are those of which anything may be read. Empty (`is_empty`) says what to do."""

    first: Glance
    groups: tuple[Glance, ...]
    caution: str
    notes: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return self.first.table is None and not self.groups


def beside_of(school: School, cohort: Cohort, *, paper: bool = False) -> Beside:
    """As any reader of the school's report may see it. In the school's scope. `paper`: with figures for print."""
    findings = school_findings(school_id=school.pk, cohort_id=cohort.pk, audience="pupil")
    return school_beside(outcomes_of(school, cohort), findings, wave_days(cohort, school), paper=paper)


def all_beside(school: School, cohort: Cohort | None) -> Beside:
    """The same with every term there is, also where the school is in no cohort."""
    if cohort is None:
        return school_beside(shown_outcomes(school), None, {})
    findings = school_findings(school_id=school.pk, cohort_id=cohort.pk, audience="pupil")
    return school_beside(shown_outcomes(school), findings, wave_days(cohort, school))


def school_beside(
    outcomes: Sequence[TermOutcome], findings: Findings | None, days: Mapping[str, Wave], *, paper: bool = False
) -> Beside:
    glances = {
        group: _glance(
            group,
            belonging_panel(findings, group, days),
            school_panels(outcomes, group),
            school_table(_caption(group), outcomes, group),
            days.values(),
            paper=paper,
        )
        for group in Group
    }
    notes = (*source_notes(outcomes), *incident_notes(outcomes), KEY) if outcomes else ()
    return _beside(glances, notes)


def _caption(group: Group) -> str:
    return f"{GROUP_NAMES[group]}, term by term"


def _glance(
    group: Group,
    said: Panel | None,
    happened: Sequence[Panel],
    table: Table | None,
    waves: Iterable[Wave],
    *,
    paper: bool,
) -> Glance:
    """Without an outcome there is no picture: what pupils said alone is drawn elsewhere."""
    if not happened:
        return Glance(GROUP_NAMES[group], None, table)
    title = f"{GROUP_NAMES[group]}: what they said and what happened, over time"
    panels = [said, *happened] if said is not None else happened
    return Glance(GROUP_NAMES[group], picture_of(f"outcomes-{group.value}", title, panels, waves, paper=paper), table)


def _beside(glances: Mapping[Group, Glance], notes: Sequence[str]) -> Beside:
    groups = [glance for group, glance in glances.items() if group is not Group.ALL and glance.table is not None]
    return Beside(glances[Group.ALL], tuple(groups), NEVER_WHY, tuple(notes))
