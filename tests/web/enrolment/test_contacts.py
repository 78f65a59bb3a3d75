"""Who is who, who is invited, and who is there when a child asks to talk."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from belonging.web.accounts.errors import OwnGrant
from belonging.web.accounts.models import Invitation, User
from belonging.web.accounts.queries import open_invitations, people_of
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import Invitee, grant_role, invite, open_account
from belonging.web.base.scope import programme_scope
from belonging.web.enrolment.errors import BadSpan, DeputyIsTheSame, NobodyForSafeguarding
from belonging.web.enrolment.models import Contact, ContactKind
from belonging.web.enrolment.queries import contact, contacts, safeguarding_gap
from belonging.web.enrolment.services.contacts import Person, name_people, set_away
from belonging.web.enrolment.services.readers import tell_of_new_readers
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.services.rounds import open_round
from tests.web.conftest import NOW
from tests.web.enrolment.given import ACTOR, PEOPLE, accepted, parties
from tests.web.surveys.given import CLOSES, a_draft

TODAY = NOW.date()
SAFE, DEPUTY = ContactKind.SAFEGUARDING, ContactKind.DEPUTY


def named(
    school: School,
    people: dict[ContactKind, Person] = PEOPLE,
    *,
    inviting: bool = False,
    again: bool = False,
    actor: str = ACTOR,
) -> list[ContactKind]:
    change = name_people(school=school, people=people, inviting=inviting, again=again, actor=actor, now=NOW)
    return list(change.invited)


def account(person: Person, school: School | None = None, role: Role = Role.SAFEGUARDING) -> User:
    user = open_account(email=person.email, name=person.name, actor=ACTOR, now=NOW)
    if school is not None:
        grant_role(user=user, role=role, school=school, actor=ACTOR, now=NOW)
    return user


def readers(school: School) -> set[str]:
    return {each.user.email for each in people_of(school) if each.role == Role.SAFEGUARDING}


def mails(prefix: str) -> list[OutgoingMail]:
    with programme_scope("test"):
        return list(OutgoingMail.objects.filter(key__startswith=prefix).order_by("pk"))


def away(school: School, kind: ContactKind, first: date | None, last: date | None) -> None:
    found = contact(school, kind)
    assert found is not None
    set_away(contact=found, first=first, last=last, actor=ACTOR, now=NOW)


def test_everyone_is_named_in_one_go(in_new: School) -> None:
    named(in_new)
    assert {kind: Person(each.name, each.email) for kind, each in contacts(in_new).items()} == PEOPLE


def test_who_needs_an_account_is_invited_once(in_new: School) -> None:
    assert named(in_new, inviting=True) == [ContactKind.HEAD, ContactKind.SENCO, SAFE, DEPUTY]
    assert named(in_new, inviting=True) == []
    held = {(each.email, each.role) for each in Invitation.objects.all()}
    assert held == {
        ("hana@maple.example", "head"),
        ("sam@maple.example", "senco"),
        ("dee@maple.example", "safeguarding"),
        ("ola@maple.example", "safeguarding"),
    }


def test_nobody_is_invited_unasked(in_new: School) -> None:
    assert named(in_new) == []
    assert not Invitation.objects.exists()


def test_a_new_spelling_of_the_name_invites_nobody_and_keeps_the_days_away(in_new: School) -> None:
    named(in_new)
    away(in_new, SAFE, TODAY, TODAY)
    assert named(in_new, {SAFE: Person("Delia Safe", "DEE@maple.example")}, inviting=True) == []
    found = contact(in_new, SAFE)
    assert found is not None
    assert (found.name, found.is_away(TODAY)) == ("Delia Safe", True)


def test_another_person_is_not_away(in_new: School) -> None:
    named(in_new)
    away(in_new, SAFE, TODAY, TODAY)
    named(in_new, {SAFE: Person("New Person", "new@maple.example")})
    found = contact(in_new, SAFE)
    assert found is not None
    assert not found.is_away(TODAY)


def test_lead_and_deputy_may_change_places(in_new: School) -> None:
    named(in_new)
    named(in_new, {SAFE: PEOPLE[DEPUTY], DEPUTY: PEOPLE[SAFE]})
    assert {kind: each.email for kind, each in contacts(in_new).items() if kind in (SAFE, DEPUTY)} == {
        SAFE: "ola@maple.example",
        DEPUTY: "dee@maple.example",
    }


def test_they_may_change_places_when_both_have_signed_in(in_new: School) -> None:
    named(in_new)
    for kind in (SAFE, DEPUTY):
        account(PEOPLE[kind], in_new)
    assert named(in_new, {SAFE: PEOPLE[DEPUTY], DEPUTY: PEOPLE[SAFE]}, inviting=True) == []
    assert readers(in_new) == {"ola@maple.example", "dee@maple.example"}


def test_who_is_replaced_reads_no_more_calls(in_new: School) -> None:
    named(in_new)
    account(PEOPLE[SAFE], in_new)
    invite(invitee=Invitee("dee@maple.example", "Dee", Role.SENCO, school=in_new), actor=ACTOR, now=NOW)
    new = Person("New Person", "new@maple.example")

    change = name_people(school=in_new, people={SAFE: new}, inviting=True, actor=ACTOR, now=NOW)

    assert (change.invited, change.shut_out) == ((SAFE,), ("Dee Safe",))
    assert readers(in_new) == set()
    assert {each.role for each in people_of(in_new)} == {"senco"}, "what else they do stays"
    assert Entry.objects.filter(act="end-role", details__role="safeguarding").count() == 1
    (mail,) = mails("safeguarding-ended:")
    assert mail.to == "dee@maple.example"


def test_who_is_replaced_before_signing_in_cannot_come_in_any_more(in_new: School) -> None:
    named(in_new, inviting=True)
    named(in_new, {SAFE: Person("New Person", "new@maple.example")})
    assert not open_invitations(in_new).filter(email="dee@maple.example").exists()


def test_the_lead_who_becomes_deputy_goes_on_reading(in_new: School) -> None:
    named(in_new)
    account(PEOPLE[SAFE], in_new)
    named(in_new, {SAFE: Person("New Person", "new@maple.example"), DEPUTY: PEOPLE[SAFE]})
    assert readers(in_new) == {"dee@maple.example"}


def test_who_has_not_signed_in_is_invited_again_when_asked(in_new: School) -> None:
    named(in_new, inviting=True)
    account(PEOPLE[SAFE], in_new)
    assert named(in_new, again=True) == [ContactKind.HEAD, ContactKind.SENCO, DEPUTY]
    assert Invitation.objects.filter(email="ola@maple.example").count() == 2


@pytest.mark.parametrize("inviting", [True, False])
def test_nobody_names_oneself_to_read_calls(in_new: School, inviting: bool) -> None:
    me = account(PEOPLE[ContactKind.LEAD], in_new, Role.LEAD)
    oneself = {DEPUTY: PEOPLE[ContactKind.LEAD]}
    with pytest.raises(OwnGrant, match="Please ask another lead of the school"):
        named(in_new, oneself, inviting=inviting, actor=str(me.pk))
    assert contacts(in_new) == {}
    grant_role(user=me, role=Role.SAFEGUARDING, school=in_new, actor="another", now=NOW)
    named(in_new, oneself, inviting=inviting, actor=str(me.pk))
    assert readers(in_new) == {"robin@maple.example"}


def test_the_named_people_hear_of_everybody_who_is_let_in(in_new: School) -> None:
    named(in_new)
    invite(invitee=Invitee("friend@maple.example", "Fred", Role.SAFEGUARDING, school=in_new), actor=ACTOR, now=NOW)
    invite(invitee=Invitee("dee@maple.example", "Dee", Role.SAFEGUARDING, school=in_new), actor=ACTOR, now=NOW)

    assert tell_of_new_readers(now=NOW) == 5
    assert tell_of_new_readers(now=NOW + timedelta(hours=1)) == 0
    told = mails("safeguarding-given:")
    assert sorted(mail.to for mail in told if "Fred" in mail.subject) == [
        "dee@maple.example",
        "hana@maple.example",
        "ola@maple.example",
    ]
    assert sorted(mail.to for mail in told if "Dee" in mail.subject) == ["hana@maple.example", "ola@maple.example"]


def test_the_deputy_may_move_up(in_new: School) -> None:
    named(in_new)
    named(in_new, {SAFE: PEOPLE[DEPUTY], DEPUTY: Person("New Deputy", "new@maple.example")})
    found = contact(in_new, SAFE)
    assert found is not None
    assert found.email == "ola@maple.example"


@pytest.mark.parametrize("address", ["dee@maple.example", "DEE@Maple.Example"])
def test_the_deputy_is_another_person(in_new: School, address: str) -> None:
    named(in_new)
    with pytest.raises(DeputyIsTheSame):
        named(in_new, {DEPUTY: Person("Dee Again", address)})


def test_the_head_may_be_the_safeguarding_lead(in_new: School) -> None:
    named(in_new, {ContactKind.HEAD: PEOPLE[SAFE], SAFE: PEOPLE[SAFE]})
    assert len(contacts(in_new)) == 2


def test_the_journal_holds_no_name(in_new: School) -> None:
    named(in_new)
    assert "Dee" not in str(list(Entry.objects.values("subject", "details")))


class TestBeingThere:
    def test_one_of_the_two_is_enough(self, in_new: School) -> None:
        named(in_new)
        away(in_new, SAFE, TODAY, TODAY)
        assert safeguarding_gap(in_new, TODAY) == ""

    def test_nobody_named(self, in_new: School) -> None:
        assert "has named no designated safeguarding lead" in safeguarding_gap(in_new, TODAY)

    def test_both_away(self, in_new: School) -> None:
        named(in_new)
        for kind in (SAFE, DEPUTY):
            away(in_new, kind, TODAY, TODAY + timedelta(days=1))
        assert "are marked as away" in safeguarding_gap(in_new, TODAY)
        assert "are marked as away" in safeguarding_gap(in_new, TODAY + timedelta(days=1))
        assert safeguarding_gap(in_new, TODAY + timedelta(days=2)) == ""
        assert safeguarding_gap(in_new, TODAY - timedelta(days=1)) == ""

    def test_back_again(self, in_new: School) -> None:
        named(in_new)
        for kind in (SAFE, DEPUTY):
            away(in_new, kind, TODAY, TODAY)
        away(in_new, DEPUTY, None, None)
        assert safeguarding_gap(in_new, TODAY) == ""

    def test_no_round_opens_while_nobody_is_there(self, in_new: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        accepted(in_new, cohort, NOW)
        draft = a_draft(in_new, cohort)
        with pytest.raises(NobodyForSafeguarding):
            open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW)
        named(in_new, inviting=True)
        with pytest.raises(NobodyForSafeguarding, match="Dee Safe and Ola Deputy have not signed in yet"):
            open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW)
        account(PEOPLE[DEPUTY], in_new)
        away(in_new, DEPUTY, TODAY, TODAY)
        with pytest.raises(NobodyForSafeguarding, match="Dee Safe has not signed in yet"):
            open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW)
        away(in_new, DEPUTY, None, None)
        open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW)

    def test_an_account_that_is_shut_is_none(self, in_new: School) -> None:
        named(in_new)
        user = account(PEOPLE[SAFE], in_new)
        assert safeguarding_gap(in_new, TODAY, signed_in=True) == ""
        User.objects.filter(pk=user.pk).update(is_active=False)
        assert "have not signed in yet" in safeguarding_gap(in_new, TODAY, signed_in=True)


@pytest.mark.parametrize(("first", "last"), [(TODAY, None), (None, TODAY), (TODAY, TODAY - timedelta(days=1))], ids=str)
def test_days_away_are_a_span(in_new: School, first: date | None, last: date | None) -> None:
    named(in_new)
    with pytest.raises(BadSpan):
        away(in_new, SAFE, first, last)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"kind": "caretaker"}, "known_kind"),
        ({"name": ""}, "can_be_reached"),
        ({"away_from": TODAY}, "away_is_a_span"),
        ({"kind": "deputy", "email": "DEE@maple.example"}, "deputy_is_another"),
    ],
    ids=lambda each: str(each)[:24],
)
def test_the_database_refuses(in_new: School, change: dict[str, object], constraint: str) -> None:
    named(in_new, {SAFE: PEOPLE[SAFE]})
    fields = {"school": in_new, "kind": "senco", "name": "N", "email": "n@maple.example"} | change
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Contact.objects.create(**fields)
