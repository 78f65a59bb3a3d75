"""A stored release is had again from the sealed rows, and what does not agree is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cli import verify_releases
from belonging.web.cli.main import main
from belonging.web.findings.engine import verifying
from belonging.web.findings.engine.making import certified, evaluated, make_all_due
from belonging.web.findings.engine.verifying import Claim, due_of, verified
from belonging.web.findings.errors import NotProved
from belonging.web.findings.models import Release
from belonging.web.findings.services import fix_plans, show_to_reader
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.findings.given import RELEASED, a_sealed_round


@pytest.fixture
def released(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort, people=40)
    fix_plans(now=RELEASED)
    assert make_all_due(now=RELEASED, say=lambda *_: None) == 0


def claims() -> list[Claim]:
    with programme_scope("test"):
        return verified(Release.objects.select_related("plan").get(school__isnull=False))


def differing() -> list[str]:
    return [claim.sentence for claim in claims() if not claim.agrees]


def past_the_triggers(table: str, statement: str) -> None:
    with connection.cursor() as cursor:
        for act in ("update", "delete"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}")
        with programme_scope("test"):
            cursor.execute(statement)


def test_a_whole_release_agrees_in_everything(released: None) -> None:
    assert differing() == []
    said = [claim.sentence for claim in claims()]
    assert len(said) > 5
    assert any(sentence.startswith("Certificate: Every witness") for sentence in said)
    assert any("byte for byte" in claim.sentence for claim in claims())


def test_altered_findings_are_named(released: None) -> None:
    statement = "UPDATE findings_release SET findings = replace(findings, 'between 50 and 60', 'between 80 and 90')"
    past_the_triggers("findings_release", statement)
    (figures, ledger, *certificate) = differing()
    assert all(sentence.startswith("Certificate: ") for sentence in certificate)
    assert "come out otherwise" in figures
    assert "belong-by-all" in figures
    assert "The ledger differs" in ledger


def test_a_report_opened_to_more_readers_still_agrees_and_what_they_were_not_shown_is_named(
    released: None, maple: School
) -> None:
    with school_scope(maple.pk):
        (release,) = Release.objects.filter(school=maple)
        assert show_to_reader(releases=[release.pk], reader="staff", broken_down=None) > 10
        assert show_to_reader(releases=[release.pk], reader="families", broken_down={"all"}) > 1
    assert differing() == []
    past_the_triggers(
        "findings_ledgerentry",
        "UPDATE findings_ledgerentry SET digest = 'x' WHERE reader = 'staff' AND wave = 'baseline' "
        "AND \"table\" = 'safe-by-all'",
    )
    assert differing() == ["The ledger differs in 1 entries."]


def test_a_ledger_that_lost_an_entry_is_named(released: None) -> None:
    past_the_triggers(
        "findings_ledgerentry",
        "DELETE FROM findings_ledgerentry WHERE school_id > 0 AND wave = 'baseline' AND \"table\" = 'safe-by-all'",
    )
    assert differing() == ["The ledger differs in 1 entries."]


def test_sealed_rows_that_were_changed_are_named(released: None) -> None:
    past_the_triggers("surveys_sealedanswers", "DELETE FROM surveys_sealedanswers WHERE key < '8'")
    assert any("are not those that were sealed" in sentence for sentence in differing())
    assert "Other rows are counted." in differing()


def test_an_altered_plan_is_named_and_nothing_is_made_with_it(released: None) -> None:
    past_the_triggers("findings_fixedplan", "UPDATE findings_fixedplan SET plan = replace(plan, '5.0', '1.0')")
    assert differing() == ["Its plan is not the one that was signed, or the pepper is another."]


def test_a_certificate_of_other_tables_lets_nothing_be_released(released: None) -> None:
    with programme_scope("test"):
        release = Release.objects.select_related("plan").get(school__isnull=False)
        assert release.plan is not None
        made = evaluated(due_of(release), release.plan)
    fewer = replace(made.findings, tables=made.findings.tables[1:])
    other = replace(made, released=replace(made.released, findings=fewer))
    assert certified(made).certificate == release.certificate != ""
    with pytest.raises(NotProved, match="nothing was released"):
        certified(other)


def test_a_release_without_a_certificate_says_so(released: None) -> None:
    past_the_triggers("findings_release", "UPDATE findings_release SET certificate = ''")
    assert "No certificate stands beside it, so there is none to check." in [claim.sentence for claim in claims()]


def test_a_release_of_another_engine_is_not_judged(released: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "ENGINE_VERSION", "another")
    (sentence,) = differing()
    assert "this is engine another" in sentence


class TestTheCommand:
    def test_it_says_of_each_release_what_agrees(self, released: None, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["verify-releases", "--cohort", "pilot-2026"]) == 0
        said = capsys.readouterr().out
        assert "of Maple Tree School (" in said
        assert "of the programme (" in said
        assert "DIFFERS" not in said
        assert "2 of 2 releases agree" in said

    def test_what_differs_makes_it_fail(self, released: None, capsys: pytest.CaptureFixture[str]) -> None:
        past_the_triggers("findings_release", "UPDATE findings_release SET input_digest = 'x' WHERE school_id > 0")
        with programme_scope("test"):
            number = Release.objects.get(school__isnull=False).pk
        assert main(["verify-releases", "--release", str(number)]) == 1
        assert "DIFFERS: Other rows are counted." in capsys.readouterr().out

    @pytest.mark.parametrize("asked", [["--release", "404"], ["--cohort", "nowhere"]])
    def test_what_is_not_there_is_refused_in_a_sentence(
        self, asked: list[str], db: None, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["verify-releases", *asked]) == 2
        assert "findings-released" in capsys.readouterr().err

    def test_help_needs_no_database(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert verify_releases.__doc__
        with pytest.raises(SystemExit):
            main(["verify-releases", "--help"])
        assert "--cohort" in capsys.readouterr().out
