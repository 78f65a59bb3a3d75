"""Starting, sharing out, signing off and reopening."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.audit.errors import AuditSignedOff, CannotReopen, CannotShare, CannotStart, TooLong
from belonging.web.audit.models import AreaShare, Audit
from belonging.web.audit.queries.audits import audit_at, audits_of, cohort_of, progress_of, shares_of
from belonging.web.audit.queries.record import record_read
from belonging.web.audit.services.signing import digest_of
from belonging.web.audit.services.work import Said, rate, reopen, share_area, sign_off, start_audit
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort, CohortState, CohortWave, Enrolment, Stage
from belonging.web.schools.models import School
from tests.web.audit.people import person
from tests.web.conftest import NOW

ACTOR = "test"


def at(days: int) -> datetime:
    return NOW + timedelta(days=days)


def signed(audit: Audit, by: User, day: int = 1) -> Audit:
    return sign_off(audit=audit, note="We met twice.", actor=str(by.pk), now=at(day))


class TestStarting:
    def test_it_is_done_by_the_newest_version_and_due_when_its_wave_ends(
        self, in_maple: School, cohort: Cohort
    ) -> None:
        CohortWave.objects.create(
            cohort=cohort, wave="baseline", opens_on=date(2026, 11, 1), closes_on=date(2026, 12, 11)
        )
        audit = start_audit(school=in_maple, cohort=cohort, stage="baseline", actor=ACTOR, now=NOW)
        assert (audit.edition, audit.due_on) == ("audit_360_v1", date(2026, 12, 11))
        assert audit_at(in_maple, cohort.slug, "baseline") == audit
        assert Entry.objects.get(act="audit-started").details["stage"] == "baseline"

    def test_a_wave_that_is_over_gives_no_day(self, in_maple: School, cohort: Cohort) -> None:
        CohortWave.objects.create(
            cohort=cohort, wave="baseline", opens_on=date(2026, 9, 1), closes_on=date(2026, 11, 20)
        )
        audit = start_audit(school=in_maple, cohort=cohort, stage="baseline", actor=ACTOR, now=NOW)
        assert audit.due_on is None

    def test_it_starts_once(self, audit: Audit) -> None:
        with pytest.raises(CannotStart, match="has begun already"):
            start_audit(school=audit.school, cohort=audit.cohort, stage="baseline", actor=ACTOR, now=at(1))

    def test_the_final_one_waits_for_the_baseline_and_may_skip_the_midpoint(self, audit: Audit, robin: User) -> None:
        with pytest.raises(CannotStart, match="sign off your baseline audit first"):
            start_audit(school=audit.school, cohort=audit.cohort, stage="final", actor=ACTOR, now=at(1))
        signed(audit, robin)
        final = start_audit(school=audit.school, cohort=audit.cohort, stage="final", actor=ACTOR, now=at(2))
        assert audits_of(audit.school, audit.cohort) == [audit, final]
        with pytest.raises(CannotStart, match="can no longer be done"):
            start_audit(school=audit.school, cohort=audit.cohort, stage="midpoint", actor=ACTOR, now=at(3))

    def test_a_school_that_left_starts_none(self, in_maple: School, cohort: Cohort) -> None:
        Enrolment.objects.filter(school=in_maple).update(stage=Stage.LEFT)
        with pytest.raises(CannotStart, match="does not take part"):
            start_audit(school=in_maple, cohort=cohort, stage="baseline", actor=ACTOR, now=NOW)

    def test_a_school_works_in_its_open_cohort_or_else_the_newest(self, in_maple: School, cohort: Cohort) -> None:
        assert cohort_of(in_maple) == cohort
        with programme_scope("test"):
            later = Cohort.objects.create(name="Next", slug="next", starts_on=date(2027, 9, 1), is_demo=True)
            Enrolment.objects.create(school=in_maple, cohort=later, mask="A")
        assert cohort_of(in_maple) == later
        Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.OPEN, opened_at=NOW)
        assert cohort_of(in_maple) == cohort


class TestSharing:
    def test_an_area_goes_to_people_and_no_others(self, audit: Audit, sam: User, jo: User) -> None:
        share_area(audit=audit, area="inclusive_culture", people=[sam, jo], actor=ACTOR, now=NOW)
        share_area(audit=audit, area="inclusive_culture", people=[jo], actor=ACTOR, now=at(1))
        assert {area: [each.name for each in people] for area, people in shares_of(audit).items()} == {
            "inclusive_culture": ["Jo"]
        }
        assert progress_of(audit).by_area[0].people == ("Jo",)
        assert Entry.objects.filter(act="audit-area-shared").count() == 2

    def test_saving_what_stands_already_is_no_act(self, audit: Audit, sam: User) -> None:
        share_area(audit=audit, area="inclusive_culture", people=[sam], actor=ACTOR, now=NOW)
        share_area(audit=audit, area="inclusive_culture", people=[sam], actor=ACTOR, now=at(1))
        assert Entry.objects.filter(act="audit-area-shared").count() == 1

    def test_only_to_those_who_may_work_on_it(self, audit: Audit, in_maple: School, river: School) -> None:
        for stranger in (person(Role.ADVISER, in_maple), person(Role.COLLEAGUE, river, "Elsewhere")):
            with pytest.raises(CannotShare, match="Invite them as a colleague"):
                share_area(audit=audit, area="inclusive_culture", people=[stranger], actor=ACTOR, now=NOW)
        assert not AreaShare.objects.exists()

    def test_an_unknown_area_and_a_signed_off_audit_are_refused(self, audit: Audit, robin: User, sam: User) -> None:
        with pytest.raises(CannotShare):
            share_area(audit=audit, area="nowhere", people=[sam], actor=ACTOR, now=NOW)
        signed(audit, robin)
        with pytest.raises(AuditSignedOff):
            share_area(audit=audit, area="inclusive_culture", people=[sam], actor=ACTOR, now=at(2))


class TestSigningOff:
    def test_it_freezes_what_was_said(self, audit: Audit, robin: User, sam: User) -> None:
        rate(audit=audit, statement="safe_places", said=Said("fully", "Seen.", 0), actor=str(sam.pk), now=NOW)
        done = signed(audit, robin)
        assert (done.signed_off_by, done.signed_off_at, done.releases) == (str(robin.pk), at(1), [])
        User.objects.filter(pk=sam.pk).update(name="Somebody else")
        kept = next(each for _, each in record_read(done).placed() if each.key == "safe_places")
        assert (kept.value, kept.how_we_know, kept.rated_by) == ("fully", "Seen.", "Sam")
        details = Entry.objects.get(act="audit-signed-off").details
        assert (details["rated"], details["asked"], details["record"]) == (1, 40, digest_of(done.record))

    def test_once(self, audit: Audit, robin: User) -> None:
        signed(audit, robin)
        with pytest.raises(AuditSignedOff):
            signed(audit, robin, 2)

    def test_a_long_note_is_refused_and_not_cut(self, audit: Audit) -> None:
        with pytest.raises(TooLong):
            sign_off(audit=audit, note="x" * 1001, actor=ACTOR, now=NOW)


class TestReopening:
    def test_within_fourteen_days_with_a_reason_and_the_old_record_stays(self, audit: Audit, robin: User) -> None:
        done = signed(audit, robin)
        again = reopen(audit=done, reason="One  area was forgotten.", actor=str(robin.pk), now=at(15))
        assert (again.is_signed_off, again.record, again.sign_off_note) == (False, "", "")
        assert again.earlier[0]["record"] == done.record
        assert again.earlier[0]["reason"] == "One area was forgotten."
        details = Entry.objects.get(act="audit-reopened").details
        assert details == {"stage": "baseline", "record": digest_of(done.record), "sign_off": 1}
        signed(again, robin, 16)

    def test_not_later(self, audit: Audit, robin: User) -> None:
        signed(audit, robin)
        with pytest.raises(CannotReopen, match="until Tuesday 8 December 2026"):
            reopen(audit=audit, reason="Late.", actor=ACTOR, now=at(15) + timedelta(seconds=1))

    def test_not_when_the_next_has_begun(self, audit: Audit, robin: User) -> None:
        signed(audit, robin)
        start_audit(school=audit.school, cohort=audit.cohort, stage="final", actor=ACTOR, now=at(2))
        with pytest.raises(CannotReopen, match="final audit has begun"):
            reopen(audit=audit, reason="Late.", actor=ACTOR, now=at(3))

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
    def test_not_without_a_reason(self, audit: Audit, robin: User, reason: str) -> None:
        signed(audit, robin)
        with pytest.raises(CannotReopen, match="Please say why"):
            reopen(audit=audit, reason=reason, actor=ACTOR, now=at(2))

    def test_not_when_it_is_open(self, audit: Audit) -> None:
        with pytest.raises(CannotReopen, match="open already"):
            reopen(audit=audit, reason="Why not.", actor=ACTOR, now=at(2))


def test_a_role_that_ended_takes_nobody_off_the_list_of_names(audit: Audit, sam: User) -> None:
    share_area(audit=audit, area="inclusive_culture", people=[sam], actor=ACTOR, now=NOW)
    Membership.objects.filter(user=sam).delete()
    assert progress_of(audit).by_area[0].people == ("Sam",)
