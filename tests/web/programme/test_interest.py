"""A school says that it is interested, from the public form to its place in a cohort."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from belonging.web.accounts.models import Invitation
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.errors import AlreadyEnrolled, CohortFull, InterestMoved
from belonging.web.programme.forms.interest import start
from belonging.web.programme.models import Arm, Cohort, Enrolment, Interest, InterestNote, Milestone, Stage
from belonging.web.programme.rules.interest import RECEIPTS_A_DAY, RECEIPTS_AN_HOUR
from belonging.web.programme.services import (
    add_note,
    decline_interest,
    enrol_school,
    forget_interest,
    forget_interests_due,
    put_back,
    put_on_waiting_list,
    reach_milestone,
)
from belonging.web.programme.services.selection import Lead, Offer, select_interest, take_back
from belonging.web.schools.models import School
from belonging.web.schools.services import school_from_register
from tests.web.conftest import NOW
from tests.web.programme.given import (
    ACTOR,
    JO,
    OUTSIDE,
    PLACE,
    SAM,
    in_register,
    interested,
    mails,
    planned_cohort,
    text_of,
)

FORM = {
    "contact_name": "Jo Brown",
    "contact_role": "Deputy head",
    "contact_email": "jo@oakhill.example",
    "contact_phone": "",
    "pupils": "210",
    "why": "Every child should belong.",
    "head_knows": "on",
    "consent": "on",
    "website": "",
}
DESCRIBED = {"outside": "1", "school_name": "Ysgol y Bryn", "town": "Bangor", "nation": "wales", "setting": "primary"}


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def everything(db: None) -> Iterator[None]:
    with programme_scope("test"):
        yield


@pytest.fixture
def cohort(db: None) -> Cohort:
    return planned_cohort()


def sent(client: Client, **fields: str) -> tuple[int, str]:
    """Fill in the form as a person does, in some minutes."""
    with time_machine.travel(NOW - timedelta(minutes=3), tick=False):
        stamp = start()
    reply = client.post("/interest/", {**FORM, "started": stamp, **fields})
    return reply.status_code, reply.headers.get("Location", reply.content.decode())


class TestThePublicForm:
    def test_a_school_finds_itself_and_writes(self, client: Client, db: None) -> None:
        in_register()
        assert "First, find your school" in text_of(client.get("/interest/"))
        page = text_of(client.get("/interest/?urn=900101"))
        assert "Oak Hill Primary School" in page
        assert "Reference number (URN) 900101" in page
        status, address = sent(client, urn="900101")
        assert (status, address.partition("?")[0]) == (302, "/interest/thanks/")
        reference = address.partition("=")[2]
        assert reference in text_of(client.get(address))
        with programme_scope("test"):
            kept = Interest.objects.get()
            assert (kept.reference, kept.school_name, kept.local_authority) == (reference, PLACE.name, "Leeds")
            assert (kept.consent_version, kept.head_knows, kept.pupils) == ("2026-11", True, 210)
            assert mails() == [("jo@oakhill.example", "We have your message about Belonging Matters")]
            assert reference in OutgoingMail.objects.get().text
            assert Entry.objects.get(act="interest-expressed").actor == "public"

    def test_a_school_outside_the_register_is_described(self, client: Client, db: None) -> None:
        assert "What kind of school is it?" in text_of(client.get("/interest/?outside=1"))
        assert sent(client, **DESCRIBED)[0] == 302
        with programme_scope("test"):
            kept = Interest.objects.get()
            assert (kept.urn, kept.town, kept.nation) == ("", "Bangor", "wales")

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("consent", "", "We can only write to you if you allow us to"),
            ("contact_email", "jo at oakhill", "name@school.example"),
            ("why", "", "why you are interested"),
            ("pupils", "many", "whole number, for instance 240"),
            ("contact_phone", "call me", "a telephone number, or leave this empty"),
            ("website", "https://spam.example", "has to stay empty"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
        self, client: Client, db: None, field: str, value: str, said: str
    ) -> None:
        in_register()
        status, page = sent(client, urn="900101", **{field: value})
        assert status == 200
        assert "There is a problem" in page
        assert said in page
        assert 'value="Jo Brown"' in page
        with programme_scope("test"):
            assert not Interest.objects.exists()

    def test_a_form_filled_in_at_once_is_asked_for_again(self, client: Client, db: None) -> None:
        in_register()
        reply = client.post("/interest/", {**FORM, "urn": "900101", "started": start()})
        assert "That was very quick" in text_of(reply)
        stamp = str(reply.context["form"]["started"].value())
        with time_machine.travel(NOW + timedelta(seconds=5), tick=False):
            assert client.post("/interest/", {**FORM, "urn": "900101", "started": stamp}).status_code == 302

    def test_a_forged_stamp_gets_a_good_one(self, client: Client, db: None) -> None:
        in_register()
        reply = client.post("/interest/", {**FORM, "urn": "900101", "started": "forged"})
        assert "Nothing is lost" in text_of(reply)
        assert str(reply.context["form"]["started"].value()) != "forged"

    def test_a_closed_school_cannot_be_chosen(self, client: Client, db: None) -> None:
        in_register(is_open=False)
        page = text_of(client.get("/interest/?urn=900101"))
        assert "Oak Hill Primary School: the national register says that this school is closed" in page

    @pytest.mark.parametrize(
        "address",
        [
            "/interest/?urn=123456",
            "/interest/?urn=%00",
            "/interest/?words=%00",
            "/interest/?page=x&words=oak",
            "/interest/?page=99999999999",
        ],
    )
    def test_an_address_that_leads_nowhere_begins_at_the_search(self, client: Client, db: None, address: str) -> None:
        assert "find your school" in text_of(client.get(address))

    def test_thanks_repeat_nothing_but_a_reference(self, client: Client, db: None) -> None:
        assert "evil" not in text_of(client.get("/interest/thanks/?reference=evil"))


class TestDuplicates:
    def test_a_second_person_becomes_a_note(self, everything: None) -> None:
        first = interested()
        assert interested(contact=SAM) == first
        assert Interest.objects.count() == 1
        note = InterestNote.objects.get()
        assert "Sam Green, SENCO, sam@oakhill.example" in note.text
        assert [to for to, _ in mails()] == [JO.email, SAM.email]

    def test_the_same_school_described_is_caught(self, everything: None) -> None:
        first = interested(OUTSIDE)
        assert interested(replace(OUTSIDE, name="YSGOL Y BRYN", town="bangor ")) == first
        assert interested(PLACE) != first
        assert interested(replace(PLACE, urn="", name="Oak Hill Primary", nation="england")).urn == PLACE.urn

    def test_nobody_learns_whether_a_school_is_known(self, client: Client, cohort: Cohort) -> None:
        in_register()
        status, address = sent(client, urn="900101")
        known = sent(client, urn="900101", contact_email="x@other.example")
        assert (known[0], known[1].partition("?")[0]) == (status, address.partition("?")[0])
        pages = [text_of(client.get(each)).replace(each.partition("=")[2], "R") for each in (address, known[1])]
        assert pages[0] == pages[1]
        with programme_scope("test"):
            first, second = OutgoingMail.objects.order_by("pk")
            assert first.text.replace(address.partition("=")[2], "R") == second.text.replace(
                known[1].partition("=")[2], "R"
            )

    def test_a_school_that_takes_part_stands_as_selected(self, cohort: Cohort, everything: None) -> None:
        school = school_from_register(entry=in_register(), actor=ACTOR, now=NOW)
        enrol_school(cohort=cohort, school=school, actor=ACTOR, now=NOW)
        found = interested()
        assert (found.state, found.became) == ("selected", school)
        assert "takes part already" in InterestNote.objects.get().text

    def test_a_school_that_was_declined_comes_back_as_new(self, everything: None) -> None:
        found = interested()
        decline_interest(interest=found, letter="Sorry", actor=ACTOR, now=NOW)
        assert interested(contact=SAM).state == "new"

    def test_a_mailbox_is_not_flooded(self, everything: None) -> None:
        for _ in range(3):
            interested()
        assert len(mails()) == 1

    def test_invented_schools_bring_one_mailbox_three_receipts_a_day(self, everything: None) -> None:
        for number in range(6):
            interested(replace(OUTSIDE, name=f"Invented {number}"), replace(JO, email=JO.email.upper()))
        assert Interest.objects.count() == 6
        assert len(mails()) == RECEIPTS_A_DAY
        interested(replace(OUTSIDE, name="Another"), SAM)
        assert mails()[-1][0] == SAM.email

    def test_a_flood_stops_the_receipts_and_loses_no_school(self, everything: None) -> None:
        for number in range(RECEIPTS_AN_HOUR + 2):
            interested(replace(OUTSIDE, name=f"School {number}"), replace(JO, email=f"jo{number}@school.example"))
        assert Interest.objects.count() == RECEIPTS_AN_HOUR + 2
        assert len(mails()) == RECEIPTS_AN_HOUR

    def test_no_typed_word_stands_in_the_receipt(self, client: Client, db: None) -> None:
        sent(client, **DESCRIBED, contact_name="Win at pills.example", why="Cheap loans")
        with programme_scope("test"):
            mail = OutgoingMail.objects.get()
        assert mail.text.startswith("Hello,\n")
        for typed in ("pills", "Cheap", "Bryn", "Bangor", "Deputy"):
            assert typed not in mail.text + mail.subject

    def test_the_table_holds_one_row_for_a_school(self, everything: None) -> None:
        found = interested()
        found.pk, found.reference = None, "XXXX-XXXX"
        with pytest.raises(IntegrityError), transaction.atomic():
            found.save(force_insert=True)

    def test_no_school_sees_the_queue(self, maple: School) -> None:
        interested_in_scope()
        with school_scope(maple.pk):
            assert not Interest.objects.exists()


def interested_in_scope() -> None:
    with programme_scope("test"):
        interested()


def offer(cohort: Cohort, arm: Arm = Arm.INTERVENTION) -> Offer:
    return Offer(cohort, arm, Lead(JO.name, JO.email))


class TestSelecting:
    def test_a_school_gets_its_place_and_its_lead_an_invitation(self, cohort: Cohort, everything: None) -> None:
        in_register()
        found = interested()
        enrolment = select_interest(interest=found, offer=offer(cohort, Arm.WAITING), actor=ACTOR, now=NOW)
        assert (enrolment.school.urn, enrolment.arm, enrolment.enrolled_on) == ("900101", "waiting", NOW.date())
        found.refresh_from_db()
        assert (found.state, found.cohort, found.became) == ("selected", cohort, enrolment.school)
        invited = Invitation.objects.get()
        assert (invited.email, invited.role, invited.school) == (JO.email, "lead", enrolment.school)
        with pytest.raises(InterestMoved, match="selected already"):
            select_interest(interest=found, offer=offer(cohort, Arm.WAITING), actor=ACTOR, now=NOW)

    def test_a_school_outside_the_register_is_added(self, cohort: Cohort, everything: None) -> None:
        made = select_interest(interest=interested(OUTSIDE), offer=offer(cohort), actor=ACTOR, now=NOW)
        assert (made.school.name, made.school.urn) == ("Ysgol y Bryn", None)

    def test_places_run_out_and_nothing_is_half_done(self, cohort: Cohort, everything: None) -> None:
        in_register()
        in_register("900102", "Elm School")
        in_register("900103", "Ash School")
        places = [
            PLACE,
            *(replace(PLACE, urn=f"90010{n}", name=name) for n, name in ((2, "Elm School"), (3, "Ash School"))),
        ]
        waiting = [interested(place) for place in places]
        for each in waiting[:2]:
            select_interest(interest=each, offer=offer(cohort), actor=ACTOR, now=NOW)
        with pytest.raises(CohortFull, match="No place of London 2027 is left"):
            select_interest(interest=waiting[2], offer=offer(cohort), actor=ACTOR, now=NOW)
        assert not School.objects.filter(urn="900103").exists()
        assert Interest.objects.get(urn="900103").state == "new"

    def test_a_place_is_taken_back_until_the_agreement(self, cohort: Cohort, everything: None) -> None:
        in_register()
        found = interested()
        enrolment = select_interest(interest=found, offer=offer(cohort), actor=ACTOR, now=NOW)
        take_back(interest=found, actor=ACTOR, now=NOW)
        assert Interest.objects.get().state == "new"
        assert Enrolment.objects.get().stage == Stage.LEFT
        select_interest(interest=Interest.objects.get(), offer=offer(cohort), actor=ACTOR, now=NOW)
        reach_milestone(cohort=cohort, school=enrolment.school, milestone=Milestone.AGREED, actor=ACTOR, now=NOW)
        with pytest.raises(InterestMoved, match="accepted the agreement"):
            take_back(interest=Interest.objects.get(), actor=ACTOR, now=NOW)

    def test_waiting_declining_and_back(self, cohort: Cohort, everything: None) -> None:
        found = interested()
        put_on_waiting_list(interest=found, cohort=cohort, actor=ACTOR, now=NOW)
        assert (found.state, found.cohort) == ("waiting", cohort)
        with pytest.raises(InterestMoved, match="was moved meanwhile"):
            put_on_waiting_list(interest=found, cohort=cohort, actor=ACTOR, now=NOW)
        decline_interest(interest=found, letter="Dear Jo O'Brien,\n\nSorry.", actor=ACTOR, now=NOW)
        mail = OutgoingMail.objects.latest("pk")
        assert "Dear Jo O'Brien," in mail.text
        assert found.reference in mail.text
        put_back(interest=found, actor=ACTOR, now=NOW)
        assert (found.state, found.cohort) == ("new", None)
        acts = list(Entry.objects.order_by("number").values_list("act", flat=True))
        assert acts[-3:] == ["interest-waiting", "interest-declined", "interest-put-back"]

    def test_a_demo_takes_no_real_school(self, everything: None) -> None:
        demo = planned_cohort("demo")
        Cohort.objects.filter(pk=demo.pk).update(is_demo=True)
        in_register("123456")
        with pytest.raises(AlreadyEnrolled, match="is a demo"):
            select_interest(
                interest=interested(replace(PLACE, urn="123456")),
                offer=offer(Cohort.objects.get()),
                actor=ACTOR,
                now=NOW,
            )


class TestForgetting:
    def test_a_contact_is_erased_when_its_time_is_over(self, cohort: Cohort, everything: None) -> None:
        in_register()
        kept = interested()
        select_interest(interest=kept, offer=offer(cohort), actor=ACTOR, now=NOW)
        found = interested(OUTSIDE)
        add_note(interest=found, text="Rang Jo.", actor=ACTOR, now=NOW)
        assert forget_interests_due(now=NOW + timedelta(days=540)) == 0
        later = NOW + timedelta(days=550)
        assert [forget_interests_due(now=later) for _ in range(2)] == [1, 0]
        found.refresh_from_db()
        assert (found.contact_name, found.contact_email, found.contact_phone, found.why) == ("", "", "", "")
        assert (found.school_name, found.forgotten_on) == (OUTSIDE.name, later.date())
        assert not found.notes.exists()
        kept.refresh_from_db()
        assert kept.contact_name == JO.name

    def test_who_asks_is_erased_at_once(self, everything: None) -> None:
        found = interested()
        forget_interest(interest=found, actor=ACTOR, now=NOW)
        found.refresh_from_db()
        assert (found.contact_email, found.forgotten_on) == ("", NOW.date())
        with pytest.raises(InterestMoved, match="erased already"):
            forget_interest(interest=found, actor=ACTOR, now=NOW)
        with pytest.raises(InterestMoved, match="nobody to write to"):
            decline_interest(interest=found, letter="Sorry", actor=ACTOR, now=NOW)

    def test_a_school_that_was_forgotten_may_come_back(self, everything: None) -> None:
        found = interested(OUTSIDE)
        decline_interest(interest=found, letter="Sorry", actor=ACTOR, now=NOW)
        forget_interests_due(now=NOW + timedelta(days=550))
        again = interested(OUTSIDE, SAM)
        assert (again.pk, again.state, again.contact_email, again.forgotten_on) == (found.pk, "new", SAM.email, None)
