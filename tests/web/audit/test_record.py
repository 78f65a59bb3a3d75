"""What is kept of an audit when it is signed off, and that nothing later changes it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation.released import Reading, Refusal
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.models import Audit, Evidence, Rating
from belonging.web.audit.queries.record import NOBODY, record_read
from belonging.web.audit.rules.record import (
    AreaRecord,
    AuditRecord,
    EvidenceRecord,
    HeardRecord,
    RecordUnreadable,
    RemarkRecord,
    StatementRecord,
    from_json,
    record_of,
)
from belonging.web.audit.services.tailoring import add_own_statement, hide_statement, retire_own_statement
from belonging.web.audit.services.work import reopen, share_area
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.audit.hearing import cell, findings, gap, store, table
from tests.web.audit.people import person
from tests.web.audit.written import OWN, begun, discussed, rated, signed
from tests.web.conftest import NOW

WORDS = st.text(max_size=40)
EVIDENCE = st.builds(EvidenceRecord, st.sampled_from(["text", "link", "file"]), WORDS, WORDS, WORDS, WORDS, WORDS)
HEARD = st.builds(HeardRecord, *[WORDS] * 8)
STATEMENT = st.builds(
    StatementRecord,
    key=WORDS,
    number=WORDS,
    own=st.booleans(),
    hidden_because=WORDS,
    **dict.fromkeys(("wording", "fully", "partially", "not_yet", "how_we_know", "rated_by", "rated_on"), WORDS),
    value=st.sampled_from(["", "fully", "partially", "not_yet"]),
    evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
    remarks=st.lists(st.builds(RemarkRecord, WORDS, WORDS, WORDS), max_size=2).map(tuple),
    heard=st.lists(HEARD, max_size=2).map(tuple),
    gaps=st.lists(WORDS, max_size=2).map(tuple),
)
AREA = st.builds(
    AreaRecord, WORDS, st.integers(1, 9), WORDS, st.lists(WORDS, max_size=2).map(tuple), st.lists(STATEMENT).map(tuple)
)
RECORD = st.builds(
    AuditRecord,
    **dict.fromkeys(("school", "cohort", "stage", "edition", "title", "started_by", "started_on"), WORDS),
    **dict.fromkeys(("signed_off_by", "signed_off_on", "sign_off_note", "voices_on"), WORDS),
    version=st.integers(1, 99),
    areas=st.lists(AREA, max_size=2).map(tuple),
)


@given(RECORD)
def test_a_record_reads_back_as_it_was_written(record: AuditRecord) -> None:
    assert from_json(record_of(record)) == record


@given(RECORD)
def test_what_is_asked_is_rated_or_waits(record: AuditRecord) -> None:
    for area in record.areas:
        counted = sum(area.count(value) for value in ("fully", "partially", "not_yet", ""))
        assert counted == len(area.asked) >= area.rated
    assert record.rated <= record.asked <= len(list(record.statements))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 1}', '{"format": 1, "areas": [{}]}'])
def test_a_record_that_cannot_be_read_says_so(text: str) -> None:
    with pytest.raises(RecordUnreadable, match="This audit"):
        from_json(text)


@pytest.fixture
def jo(in_maple: School) -> User:
    return person(Role.LEAD, in_maple, "Jo Marsh")


@pytest.fixture
def full(in_maple: School, cohort: Cohort, jo: User) -> Audit:
    """With an own statement, a hidden one, ratings, evidence, discussion, somebody's area, and voices."""
    audit = begun(in_maple, cohort, jo)
    ann = person(Role.COLLEAGUE, in_maple, "Ann Bell")
    share_area(audit=audit, area="inclusive_culture", people=[ann], actor=str(jo.pk), now=NOW)
    own = add_own_statement(school=in_maple, own=OWN, actor=str(jo.pk), now=NOW)
    hide_statement(audit=audit, statement="trips", reason="We go nowhere", actor=str(jo.pk), now=NOW)
    rated(audit, ann, {"safe_places": "fully", "welcome": "partially", own.key: "not_yet"})
    discussed(audit, ann)
    asked = findings(table("safe", cell(50, 5)), table("safe", cell(30, 5, group="send"), gaps=(gap(Reading.FEWER),)))
    store(asked, cohort, in_maple)
    return audit


def statement_of(record: AuditRecord, key: str) -> StatementRecord:
    return next(each for each in record.statements if each.key == key)


