"""The team's pages: the queue, a cohort from its name to its opening, its schools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.models import Invitation
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort, Enrolment, Interest, InterestNote, Stage
from belonging.web.programme.rules.forecast import ASSUMPTIONS
from belonging.web.programme.services import enrol_school, open_cohort
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.programme.given import (
    ACTOR,
    JO,
    OUTSIDE,
    PLACE,
    SAM,
    in_register,
    interested,
    planned_cohort,
    programme_browser,
    school_browser,
    text_of,
)

QUEUE = "/programme/interest/"
COHORT = "/programme/cohorts/london-2027/"
DATES = {
    "starts_on": "2027-01-04",
    "ends_on": "2028-07-21",
    "results_on": "2028-01-28",
    "places": "2",
    "baseline_opens": "2027-01-18",
    "baseline_closes": "2027-02-12",
    "endline_opens": "2027-11-08",
    "endline_closes": "2027-12-03",
}
MODES = {
    "waves_pupil_v1": ["baseline", "endline"],
    "entrance_pupil_v1": "slips",
    "facts_pupil_v1": ["year_group", "sen"],
    "entrance_parent_v1": "open_link",
    "waves_staff_v1": ["endline"],
    "entrance_staff_v1": "open_link",
    "languages": ["pl"],
}

LEAD = {"lead_name": "Jo Brown", "lead_email": "jo@oakhill.example"}


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def manager(db: None) -> Client:
    return programme_browser()


@pytest.fixture
def found(db: None) -> Interest:
    in_register()
    with programme_scope("test"):
        return interested()


def one(found: Interest, act: str = "") -> str:
    return f"{QUEUE}{found.reference}/" + (f"{act}/" if act else "")


def numbers() -> dict[str, str]:
    """The form of hours as it stands on the page, before anything is typed."""
    return {f"assumed_{each.key}": f"{each.value:g}" for each in ASSUMPTIONS}


class TestTheQueue:
    def test_a_school_is_read_noted_and_given_a_place(self, manager: Client, found: Interest) -> None:
        planned_cohort()
        page = text_of(manager.get(QUEUE))
        assert "All (1) New (1) Waiting list (0)" in page
        assert "Oak Hill Primary School , Leeds New Primary 210 23 Nov 2026" in page
        assert "We have two classes." in text_of(manager.get(one(found)))
        noted = manager.post(one(found), {"text": "Rang them: keen."}, follow=True)
        assert "Ada Manager, 23 November 2026 Rang them: keen." in text_of(noted)
        select = text_of(manager.get(one(found, "select")))
        assert "London 2027: 0 of 2 places are taken" in select
        done = manager.post(one(found, "select"), {"cohort": "london-2027", "arm": "comparison", **LEAD}, follow=True)
        assert "has a place in London 2027. Jo Brown is invited by e-mail." in text_of(done)
        assert "Has a place in London 2027 since 23 November 2026." in text_of(done)
        with programme_scope("test"):
            assert Invitation.objects.get().email == JO.email
        back = manager.post(one(found, "take-back"), follow=True)
        assert "The place is taken back" in text_of(back)

    def test_there_is_no_place_to_take_back_before_one_is_given(self, manager: Client, found: Interest) -> None:
        page = text_of(manager.get(one(found, "take-back"), follow=True))
        assert "Oak Hill Primary School has no place that could be taken back." in page

    def test_a_letter_is_read_before_it_goes(self, manager: Client, found: Interest) -> None:
        assert "Dear Jo Brown," in text_of(manager.get(one(found, "decline")))
        letter = "Dear Jo,\n\nNot this time."
        preview = manager.post(one(found, "decline"), {"letter": letter, "step": "preview"})
        assert "Is this letter right?" in text_of(preview)
        edited = manager.post(one(found, "decline"), {"letter": letter, "step": "edit"})
        assert "Not this time." in text_of(edited)
        with programme_scope("test"):
            assert OutgoingMail.objects.count() == 1
        sent = manager.post(one(found, "decline"), {"letter": letter, "step": "send"}, follow=True)
        assert "The letter to Jo Brown is on its way." in text_of(sent)
        with programme_scope("test"):
            assert "Not this time." in OutgoingMail.objects.latest("pk").text
        put = manager.post(one(found, "put-back"), follow=True)
        assert "is new in the queue again" in text_of(put)

    def test_who_asks_to_be_forgotten_is(self, manager: Client, found: Interest) -> None:
        assert "This cannot be undone." in text_of(manager.get(one(found, "forget")))
        erased = text_of(manager.post(one(found, "forget"), follow=True))
        assert "Contact Erased on 23 November 2026" in erased
        assert "jo@oakhill.example" not in erased

    def test_what_is_refused_is_said_on_the_page(self, manager: Client, found: Interest) -> None:
        planned_cohort()
        manager.post(one(found, "wait"), {"cohort": "london-2027"})
        again = manager.post(one(found, "wait"), {"cohort": "london-2027"}, follow=True)
        assert "was moved meanwhile" in text_of(again)
        assert "On the waiting list for London 2027" in text_of(again)

    @pytest.mark.parametrize(
        ("query", "seen"),
        [
            ("state=new", True),
            ("state=selected", False),
            ("authority=Leeds", True),
            ("authority=York", False),
            ("setting=special", False),
            ("words=oak", True),
            ("words=900101", True),
            ("words=sam@oakhill", True),
            ("words=nobody", False),
            ("page=77", True),
            ("page=x", True),
            ("page=" + "9" * 5000, True),
            ("words=%00", True),
            ("state=%00", True),
        ],
    )
    def test_it_is_narrowed_down(self, manager: Client, found: Interest, query: str, seen: bool) -> None:
        with programme_scope("test"):
            interested(contact=SAM)
        assert ("Oak Hill Primary School" in text_of(manager.get(f"{QUEUE}?{query}"))) is seen

    def test_it_takes_the_same_queries_however_long(self, manager: Client, found: Interest) -> None:
        with CaptureQueriesContext(connection) as with_one:
            manager.get(QUEUE)
        with programme_scope("test"):
            for each in range(2):
                interested(replace(OUTSIDE, name=f"Ysgol {each}"))
        with CaptureQueriesContext(connection) as with_three:
            assert "All (3)" in text_of(manager.get(QUEUE))
        assert len(with_one) == len(with_three) <= 14

    def test_without_a_cohort_one_is_planned_first(self, manager: Client, found: Interest) -> None:
        for act in ("select", "wait"):
            assert "Plan one first" in text_of(manager.get(one(found, act)))

    def test_nobody_else_gets_in(self, found: Interest, maple: School) -> None:
        others = [programme_browser(Role.EVALUATOR), programme_browser(Role.SCREENER), school_browser(Role.LEAD, maple)]
        pages = [QUEUE, one(found), one(found, "select"), "/programme/cohorts/", "/programme/schools/add/"]
        pages += ["/programme/cohorts/pilot-2026/schools/maple-tree/", "/programme/wordings/"]
        assert {client.get(page).status_code for client in others for page in pages} == {404}

    def test_a_reference_that_is_not_there_is_a_404(self, manager: Client) -> None:
        assert manager.get(f"{QUEUE}AAAA-AAAA/").status_code == 404


class TestPlanning:
    def test_no_fact_of_slips_is_chosen_beforehand_and_the_cost_of_linking_is_said_twice(self, manager: Client) -> None:
        manager.post("/programme/cohorts/plan/", {"name": "London 2027", "starts_on": "2027-01-04"})
        manager.post(f"{COHORT}dates/", DATES)
        fresh = manager.get(f"{COHORT}questionnaires/").content.decode()
        facts = re.findall(r'<input[^>]*name="facts_pupil_v1"[^>]*>', fresh)
        assert facts
        assert not any("checked" in each for each in facts)
        assert "It costs privacy" in fresh
        manager.post("/programme/wordings/pupil_v1/", {"granted_by": "NCB", "evidence": "Letters 2026/14"})
        manager.post(f"{COHORT}questionnaires/", MODES | {"links_waves": "on"})
        assert "It costs privacy" in text_of(manager.get(f"{COHORT}open/")), "before it is fixed"
        manager.post(f"{COHORT}questionnaires/", MODES)
        assert "It costs privacy" not in text_of(manager.get(f"{COHORT}open/"))

    def test_a_cohort_goes_from_its_name_to_its_opening(self, manager: Client) -> None:
        assert "No cohorts yet" in text_of(manager.get("/programme/cohorts/"))
        made = manager.post("/programme/cohorts/plan/", {"name": "London 2027", "starts_on": "2027-01-04"}, follow=True)
        assert "Dates and places" in text_of(made)
        dated = text_of(manager.post(f"{COHORT}dates/", DATES, follow=True))
        assert "Monday 18 January to Friday 12 February 2027, 26 days" in dated
        assert "Choose the questionnaires." in dated
        asked = text_of(manager.post(f"{COHORT}questionnaires/", MODES, follow=True))
        assert "Pupils: “How school feels” At baseline and endline. A slip with a code for each person." in asked
        assert "It says: year group, special educational needs (SEN) status." in asked
        assert "English, Polish" in asked
        assert "Off: slips and answers of one wave are not linked" in asked
        unfit = MODES | {"entrance_pupil_v1": "open_link", "links_waves": "on"}
        assert "Waves can be linked only where" in text_of(manager.post(f"{COHORT}questionnaires/", unfit))
        linked = text_of(manager.post(f"{COHORT}questionnaires/", MODES | {"links_waves": "on"}, follow=True))
        assert "On: pupils get the same slip at baseline and endline" in linked
        assert "Free school meals Not asked" in linked
        assert "Slips of this version" not in linked, "said once, where the questionnaires are chosen"
        manager.post(f"{COHORT}questionnaires/", MODES, follow=True)
        assert "nobody has recorded that it may be used" in asked
        recorded = manager.post(
            "/programme/wordings/pupil_v1/", {"granted_by": "NCB", "evidence": "Letters 2026/14"}, follow=True
        )
        assert "By NCB. Kept: Letters 2026/14" in text_of(recorded)
        assert "Everything is planned" in text_of(manager.get(COHORT))
        opening = text_of(manager.get(f"{COHORT}open/"))
        assert "The hours do not cover everything yet: advisers (43 needed, none stated)" in opening
        opened = text_of(manager.post(f"{COHORT}open/", follow=True))
        assert "London 2027 is open. Its plan is fixed from now on." in opened
        assert "Change the plan" not in opened
        refused = manager.post(f"{COHORT}dates/", DATES, follow=True)
        assert "its plan is fixed" in text_of(refused)
        ended = manager.post(f"{COHORT}finish/", follow=True)
        assert "London 2027 is over" in text_of(ended)

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"baseline_closes": ""}, "Please choose the day."),
            ({"midpoint_opens": "2027-05-10"}, "both days of the midpoint, or leave both empty"),
            ({"ends_on": "2027-01-04"}, "The last day has to come after the first day."),
            ({"endline_closes": "2027-12-17"}, "Endline: A wave is open for 28 days at most; this one has 40."),
            ({"results_on": "2027-12-03"}, "only after the last wave has closed"),
            ({"places": "none"}, "a whole number, for instance 10"),
        ],
    )
    def test_days_that_cannot_be_are_explained(self, manager: Client, changed: dict[str, str], said: str) -> None:
        planned_cohort()
        page = manager.post(f"{COHORT}dates/", DATES | changed)
        assert said in text_of(page)
        assert 'value="2027-01-18"' in page.content.decode()

    def test_comments_wait_for_hours_and_nothing_typed_is_lost(self, manager: Client) -> None:
        planned_cohort()
        typed = numbers() | {"comments_on": "on", "stated_advisers": "60", "assumed_comment_seconds": "4000"}
        refused = manager.post(f"{COHORT}hours/", typed)
        assert "The comment readers' hours do not cover the comments of one wave." in text_of(refused)
        assert 'value="4000"' in refused.content.decode()
        kept = text_of(manager.post(f"{COHORT}hours/", typed | {"stated_readers": "112"}, follow=True))
        assert "Comment readers 112 hours needed in each wave, 112 stated. 100 comments in one wave" in kept
        held = Cohort.objects.get()
        assert (held.comments_on, held.assumptions) == (True, {"comment_seconds": 4000})

    def test_no_questionnaire_at_all_is_refused(self, manager: Client) -> None:
        planned_cohort()
        nothing = {key: value for key, value in MODES.items() if not key.startswith("waves")}
        assert "at least one questionnaire" in text_of(manager.post(f"{COHORT}questionnaires/", nothing))

    def test_a_name_is_taken_once(self, manager: Client) -> None:
        planned_cohort()
        page = manager.post("/programme/cohorts/plan/", {"name": "London 2027", "starts_on": "2027-01-04"})
        assert "choose another name" in text_of(page)
        page = manager.post("/programme/cohorts/plan/", {"name": "!!!", "starts_on": "2027-01-04"})
        assert "Please use letters or digits" in text_of(page)

    def test_a_cohort_with_gaps_cannot_be_opened(self, manager: Client, cohort: Cohort) -> None:
        assert "It cannot open yet" in text_of(manager.get("/programme/cohorts/pilot-2026/open/"))
        refused = manager.post("/programme/cohorts/pilot-2026/open/", follow=True)
        assert "Pilot 2026 cannot open yet." in text_of(refused)


class TestSchoolsOfACohort:
    def test_a_school_is_found_moved_and_leaves(self, manager: Client, maple: School, river: School) -> None:
        page = text_of(manager.get("/programme/cohorts/pilot-2026/schools/?words=maple"))
        assert "Maple Tree School" in page
        assert "River Lane" not in page
        address = "/programme/cohorts/pilot-2026/schools/maple-tree/"
        moved = manager.post(address, {"act": "arm", "arm-arm": "waiting"}, follow=True)
        assert "Maple Tree School Waiting list" in text_of(moved)
        assert "why the school leaves" in text_of(manager.post(address, {"act": "leave", "leave-because": ""}))
        left = manager.post(address, {"act": "leave", "leave-because": "A new head"}, follow=True)
        assert "Maple Tree School has left Pilot 2026." in text_of(left)
        with programme_scope("test"):
            assert Enrolment.objects.get(school=maple).stage == Stage.LEFT

    def test_a_school_outside_the_register_is_added_with_its_lead(self, manager: Client) -> None:
        planned_cohort()
        school = {"name": "Ysgol y Bryn", "town": "Bangor", "nation": "wales", "setting": "primary"}
        lead = {"cohort": "london-2027", "lead_name": "Bryn Jones", "lead_email": "bryn@bryn.example"}
        half = manager.post("/programme/schools/add/", school | {"lead_name": "Bryn Jones"})
        assert "both the lead's name and address" in text_of(half)
        done = manager.post("/programme/schools/add/", school | lead, follow=True)
        assert "Ysgol y Bryn is added. Its lead is invited by e-mail." in text_of(done)
        again = manager.post("/programme/schools/add/", school)
        assert "There is a problem" in text_of(again)
        assert School.objects.filter(name="Ysgol y Bryn").count() == 1

    @pytest.mark.parametrize(
        "address", ["nowhere/", "nowhere/schools/", "pilot-2026/schools/nowhere/", "nowhere/support.csv"]
    )
    def test_what_is_not_there_is_a_404(self, manager: Client, cohort: Cohort, address: str) -> None:
        assert manager.get(f"/programme/cohorts/{address}").status_code == 404


def test_the_whole_way_in_the_open_cohort(manager: Client, found: Interest) -> None:
    """A school joins a cohort that has opened, and stands on its page."""
    cohort = planned_cohort()
    open_cohort(cohort=cohort, actor=ACTOR, now=NOW)
    manager.post(one(found, "select"), {"cohort": cohort.slug, "arm": "intervention", **LEAD})
    assert "1 school in it. There is room for 2." in text_of(manager.get("/programme/cohorts/"))
    page = text_of(manager.get(COHORT))
    assert "Interested 1 Selected 1 Agreement accepted 0" in page
    with programme_scope("test"):
        assert Enrolment.objects.get().school.name == PLACE.name
        assert not InterestNote.objects.exists()
        other = School.objects.create(name="Elm", slug="elm", setting="primary")
        enrol_school(cohort=cohort, school=other, actor=ACTOR, now=NOW)
