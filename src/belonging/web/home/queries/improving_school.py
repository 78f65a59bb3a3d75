"""How far one school is with its audit, its plan and what it tells pupils and families. In the school's scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from belonging.web.actions.queries.plan import PlanCounts, plan_counts
from belonging.web.audit.models import Audit
from belonging.web.audit.queries.audits import audits_of, cohort_of, progress_of
from belonging.web.audit.rules.progress import Progress
from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Page
from belonging.web.replies.queries.pages import pages_of
from belonging.web.schools.models import School


@dataclass(frozen=True, slots=True)
class Improving:
    """`progress` is that of the newest audit while it is not signed off. `audits` are the oldest first."""

    cohort: Cohort
    audits: tuple[Audit, ...]
    progress: Progress | None
    plan: PlanCounts
    pages: tuple[Page, ...]

    @property
    def newest(self) -> Audit | None:
        return self.audits[-1] if self.audits else None


def improving_in(school: School, today: date) -> Improving | None:
    """None where the school is in no cohort. A constant number of queries."""
    cohort = cohort_of(school)
    if cohort is None:
        return None
    audits = tuple(audits_of(school, cohort))
    under_way = audits and not audits[-1].is_signed_off
    return Improving(
        cohort=cohort,
        audits=audits,
        progress=progress_of(audits[-1]) if under_way else None,
        plan=plan_counts(school, cohort, today),
        pages=tuple(pages_of(school, cohort)),
    )
