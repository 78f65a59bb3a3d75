"""From a file to a past survey, by clicks; and what of the file is left afterwards: nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from belonging.evaluation.released import Findings
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.findings.engine.making import make
from belonging.web.findings.models import FixedPlan, Release
from belonging.web.findings.queries import releases_due
from belonging.web.findings.services import fix_plans
from belonging.web.imports.models import BroughtSurvey, SavedMapping, Upload
from belonging.web.imports.services.bringing import bring_due
from belonging.web.imports.services.uploads import KEPT_FOR, forget_due
from belonging.web.programme.models import Cohort, CohortState, Enrolment
from belonging.web.replies.models import Page
from belonging.web.replies.services.building import build_pages_due
from belonging.web.schools.models import School
from belonging.web.surveys.errors import RoundAlreadyOpened
from belonging.web.surveys.models import Round, SealedAnswers, State
from belonging.web.surveys.queries import sealed_columns, sealing_is_whole
from belonging.web.surveys.rules.sealed_rows import SealedRow
from belonging.web.surveys.services.brought import seal_brought
from tests.web.conftest import NOW
from tests.web.imports.given import answers, sample
from tests.web.programme.given import programme_browser
from tests.web.surveys.given import a_draft, opened

LIST = "/programme/imports/"
TERMS = {
    "name": "Autumn survey 2024",
    "baseline_first": "2024-11-11",
    "baseline_last": "2024-11-22",
    "agreed_by": "Northern Schools Network, J. Ahmed",
    "agreed_on": "2026-11-02",
    "right": "on",
    "save_as": "Network’s forms",
}


@pytest.fixture
def evaluator(db: None) -> Client:
    return programme_browser(Role.EVALUATOR)


def upload(browser: Client, content: bytes, name: str = "survey.csv") -> Upload:
    sent = {"file": SimpleUploadedFile(name, content), "instrument": "pupil_v1"}
    reply = browser.post(f"{LIST}new/", sent)
    assert reply.status_code == 302, reply.content.decode()
    with programme_scope("test"):
        return Upload.objects.get()


def through(browser: Client, page: str, **changed: str) -> str:
    """Send the page's form as it stands, changed where said; the page that came, or where it led."""
    form = browser.get(page).context["form"]
    sent = {bound.html_name: bound.value() or "" for bound in form} | changed
    reply = browser.post(page, sent)
    return reply.headers.get("Location", reply.content.decode())


def brought(browser: Client, content: bytes, **terms: str) -> BroughtSurvey:
    found = upload(browser, content)
    here = f"{LIST}{found.pk}/"
    assert through(browser, f"{here}columns/") == f"{here}answers/"
    assert through(browser, f"{here}answers/") == f"{here}check/"
    assert browser.post(f"{here}check/", TERMS | terms).status_code == 302
    fix_plans(now=NOW)
    bring_due(now=NOW)
    with programme_scope("test"):
        return BroughtSurvey.objects.get()


class TestBringingIn:
    def test_limesurvey_export_by_clicks(self, evaluator: Client, maple: School, river: School) -> None:
        found = upload(evaluator, sample("limesurvey_codes.csv"))
        here = f"{LIST}{found.pk}/"

        assert through(evaluator, f"{here}columns/", one_wave="baseline") == f"{here}answers/"
        assert through(evaluator, f"{here}answers/") == f"{here}check/"
        page = evaluator.get(f"{here}check/").content.decode()
        assert "<strong>27</strong> rows would come in and <strong>3</strong> would stay out" in page
        assert "Begun and never sent" in page
        assert "5, 18" in page

    def test_a_past_survey_becomes_sealed_rounds_with_a_plan_from_before(
        self, evaluator: Client, maple: School
    ) -> None:
        survey = brought(evaluator, answers())

        with programme_scope("test"):
            cohort = survey.cohort
            assert (cohort.name, cohort.state) == ("Autumn survey 2024 (past survey)", CohortState.FINISHED)
            assert FixedPlan.objects.filter(cohort=cohort, before_sealing=True).count() == 2
            round_ = Round.objects.get(cohort=cohort)
            assert (round_.state, round_.sealed_rows, round_.salt) == (State.SEALED, 12, None)
            assert sealing_is_whole(round_)
            columns = sealed_columns(cohort=cohort, audience="pupil", instrument="pupil_v1")
            assert columns["safe"] == [3] * 12
            assert set(columns["gender"]) == {"girl"}
            assert set(columns["year_group"]) == {"5", "6"}
            assert not Upload.objects.exists()
            assert SavedMapping.objects.get().name == "Network’s forms"
        listed = evaluator.get(LIST).content.decode()
        assert "12 answers from a table. Agreed by Northern Schools Network, J. Ahmed, 2 November 2026." in listed
        assert 'href="/programme/autumn-survey-2024/report/"' in listed
        home = evaluator.get("/programme/").content.decode()
        assert "(past survey)" not in home, "nobody has anything to do for it"

    def test_fewer_than_ten_come_in_without_facts(self, evaluator: Client, maple: School) -> None:
        brought(evaluator, answers(rows=9))

        with school_scope(maple.pk):
            assert set(SealedAnswers.objects.values_list("gender", "year_group", "sen")) == {("", "", "")}

    def test_a_school_without_the_second_wave_holds_nobody_up(
        self, evaluator: Client, maple: School, river: School
    ) -> None:
        head, *first = answers().decode().splitlines()
        second = answers(school="River Lane School").decode().splitlines()[1:]
        third = answers(wave="endline").decode().splitlines()[1:]
        days = {"endline_first": "2025-06-02", "endline_last": "2025-06-20"}
        survey = brought(evaluator, "\n".join([head, *first, *second, *third]).encode(), **days)

        with programme_scope("test"):
            stages = dict(Enrolment.objects.filter(cohort=survey.cohort).values_list("school__name", "stage"))
        assert stages == {"Maple Tree School": "taking_part", "River Lane School": "left"}

    def test_its_findings_follow_and_no_page_for_pupils_does(self, evaluator: Client, maple: School) -> None:
        survey = brought(evaluator, answers())
        for due in releases_due():
            make(due, now=NOW)

        with programme_scope("test"):
            own = Release.objects.get(cohort=survey.cohort, school=maple)
            (told,) = Findings.from_json(own.findings).responses
            whole = Findings.from_json(Release.objects.get(cohort=survey.cohort, school=None).findings)
        assert (told.answered, own.waves) == (10, "baseline"), "12 are printed as 10"
        assert not any(table.cells for table in whole.tables), "of one school nothing is the programme's"
        assert build_pages_due(now=NOW + timedelta(days=1)) == 0
        with programme_scope("test"):
            assert not Page.objects.exists()


