"""Tables asked for after the plan: apart, dated, with the reason; a school's name in a reason is not printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from django.test import Client

from belonging.evaluation import Findings
from belonging.web.base.scope import programme_scope
from belonging.web.findings.models import AmendedRelease, PlanAmendment
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.schools.models import School
from tests.web.reports.conftest import RELEASED_AT, released

ASKED = datetime(2026, 11, 21, 9, tzinfo=UTC)


def added() -> Findings:
    whole = released("pupil")
    return replace(whole, tables=tuple(one for one in whole.tables if (one.item, one.by) == ("safe", "phase")))


def amend(cohort: Cohort, reason: str, findings: Findings | None) -> None:
    asked = PlanAmendment.objects.create(
        cohort=cohort,
        instrument="pupil_v1",
        number=PlanAmendment.objects.count() + 1,
        adds={"items": ["safe"], "by": ["phase"], "waves": ["baseline", "endline"]},
        reason=reason,
        proposed_by="account:1",
        proposed_at=ASKED,
        decision="allowed",
        decided_by="account:2",
        decided_at=ASKED,
    )
    AmendedRelease.objects.create(
        amendment=asked,
        waves="baseline+endline",
        plan="{}",
        signature="0" * 64,
        rounds=[],
        policy="release",
        engine_version="2",
        input_digest="0" * 64,
        findings=findings.to_json() if findings else "",
        held_because="" if findings else "A group would be told apart.",
        released_at=RELEASED_AT,
    )


def test_it_stands_in_a_section_of_its_own_with_its_day_and_reason(
    programme_released: Cohort, maple: School, manager: Client
) -> None:
    report = f"/programme/{programme_released.slug}/report/"
    address = f"{report}part/exploratory/"
    assert manager.get(address).status_code == 404
    with programme_scope("test"):
        amend(programme_released, "Feeling safe moved, and we ask where.", added())
        amend(programme_released, "Not shown.", None)
    assert address in manager.get(report).content.decode()
    page = manager.get(address).content.decode()
    assert "Exploratory: asked for after the plan was fixed" in page
    assert "asked for on 21 November 2026" in page
    assert "Feeling safe moved, and we ask where." in page
    cell = added().tables[0].changes[0].id
    assert f'data-finding="amended-pupil_v1-1:{cell}"' in page
    assert "amended-pupil_v1-2" not in page
    technical = f"{report}editions/technical/part/"
    assert f"amended-pupil_v1-1:{cell}" in manager.get(f"{technical}exploratory/").content.decode()
    assert "nothing of them is shown. A group would be told apart." in manager.get(f"{technical}plan/").content.decode()


def test_a_reason_that_names_a_school_is_kept_back(programme_released: Cohort, maple: School, manager: Client) -> None:
    with programme_scope("test"):
        Enrolment.objects.get_or_create(cohort=programme_released, school=maple, defaults={"mask": "A"})
        amend(programme_released, f"{maple.name} asked for it.", added())
    page = manager.get(f"/programme/{programme_released.slug}/report/part/exploratory/").content.decode()
    assert maple.name not in page
    assert "it names a school" in page
