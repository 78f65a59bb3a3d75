"""What is still asked of a cohort after its archive: packs, further tables, a check of its findings, its page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.cli import main as entry_point
from belonging.web.cli.archive import coarse_rows_of
from belonging.web.cli.main import main
from belonging.web.findings.engine.making import make_all_due
from belonging.web.findings.engine.verifying import Claim, verified
from belonging.web.findings.errors import CannotAmend
from belonging.web.findings.models import Release
from belonging.web.findings.services import fix_plans
from belonging.web.packs.errors import RowsArchived
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.packs.services.amendments import Asked, propose_amendment
from belonging.web.programme.models import Cohort, CohortState
from belonging.web.schools.models import School
from belonging.web.surveys.services.archiving import archive_cohort
from tests.web.findings.given import RELEASED, a_sealed_round
from tests.web.packs.given import a_pack, a_person, an_agreement
from tests.web.programme.given import programme_browser, text_of


@pytest.fixture
def over(maple: School, cohort: Cohort) -> Cohort:
    """Finished, with its findings released."""
    a_sealed_round(maple, cohort, people=40)
    fix_plans(now=RELEASED)
    assert make_all_due(now=RELEASED, say=lambda *_: None) == 0
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.OPEN, opened_at=RELEASED)
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.FINISHED, finished_at=RELEASED)
    cohort.refresh_from_db()
    return cohort


@pytest.fixture
def archived(over: Cohort) -> Cohort:
    with programme_scope("test"):
        kept, _sealed = coarse_rows_of(over)
    archive_cohort(cohort=over, kept=kept, actor="test", now=RELEASED)
    return over


def test_nothing_is_made_of_it_any_more(archived: Cohort) -> None:
    sam = a_person("Sam", Role.EVALUATOR)
    an_agreement(archived, sam)
    for kind in PackKind:
        with pytest.raises(RowsArchived, match="no pack can be made from them"):
            a_pack(archived, sam, kind)
    asked = Asked("pupil_v1", ("safe",), ("sen",), ("baseline",), "Do pupils with a plan differ?")
    with programme_scope("test"), pytest.raises(CannotAmend, match="is archived"):
        propose_amendment(cohort=archived, asked=asked, actor="sam", now=RELEASED)


def test_its_findings_stand_and_the_check_says_why_they_cannot_be_made_again(
    archived: Cohort, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = claims()
    assert [claim.sentence for claim in said if not claim.agrees] == []
    assert any("is archived: its sealed rows were destroyed" in claim.sentence for claim in said)
    assert any(claim.sentence == "Its archived rows are those that were kept." for claim in said)
    assert not any("byte for byte" in claim.sentence for claim in said)

    monkeypatch.setattr(entry_point, "start_django", lambda *_settings: None)
    assert main(["verify-releases", "--cohort", archived.slug]) == 0
    assert "its sealed rows were destroyed" in " ".join(capsys.readouterr().out.split())

    on = " ON surveys_archivedanswers" if connection.vendor == "postgresql" else ""
    with programme_scope("test"), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS surveys_archivedanswers_no_update{on}")
        cursor.execute("UPDATE surveys_archivedanswers SET facts = '{}'")
        assert cursor.rowcount > 0
    assert any("are not those that were kept" in claim.sentence for claim in claims() if not claim.agrees)


def claims() -> list[Claim]:
    with programme_scope("test"):
        return [claim for release in Release.objects.select_related("plan") for claim in verified(release)]


def test_its_page_says_when_it_can_be_archived_and_that_it_was(over: Cohort) -> None:
    manager: Client = programme_browser(Role.MANAGER)
    page = f"/programme/cohorts/{over.slug}/"
    assert "whoever runs the service can archive its answers" in text_of(manager.get(page))

    with programme_scope("test"):
        kept, _sealed = coarse_rows_of(over)
    done = archive_cohort(cohort=over, kept=kept, actor="test", now=RELEASED)

    shown = text_of(manager.get(page))
    assert "It was archived on" in shown
    assert f"{done.kept} coarse answers are kept, and no others." in shown
