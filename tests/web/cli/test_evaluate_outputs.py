"""What `belonging evaluate` writes: tidy rows, a plan, files that are whole or not there."""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from belonging.evaluation import Findings, Plan, Policy, evaluate
from belonging.evaluation.own_data import OwnData
from belonging.figures import share_number
from belonging.web.cli.evaluate_csv import COLUMNS, KINDS, by_kind, guarded, one_file, rows
from belonging.web.cli.evaluate_files import UnwritableFile, write_files
from belonging.web.cli.evaluate_page import page
from belonging.web.cli.findings_summary import summaries
from belonging.web.cli.findings_tables import show_findings
from belonging.web.cli.terminal import Terminal
from tests.evaluation.rows import PUPIL, Pupils, answer_set, answers
from tests.web.cli.evaluations import SUPPLEMENT, belonging, findings, with_everything


@pytest.fixture
def answers_file(tmp_path: Path) -> Path:
    lines = [
        f"{school},secondary,{wave},8,girl,N,{code}"
        for school in ("elm", "oak", "ash", "yew", "fir")
        for wave in ("baseline", "endline")
        for code in (4, 3, 3, 1) * 5
    ]
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(["school,setting,wave,year_group,gender,sen,safe", *lines]), "utf-8")
    return path


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_number_has_a_row_with_the_id_of_its_finding() -> None:
    whole = findings()
    lines = read(one_file(whole))
    table = whole.table("safe", "send")
    assert table is not None

    ids = {line["id"] for line in lines}
    assert {cell.id for cell in table.cells} | {c.id for c in table.changes} | {gap.id for gap in table.gaps} <= ids
    change = next(line for line in lines if line["id"] == table.changes[0].id)
    interval = table.changes[0].interval
    assert interval is not None
    assert float(change["low"]) == table.changes[0].estimate_low
    assert (float(change["interval_low"]), float(change["df"])) == (interval.low, interval.df)
    assert change["reading"] == table.changes[0].reading.value
    assert (change["wave"], change["earlier"]) == ("endline", "baseline")


def test_headlines_name_the_findings_they_rest_on() -> None:
    lines = read(one_file(findings()))
    headlines = [line for line in lines if line["kind"] == "headline"]
    ids = {line["id"] for line in lines}

    assert headlines
    assert all(set(line["rests_on"].split()) <= ids for line in headlines)


def test_refusals_and_further_methods_are_rows_too() -> None:
    lines = read(one_file(with_everything()))
    measures = [line for line in lines if line["kind"] == "measure"]

    assert [line["id"] for line in measures] == [*(measure.id for measure in SUPPLEMENT.measures), "dif"]
    assert measures[2]["statement"] == "'=With SEND"
    assert (measures[1]["low"], measures[1]["interval_low"]) == ("6.5", "-1")
    assert measures[2]["not_shown_because"] == "Too few."
    reasons = {line["not_shown_because"] for line in lines if line["kind"] == "not shown"}
    assert reasons == {"Too few in the midpoint.", "This breakdown is too small."}


def test_a_folder_holds_the_same_rows_by_kind() -> None:
    whole = with_everything()
    apart = [row for text in by_kind(whole).values() for row in read(text)]

    assert sorted(map(str, apart)) == sorted(map(str, read(one_file(whole))))
    assert {row["kind"] for row in rows(whole)} == {kind for kinds in KINDS.values() for kind in kinds} - {"on roll"}
    assert all(set(row) <= set(COLUMNS) for row in rows(whole))


@given(st.text(max_size=8) | st.sampled_from(["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"]))
def test_no_text_can_be_run_as_a_formula(text: str) -> None:
    cell = str(guarded(text))

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == text.removeprefix("'")


def test_numbers_are_never_quoted() -> None:
    assert guarded(-3.5) == -3.5


