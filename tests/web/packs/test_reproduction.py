"""The reproduction pack of a programme: made of what is stored, checked at the terminal without a database."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from belonging.evaluation.released import Findings
from belonging.evaluation.reproduction.parts import Registered, rows_of
from belonging.web.base.scope import programme_scope
from belonging.web.cli.main import main
from belonging.web.findings.models import FixedPlan, Release
from belonging.web.packs.engine.reproduction import build
from belonging.web.packs.engine.reproduction_readme import when_fixed
from belonging.web.packs.errors import CannotReproduce, NothingReleasedYet
from belonging.web.programme.models import Cohort
from tests.web.conftest import NOW
from tests.web.packs.programme import OUT, SCHOOLS, out_programme, sealed_programme


@pytest.fixture
def out(cohort: Cohort) -> Cohort:
    return out_programme(cohort)


def test_an_evaluator_gets_every_figure_again_from_the_pack_alone(
    out: Cohort, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "pack.zip"
    built = build(out, pack, OUT)

    assert built.digest == hashlib.sha256(pack.read_bytes()).hexdigest()
    assert main(["reproduce", str(pack), "--digest", built.digest]) == 0
    said = capsys.readouterr().out
    assert built.sentences[0].split()[0] in said.splitlines()[0]
    assert said.startswith("All ")
    assert "figures equal, of those that follow from the counts; " in said.splitlines()[0]
    assert "others cannot be had from counts" in said.splitlines()[0]
    # What counts cannot give is printed, in the pack and at the terminal.
    assert "“All statements together: the scale score”" in said
    with zipfile.ZipFile(pack) as archive:
        names = archive.namelist()
        readme = archive.read("README.txt").decode()
        about = json.loads(archive.read("pupil_v1/about.json"))
        findings = archive.read("pupil_v1/findings.json").decode()
        cells = rows_of(archive.read("pupil_v1/cells.csv"))
        listed = rows_of(archive.read("figures.csv"))
    assert names == sorted(names)
    assert tuple(sorted(built.files)) == tuple(names)
    with programme_scope("test"):
        release, plan = Release.objects.get(school__isnull=True), FixedPlan.objects.get(scope="programme")
    assert findings == release.findings
    assert about["plan"]["fixed_before_sealing"] is plan.before_sealing
    assert about["plan"]["signature"] == plan.signature
    assert about["plan"]["digest"] == Findings.from_json(findings).plan_digest
    assert {row["school"] for row in cells} - {""} == {school for school, _ in about["schools"]}
    assert len(about["schools"]) == SCHOOLS
    assert about["schools"][0] == ["L", "programme"]  # letters in the order of the engine, which is not theirs
    assert {row["id"] for row in listed} >= {table.cells[0].id for table in Findings.from_json(findings).tables}
    assert "WHAT CANNOT BE WORKED OUT FROM IT" in readme
    assert "School 0" not in readme + findings + json.dumps(about)


def test_a_pack_says_how_many_of_its_numbers_are_of_few_people_and_when_its_plan_was_fixed(
    out: Cohort, tmp_path: Path
) -> None:
    built = build(out, tmp_path / "pack.zip", OUT)

    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        words = " ".join(archive.read("README.txt").decode().split())
        about = json.loads(archive.read("pupil_v1/about.json"))
        cells = rows_of(archive.read("pupil_v1/cells.csv"))
    sizes = [int(row["n"]) for row in cells if row["school"] and not row["item"]]
    small = sum(size < 10 for size in sizes)
    assert small > 0
    told = f"{small:,} of {len(sizes):,} numbers of a school's group are of fewer than 10 people, the smallest of"
    assert f"In this pack {told} {min(sizes)}." in words
    assert any(told in sentence for sentence in built.sentences)
    assert "without the answers of any one person" not in words
    assert about["plan"]["fixed_at"] == about["plan"]["first_answer_possible_at"]
    assert f"after the first answer could be given ({NOW:%Y-%m-%d})" in words
    early = Registered("", (NOW - timedelta(days=1)).isoformat(), True, "", NOW.isoformat())
    assert when_fixed(early).startswith("before the first answer could be given")


def test_a_pack_that_was_tampered_with_is_found_at_the_terminal(
    out: Cohort, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, other = tmp_path / "pack.zip", tmp_path / "other.zip"
    built = build(out, pack, OUT)
    assert build(out, tmp_path / "again.zip", OUT) == built
    with zipfile.ZipFile(pack) as archive, zipfile.ZipFile(other, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            copy.writestr(name, content.replace(b"in 100", b"in 101", 1) if name.endswith("findings.json") else content)

    assert main(["reproduce", str(other), "--digest", built.digest]) == 1
    said = capsys.readouterr().out
    assert "The file is not the one that was released" in said
    assert "pupil_v1/findings.json, the released findings: changed after the pack was made." in said
    assert main(["reproduce", str(tmp_path / "nowhere.zip")]) == 2
    assert "belonging reproduce: " in capsys.readouterr().err

    monkeypatch.setattr("belonging.web.packs.engine.reproduction.keyed", lambda digest: digest)
    with pytest.raises(CannotReproduce, match="are not those that were counted"):
        build(out, tmp_path / "none.zip", OUT)
    assert not (tmp_path / "none.zip").exists()


def test_nothing_released_is_nothing_to_reproduce(cohort: Cohort, tmp_path: Path) -> None:
    sealed_programme(cohort, people=2)

    with pytest.raises(NothingReleasedYet):
        build(cohort, tmp_path / "pack.zip", OUT)
