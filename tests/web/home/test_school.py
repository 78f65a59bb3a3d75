"""A school's home: the next thing first, and nobody else's school."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from belonging.web.findings.models import Release
from belonging.web.home.presenters.school import school_home
from belonging.web.home.queries import school_rounds
from belonging.web.programme.models import Cohort
from belonging.web.programme.services import leave_cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from belonging.web.surveys.services.counting import refresh_counts
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.home.conftest import SignedIn
from tests.web.surveys.given import AFTER, CLOSES, a_draft, a_link_round, answer, closed, opened, slips

HOME = "/schools/maple-tree/"


def sealed(round_: Round) -> Round:
    seal_round(round_=closed(round_), actor="test", now=AFTER)
    return round_


def released(round_: Round) -> None:
    Release.objects.create(
        school=round_.school, cohort=round_.cohort, audience=round_.audience, instrument=round_.instrument,
        waves=round_.wave, policy="release", engine_version="1", input_digest="0", findings="{}", released_at=AFTER,
        rounds=[round_.pk],
    )  # fmt: skip


def test_a_school_in_no_cohort_is_told_what_will_stand_here(signed_in: SignedIn, cohort: Cohort) -> None:
    alone = School.objects.create(name="Alone", slug="alone", setting="primary", is_simulated=True)
    page = signed_in(Role.LEAD, alone).get("/schools/alone/").content.decode()
    assert "Nothing to do yet" in page
    assert "Set-up</a>" not in page


def test_unfinished_set_up_leads_the_page(signed_in: SignedIn, maple: School) -> None:
    text = signed_in(Role.LEAD, maple).get(HOME).content.decode()
    box = text.split("bm-box--next")[1].split("</section>")[0]
    assert "Choose your dates" in box
    assert "/schools/maple-tree/dates/pilot-2026/baseline/" in box
    assert "See all steps of your set-up" in text


def test_set_up_leads_no_longer_once_a_questionnaire_is_open(
    signed_in: SignedIn, maple: School, cohort: Cohort
) -> None:
    with school_scope(maple.pk):
        opened(a_draft(maple, cohort))
    text = signed_in(Role.LEAD, maple).get(HOME).content.decode()
    assert "Choose your dates" not in text
    assert "Set-up</a>" in text


def test_slips_are_printed_before_anybody_can_have_their_turn(
    signed_in: SignedIn, maple: School, cohort: Cohort
) -> None:
    with school_scope(maple.pk):
        opened(a_draft(maple, cohort))
    text = signed_in(Role.LEAD, maple).get(HOME).content.decode()
    box = text.split("bm-box--next")[1].split("</section>")[0]
    assert "Print the slips for the pupil questionnaire (baseline)" in box
    assert "It is open until Monday 7 December 2026. Takes about 10 minutes." in box


def test_the_next_thing_has_its_day_and_its_minutes(signed_in: SignedIn, maple: School, cohort: Cohort) -> None:
    with school_scope(maple.pk):
        slips(opened(a_draft(maple, cohort)), 3)
    text = signed_in(Role.LEAD, maple).get(HOME).content.decode()
    box = text.split("bm-box--next")[1].split("</section>")[0]
    assert "Let everyone have their turn" in box
    assert "the pupil questionnaire (baseline) is open until Monday 7 December 2026" in box
    assert "See how it is going" in box


def test_closing_is_the_next_thing_only_once_the_last_day_has_passed(in_maple: School, cohort: Cohort) -> None:
    opened(a_draft(in_maple, cohort))
    home = school_home(school=in_maple, sights=school_rounds(in_maple), may_run=True, now=CLOSES)
    assert home.next is not None
    assert home.next.title == "Close the pupil questionnaire (baseline)"
    assert home.next.button == "Go and close it"
    assert "2 minutes" in home.next.hint


def test_dates_are_short_enough_for_a_column_on_a_phone(in_maple: School, cohort: Cohort) -> None:
    opened(a_draft(in_maple, cohort))
    home = school_home(school=in_maple, sights=school_rounds(in_maple), may_run=True, now=NOW)
    assert home.waves[0].rows[0][3] == "Open until 7 Dec 2026"


def test_what_is_closed_comes_before_what_is_open_before_what_is_planned(in_maple: School, cohort: Cohort) -> None:
    a_link_round(in_maple, cohort, "staff_v1")
    closed(a_link_round(in_maple, cohort, "parent_v1"))
    a_draft(in_maple, cohort)
    home = school_home(school=in_maple, sights=school_rounds(in_maple), may_run=True, now=NOW)
    assert home.next is not None
    assert home.next.title == "Seal the parent and carer questionnaire (baseline)"
    assert [str(task.title).split()[0] for task in home.later] == ["Let", "Open"]


def test_the_report_is_next_once_it_is_there(in_maple: School, cohort: Cohort) -> None:
    round_ = sealed(opened(a_draft(in_maple, cohort)))
    home = school_home(school=in_maple, sights=school_rounds(in_maple), may_run=True, now=AFTER)
    assert home.next is None
    assert "is being made" in str(home.later[0].title)

    released(round_)

    home = school_home(school=in_maple, sights=school_rounds(in_maple), may_run=True, now=AFTER)
    assert home.next is not None
    assert home.next.title == "Read your new report: Pilot 2026"
    assert home.next.href == "/schools/maple-tree/reports/pilot-2026/"
    assert home.later == ()


def test_what_will_be_shown_is_linked_as_soon_as_a_questionnaire_is_planned(in_maple: School, cohort: Cohort) -> None:
    assert school_home(school=in_maple, sights=[], may_run=True, now=NOW).plans == ()
    a_draft(in_maple, cohort)
    a_draft(in_maple, cohort, wave="endline")
    home = school_home(school=in_maple, sights=school_rounds(in_maple), may_run=True, now=NOW)
    assert [link.href for link in home.plans] == ["/schools/maple-tree/reports/pilot-2026/plan/"]


def test_a_new_report_comes_before_what_is_open_and_an_old_one_does_not(in_maple: School, cohort: Cohort) -> None:
    released(sealed(opened(a_draft(in_maple, cohort))))
    a_link_round(in_maple, cohort, "staff_v1")

    def first(days: int) -> str:
        now = AFTER + timedelta(days=days)
        home = school_home(school=in_maple, sights=school_rounds(in_maple), may_run=True, now=now)
        return home.next.title if home.next else ""

    assert first(6) == "Read your new report: Pilot 2026"
    assert first(8) == "Close the staff questionnaire (baseline)"


def test_a_report_stands_on_top_unless_it_is_next_or_its_cohort_was_left(in_maple: School, cohort: Cohort) -> None:
    released(sealed(opened(a_draft(in_maple, cohort))))
    a_link_round(in_maple, cohort, "staff_v1")
    sights = school_rounds(in_maple)

    def on_top(days: int, left: tuple[str, ...] = ()) -> str:
        now = AFTER + timedelta(days=days)
        home = school_home(school=in_maple, sights=sights, may_run=True, now=now, left=left)
        return home.report.name if home.report else ""

    assert on_top(6) == ""
    assert on_top(8) == "Pilot 2026"
    assert on_top(8, left=("Pilot 2026",)) == ""


def test_the_adviser_sees_the_tasks_and_has_no_way_to_do_them(
    signed_in: SignedIn, maple: School, cohort: Cohort
) -> None:
    with school_scope(maple.pk):
        opened(a_draft(maple, cohort))
    text = signed_in(Role.ADVISER, maple).get(HOME).content.decode()
    assert "The school lead does this." in text
    assert "bm-box--next" not in text


def test_counts_are_rounded_to_five(in_maple: School, cohort: Cohort) -> None:
    round_ = opened(a_draft(in_maple, cohort))
    codes = slips(round_, 40)
    for code in codes[:8]:
        answer(round_, code)
    refresh_counts(round_=round_, now=NOW)
    few = school_home(school=in_maple, sights=school_rounds(in_maple), may_run=True, now=NOW)
    assert few.waves[0].rows[0][2] == "About 10 of 40 slips"
    for code in codes[8:13]:
        answer(round_, code)
    refresh_counts(round_=round_, now=NOW + timedelta(minutes=11))
    more = school_home(school=in_maple, sights=school_rounds(in_maple), may_run=True, now=NOW)
    assert more.waves[0].rows[0][2] == "About 15 of 40 slips"


def test_a_school_that_left_is_told_so(signed_in: SignedIn, maple: School, cohort: Cohort) -> None:
    leave_cohort(cohort=cohort, school=maple, actor="test", now=NOW)
    assert "left “Pilot 2026”" in signed_in(Role.LEAD, maple).get(HOME).content.decode()


def test_another_schools_page_is_the_page_that_is_not_there(signed_in: SignedIn, maple: School, river: School) -> None:
    client = signed_in(Role.LEAD, maple)
    foreign, missing = client.get("/schools/river-lane/"), client.get("/schools/no-such-one/")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content
    assert sorted(foreign.headers.items()) == sorted(missing.headers.items())
    assert client.get("/no/such/address/").content == foreign.content


@pytest.mark.parametrize("role", [Role.MANAGER, Role.EVALUATOR])
def test_the_programmes_people_have_no_page_in_a_school(signed_in: SignedIn, maple: School, role: Role) -> None:
    assert signed_in(role).get(HOME).status_code == 404


def test_nobody_signed_in_is_asked_to(client: Client, maple: School) -> None:
    assert client.get(HOME).headers["Location"] == f"/sign-in/?next={HOME}"


def test_who_may_not_see_how_many_answered_sees_no_questionnaires_and_no_report(
    signed_in: SignedIn, maple: School, cohort: Cohort
) -> None:
    with school_scope(maple.pk):
        released(sealed(a_link_round(maple, cohort)))
        opened(a_draft(maple, cohort))
    page = signed_in(Role.COLLEAGUE, maple).get(HOME).content.decode()
    assert "/rounds/" not in page
    assert "/reports/" not in page
    assert "Answered" not in page
    assert "What others ask you to do will stand here" in page
