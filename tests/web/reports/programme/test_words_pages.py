"""The team writes its own words around figures that stay as they are."""

from __future__ import annotations

import pytest
from django.test import Client

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.reports.models import ReportWords
from tests.web.reports.conftest import signed_in
from tests.web.reports.page import read

REPORT = "/programme/pilot-2026/report/"
NEXT = f"{REPORT}words/next/"


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(read(answer.content.decode()).by_id("main-content").text().split())


def press(client: Client, text: str, *, after: int = 0, act: str = "save", part: str = "next") -> str:
    answer = client.post(f"{REPORT}words/{part}/", {"text": text, "after": after, "act": act}, follow=True)
    return " ".join(read(answer.content.decode()).by_id("main-content").text().split())


def test_a_part_is_written_seen_kept_and_set_back(manager: Client, programme_released: Cohort) -> None:
    assert "Begin where fewest pupils answer positively" in words(manager, f"{REPORT}part/next/")
    ours = "We go on: {pupil.safe.all.now} feel safe, which is {pupil.safe.all.change}."

    assert "We go on: 80 in 100 feel safe, which is +9 points" in press(manager, ours, act="look")
    assert not ReportWords.objects.exists()
    assert "Saved" in press(manager, ours)
    assert "We go on: 80 in 100 feel safe" in words(manager, f"{REPORT}part/next/")
    assert "Your words of" in words(manager, f"{REPORT}words/")

    press(manager, ours, after=1, act="back")
    assert "Begin where fewest pupils answer positively" in words(manager, f"{REPORT}part/next/")
    assert [each.version for each in ReportWords.objects.all()] == [1, 2]
    assert "Version 1" in words(manager, NEXT)
    with programme_scope("test"):
        assert Entry.objects.filter(act="report-words-written").count() == 2


def test_a_figure_of_ones_own_is_refused_with_the_remedy(manager: Client, programme_released: Cohort) -> None:
    said = press(manager, "Now 95 in 100 feel safe.")
    assert "Figures come from the findings, so “95” can’t be typed. Put the place of the figure instead" in said
    assert "There is no place {pupil.saef.all.now}. Did you mean {pupil.safe.all.now}?" in press(
        manager, "{pupil.saef.all.now} feel safe."
    )
    assert "kept for places" in press(manager, "{Pupil safe} feel safe.")
    assert not ReportWords.objects.exists()


def test_two_who_write_at_once_do_not_overwrite_each_other(manager: Client, programme_released: Cohort) -> None:
    press(manager, "The first.")
    assert "Somebody else has saved these words" in press(manager, "The second.")
    assert ReportWords.objects.get().text == "The first."


def test_a_changed_figure_marks_its_sentence_and_holds_back_the_final_print(
    manager: Client, programme_released: Cohort
) -> None:
    press(manager, "Today {pupil.safe.all.now} feel safe.")
    ReportWords.objects.update(figures={"pupil.safe.all.now": "71 in 100"})

    assert "Look again: “71 in 100” stood here when this was written" in words(manager, f"{REPORT}part/next/")
    assert "1 to look at again" in words(manager, f"{REPORT}words/")
    refused = manager.get(f"{REPORT}report.pdf?final=1")
    assert refused.status_code == 409
    assert "One sentence has a figure that is another one" in refused.content.decode()

    press(manager, "Today {pupil.safe.all.now} feel safe.", after=1)
    final = manager.get(f"{REPORT}report.pdf?final=1")
    assert final.content.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in final.content


def test_a_change_that_is_not_clear_stands_in_no_text_as_a_number(manager: Client, programme_released: Cohort) -> None:
    assert "It was no clear change." in press(manager, "It was {pupil.happy.all.change}.", act="look")


def test_words_that_say_cause_are_asked_about_and_not_refused(manager: Client, programme_released: Cohort) -> None:
    assert "“impact” says that the programme made a change." in press(manager, "What an impact.")
    assert ReportWords.objects.count() == 1


def test_an_empty_part_is_left_out_and_a_foreword_takes_its_slot(manager: Client, programme_released: Cohort) -> None:
    assert "stands here. Until it is written" in words(manager, f"{REPORT}part/foreword/")
    press(manager, "We asked, and they told us.", part="foreword")
    assert "We asked, and they told us." in words(manager, f"{REPORT}part/foreword/")
    press(manager, "", part="about")
    assert "run by" not in words(manager, f"{REPORT}part/about/")


@pytest.mark.parametrize("ours", ["Our own beginning.", ""])
def test_no_rewriting_drops_what_the_figures_cannot_tell(
    ours: str, manager: Client, programme_released: Cohort
) -> None:
    caveat = "Nobody was compared with schools outside the programme"
    assert words(manager, REPORT).count(caveat) == 1
    assert caveat in press(manager, ours, part="opening")
    assert words(manager, REPORT).count(caveat) == 1


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.SCREENER])
def test_only_managers_write(role: Role, programme_released: Cohort) -> None:
    client = signed_in(role)
    assert client.get(f"{REPORT}words/").status_code == 404
    assert client.post(NEXT, {"text": "Mine.", "after": 0}).status_code == 404
    assert not ReportWords.objects.exists()


def test_a_part_that_there_is_not_is_not_found(manager: Client, programme_released: Cohort) -> None:
    assert manager.get(f"{REPORT}words/nowhere/").status_code == 404
