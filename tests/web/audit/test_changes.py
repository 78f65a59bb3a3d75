"""What is different since a school's last audit, and that nothing it had written is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.queries.changes import changes_since, last_audit_before
from belonging.web.audit.rules.changes import Step, changes_between, step_between
from belonging.web.audit.rules.record import AreaRecord, AuditRecord, StatementRecord
from belonging.web.audit.services.editions import change_draft, draft_edition, publish_edition, remove_from_draft
from belonging.web.audit.services.tailoring import hide_statement
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.schools.models import School
from tests.web.audit.drafting import stands
from tests.web.audit.people import person
from tests.web.audit.written import LATER, begun, discussed, rated, signed
from tests.web.conftest import NOW

VALUES = ["", "not_yet", "partially", "fully"]


def statement(key: str, **said: str) -> StatementRecord:
    texts: dict[str, Any] = {
        "number": "1.1",
        "hidden_because": "",
        "wording": f"We {key}",
        "fully": "F",
        "partially": "P",
    }
    rest = {"not_yet": "N", "value": "", "how_we_know": "", "rated_by": "", "rated_on": ""}
    return StatementRecord(key=key, own=False, **(texts | rest | said))


def record(*areas: tuple[str, list[StatementRecord]]) -> AuditRecord:
    made = [AreaRecord(key, at, key.title(), (), tuple(asked)) for at, (key, asked) in enumerate(areas, start=1)]
    return AuditRecord(
        "School", "Pilot", "Baseline", "audit_360_v1", 1, "Audit", "Jo", "2026-11-23", "", "", "", "", tuple(made)
    )


def test_a_statement_as_it_was_has_no_badge() -> None:
    same = record(("culture", [statement("greet")]))
    change = changes_between(same, same)["greet"]
    assert (change.badge, change.words, change.new, change.gone) == ("", "", False, False)


def test_each_kind_of_change_is_named() -> None:
    then = record(
        ("culture", [statement("greet"), statement("watch"), statement("old")]), ("clubs", [statement("trips")])
    )
    now = record(
        ("culture", [statement("greet", wording="We greet all", fully="More"), statement("trips"), statement("new")]),
        ("clubs", [statement("watch", hidden_because="We are small")]),
    )
    found = changes_between(then, now)
    assert list(found) == ["greet", "trips", "new", "watch", "old"]
    assert {key: change.badge for key, change in found.items()} == {
        "greet": "Changed since your last audit",
        "trips": "Changed since your last audit",
        "new": "New since your last audit",
        "watch": "Hidden since your last audit",
        "old": "Gone since your last audit",
    }
    assert found["greet"].words == "New wording of the statement and what “fully met” means."
    assert found["trips"].words == "Moved here from “Clubs”."
    assert found["old"].words == "It is no longer part of the audit. What you wrote then is kept."
    shown_again = changes_between(now, then)["watch"]
    assert shown_again.badge == "Was hidden in your last audit"


@given(st.sampled_from(VALUES), st.sampled_from(VALUES))
def test_a_step_goes_the_other_way_round_when_the_audits_do(then: str, now: str) -> None:
    turned = {Step.UP: Step.DOWN, Step.DOWN: Step.UP}
    there, back = step_between(then, now), step_between(now, then)
    assert back is turned.get(there, there)
    assert (there is Step.UNTOLD) == (not then or not now)


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_every_statement_of_either_audit_is_told_of_once(then: list[str], now: list[str]) -> None:
    found = changes_between(
        record(("culture", [statement(key) for key in then])), record(("culture", [statement(key) for key in now]))
    )
    assert set(found) == set(then) | set(now)
    assert {key for key, change in found.items() if change.gone} == set(then) - set(now)
    assert {key for key, change in found.items() if change.new} == set(now) - set(then)


@pytest.fixture
def jo(in_maple: School) -> User:
    return person(Role.LEAD, in_maple, "Jo Marsh")


def second_version() -> None:
    """One statement reworded, one moved, one taken out, one added."""
    with programme_scope("a test"):
        draft = draft_edition(actor="team", now=NOW)
        safe, welcome = stands(draft, "safe_places"), stands(draft, "welcome")
        reworded, moved = replace(safe, wording="We watch the gate"), replace(welcome, area="positive_relationships")
        added = replace(safe, key="quiet_rooms", wording="We have quiet rooms", place=3)
        for words, began in ((reworded, safe.mark), (moved, welcome.mark), (added, "")):
            change_draft(edition=draft, words=words, began=began, actor="team", now=NOW)
        remove_from_draft(edition=draft, key="trips", actor="team", now=NOW)
        publish_edition(edition=draft, notes="Shorter", actor="team", now=NOW)


def test_the_first_audit_has_nothing_to_be_set_against(in_maple: School, cohort: Cohort, jo: User) -> None:
    assert changes_since(begun(in_maple, cohort, jo)) == {}


def test_a_new_version_keeps_what_a_school_had_written(in_maple: School, cohort: Cohort, jo: User) -> None:
    baseline = begun(in_maple, cohort, jo)
    rated(baseline, jo, {"safe_places": "partially", "welcome": "fully", "trips": "not_yet"})
    discussed(baseline, jo, "trips")
    baseline = signed(baseline, jo)
    second_version()
    final = begun(in_maple, cohort, jo, stage="final", at=LATER)
    rated(final, jo, {"safe_places": "fully"}, at=LATER)
    assert (baseline.edition, final.edition) == ("audit_360_v1", "audit_360_v2")
    found = changes_since(final)
    assert found["safe_places"].reworded == ("the statement",)
    assert (found["safe_places"].rating_then, found["safe_places"].rating_now) == ("partially", "fully")
    assert found["safe_places"].step is Step.UP
    assert found["welcome"].moved_from == "Inclusive culture"
    assert found["quiet_rooms"].new
    gone = found["trips"]
    assert gone.gone
    assert gone.then
    assert (gone.then.value, gone.then.how_we_know) == ("not_yet", "Pupils told us")
    assert [each.title for each in gone.then.evidence] == ["Playground rota"]
    assert [each.text for each in gone.then.remarks] == ["The gate is still unwatched"]
    assert sum(bool(change.badge) for change in found.values()) == 4


def test_an_audit_that_is_under_way_keeps_its_version(in_maple: School, cohort: Cohort, jo: User) -> None:
    audit = begun(in_maple, cohort, jo)
    second_version()
    rated(audit, jo, {"trips": "fully"})
    audit.refresh_from_db()
    assert audit.edition == "audit_360_v1"


def test_the_last_audit_may_be_of_another_cohort_and_is_never_another_schools(
    in_maple: School, river: School, cohort: Cohort, jo: User
) -> None:
    old = signed(begun(in_maple, cohort, jo), jo)
    with school_scope(river.pk):
        begun(river, cohort, person(Role.LEAD, river, "Lee Rivers"), at=LATER)
    next_cohort = Cohort.objects.create(name="Next", slug="next", starts_on=date(2027, 9, 1), is_demo=True)
    Enrolment.objects.create(school=in_maple, cohort=next_cohort, mask="A")
    new = begun(in_maple, next_cohort, jo, at=LATER)
    assert last_audit_before(new) == old
    hide_statement(audit=new, statement="trips", reason="None", actor=str(jo.pk), now=LATER)
    assert changes_since(new)["trips"].badge == "Hidden since your last audit"