def test_a_written_plan_is_one_to_start_from(answers_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert belonging("evaluate", str(answers_file), "--print-plan", "--by", "sen") == 0
    text = capsys.readouterr().out
    plan = answers_file.with_name("plan.toml")
    plan.write_text(text, "utf-8")

    assert "sen" in tomllib.loads(text)["by"]
    assert belonging("evaluate", str(answers_file), "--plan", str(plan), "--json", str(plan.with_suffix(".json"))) == 0
    assert Findings.from_json(plan.with_suffix(".json").read_text("utf-8")).table("safe") is not None


def test_a_plan_decides_what_is_evaluated(answers_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = answers_file.with_name("plan.toml")
    plan.write_text('items = ["safe"]\nby = ["all"]\nsupplements = []\n', "utf-8")
    out = answers_file.with_name("out.json")

    assert belonging("evaluate", str(answers_file), "--plan", str(plan), "--json", str(out)) == 0
    assert [table.id for table in Findings.from_json(out.read_text("utf-8")).tables] == ["safe-by-all"]
    assert belonging("evaluate", str(answers_file), "--plan", str(plan), "--by", "gender") == 2
    assert "plan.toml has no table by 'gender'. Add it to its line \"by\"" in capsys.readouterr().err


def test_without_a_file_the_remedy_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert belonging("evaluate") == 2
    assert "Give the file of answers" in capsys.readouterr().err


def test_all_outputs_are_written_together(answers_file: Path) -> None:
    folder = answers_file.parent
    outs = [f"--json={folder / 'f.json'}", f"--html={folder / 'f.html'}", f"--csv={folder / 'rows'}"]

    assert belonging("evaluate", str(answers_file), *outs) == 0
    assert {path.name for path in folder.iterdir()} == {"answers.csv", "f.json", "f.html", "rows"}
    assert "shares.csv" in {path.name for path in (folder / "rows").iterdir()}


def test_nothing_is_written_over_unless_that_is_asked_for(
    answers_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = answers_file.with_name("f.json")
    out.write_text("mine")

    assert belonging("evaluate", str(answers_file), "--json", str(out)) == 2
    assert out.read_text() == "mine"
    assert "is there already. Choose another name, or add --replace" in capsys.readouterr().err
    assert belonging("evaluate", str(answers_file), "--json", str(out), "--replace") == 0
    assert out.read_text() != "mine"


@pytest.mark.parametrize("option", ["--json", "--html", "--csv"])
def test_the_answers_are_never_written_over(answers_file: Path, option: str) -> None:
    before = answers_file.read_bytes()

    assert belonging("evaluate", str(answers_file), option, str(answers_file), "--replace") == 2
    assert answers_file.read_bytes() == before


def test_one_name_for_two_files_is_refused(answers_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(answers_file.with_name("out"))

    assert belonging("evaluate", str(answers_file), "--json", out, "--html", out) == 2
    assert "is asked for twice" in capsys.readouterr().err


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    texts = {tmp_path / "one.json": "1", tmp_path / "gone" / "deep" / "two.json": "2"}

    with pytest.raises(UnwritableFile, match="could not be written"):
        write_files(texts, replace=False)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_was_taken_meanwhile_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "one.json"
    out.write_text("theirs")

    with pytest.raises(UnwritableFile, match="since a moment ago"):
        write_files({out: "ours"}, replace=False)
    assert out.read_text() == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["one.json"]


@pytest.mark.parametrize("width", [80, 160])
def test_the_terminal_shows_gaps_further_methods_and_refusals(width: int) -> None:
    out = io.StringIO()
    show_findings(
        Console(file=out, width=width, emoji=False, markup=False, highlight=False),
        with_everything(),
        ("all", "send", "gender"),
    )
    said = " ".join(out.getvalue().split())

    assert "With SEND less without SEND" in said
    assert "The average school. What is the share in a school, each counted once?" in said
    assert "81.2 per cent 70.0 to 90.0 300" in said
    assert "No clear change." in said
    assert "“I feel safe at school” Endline 81.2 per cent" in said
    assert "Too few." in said
    assert "For everyone, midpoint: Too few in the midpoint." in said
    assert "This breakdown is too small." in said
    assert "Method: docs/methods/average-school.md" in said
    assert max(len(line.rstrip()) for line in out.getvalue().splitlines()) <= width
    assert "…" not in said


@pytest.mark.parametrize("policy", [OwnData(), Policy.release()])
def test_the_summary_is_of_the_positive_shares(policy: Policy) -> None:
    whole = findings(policy)
    everyone, send = summaries(whole)
    table, by_send = whole.table("safe"), whole.table("safe", "send")
    assert table is not None
    assert by_send is not None

    assert everyone.head == ("Positive answers", "Baseline", "Endline", "Change", "Reading")
    assert everyone.title == "All pupils: positive answers of every 100 pupils"
    assert send.title == "With SEND: positive answers of every 100 pupils"
    for summary, of, group in ((everyone, table, "all"), (send, by_send, "send")):
        cells = [of.cell(group, wave) for wave in whole.waves]
        shares = [share_number(cell.parts["positive"], cell.rung) for cell in cells if cell and cell.parts]
        assert summary.rows[0][:3] == (of.wording, *shares)
        assert summary.rows[0][4] in ("More pupils", "No clear change")


def test_where_few_answered_there_are_words_and_no_points() -> None:
    few = [Pupils(answers(8, 8), wave=wave) for wave in ("baseline", "endline")]
    whole = evaluate(answer_set(few), Plan.default(PUPIL), Policy.release())
    out = io.StringIO()

    show_findings(Console(file=out, width=80), whole, ("all",))

    summary = summaries(whole)[0]
    assert summary.head == ("Positive answers", "Baseline", "Endline", "Reading")
    assert summary.title == "All pupils: positive answers, in words"
    assert "about half" in out.getvalue()
    assert "points" not in out.getvalue().partition("How to read this")[0]
    assert "Interval" not in out.getvalue()


def test_a_table_of_very_many_groups_is_left_to_the_files() -> None:
    out = io.StringIO()
    whole = findings()
    table = whole.table("safe", "school")
    assert table is not None
    many = replace(table, cells=tuple(replace(table.cells[0], group=f"s{place}") for place in range(61)))
    whole = replace(whole, tables=(many,))

    show_findings(Console(file=out, width=120), whole, ("school",))

    assert "by school: 61 groups, in the JSON and CSV files" in out.getvalue()
    assert "By school: 61 groups, in the JSON and CSV files." in page(whole, PUPIL, "answers.csv")


def test_an_identifier_is_never_turned_into_a_picture() -> None:
    whole = findings()
    headline = replace(whole.headlines[0], text="A school called :girl: [bold]")
    out = io.StringIO()
    console = Terminal()
    console.file = out
    show_findings(console, replace(whole, headlines=(headline,)), ())

    assert "A school called :girl: [bold]" in out.getvalue()