class TestRefused:
    def test_a_scale_that_is_not_ours(self, evaluator: Client, maple: School) -> None:
        content = answers().replace(b"Most of the time", b"Often", 3)
        found = upload(evaluator, content)
        here = f"{LIST}{found.pk}/"
        through(evaluator, f"{here}columns/")

        page = through(evaluator, f"{here}answers/")
        assert "Say what “Often” means" in page
        page = through(evaluator, f"{here}answers/", answer_frequency_1="3")
        assert "cannot be one of ours" in page
        page = through(evaluator, f"{here}answers/", answer_frequency_1="-foreign")
        assert "means none of our choices" in page

    def test_a_statement_that_was_not_asked(self, evaluator: Client, maple: School) -> None:
        found = upload(evaluator, answers().replace(b",safe,", b",weather,"))

        assert "No column is chosen for “I feel safe at school”" in through(evaluator, f"{LIST}{found.pk}/columns/")

    def test_without_the_right_to_use_it(self, evaluator: Client, maple: School) -> None:
        found = upload(evaluator, answers())
        reply = evaluator.post(f"{LIST}{found.pk}/check/", {**TERMS, "right": ""})

        assert "Without this the answers cannot come in" in reply.content.decode()

    def test_a_name_that_is_taken_keeps_nothing(self, evaluator: Client, maple: School) -> None:
        brought(evaluator, answers())
        found = upload(evaluator, answers())
        again = evaluator.post(f"{LIST}{found.pk}/check/", {**TERMS, "save_as": "Another name"})
        twice = evaluator.post(f"{LIST}{found.pk}/check/", {**TERMS, "name": "Spring survey 2025"})

        assert "is already at the address" in again.content.decode()
        assert "A mapping is already called" in twice.content.decode()
        with programme_scope("test"):
            assert SavedMapping.objects.count() == BroughtSurvey.objects.count() == 1

    def test_a_wave_that_was_opened_here_takes_no_answers_from_elsewhere(self, maple: School, cohort: Cohort) -> None:
        row = SealedRow(dict.fromkeys(("safe",), 3), "", "", "", "", "standard", "", "", "")
        with school_scope(maple.pk):
            own = opened(a_draft(maple, cohort))
            with pytest.raises(RoundAlreadyOpened, match="survey of their own"):
                seal_brought(round_=own, rows=[row] * 12, held=(NOW.date(), NOW.date()), actor="tom", now=NOW)
            own.refresh_from_db()
            assert (own.state, SealedAnswers.objects.count()) == (State.OPEN, 0)

    @pytest.mark.parametrize("name", ["survey.xls", "survey.exe", "survey.xlsx"])
    def test_another_kind_of_file(self, evaluator: Client, name: str) -> None:
        sent = {"file": SimpleUploadedFile(name, b"\xd0\xcf\x11\xe0 old"), "instrument": "pupil_v1"}

        assert "old Excel workbook" in evaluator.post(f"{LIST}new/", sent).content.decode()

    def test_somebody_who_may_not(self, db: None) -> None:
        assert programme_browser(Role.SCREENER).get(LIST).status_code == 404


def test_what_is_not_brought_in_is_forgotten_after_a_day(evaluator: Client, maple: School) -> None:
    found = upload(evaluator, answers())

    assert forget_due(now=found.uploaded_at + KEPT_FOR - timedelta(minutes=1)) == 0
    assert forget_due(now=found.uploaded_at + KEPT_FOR) == 1
