"""The cockpit as files: schools for the team, totals for the funder."""

from __future__ import annotations

from collections.abc import Iterable

from belonging.web.home.models import Standing
from belonging.web.home.presenters.cockpit import PLACES, reasons
from belonging.web.home.queries.standings import Totals
from belonging.web.home.rules.standing import Place
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries import Funnel
from belonging.web.ui.tables import csv_text

SCHOOLS_HEAD = (
    "school", "urn", "local_authority", "setting", "arm", "stage", "pupils_answered_per_cent", "last_sign_in",
    "next_date", "next", "reasons_to_ring", "audit", "action_plan", "results_promised",
)  # fmt: skip


def schools_csv(standings: Iterable[Standing]) -> str:
    """One row a school. Empty cells: nothing known, or nothing open."""
    return csv_text(
        SCHOOLS_HEAD,
        (
            (
                each.name,
                each.school.urn or "",
                each.school.local_authority,
                each.school.setting,
                each.enrolment.arm,
                PLACES[Place(each.place)],
                "" if each.response is None else each.response,
                each.last_sign_in or "",
                each.next_on or "",
                each.next_words,
                "; ".join(reasons(each)),
                each.audit,
                each.plan,
                each.promise,
            )
            for each in standings
        ),
    )


def totals_csv(cohort: Cohort, totals: Totals, funnel: Funnel) -> str:
    """Counts alone, with no school named: one row a figure."""
    rows: list[tuple[str, object]] = [
        ("cohort", cohort.name),
        ("schools interested", funnel.interested),
        ("schools selected", funnel.selected),
        ("schools that accepted the agreement", funnel.agreed),
        ("schools whose baseline is answered", funnel.baseline),
        ("schools that finished", funnel.finished),
        ("schools that left", totals.by_place.get(Place.LEFT, 0)),
        ("answers, each questionnaire rounded to 5", totals.answered),
    ]
    return csv_text(("figure", "value"), rows)
