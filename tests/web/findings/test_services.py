"""The whole way: answers through the services, sealing, the engine in a process of its own, stored findings."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.findings import services
from belonging.web.findings.models import LedgerEntry, Release
from belonging.web.findings.queries import programme_findings, school_findings
from belonging.web.findings.services import ReleaseFailed, release_due
from belonging.web.journal.queries import broken_link
from belonging.web.programme.models import Cohort
from tests.web.findings.given import RELEASED, a_sealed_round, schools

LIGHT = """
import sys, django
django.setup()
import {module}
print(sorted(name for name in ("numpy", "polars", "scipy", "belonging.evaluation.run") if name in sys.modules))
"""


def test_two_waves_of_three_schools_become_findings_of_each_and_of_the_programme(shared_database: str) -> None:
    cohort = Cohort.objects.create(
        name="Pilot", slug="pilot", starts_on=date(2026, 9, 1), is_demo=True, comments_on=True
    )
    birch, cedar, elm = schools(cohort, ("Birch", "Cedar", "Elm"))
    for school, people in ((birch, 40), (cedar, 44), (elm, 8)):
        a_sealed_round(school, cohort, people=people, favourable=0.3)
    steps: list[tuple[int, int]] = []

    assert release_due(now=RELEASED, progress=lambda done, of: steps.append((done, of))) == 4
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert release_due(now=RELEASED) == 0

    for school in (birch, cedar, elm):
        a_sealed_round(school, cohort, wave="endline", people=40, favourable=0.9)
    assert release_due(now=RELEASED) == 4

    with school_scope(birch.pk):
        found = school_findings(school_id=birch.pk, cohort_id=cohort.pk, audience="pupil")
        assert broken_link(f"school:{birch.pk}") is None
    assert found is not None
    table = found.table("belong")
    assert table is not None
    change = table.change("all")
    assert change is not None
    assert change.reading == "more"
    with programme_scope("test"):
        programme = programme_findings(cohort_id=cohort.pk, audience="pupil")
        assert programme is not None
        assert [(row.wave, row.schools) for row in programme.responses] == [("baseline", 3), ("endline", 3)]
        assert Release.objects.count() == 8
        assert not LedgerEntry.objects.filter(release__school=elm, release__waves="baseline", shown=True).exists()
        shown = LedgerEntry.objects.filter(release__school__isnull=True, reader="programme", shown=True)
        assert shown.count() >= len(programme.items)


def test_nothing_due_is_no_work(shared_database: str) -> None:
    assert release_due(now=RELEASED) == 0


def test_an_engine_that_dies_is_told_in_a_sentence(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    said = json.dumps({"outcome": "made", "done": 1, "of": 2})
    dies = (sys.executable, "-c", f"import os; print({said!r}, flush=True); os.abort()")
    monkeypatch.setattr(services, "ENGINE", dies)
    with pytest.raises(ReleaseFailed, match=r"stopped before it was done.*stored before that: 1"):
        release_due(now=RELEASED)


def test_findings_that_fail_are_counted(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"outcome": outcome, "done": 1, "of": 3}) for outcome in ("made", "failed", "there already")]
    monkeypatch.setattr(
        services, "ENGINE", (sys.executable, "-c", f"print({chr(10).join(lines)!r}); raise SystemExit(1)")
    )
    with pytest.raises(ReleaseFailed, match="1 of 2 sets of findings could not be made"):
        release_due(now=RELEASED)


@pytest.mark.parametrize(
    ("module", "loads"),
    [
        ("findings.services, belonging.web.findings.queries", False),
        ("cli.worker_loop", False),
        ("findings.engine.making", True),
    ],
)
def test_only_the_child_process_loads_the_engine(module: str, loads: bool) -> None:
    code = LIGHT.format(module=f"belonging.web.{module}")
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert (said.strip() != "[]") is loads