class TestTheRecord:
    def test_it_holds_everything_to_read_the_audit_by(self, full: Audit, jo: User) -> None:
        record = from_json(signed(full, jo).record)
        safe, own = statement_of(record, "safe_places"), statement_of(record, "own-1")
        assert (record.school, record.stage, record.edition) == ("Maple Tree School", "Baseline", "audit_360_v1")
        assert (record.signed_off_by, record.signed_off_on) == ("Jo Marsh", "2026-11-23")
        assert (record.sign_off_note, record.voices_on) == ("Agreed with governors", "2026-11-20")
        assert (safe.value, safe.how_we_know, safe.rated_by) == ("fully", "Pupils told us", "Ann Bell")
        assert safe.evidence == (
            EvidenceRecord("text", "Playground rota", "On the staff room wall", "", "Ann Bell", "2026-11-23"),
        )
        assert safe.remarks == (RemarkRecord("Ann Bell", "2026-11-23", "The gate is still unwatched"),)
        assert (own.own, own.number, own.value) == (True, "4.A", "not_yet")
        assert statement_of(record, "trips").hidden_because == "We go nowhere"
        assert [area.people for area in record.areas] == [("Ann Bell",), (), (), ()]

    def test_it_holds_what_people_had_said_as_it_was_printed(self, full: Audit, jo: User) -> None:
        safe = statement_of(from_json(signed(full, jo).record), "safe_places")
        everyone, with_send = [heard for heard in safe.heard if heard.text]
        assert everyone.audience == "Pupils"
        assert everyone.text.startswith("between 50 and 55 in 100 “")
        assert (everyone.interval, everyone.wave, everyone.group) == ("45 to 60", "Baseline", "")
        assert (with_send.group, with_send.interval) == ("pupils with SEND", "25 to 40")
        assert len(safe.gaps) == 1
        assert "rated this fully met" in safe.gaps[0]

    def test_it_holds_whose_answers_they_are_where_others_had_other_choices(
        self, in_maple: School, cohort: Cohort, jo: User
    ) -> None:
        notes = (Refusal("main-three_choices", "Of whom."), Refusal("wave-small-group-four_choices", "Too few."))
        store(findings(table("safe", cell(50)), notes=notes), cohort, in_maple)
        audit = begun(in_maple, cohort, jo)
        rated(audit, jo, {"safe_places": "fully"})
        heard = statement_of(from_json(signed(audit, jo).record), "safe_places").heard
        assert next(one.group for one in heard if one.text) == "pupils who answered with three choices"

    def test_an_audit_that_nobody_heard_of_yet_has_no_voices(self, in_maple: School, cohort: Cohort, jo: User) -> None:
        audit = begun(in_maple, cohort, jo)
        rated(audit, jo, {"welcome": "fully"})
        record = from_json(signed(audit, jo).record)
        assert record.voices_on == ""
        assert not any(each.heard or each.gaps for each in record.statements)

    def test_the_record_is_plain_json(self, full: Audit, jo: User) -> None:
        assert json.loads(signed(full, jo).record)["format"] == 1


class TestNothingLaterChangesIt:
    def test_rows_that_change_leave_the_record_alone(self, full: Audit, jo: User, in_maple: School) -> None:
        audit = signed(full, jo)
        before = record_read(audit)
        Rating.objects.filter(audit=audit).update(value="not_yet", how_we_know="Overwritten")
        Evidence.objects.filter(audit=audit).update(title="Overwritten", removed_at=NOW)
        User.objects.filter(name="Ann Bell").delete()
        own = add_own_statement(school=in_maple, own=replace(OWN, wording="Another"), actor=str(jo.pk), now=NOW)
        retire_own_statement(own=own, actor=str(jo.pk), now=NOW)
        newer = findings(table("safe", cell(90, 2, wave="endline")), waves=("baseline", "endline"))
        store(newer, audit.cohort, in_maple, at=NOW)
        assert record_read(Audit.objects.get(pk=audit.pk), with_voices=True) == before

    def test_an_open_audit_reads_as_it_stands_now(self, full: Audit, jo: User) -> None:
        audit = reopen(audit=signed(full, jo), reason="Forgot the clubs", actor=str(jo.pk), now=NOW)
        rated(audit, jo, {"clubs_cost": "fully"})
        record = record_read(audit, with_voices=True)
        assert (record.signed_off_by, statement_of(record, "clubs_cost").value) == ("", "fully")
        assert statement_of(record, "safe_places").heard
        assert not statement_of(record_read(audit), "safe_places").heard

    def test_somebody_whose_account_is_gone_is_said_to_have_left(self, full: Audit, jo: User) -> None:
        User.objects.filter(name="Ann Bell").delete()
        assert statement_of(record_read(full), "safe_places").rated_by == NOBODY
