"""`belonging register import`."""

from __future__ import annotations

from pathlib import Path

import pytest

from belonging.web.base.scope import school_scope
from belonging.web.cli.main import main
from belonging.web.programme.models import Cohort
from belonging.web.programme.services import enrol_school
from belonging.web.schools.models import RegisterEntry, School
from belonging.web.schools.queries import register_entry
from belonging.web.schools.rules.register_sample import sample_register
from belonging.web.schools.services import school_from_register
from belonging.web.surveys.services.rounds import plan_round
from tests.web.conftest import NOW

LANTERNBRIDGE = "900135"


def test_the_sample_is_read_and_counted(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "import", "sample", "--dry-run"]) == 0
    assert "nothing was changed" in capsys.readouterr().out
    assert not RegisterEntry.objects.exists()
    assert main(["register", "import", "sample"]) == 0
    said = capsys.readouterr()
    assert "  new             62\n" in said.out
    assert said.err == ""


def test_bad_rows_are_listed_and_the_exit_code_says_so(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header, first, *_ = sample_register().split(b"\r\n")
    file = tmp_path / "register.csv"
    file.write_bytes(b"\r\n".join([header, first, first, *[b"12,34"] * 30]))
    assert main(["register", "import", str(file)]) == 1
    said = capsys.readouterr().out
    assert "row 3 (URN 900107): URN 900107 stands in an earlier row already" in said
    assert "and 11 more" in said


def test_a_school_with_questionnaires_keeps_its_setting(
    cohort: Cohort, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["register", "import", "sample"])
    entry = register_entry(LANTERNBRIDGE)
    assert entry is not None
    school = school_from_register(entry=entry, actor="test", now=NOW)
    enrol_school(cohort=cohort, school=school, mask="A", actor="test", now=NOW)
    with school_scope(school.pk):
        plan_round(
            school=school, cohort=cohort, wave="baseline", instrument="staff_v1", entrance="open_link",
            actor="test", now=NOW,
        )  # fmt: skip
    file = tmp_path / "register.csv"
    row = next(line for line in sample_register().split(b"\r\n") if line.startswith(LANTERNBRIDGE.encode()))
    changed = row.replace(b"Lanternbridge School", b"Lanternbridge Academy").replace(b",34,", b",44,")
    file.write_bytes(sample_register().replace(row, changed))
    capsys.readouterr()
    assert main(["register", "import", str(file)]) == 0
    said = capsys.readouterr().out
    assert "It is now called Lanternbridge Academy." in said
    assert "It stays as it was, because it has questionnaires." in said
    assert School.objects.get(pk=school.pk).setting == "secondary"


def test_a_file_that_is_not_there_is_a_sentence(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "import", "nowhere.csv"]) == 2
    assert capsys.readouterr().err.startswith("nowhere.csv cannot be read: No such file")
