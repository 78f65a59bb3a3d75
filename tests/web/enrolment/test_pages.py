"""The pages of set-up as their readers meet them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.enrolment.models import Choices, Duty, DutyDone, OptOuts, Parties, SchoolWave
from belonging.web.enrolment.queries import acceptances, agreement_gap, contacts
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.schools.models import Body, School
from tests.web.conftest import NOW
from tests.web.enrolment.conftest import SignedIn
from tests.web.enrolment.given import PEOPLE, accepted, parties, ready

AGREEMENT = "/schools/willow/agreement/pilot-2026/"
PEOPLE_PAGE = "/schools/willow/contacts/"
DATES = "/schools/willow/dates/pilot-2026/baseline/"
CHOICES = "/schools/willow/editions/pilot-2026/"
LETTERS = "/schools/willow/letters/pilot-2026/baseline/"
OPT_OUTS = "/schools/willow/opt-outs/pilot-2026/baseline/"
BRIEFING = "/schools/willow/briefing/pilot-2026/baseline/"
DOCUMENTS = "/schools/willow/documents/pilot-2026/baseline/"
PARTIES = "/programme/cohorts/pilot-2026/parties/"
TEMPLATES = "/programme/cohorts/pilot-2026/documents/"
SET_UP = "/schools/willow/set-up/pilot-2026/"


@pytest.fixture
def lead(signed_in: SignedIn, new_school: School) -> Client:
    return signed_in(Role.LEAD, new_school)


def text_of(reply: Any) -> str:
    assert reply.status_code == 200
    return unescape(reply.content.decode())


def hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def sign(client: Client, path: str, **changes: str) -> Any:
    page = text_of(client.get(path))
    given = {"name": "Hana Head", "role": "Headteacher", "authority": "on"} | changes
    given |= {"seen": hidden(page, "seen"), "controller": hidden(page, "controller")}
    return client.post(path, given)


class TestTheAgreement:
    def test_is_read_and_accepted(self, lead: Client, new_school: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        page = text_of(lead.get(AGREEMENT))
        assert "Template: have this checked by your data protection officer or lawyer." in page
        assert 'value="Jo Reader"' in page
        reply = sign(lead, AGREEMENT)
        assert (reply.status_code, reply["Location"]) == (302, SET_UP)
        with school_scope(new_school.pk):
            assert agreement_gap(new_school, cohort) == ""
        after = text_of(lead.get(AGREEMENT))
        assert "Nothing more is needed" in after
        assert "Hana Head, Headteacher" in after
        assert "Accept the agreement</button>" not in after

    def test_keeps_what_was_typed_when_the_box_is_not_ticked(self, lead: Client, cohort: Cohort) -> None:
        parties(cohort, NOW)
        page = text_of(sign(lead, AGREEMENT, authority=""))
        assert "Please tick the box." in page
        assert 'value="Hana Head"' in page

    def test_says_who_has_to_do_what_before_the_team_has_named_the_parties(self, lead: Client) -> None:
        page = text_of(lead.get(AGREEMENT))
        assert "has not recorded yet who is responsible for what in Pilot 2026. Please ask them" in page
        assert "Accept the agreement</button>" not in page

    def test_of_a_school_in_a_trust_names_the_trust_or_the_school(
        self, lead: Client, new_school: School, trust: Body, cohort: Cohort
    ) -> None:
        parties(cohort, NOW)
        new_school.trust = trust
        new_school.save()
        assert "Between Greenway Trust and" in text_of(lead.get(AGREEMENT))
        assert "Between Willow School and" in text_of(lead.get(f"{AGREEMENT}?controller=school"))
        assert sign(lead, f"{AGREEMENT}?controller=school").status_code == 302
        with school_scope(new_school.pk):
            assert {each.controller for each in acceptances(new_school, cohort)} == {"school"}

    def test_may_be_accepted_by_the_head(self, signed_in: SignedIn, new_school: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        assert sign(signed_in(Role.HEAD, new_school), AGREEMENT).status_code == 302

    @pytest.mark.parametrize("role", [Role.SENCO, Role.ADVISER])
    def test_may_be_accepted_by_nobody_else(self, signed_in: SignedIn, new_school: School, role: Role) -> None:
        assert signed_in(role, new_school).get(AGREEMENT).status_code == 404


class TestATrustsPage:
    PATH = "/bodies/greenway/agreement/"

    def test_signs_for_its_schools(self, signed_in: SignedIn, new_school: School, trust: Body, cohort: Cohort) -> None:
        parties(cohort, NOW)
        new_school.trust = trust
        new_school.save()
        client = signed_in(Role.TRUST, trust)
        path = f"{self.PATH}pilot-2026/"
        assert client.get(self.PATH)["Location"] == path
        before = text_of(client.get(path))
        assert "Willow School" in before
        assert "Still to accept" in before
        assert sign(client, path).status_code == 302
        assert "Signed for the schools of Greenway Trust." in text_of(client.get(path))
        with programme_scope("test"):
            assert "Greenway Trust has signed" in agreement_gap(new_school, cohort)

    def test_shows_no_school_of_others(
        self, signed_in: SignedIn, new_school: School, maple: School, trust: Body, cohort: Cohort
    ) -> None:
        new_school.trust = trust
        new_school.save()
        assert "Maple Tree" not in text_of(signed_in(Role.TRUST, trust).get(f"{self.PATH}pilot-2026/"))

    def test_lists_each_cohort_with_what_is_left_to_sign(
        self, signed_in: SignedIn, new_school: School, trust: Body, cohort: Cohort
    ) -> None:
        new_school.trust = trust
        new_school.save()
        later = [
            Cohort.objects.create(name=f"Cohort {year}", slug=str(year), starts_on=date(year, 1, 4))
            for year in (2027, 2028, 2026)
        ]
        past = Cohort.objects.filter(slug="2026")
        past.update(state="open", opened_at=NOW)
        past.update(state="finished", finished_at=NOW)
        with school_scope(new_school.pk):
            for each in later:
                Enrolment.objects.create(school=new_school, cohort=each, mask="W")
        client = signed_in(Role.TRUST, trust)
        parties(cohort, NOW)
        parties(later[0], NOW)
        sign(client, f"{self.PATH}pilot-2026/")
        with CaptureQueriesContext(connection) as asked:
            page = " ".join(re.sub("<[^>]+>", " ", text_of(client.get(self.PATH))).split())
        assert re.search(r"Pilot 2026 Signed on \w+day \d+ \w+ 20\d\d", page)
        assert "Cohort 2027 To sign" in page
        assert "Cohort 2026 Finished, nothing to sign" in page
        assert "Cohort 2028 Not ready to sign yet" in page
        assert sum("enrolment_bodyacceptance" in each["sql"] for each in asked) == 1

    def test_without_schools_says_so(self, signed_in: SignedIn, trust: Body, maple: School) -> None:
        client = signed_in(Role.TRUST, trust)
        assert "Nothing to sign yet" in text_of(client.get(self.PATH))
        assert client.get(f"{self.PATH}pilot-2026/").status_code == 404


def people_given(**changes: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for kind, person in PEOPLE.items():
        given |= {f"{kind}_name": person.name, f"{kind}_email": person.email}
    return given | changes


class TestThePeople:
    def test_are_named_and_invited(self, lead: Client, new_school: School) -> None:
        reply = lead.post(PEOPLE_PAGE, people_given(invite="on"), follow=True)
        assert "An invitation goes by e-mail to Hana Head, Sam Senco, Dee Safe, Ola Deputy." in text_of(reply)
        with school_scope(new_school.pk):
            assert len(contacts(new_school)) == 6

    def test_the_lead_is_proposed(self, lead: Client) -> None:
        assert 'value="lead@willow.example"' in text_of(lead.get(PEOPLE_PAGE))

    def test_some_may_follow_later(self, lead: Client) -> None:
        some = people_given(chair_name="", chair_email="")
        assert "Still to be named: chair of governors." in text_of(lead.post(PEOPLE_PAGE, some, follow=True))

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"head_email": ""}, "Please add the e-mail address of Hana Head."),
            ({"head_name": ""}, "Please add the name of whoever has the address hana@maple.example."),
            ({"head_email": "hana"}, "Please give an e-mail address, like name@school.org.uk."),
            ({"deputy_email": "dee@maple.example"}, "The deputy has to be another person"),
        ],
    )
    def test_mistakes_are_said_and_nothing_is_lost(self, lead: Client, changes: dict[str, str], words: str) -> None:
        page = text_of(lead.post(PEOPLE_PAGE, people_given(**changes)))
        assert words in page
        assert 'value="Ola Deputy"' in page

    def test_a_named_person_is_not_emptied(self, lead: Client) -> None:
        lead.post(PEOPLE_PAGE, people_given())
        page = text_of(lead.post(PEOPLE_PAGE, people_given(head_name="", head_email="")))
        assert "Headteacher: please name somebody else" in page

    def test_days_away(self, lead: Client, new_school: School) -> None:
        lead.post(PEOPLE_PAGE, people_given())
        path = f"{PEOPLE_PAGE}safeguarding/away/"
        assert "come after" in text_of(lead.post(path, {"first": "2026-12-02", "last": "2026-12-01"}))
        assert "Please give both days" in text_of(lead.post(path, {"first": "2026-12-02", "last": ""}))
        page = text_of(lead.post(path, {"first": "2026-12-01", "last": "2026-12-02"}, follow=True))
        assert "Dee Safe (away 1 December 2026 to 2 December 2026)" in page
        assert lead.get(f"{PEOPLE_PAGE}caretaker/away/").status_code == 404


class TestDates:
    def proposed(self, lead: Client) -> dict[str, str]:
        page = text_of(lead.get(DATES))
        names = ("first_day", "last_day", "reply_by", "results_on")
        return {name: page.split(f'id="id_{name}"')[1].split('value="')[1].split('"')[0] for name in names}

    def test_what_is_proposed_can_be_saved_as_it_is(self, lead: Client, new_school: School, cohort: Cohort) -> None:
        assert lead.post(DATES, self.proposed(lead)).status_code == 302
        with school_scope(new_school.pk):
            assert SchoolWave.objects.get().first_day > timezone.localdate()

    def test_a_day_that_does_not_fit_is_said_at_its_field(self, lead: Client) -> None:
        given = self.proposed(lead)
        page = text_of(lead.post(DATES, given | {"reply_by": given["first_day"]}))
        assert "Parents have to reply at least 5 school days before" in page
        assert page.count("govuk-form-group--error") == 1

    def test_an_empty_day_is_asked_for(self, lead: Client) -> None:
        assert "please choose a day" in text_of(lead.post(DATES, self.proposed(lead) | {"last_day": ""}))

    def test_an_unknown_wave_is_not_there(self, lead: Client) -> None:
        assert lead.get(DATES.replace("baseline", "springtime")).status_code == 404


class TestLetters:
    def test_wait_for_names_and_days(self, lead: Client) -> None:
        assert "The letters need the names of the school lead" in text_of(lead.get(LETTERS))

    @pytest.fixture
    def settled(self, lead: Client, new_school: School, cohort: Cohort) -> Client:
        with school_scope(new_school.pk):
            ready(new_school, cohort, NOW)
        lead.post(DATES, TestDates().proposed(lead))
        return lead

    def test_are_ticked_off_with_their_day(self, settled: Client, new_school: School) -> None:
        assert "How does school feel for your child?" in text_of(settled.get(LETTERS))
        today = timezone.localdate()
        later = (today + timedelta(days=1)).isoformat()
        assert "This day has not come yet" in text_of(settled.post(LETTERS, {"done_on": later}))
        assert settled.post(LETTERS, {"done_on": today.isoformat()})["Location"] == SET_UP
        with school_scope(new_school.pk):
            assert DutyDone.objects.get().duty == Duty.LETTERS
        settled.post(LETTERS, {"undo": "yes"})
        with school_scope(new_school.pk):
            assert not DutyDone.objects.exists()

    def test_editions_that_fit_the_schools_years_are_ticked(self, settled: Client) -> None:
        page = settled.get(CHOICES).content.decode()
        assert 'value="sixth_form"' not in page
        ticked = re.findall(r'name="editions"[^>]*value="(\w+)"[^>]*checked', page)
        assert ticked == ["standard", "younger"]
        assert "For planning" in page

    def test_in_a_language_without_a_checked_letter_are_english(self, settled: Client, new_school: School) -> None:
        settled.post(CHOICES, {"editions": ["standard"], "languages": ["en", "ur", "pl"]})
        with school_scope(new_school.pk):
            assert Choices.objects.get().languages == ["en", "ur", "pl"]
        page = text_of(settled.get(LETTERS))
        assert "There is no checked letter in اردو (Urdu) and Polski (Polish) yet." in page
        assert settled.get(f"{DOCUMENTS}letter_parent_v1/?language=ur").status_code == 404

    @pytest.mark.parametrize("kind", ["docx", "pdf"])
    def test_are_downloaded(self, settled: Client, kind: str) -> None:
        reply = settled.get(f"{DOCUMENTS}letter_parent_v1.{kind}")
        assert reply["Content-Disposition"] == f'attachment; filename="letter-parent-v1.{kind}"'
        assert reply.content[:2] == (b"PK" if kind == "docx" else b"%P")

    def test_are_read_on_a_page(self, settled: Client) -> None:
        assert "Please tell Robin Lead by" in text_of(settled.get(f"{DOCUMENTS}letter_parent_v1/"))

    @pytest.mark.parametrize(
        "path", [f"{DOCUMENTS}letter_parent_v1.exe", f"{DOCUMENTS}letter_v1.pdf", f"{DOCUMENTS}x/"]
    )
    def test_others_are_not_there(self, settled: Client, path: str) -> None:
        assert settled.get(path).status_code == 404

    def test_adults_are_briefed(self, settled: Client) -> None:
        assert "Before your class answers" in text_of(settled.get(BRIEFING))
        assert settled.post(BRIEFING, {"done_on": timezone.localdate().isoformat()}).status_code == 302


class TestOptOuts:
    def kept(self, school: School) -> dict[str, int]:
        with school_scope(school.pk):
            return dict(OptOuts.objects.values_list("year_group", "number"))

    def test_are_one_number(self, lead: Client, new_school: School) -> None:
        assert lead.post(OPT_OUTS, {"whole": "3"}).status_code == 302
        assert self.kept(new_school) == {"": 3}

    def test_or_numbers_by_year(self, lead: Client, new_school: School) -> None:
        lead.post(OPT_OUTS, {"whole": "3"})
        lead.post(OPT_OUTS, {"year_R": "1", "year_4": "2", "year_5": "0"})
        assert self.kept(new_school) == {"R": 1, "4": 2}

    def test_none_is_a_number_too(self, lead: Client, new_school: School) -> None:
        lead.post(OPT_OUTS, {"whole": "0"})
        assert self.kept(new_school) == {"": 0}

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({}, "If no family said no, type 0."),
            ({"whole": "some"}, "Please give a whole number"),
            ({"whole": "-1"}, "Please give a number from 0"),
            ({"whole": "3", "year_4": "2"}, "either one number for the whole school, or"),
        ],
    )
    def test_mistakes_are_said(self, lead: Client, new_school: School, given: dict[str, str], words: str) -> None:
        assert words in text_of(lead.post(OPT_OUTS, given))
        assert self.kept(new_school) == {}

    def test_there_is_nowhere_to_put_a_name(self, lead: Client) -> None:
        assert 'type="text"' in text_of(lead.get(OPT_OUTS))
        assert "textarea" not in text_of(lead.get(OPT_OUTS))
        lead.post(OPT_OUTS, {"whole": "Dee Child"})
        with programme_scope("test"):
            assert not OptOuts.objects.exists()


class TestTheTeam:
    GIVEN = {
        "programme": "Belonging Matters",
        "programme_contact": "team@programme.example",
        "evaluator": "Quill Research",
        "host": "Hearth",
        "school_programme": "1",
        "processor_terms": "1",
        "school_joins": "1",
    }

    def test_records_who_is_responsible(self, signed_in: SignedIn, cohort: Cohort) -> None:
        client = signed_in(Role.MANAGER)
        assert client.post(PARTIES, self.GIVEN).status_code == 302
        assert Parties.objects.get().least_versions == {}
        assert 'value="Quill Research"' in text_of(client.get(PARTIES))

    def test_reads_why_the_names_stay_once_a_school_has_signed(
        self, signed_in: SignedIn, new_school: School, cohort: Cohort
    ) -> None:
        with school_scope(new_school.pk):
            parties(cohort, NOW)
            accepted(new_school, cohort, NOW)
        page = text_of(signed_in(Role.MANAGER).post(PARTIES, self.GIVEN | {"evaluator": "Another Evaluator"}))
        assert "signed with these names" in page
        assert 'value="Another Evaluator"' in page

    def test_is_asked_for_what_is_missing(self, signed_in: SignedIn, cohort: Cohort) -> None:
        page = text_of(signed_in(Role.MANAGER).post(PARTIES, self.GIVEN | {"host": "", "programme_contact": "team"}))
        assert "Who hosts this service: please fill this in." in page
        assert "Please give an e-mail address" in page

    @pytest.mark.parametrize("role", [Role.MANAGER, Role.EVALUATOR])
    def test_and_the_evaluator_read_the_templates(self, signed_in: SignedIn, cohort: Cohort, role: Role) -> None:
        client = signed_in(role)
        assert "Agreement between programme and evaluator" in text_of(client.get(TEMPLATES))
        page = text_of(client.get(f"{TEMPLATES}programme_evaluator_v1/"))
        assert "[name of the programme] has no veto" in page
        assert client.get(f"{TEMPLATES}programme_evaluator_v1.docx").content[:2] == b"PK"

    def test_alone_records_it(self, signed_in: SignedIn, cohort: Cohort) -> None:
        assert signed_in(Role.EVALUATOR).get(PARTIES).status_code == 404
