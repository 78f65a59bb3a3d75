"""`belonging export-answers`: sealed answers leave the database in one file, once asked, and the journal knows."""

from __future__ import annotations

import stat
from pathlib import Path

import polars as pl
import pytest

from belonging.evaluation import AnswerSet
from belonging.evaluation.cells import count_cells
from belonging.evaluation.engines.scan import AnswerScan
from belonging.instruments.load import load
from belonging.web.base.scope import programme_scope
from belonging.web.cli import main as entry_point
from belonging.web.cli.export_answers import CannotWrite, write_parquet
from belonging.web.cli.main import main
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.surveys.queries import sealed_columns
from belonging.web.surveys.services.exporting import NothingSealed, export_answers
from tests.web.conftest import NOW
from tests.web.findings.given import a_sealed_round, an_answered_round, schools

PUPIL = load("pupil_v1")


@pytest.fixture
def sealed_cohort(cohort: Cohort) -> Cohort:
    """Two schools, two waves, the later school in the database first in the alphabet."""
    first, second = schools(cohort, ("Yew", "Ash"))
    for school, people in ((first, 14), (second, 11)):
        a_sealed_round(school, cohort, people=people)
    a_sealed_round(first, cohort, wave="endline", people=12)
    return cohort


def export(cohort: Cohort, out: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> int:
    """The command, in this process: Django is set up already."""
    monkeypatch.setattr(entry_point, "start_django", lambda _: None)
    return main(["export-answers", "--cohort", cohort.slug, "--out", str(out), *more])


def entries() -> list[Entry]:
    with programme_scope("test"):
        return list(Entry.objects.filter(act="answers-exported"))


def test_the_file_holds_every_sealed_answer_sorted_by_school(
    sealed_cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "answers.parquet"

    assert export(sealed_cohort, out, monkeypatch) == 0
    assert "37 answers to pupil_v1 from 2 schools (baseline, endline)" in capsys.readouterr().out
    assert pl.read_parquet(out)["school"].is_sorted()
    with programme_scope("test"):
        rows = sealed_columns(cohort=sealed_cohort, audience="pupil", instrument="pupil_v1")
    there = AnswerSet.from_frame(PUPIL, pl.read_parquet(out).with_columns(pl.col(pl.Categorical).cast(pl.String)))
    assert there.digest == AnswerSet.from_columns(PUPIL, rows).digest


def test_the_file_can_be_evaluated_and_scanned(
    sealed_cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "answers.parquet"
    export(sealed_cohort, out, monkeypatch)

    assert main(["evaluate", str(out)]) == 0
    assert "Baseline: 25 pupils" in capsys.readouterr().out
    scan = AnswerScan(PUPIL, (out,))
    assert count_cells(scan, scan.items, ("baseline", "endline")).forms.sum() == 37


def test_the_file_is_for_its_owner_alone_and_the_journal_has_counts_and_no_answers(
    sealed_cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "answers.parquet"
    export(sealed_cohort, out, monkeypatch)

    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    (entry,) = entries()
    assert entry.subject == f"cohort:{sealed_cohort.pk}"
    assert entry.actor.startswith("terminal:")
    assert entry.details == {
        "audience": "pupil",
        "instrument": "pupil_v1",
        "rows": 37,
        "schools": 2,
        "waves": ["baseline", "endline"],
    }


def test_answers_that_are_not_sealed_are_not_handed_out(
    cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (ash,) = schools(cohort, ("Ash",))
    an_answered_round(ash, cohort, people=12)
    out = tmp_path / "answers.parquet"

    assert export(cohort, out, monkeypatch) == 2
    assert "has no sealed answers to a pupil questionnaire" in capsys.readouterr().err
    assert not out.exists()
    assert entries() == []


def test_a_file_that_is_there_is_kept_and_nothing_is_journalled(
    sealed_cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "answers.parquet"
    out.write_text("mine")

    assert export(sealed_cohort, out, monkeypatch) == 2
    assert "is there already" in capsys.readouterr().err
    assert out.read_text() == "mine"
    assert entries() == []


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="No such file or directory"):
        write_parquet({"school": ["1"], "wave": ["baseline"], "safe": [4]}, tmp_path / "nowhere" / "answers.parquet")


def test_a_questionnaire_or_cohort_that_is_not_there_is_named(
    sealed_cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "answers.parquet"

    assert export(sealed_cohort, out, monkeypatch, "--instrument", "pupil_v9") == 2
    assert "sealed answers to pupil_v1. Say which of them: --instrument pupil_v1" in capsys.readouterr().err
    assert export(sealed_cohort, out, monkeypatch, "--audience", "staff") == 2
    assert "no sealed answers to a staff questionnaire" in capsys.readouterr().err
    sealed_cohort.slug = "pilto"
    assert export(sealed_cohort, out, monkeypatch) == 2
    assert "There is no cohort 'pilto'" in capsys.readouterr().err


def test_the_journal_keeps_no_entry_of_an_export_that_failed(sealed_cohort: Cohort) -> None:
    def failing(_: object) -> None:
        raise CannotWrite("The disk is full.")

    with pytest.raises(CannotWrite):
        export_answers(cohort=sealed_cohort, audience="pupil", instrument=None, write=failing, actor="test", now=NOW)
    assert entries() == []
    with pytest.raises(NothingSealed):
        export_answers(cohort=sealed_cohort, audience="parent", instrument=None, write=failing, actor="test", now=NOW)
