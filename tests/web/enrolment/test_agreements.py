"""No questionnaire without a signature: who signs what, and what is on record."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.enrolment.errors import (
    AgreementMissing,
    AlreadyAccepted,
    NotItsSchools,
    NoTrust,
    PartiesMissing,
    PartiesSigned,
    TextChanged,
    UnknownVersion,
)
from belonging.web.enrolment.models import Acceptance, BodyAcceptance, Parties
from belonging.web.enrolment.queries import acceptances, agreement_gap
from belonging.web.enrolment.queries.agreements import signed_under_other_names
from belonging.web.enrolment.queries.places import cohorts_of_body, schools_of_body
from belonging.web.enrolment.services.agreements import (
    Signing,
    accept_agreement,
    accept_for_body,
    digest_seen,
    documents_for_body,
    documents_to_accept,
    record_parties,
)
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.errors import NotTakingPart
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.programme.services import leave_cohort
from belonging.web.schools.models import Body, BodyKind, School
from belonging.web.surveys.models import Round, State
from belonging.web.surveys.services.rounds import open_round
from tests.web.conftest import NOW
from tests.web.enrolment.given import ACTOR, SIDE, accepted, parties
from tests.web.surveys.given import CLOSES, a_draft


def sign_for(body: Body, cohort: Cohort) -> list[BodyAcceptance]:
    with programme_scope("test"):
        seen = digest_seen(documents_for_body(body, cohort))
        signing = Signing(name="Tess Trust", role="Chief executive", seen=seen, controller="trust")
        return accept_for_body(body=body, cohort=cohort, signing=signing, actor=ACTOR, now=NOW)


@pytest.fixture
def in_trust(in_new: School, trust: Body) -> School:
    in_new.trust = trust
    in_new.save(update_fields=["trust"])
    return in_new


def test_the_head_accepts_and_the_text_is_kept_as_it_was(in_new: School, cohort: Cohort) -> None:
    parties(cohort, NOW)
    accepted(in_new, cohort, NOW)
    kept = {each.document: each for each in acceptances(in_new, cohort)}
    assert set(kept) == {"school_programme", "processor_terms"}
    signature = kept["school_programme"]
    assert (signature.signer_name, signature.signer_role, signature.signer_id) == ("Hana Head", "Headteacher", ACTOR)
    assert signature.text.startswith("Data sharing agreement\n\nBetween Willow School and Belonging Matters")
    assert "Template: have this checked by your data protection officer or lawyer." in signature.text
    assert signature.parties == {
        "controller": "school",
        "programme": "Belonging Matters",
        "evaluator": "Quill Research",
        "host": "Hearth",
    }
    assert agreement_gap(in_new, cohort) == ""


def test_the_day_of_the_agreement_is_noted(in_new: School, cohort: Cohort) -> None:
    parties(cohort, NOW)
    accepted(in_new, cohort, NOW)
    assert Enrolment.objects.get(school=in_new).agreed_on == NOW.date()


def test_the_journal_names_the_documents_and_nobody(in_new: School, cohort: Cohort) -> None:
    parties(cohort, NOW)
    accepted(in_new, cohort, NOW)
    entry = Entry.objects.get(act="agreement-accepted")
    assert entry.details == {"documents": ["school_programme_v1", "processor_terms_v1"], "controller": "school"}


class TestTheGap:
    def test_begins_with_the_programmes_side(self, in_new: School, cohort: Cohort) -> None:
        assert "has not recorded yet who is responsible" in agreement_gap(in_new, cohort)

    def test_then_asks_head_or_lead(self, in_new: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        assert "The head teacher or school lead of Willow School" in agreement_gap(in_new, cohort)

    def test_comes_back_when_the_cohort_asks_for_a_newer_version(self, in_new: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        accepted(in_new, cohort, NOW)
        Parties.objects.filter(cohort=cohort).update(least_versions={"school_programme": 2})
        assert "accepted again, because there is a newer version" in agreement_gap(in_new, cohort)

    def test_keeps_a_round_shut(self, in_new: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        draft = a_draft(in_new, cohort)
        with pytest.raises(AgreementMissing, match="has to be accepted"):
            open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW)
        assert Round.objects.get(pk=draft.pk).state == State.DRAFT


class TestATrust:
    def test_signs_once_and_each_head_accepts_shortly(self, in_trust: School, trust: Body, cohort: Cohort) -> None:
        parties(cohort, NOW)
        sign_for(trust, cohort)
        gap = agreement_gap(in_trust, cohort)
        assert gap.startswith("Greenway Trust has signed the agreement for its schools.")
        assert [each.key for each in documents_to_accept(in_trust, cohort, "trust")] == ["school_joins"]
        accepted(in_trust, cohort, NOW, controller="trust")
        assert agreement_gap(in_trust, cohort) == ""
        assert "Willow School takes its own part" in Acceptance.objects.get().text

    def test_tells_those_who_may_accept_once(self, in_trust: School, trust: Body, cohort: Cohort) -> None:
        parties(cohort, NOW)
        for role in (Role.HEAD, Role.SENCO):
            user = open_account(email=f"{role}@willow.example", name=f"Jo {role}", actor=ACTOR, now=NOW)
            grant_role(user=user, role=role, school=in_trust, actor=ACTOR, now=NOW)
        sign_for(trust, cohort)
        with programme_scope("test"):
            mail = OutgoingMail.objects.get(to__endswith="@willow.example")
        assert mail.to == "head@willow.example"
        assert mail.subject == "Greenway Trust has signed the agreement: your part takes two minutes"
        assert "/schools/willow/agreement/pilot-2026/" in mail.text

    def test_stands_in_the_text_of_its_school_as_controller(self, in_trust: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        assert "Between Greenway Trust and" in documents_to_accept(in_trust, cohort, "trust")[0].about
        assert "Between Willow School and" in documents_to_accept(in_trust, cohort, "school")[0].about

    def test_without_a_school_in_the_cohort_signs_nothing(self, trust: Body, cohort: Cohort) -> None:
        parties(cohort, NOW)
        with pytest.raises(NotItsSchools, match="No school of Greenway Trust"):
            sign_for(trust, cohort)

    def test_signs_once(self, in_trust: School, trust: Body, cohort: Cohort) -> None:
        parties(cohort, NOW)
        assert len(sign_for(trust, cohort)) == 2
        with pytest.raises(AlreadyAccepted):
            sign_for(trust, cohort)


class TestAnAuthority:
    @pytest.fixture
    def authority(self, in_new: School) -> Body:
        body = Body.objects.create(kind=BodyKind.AUTHORITY, name="Brackenwater", slug="brackenwater", code="901")
        in_new.authority = body
        in_new.save(update_fields=["authority"])
        return body

    def test_signs_for_the_schools_it_keeps(self, in_new: School, authority: Body, cohort: Cohort) -> None:
        parties(cohort, NOW)
        sign_for(authority, cohort)
        assert agreement_gap(in_new, cohort).startswith("Brackenwater has signed the agreement for its schools.")

    def test_signs_for_no_academy(self, in_new: School, authority: Body, trust: Body, cohort: Cohort) -> None:
        parties(cohort, NOW)
        sign_for(authority, cohort)
        in_new.trust = trust
        in_new.save(update_fields=["trust"])
        assert agreement_gap(in_new, cohort).startswith("The agreement has to be accepted.")
        assert [each.key for each in documents_to_accept(in_new, cohort)] == ["school_programme", "processor_terms"]
        with programme_scope("test"):
            assert (schools_of_body(authority, cohort), cohorts_of_body(authority)) == ([], [])
            assert (schools_of_body(trust, cohort), cohorts_of_body(trust)) == ([in_new], [cohort])


class TestThePartiesOnceSigned:
    OTHER = replace(SIDE, evaluator="Another Evaluator")

    def test_stay_as_they_were_signed(self, in_new: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        accepted(in_new, cohort, NOW)
        with pytest.raises(PartiesSigned, match=r"signed with these names.*Another Evaluator"):
            record_parties(cohort=cohort, side=self.OTHER, least_versions={}, actor=ACTOR, now=NOW)
        assert Parties.objects.get().evaluator == SIDE.evaluator

    def test_stay_when_a_trust_alone_has_signed(self, in_trust: School, trust: Body, cohort: Cohort) -> None:
        parties(cohort, NOW)
        sign_for(trust, cohort)
        with pytest.raises(PartiesSigned):
            record_parties(cohort=cohort, side=replace(SIDE, host="Elsewhere"), least_versions={}, actor=ACTOR, now=NOW)

    def test_leave_the_address_for_questions_free(self, in_new: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        accepted(in_new, cohort, NOW)
        side = replace(SIDE, programme_contact="new@programme.example")
        record_parties(cohort=cohort, side=side, least_versions={}, actor=ACTOR, now=NOW)
        assert agreement_gap(in_new, cohort) == ""

    def test_may_change_once_every_school_has_to_sign_again(self, in_new: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        accepted(in_new, cohort, NOW)
        newer = {"school_programme": 2, "processor_terms": 2}
        assert signed_under_other_names(cohort, self.OTHER.names, newer) is None
        assert signed_under_other_names(cohort, self.OTHER.names, {"processor_terms": 2}) == SIDE.names

    def test_may_change_before_anybody_signs(self, in_new: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        record_parties(cohort=cohort, side=self.OTHER, least_versions={}, actor=ACTOR, now=NOW)
        assert Parties.objects.get().evaluator == "Another Evaluator"


class TestRefusals:
    def test_nobody_accepts_before_the_parties_are_known(self, in_new: School, cohort: Cohort) -> None:
        with pytest.raises(PartiesMissing):
            accepted(in_new, cohort, NOW)

    def test_nobody_accepts_twice(self, in_new: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        accepted(in_new, cohort, NOW)
        with pytest.raises(AlreadyAccepted):
            accepted(in_new, cohort, NOW)

    def test_a_text_that_changed_meanwhile_is_read_again(self, in_new: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        seen = digest_seen(documents_to_accept(in_new, cohort, "school"))
        Parties.objects.update(host="Another host")
        signing = Signing(name="Hana Head", role="Headteacher", seen=seen)
        with pytest.raises(TextChanged, match="read it again"):
            accept_agreement(school=in_new, cohort=cohort, signing=signing, actor=ACTOR, now=NOW)
        assert not Acceptance.objects.exists()

    def test_a_school_without_a_trust_names_none(self, in_new: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        with pytest.raises(NoTrust):
            accepted(in_new, cohort, NOW, controller="trust")

    def test_a_school_that_left_accepts_nothing(self, new_school: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        leave_cohort(cohort=cohort, school=new_school, actor=ACTOR, now=NOW)
        with school_scope(new_school.pk), pytest.raises(NotTakingPart):
            accepted(new_school, cohort, NOW)

    def test_a_version_that_is_not_published_cannot_be_asked_for(self, cohort: Cohort) -> None:
        with pytest.raises(UnknownVersion, match="no version 9"):
            record_parties(cohort=cohort, side=SIDE, least_versions={"school_programme": 9}, actor=ACTOR, now=NOW)


class TestTheDatabase:
    def test_keeps_a_signature_as_it_is(self, in_new: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        accepted(in_new, cohort, NOW)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Acceptance.objects.update(signer_name="Somebody else")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Acceptance.objects.all().delete()

    def test_refuses_a_signature_of_nobody(self, in_new: School, cohort: Cohort) -> None:
        parties(cohort, NOW)
        accepted(in_new, cohort, NOW)
        unsigned = Acceptance.objects.first()
        assert unsigned is not None
        unsigned.pk, unsigned.version, unsigned.signer_name = None, 7, ""
        with pytest.raises(IntegrityError, match="has_its_signer"), transaction.atomic():
            unsigned.save(force_insert=True)

    def test_refuses_parties_without_a_name(self, cohort: Cohort) -> None:
        with pytest.raises(IntegrityError, match="all_named"), transaction.atomic():
            Parties.objects.create(
                cohort=cohort, programme="", programme_contact="a@b.example", evaluator="E", host="H"
            )
