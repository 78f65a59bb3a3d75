"""A school whose younger pupils answered their own edition: page, paper and file say who is in which figure."""

from __future__ import annotations

import csv
import io
from functools import cache

import pytest
from django.test import Client

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, evaluate
from belonging.evaluation.choices import item_told
from belonging.evaluation.mix import HELPED
from belonging.instruments.load import load
from belonging.simulation import in_editions
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters import mix
from belonging.web.reports.presenters.printed import printed, template
from belonging.web.reports.presenters.report import school_report
from belonging.web.reports.presenters.rows import findings_csv
from belonging.web.reports.presenters.wording import part_words
from belonging.web.reports.queries import Voices
from belonging.web.schools.models import School
from belonging.web.surveys.rules.helping import HELPS
from belonging.web.ui.typeset import typeset
from tests.web.reports.conftest import OF_MAPLE, PILOT, RELEASED_AT, released, store

ITEMS = ("safe", "lonely")


@cache
def mixed() -> Findings:
    rows = in_editions([row for row in PILOT.answers if row.audience == "pupil" and row.school == OF_MAPLE])
    columns: dict[str, list[object]] = {
        "school": [row.school for row in rows],
        "wave": [row.wave for row in rows],
        "edition": [row.edition for row in rows],
        "help": [row.help for row in rows],
        "way": [row.way for row in rows],
        **{name: [row.fact(name) for row in rows] for name in ("gender", "sen")},
        **{key: [row.answers.get(key) for row in rows] for key in ITEMS},
    }
    plan = Plan("pupil_v1", "school", ITEMS, ("all", "send"))
    return evaluate(AnswerSet.from_columns(load("pupil_v1"), columns), plan, Policy.release())


def test_the_page_says_who_answered_in_what_and_shows_each_kind(
    lead_of_maple: Client, maple: School, cohort: Cohort
) -> None:
    with school_scope(maple.pk):
        store(mixed(), cohort, maple)
    report = "/schools/maple-tree/reports/pilot-2026/"
    page = "".join(lead_of_maple.get(report + part).content.decode() for part in ("", "statements/", "how-sure/"))

    assert "The figures are of the pupils who answered with three choices." in page
    assert "with three choices (younger or pictures)" in page
    assert "had help in answering" in page
    assert "Wording still a draft, not yet tried with children: younger, pictures and easy read" in page
    assert "Pupils who answered with four choices" in page
    assert "Most of the time or yes" in page


def test_each_help_that_is_stored_has_its_words() -> None:
    assert set(HELPED) == set(HELPS) - {""}


def test_paper_and_file_say_the_same(maple: School, cohort: Cohort) -> None:
    with school_scope(maple.pk):
        report = school_report(maple, cohort, Voices({"pupil": mixed()}, RELEASED_AT), paper=True)
    data, pictures = printed(report)
    made = typeset(template(), data, made_at=RELEASED_AT, assets=pictures)
    assert (made.accessible, made.reason) == (True, "")
    assert [*report.turnout[0].mix, report.turnout[0].drafts] == data["turnout"][0]["mix"]  # type: ignore[index]  # plain data

    rows = list(csv.DictReader(io.StringIO(findings_csv([mixed()]))))
    said = [row["reading"] for row in rows if row["row"] == "mix"]
    assert len(said) == 7
    assert said[0] == mix.of_whom(mixed())
    assert said[1] in report.turnout[0].mix[0]
    assert {row["by"] for row in rows if row["row"] == "share"} >= {"all", "four_choices"}


def test_choices_are_named_as_the_tables_people_had_them() -> None:
    found = mixed()
    main, others = found.table("lonely"), found.table("lonely", "four_choices")
    assert main is not None
    assert others is not None

    assert part_words(item_told(found, main), "pupil").positive == "Not much or no"
    assert part_words(item_told(found, main), "pupil").neither == "Some of the time or sometimes"
    assert part_words(item_told(found, others), "pupil").positive == "Rarely or never"


def test_a_kind_with_figures_is_called_a_draft_also_where_the_mix_does_not_name_its_editions() -> None:
    sent = {"standard": (12, 4), "younger": (11, 13), "pictures_two": (5, 23)}
    columns: dict[str, list[object]] = {
        "school": ["elm"] * 28,
        "wave": ["baseline"] * 28,
        "edition": [edition for edition, (number, _) in sent.items() for _ in range(number)],
        "safe": [code for number, code in sent.values() for _ in range(number)],
    }
    plan = Plan("pupil_v1", "school", ("safe",), ("all",))
    found = evaluate(AnswerSet.from_columns(load("pupil_v1"), columns), plan, Policy.release())

    assert mix.mix_lines(found) == (
        "Baseline: about 2 in 5 answered with four choices (standard) and the others with other numbers of choices.",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mix, "tried", lambda *_: False)
        assert mix.draft_line(found) == "Wording still a draft, not yet tried with children: younger and pictures."


def test_a_report_of_the_standard_edition_says_nothing_of_editions(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mix.mix_lines(released("pupil", OF_MAPLE)) == ()
    assert mix.draft_line(released("pupil", OF_MAPLE)) == ""
    monkeypatch.setattr(mix, "tried", lambda *_: True)
    assert mix.draft_line(mixed()) == ""
