"""`belonging verify`: findings and the answers that they were made from, side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from belonging.evaluation import Findings
from belonging.web.cli.findings_differences import compare
from tests.web.cli.evaluations import belonging, findings


@pytest.fixture
def made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, Path]:
    """Findings and their answers: three schools, two waves."""
    lines = [
        f"{school},secondary,{wave},8,girl,N,{code}"
        for school in ("elm", "oak", "ash")
        for wave in ("baseline", "endline")
        for code in (4, 3, 3, 1) * 10
    ]
    answers = tmp_path / "answers.csv"
    answers.write_text("\n".join(["school,setting,wave,year_group,gender,sen,safe", *lines]), "utf-8")
    out = tmp_path / "findings.json"
    assert belonging("evaluate", str(answers), "--json", str(out)) == 0
    capsys.readouterr()
    return out, answers


def verify(*words: object) -> int:
    return belonging("verify", *(str(word) for word in words))


@pytest.mark.parametrize("policy", ["own-data", "release"])
def test_findings_agree_with_their_own_answers(
    made: tuple[Path, Path], policy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, answers = made
    assert belonging("evaluate", str(answers), "--json", str(out), "--replace", "--policy", policy) == 0
    capsys.readouterr()

    assert verify(out, "--answers", answers) == 0
    assert "findings agree with the answers." in capsys.readouterr().out


def test_the_order_of_the_rows_makes_no_difference(made: tuple[Path, Path]) -> None:
    out, answers = made
    header, *rows = answers.read_text("utf-8").splitlines()
    answers.write_text("\n".join([header, *reversed(rows)]), "utf-8")

    assert verify(out, "--answers", answers) == 0


def test_a_changed_answer_is_found(made: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    out, answers = made
    answers.write_text(answers.read_text("utf-8").replace("girl,N,4", "girl,N,1", 1), "utf-8")

    assert verify(out, "--answers", answers) == 1

    said = capsys.readouterr().out
    assert "The answers are not those that the findings were made from" in said
    assert (
        "share safe-by-all:all:baseline (All pupils, baseline), positive, count: the file says 90, the answers give 89."
        in said
    )
    assert said.count("\n  ") == 21
    assert "more." in said


def test_a_changed_number_is_found_alone(made: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    out, answers = made
    stored = Findings.from_json(out.read_text("utf-8"))
    rows = (replace(stored.responses[0], answered=119), *stored.responses[1:])
    out.write_text(replace(stored, responses=rows).to_json(), "utf-8")

    assert verify(out, "--answers", answers) == 1

    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith("findings agree; 1 value differs.")
    assert said[1] == "  answered (baseline), base: the file says 119, the answers give 120."


def test_another_plan_cannot_be_told(made: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    out, answers = made
    plan = out.with_name("plan.toml")
    plan.write_text("smallest_change = 6\n", "utf-8")

    assert verify(out, "--answers", answers, "--plan", plan) == 2
    assert "plan.toml is another plan" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is not JSON (line 1, column 1). Give the file"),
        ("{}", "holds no findings of this version. Give the file"),
        ("[]", "holds no findings of this version. Give the file"),
        ("[" * 100_000, "holds no findings of this version. Give the file"),
    ],
)
def test_what_is_no_findings_is_refused(
    made: tuple[Path, Path], text: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, answers = made
    out.write_text(text)

    assert verify(out, "--answers", answers) == 2

    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1


def test_files_that_are_not_there_are_refused(made: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    out, answers = made

    assert verify(out.with_name("none.json"), "--answers", answers) == 2
    assert verify(out, "--answers", answers.with_name("none.csv")) == 2
    assert capsys.readouterr().err.count("Check the name.") == 2


def test_findings_made_by_another_engine_say_so(made: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    out, answers = made
    stored = Findings.from_json(out.read_text("utf-8"))
    out.write_text(replace(stored, engine_version="0").to_json(), "utf-8")

    assert verify(out, "--answers", answers) == 1
    assert "made by engine version 0" in capsys.readouterr().out


def test_the_last_digit_may_differ_and_a_missing_finding_may_not() -> None:
    whole = findings()
    number, none = compare(whole, Findings.from_json(whole.to_json()))
    _, lost = compare(whole, replace(whole, headlines=whole.headlines[1:]))

    assert number > 50
    assert none == []
    assert any(difference.found == "nothing" for difference in lost)


@pytest.fixture
def certified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, Path, Path]:
    """One school's release with its certificate, and the answers."""
    lines = [f"elm,secondary,baseline,8,{'girl' if n % 2 else 'boy'},N,{(4, 3, 1)[n % 3]}" for n in range(80)]
    answers, out, proof = (tmp_path / name for name in ("answers.csv", "findings.json", "certificate.json"))
    answers.write_text("\n".join(["school,setting,wave,year_group,gender,sen,safe", *lines]), "utf-8")
    files = ("--json", str(out), "--certificate", str(proof))
    assert belonging("evaluate", str(answers), "--policy", "release", *files) == 0
    capsys.readouterr()
    return out, answers, proof


def test_a_certificate_is_checked_beside_the_findings(
    certified: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    out, answers, proof = certified

    assert verify(out, "--answers", answers, "--certificate", proof) == 0

    said = capsys.readouterr().out
    assert "Every witness is found again." in said
    assert "Not so" not in said


def test_a_certificate_of_something_else_does_not_hold(
    certified: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    out, answers, proof = certified
    text = proof.read_text("utf-8")
    place = text.index('"publication":"') + len('"publication":"')
    proof.write_text(text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :], "utf-8")

    assert verify(out, "--answers", answers, "--certificate", proof) == 1
    assert "Not so: The findings are the ones that were certified." in capsys.readouterr().out


def test_what_is_no_certificate_is_refused(
    certified: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    out, answers, _ = certified

    assert verify(out, "--answers", answers, "--certificate", out) == 2
    assert "findings.json is no certificate: it does not hold what one holds. Give the" in capsys.readouterr().err
    assert belonging("evaluate", str(answers), "--certificate", str(out.with_name("c.json"))) == 2
    assert "A certificate belongs to one school's findings under the policy release" in capsys.readouterr().err
    assert not out.with_name("c.json").exists()


@pytest.mark.parametrize("text", ["[" * 100_000, "[]", "", '{"units": [1]}'])
def test_what_is_no_certificate_is_refused_in_one_sentence(
    certified: tuple[Path, Path, Path], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, answers, proof = certified
    proof.write_text(text, "utf-8")

    assert verify(out, "--answers", answers, "--certificate", proof) == 2

    said = capsys.readouterr().err
    assert "certificate.json is no certificate: it" in said
    assert "Give the file that" in said
    assert said.count("\n") == 1


def test_findings_with_another_part_are_refused_in_plain_words(
    made: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    out, answers = made
    for more in ('{"mood":1,', '{"plan_digest":5,"x":1,'):
        out.write_text(more + out.read_text("utf-8")[1:], "utf-8")
        assert verify(out, "--answers", answers) == 2
        said = capsys.readouterr().err
        assert "holds no findings of this version. Give the file" in said
        assert "__init__" not in said
