"""What is read of the training and of the leads' survey: every figure that the pilot's report prints, and no form."""

from __future__ import annotations

import csv
import io
import re
from functools import cache

import pytest
from django.test import Client

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, evaluate
from belonging.instruments.load import load
from belonging.simulation.professional import lead_forms, training_forms
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.findings.models import ReleaseOrder
from belonging.web.programme.models import Cohort
from belonging.web.surveys.models import CommentState
from belonging.web.surveys.services.comments import Verdict, give_verdict, unread_comments
from tests.web.reports.conftest import signed_in, store
from tests.web.surveys.occasions import PLEASED, an_occasion, sealed, sealed_occasion, send

TRAINING = "/programme/pilot-2026/report/training/"
LEADS = "/programme/pilot-2026/report/leads/"


@cache
def findings(instrument: str) -> Findings:
    """Of the pilot's simulated forms, under the policy professional."""
    asked = load(instrument)
    forms = training_forms(7) if instrument == "training_v1" else lead_forms(7)
    columns: dict[str, list[object]] = {"school": ["x"] * len(forms), "wave": ["once"] * len(forms)}
    if instrument == "training_v1":
        columns["role"] = [form.role for form in training_forms(7)]
    columns |= {item.key: [form.answers.get(item.key) for form in forms] for item in asked.items}
    answers = AnswerSet.from_columns(asked, columns)
    return evaluate(answers, Plan.default(asked, "programme"), Policy.professional())


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def out(cohort: Cohort) -> Cohort:
    with programme_scope("test"):
        for instrument in ("training_v1", "leads_v1"):
            store(findings(instrument), cohort)
    return cohort


def test_the_training_s_figures_are_those_of_the_pilot_s_report(manager: Client, out: Cohort) -> None:
    page = words(manager, TRAINING)

    assert "396 forms" in page
    assert re.search(r"safety for pupils 88\.3% 53 of 60 forms by senior leaders", page)
    assert re.search(r"excluded or isolated 79\.\d% 316 of 396 forms", page)
    assert re.search(r"welcoming environment 97\.2% 385 of 396 forms", page)
    assert re.search(r"strategies for belonging 100% 60 of 60 forms by senior leaders", page)
    assert "Simulated data" in page


def test_how_much_training_there_was_stands_above_what_was_said_of_it(manager: Client, out: Cohort) -> None:
    page = words(manager, TRAINING)
    assert "0 sessions were held: 0 in person, 0 online" in page
    assert page.index("members of staff were trained") < page.index("safety for pupils 88.3%")
    assert "sessions were held" not in words(manager, LEADS)


LEADS_SAY = [
    r"would recommend Belonging Matters 100% 10 of 10 schools",
    r"good or excellent 100% 10 of 10 schools",
    r"Excellent 50% 5 Good 50% 5",
    r"plan useful 100% 10 of 10 schools",
    r"to our school 100% 10 of 10 schools: strongly agree or agree .{0,60}Strongly agree 40% 4 Agree 60% 6",
    r"useful to me 100% .{0,120}Strongly agree 20% 2 Agree 80% 8",
    r"used resources from the hub 70% 7 of 10 schools",
    r"Asked of those who said “Yes” to the question before\. 100% 7 of 7 schools.{0,100}agree 14% 1 Agree 86% 6",
    r"they belong 90% 9 of 10 schools",
    r"before the programme 90% .{0,120}Strongly agree 20% 2 Agree 70% 7",
]


@pytest.mark.parametrize("figure", LEADS_SAY)
def test_the_leads_figures_are_those_of_the_pilot_s_report(manager: Client, out: Cohort, figure: str) -> None:
    assert re.search(figure, words(manager, LEADS))


def test_the_file_has_every_choice_of_every_question(manager: Client, out: Cohort) -> None:
    answer = manager.get(f"{LEADS}tables.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    agreed = [row for row in rows if (row["item"], row["choice"]) == ("audit_plan_useful", "Agree")]
    assert [(row["forms"], row["of_forms"], row["per_cent"]) for row in agreed] == [("6", "10", "60.0")]
    assert {row["item"] for row in rows} == {item.key for item in load("leads_v1").items}
    assert manager.get(f"{TRAINING}tables.csv").status_code == 200


def test_comments_of_the_release_s_rounds_are_shown(manager: Client, cohort: Cohort) -> None:
    round_ = an_occasion(cohort)
    send(round_, PLEASED, comments={"do_differently": "Greet <b>everybody</b> at the door."})
    send(round_, PLEASED, comments={"better": "Something unkind."})
    for _ in range(8):
        send(round_, PLEASED)
    sealed(round_)
    with programme_scope("test"):
        for comment in unread_comments(round_):
            kept = comment.text.startswith("Something")
            verdict = Verdict(CommentState.KEPT) if kept else Verdict(CommentState.RELEASED, comment.text)
            give_verdict(round_=round_, handle=comment.handle, verdict=verdict)
        other = an_occasion(cohort, "training:2")
        send(other, PLEASED, comments={"better": "Not counted."})
        for comment in unread_comments(other):
            give_verdict(round_=other, handle=comment.handle, verdict=Verdict(CommentState.RELEASED, comment.text))
        sealed(other)
        store(findings("training_v1"), cohort, rounds=[round_.pk])

    page = manager.get(TRAINING).content.decode()
    assert "Greet &lt;b&gt;everybody&lt;/b&gt; at the door." in page
    assert "unkind" not in page
    assert "Not counted" not in page


def test_the_team_releases_the_training_once_after_being_asked(manager: Client, cohort: Cohort) -> None:
    assert "No session of this cohort has asked for feedback yet." in words(manager, TRAINING)
    sealed_occasion(cohort, [PLEASED] * 5)
    an_occasion(cohort, "training:2")
    page = words(manager, TRAINING)
    assert "1 session is sealed, with 5 forms. 1 is not sealed yet" in page
    assert "Release the figures" in page

    assert "The figures are made once" in words(manager, f"{TRAINING}release/")
    manager.post(f"{TRAINING}release/")
    assert "The figures are being made" in words(manager, TRAINING)
    manager.post(f"{TRAINING}release/")
    assert ReleaseOrder.objects.count() == 1


def test_too_few_forms_are_not_released(manager: Client, cohort: Cohort) -> None:
    sealed_occasion(cohort, [PLEASED] * 4)

    answer = manager.post(f"{TRAINING}release/", follow=True)

    assert "Fewer than 5 forms are sealed" in answer.content.decode()
    assert not ReleaseOrder.objects.exists()


def test_the_evaluator_reads_and_does_not_release(evaluator: Client, out: Cohort) -> None:
    assert "88.3%" in words(evaluator, TRAINING)
    assert evaluator.get(f"{TRAINING}release/").status_code == 404


@pytest.mark.parametrize("address", [TRAINING, LEADS, f"{TRAINING}tables.csv", f"{LEADS}tables.csv"])
def test_nobody_else_reads_them(out: Cohort, address: str) -> None:
    assert signed_in(Role.SCREENER).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_before_the_leads_are_asked_it_says_so(manager: Client, cohort: Cohort) -> None:
    page = words(manager, LEADS)

    assert "The leads have not been asked yet." in page
    assert manager.get(f"{LEADS}tables.csv").status_code == 404
