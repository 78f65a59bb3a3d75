"""A school's own statements, and those that do not apply to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.errors import AuditSignedOff, CannotTailor, UnknownStatement
from belonging.web.audit.models import Audit, Hidden, OwnStatement, Rating
from belonging.web.audit.queries.asked import asked_in
from belonging.web.audit.queries.tailoring import hideable_as_before
from belonging.web.audit.rules.tailoring import next_key, own_number, suggested_reasons
from belonging.web.audit.services.tailoring import (
    OwnWords,
    add_own_statement,
    hide_as_before,
    hide_statement,
    retire_own_statement,
    show_statement,
)
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School, Setting
from tests.web.audit.people import person
from tests.web.audit.written import LATER, OWN, begun, rated, signed
from tests.web.conftest import NOW


@given(st.lists(st.integers(1, 800), max_size=30))
def test_a_key_is_never_given_twice(numbers: list[int]) -> None:
    known = [f"own-{number}" for number in numbers]
    new = next_key(known)
    assert new not in known
    assert next_key([*known, new]) not in [*known, new]


@given(st.integers(1, 900), st.integers(1, 900))
def test_two_statements_never_share_a_letter(one: int, other: int) -> None:
    same = own_number(f"own-{one}", 2) == own_number(f"own-{other}", 2)
    assert same == (one == other)


@pytest.mark.parametrize(
    ("key", "letter"), [("own-1", "3.A"), ("own-26", "3.Z"), ("own-27", "3.AA"), ("own-53", "3.BA")]
)
def test_letters_go_on_after_z(key: str, letter: str) -> None:
    assert own_number(key, 3) == letter


@pytest.mark.parametrize("setting", list(Setting))
def test_every_setting_is_offered_reasons(setting: str) -> None:
    reasons = suggested_reasons(setting)
    assert 2 <= len(reasons) == len(set(reasons))


@pytest.fixture
def jo(in_maple: School) -> User:
    return person(Role.LEAD, in_maple, "Jo Marsh")


@pytest.fixture
def audit(in_maple: School, cohort: Cohort, jo: User) -> Audit:
    return begun(in_maple, cohort, jo)


def keys(audit: Audit) -> list[str]:
    return [each.statement.key for each in asked_in(audit)]


def add(school: School, words: OwnWords = OWN) -> OwnStatement:
    return add_own_statement(school=school, own=words, actor="jo", now=NOW)


class TestOwnStatements:
    def test_one_stands_at_the_end_of_its_area(self, in_maple: School, audit: Audit) -> None:
        add(in_maple, replace(OWN, area="inclusive_culture"))
        asked = asked_in(audit)
        at = [each.statement.key for each in asked].index("own-1")
        assert (asked[at].own, asked[at].statement.number) == (True, "1.A")
        assert (asked[at - 1].statement.area, asked[at + 1].statement.area) == (
            "inclusive_culture",
            "data_policies_training",
        )
        assert len(asked) == 41

    def test_the_journal_names_the_act_and_no_words(self, in_maple: School, audit: Audit) -> None:
        retire_own_statement(own=add(in_maple), actor="jo", now=NOW)
        last = Entry.objects.filter(act__startswith="own-statement").order_by("number")
        assert [(entry.act, entry.subject) for entry in last] == [
            ("own-statement-added", "audit own-1"),
            ("own-statement-retired", "audit own-1"),
        ]
        assert "quiet" not in str([entry.details for entry in last])

    def test_ten_are_the_most_until_one_is_retired(self, in_maple: School) -> None:
        made = [add(in_maple, replace(OWN, wording=f"We do thing {number}")) for number in range(10)]
        with pytest.raises(CannotTailor, match="which is the most"):
            add(in_maple, replace(OWN, wording="We do one more"))
        retire_own_statement(own=made[0], actor="jo", now=NOW)
        assert add(in_maple, replace(OWN, wording="We do one more")).key == "own-11"

    def test_a_retired_one_is_asked_no_more_and_keeps_its_rating(
        self, in_maple: School, audit: Audit, jo: User
    ) -> None:
        own = add(in_maple)
        rated(audit, jo, {own.key: "fully"})
        retire_own_statement(own=own, actor="jo", now=NOW)
        assert "own-1" not in keys(audit)
        assert Rating.objects.get(statement="own-1").value == "fully"
        with pytest.raises(CannotTailor, match="retired before"):
            retire_own_statement(own=own, actor="jo", now=NOW)

    def test_a_signed_off_audit_goes_on_asking_what_it_asked(self, in_maple: School, audit: Audit, jo: User) -> None:
        own = add(in_maple)
        done = signed(audit, jo)
        retire_own_statement(own=own, actor="jo", now=LATER)
        add_own_statement(school=in_maple, own=replace(OWN, wording="Later"), actor="jo", now=LATER)
        assert [key for key in keys(done) if key.startswith("own-")] == ["own-1"]

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"area": "kitchen"}, "choose one of the areas"),
            ({"wording": "  "}, "write the statement"),
            ({"fully": ""}, "what each of the three ratings means"),
            ({"partially": "x" * 601}, "Please shorten it"),
            ({"not_yet": OWN.fully}, "Two of the descriptions are the same"),
        ],
    )
    def test_what_strangers_could_not_rate_is_refused(
        self, in_maple: School, wrong: dict[str, str], sentence: str
    ) -> None:
        with pytest.raises(CannotTailor, match=sentence):
            add(in_maple, replace(OWN, **wrong))

    def test_the_same_statement_twice_is_refused(self, in_maple: School) -> None:
        add(in_maple)
        with pytest.raises(CannotTailor, match="have this statement already"):
            add(in_maple, replace(OWN, wording=OWN.wording.upper()))

    def test_each_school_has_its_own(self, in_maple: School, river: School) -> None:
        add(in_maple)
        with school_scope(river.pk):
            assert add(river).key == "own-1"
        with programme_scope("a test"):
            assert OwnStatement.objects.count() == 2


class TestHiding:
    def test_a_hidden_one_is_not_asked_and_tells_why(self, audit: Audit) -> None:
        hide_statement(audit=audit, statement="trips", reason=" We go nowhere ", actor="jo", now=NOW)
        assert "trips" not in keys(audit)
        found = next(each for each in asked_in(audit, with_hidden=True) if each.statement.key == "trips")
        assert found.hidden_because == "We go nowhere"

    def test_shown_again_it_has_its_rating(self, audit: Audit, jo: User) -> None:
        rated(audit, jo, {"trips": "partially"})
        hide_statement(audit=audit, statement="trips", reason="None", actor="jo", now=NOW)
        show_statement(audit=audit, statement="trips", actor="jo", now=NOW)
        show_statement(audit=audit, statement="trips", actor="jo", now=NOW)
        assert "trips" in keys(audit)
        assert Rating.objects.get(statement="trips").value == "partially"
        assert Entry.objects.filter(act="statement-shown").count() == 1

    def test_a_second_reason_takes_the_place_of_the_first(self, audit: Audit) -> None:
        for reason in ("First", "Second"):
            hide_statement(audit=audit, statement="trips", reason=reason, actor="jo", now=NOW)
        assert Hidden.objects.get().reason == "Second"

    def test_without_a_reason_it_is_refused(self, audit: Audit) -> None:
        with pytest.raises(CannotTailor, match="say why"):
            hide_statement(audit=audit, statement="trips", reason=" ", actor="jo", now=NOW)
        with pytest.raises(CannotTailor, match="500 characters"):
            hide_statement(audit=audit, statement="trips", reason="x" * 501, actor="jo", now=NOW)

    def test_only_what_the_audit_asks_can_be_hidden(self, in_maple: School, audit: Audit) -> None:
        add(in_maple)
        with pytest.raises(CannotTailor, match="retire it"):
            hide_statement(audit=audit, statement="own-1", reason="None", actor="jo", now=NOW)
        with pytest.raises(UnknownStatement):
            hide_statement(audit=audit, statement="unheard_of", reason="None", actor="jo", now=NOW)

    def test_nothing_changes_in_a_signed_off_audit(self, audit: Audit, jo: User) -> None:
        signed(audit, jo)
        with pytest.raises(AuditSignedOff):
            hide_statement(audit=audit, statement="trips", reason="None", actor="jo", now=NOW)
        with pytest.raises(AuditSignedOff):
            show_statement(audit=audit, statement="trips", actor="jo", now=NOW)

    def test_the_next_audit_can_hide_the_same(self, in_maple: School, cohort: Cohort, audit: Audit, jo: User) -> None:
        hide_statement(audit=audit, statement="trips", reason="We go nowhere", actor="jo", now=NOW)
        baseline = signed(audit, jo)
        final = begun(in_maple, cohort, jo, stage="final", at=LATER)
        assert hideable_as_before(final) == (baseline, 1)
        assert hide_as_before(audit=final, before=baseline, actor="jo", now=LATER) == 1
        assert Hidden.objects.get(audit=final).reason == "We go nowhere"
        assert hideable_as_before(final) == (baseline, 0)
