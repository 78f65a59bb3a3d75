"""A round's way: planned, opened, closed. What the rules refuse, and what the database refuses by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import cast

import pytest
from django.db import DatabaseError, transaction

from belonging.web.journal.models import Entry
from belonging.web.programme.errors import NotTakingPart
from belonging.web.programme.models import Cohort
from belonging.web.programme.services import Evidence, leave_cohort, record_permission
from belonging.web.schools.models import School
from belonging.web.surveys.errors import (
    BadClosingTime,
    CannotPlan,
    PermissionMissing,
    RoundAlreadyOpened,
    RoundClosed,
    RoundNotOpen,
    RoundSealed,
    WordingChanged,
)
from belonging.web.surveys.models import Response, Round, SealedAnswers, Slip, State
from belonging.web.surveys.queries import open_rounds, round_by_handle, rounds_of
from belonging.web.surveys.rules.codes import ALPHABET
from belonging.web.surveys.services.rounds import RoundPlan, close_round, open_round, plan_round
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.surveys.given import ACTOR, AFTER, CLOSES, a_draft, a_link_round, answer, closed, slips


def test_a_round_is_planned_opened_and_closed_and_the_journal_says_so(in_maple: School, cohort: Cohort) -> None:
    round_ = a_draft(in_maple, cohort, facts=("sen", "year_group"))
    assert (round_.state, round_.salt, round_.slip_facts) == (State.DRAFT, None, ["sen", "year_group"])

    open_round(round_=round_, closes_at=CLOSES, actor=ACTOR, now=NOW)
    assert (round_.state, round_.opens_at, round_.closes_at) == (State.OPEN, NOW, CLOSES)
    assert len(bytes(round_.salt or b"")) == 36, "32 random bytes, and the mark of the pepper"

    close_round(round_=round_, actor=ACTOR, now=NOW + timedelta(days=3))
    assert (round_.state, round_.closed_at) == (State.CLOSED, NOW + timedelta(days=3))
    acts = Entry.objects.filter(subject=f"round:{round_.pk}").values_list("act", flat=True)
    assert list(acts) == ["round-planned", "round-opened", "round-closed"]


def test_a_handle_is_six_symbols_of_the_code_alphabet_in_small_letters(draft: Round) -> None:
    assert len(draft.handle) == 6
    assert set(draft.handle) <= set(ALPHABET.lower())


def test_the_answering_door_finds_the_round_of_any_school_by_its_handle(draft: Round, river: School) -> None:
    assert round_by_handle(draft.handle) == draft
    assert round_by_handle("zzzzzz") is None


def test_open_rounds_are_those_that_take_answers(draft: Round, cohort: Cohort) -> None:
    assert (open_rounds(), rounds_of(cohort)) == ([], [draft])
    open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW)
    assert open_rounds(cohort) == [draft]


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ({"instrument": "pupil_v9"}, "pupil_v9"),
        ({"slip_facts": ("postcode",)}, "cannot carry postcode"),
        ({"entrance": "open_link", "slip_facts": ("sen",)}, "Only slips"),
        ({"instrument": "staff_v1", "slip_facts": ("sen",)}, "cannot carry sen"),
    ],
)
def test_a_plan_that_cannot_work_is_refused(
    in_maple: School, cohort: Cohort, plan: dict[str, object], words: str
) -> None:
    usual = {"wave": "baseline", "instrument": "pupil_v1", "entrance": "slips"}
    with pytest.raises(CannotPlan, match=words):
        plan_round(school=in_maple, cohort=cohort, actor=ACTOR, now=NOW, **cast(RoundPlan, usual | plan))


def test_a_questionnaire_is_planned_once_a_wave(draft: Round, cohort: Cohort) -> None:
    with pytest.raises(CannotPlan, match="already planned"):
        a_draft(draft.host, cohort)
    assert a_draft(draft.host, cohort, wave="endline").pk


@pytest.mark.parametrize("after", [timedelta(0), timedelta(days=-1), timedelta(days=28, hours=1)])
def test_the_closing_time_is_ahead_and_at_most_28_days(draft: Round, after: timedelta) -> None:
    with pytest.raises(BadClosingTime):
        open_round(round_=draft, closes_at=NOW + after, actor=ACTOR, now=NOW)


def test_a_round_opens_once(open_round_: Round) -> None:
    with pytest.raises(RoundAlreadyOpened):
        open_round(round_=open_round_, closes_at=CLOSES, actor=ACTOR, now=NOW)


def test_a_round_whose_questionnaire_has_changed_is_not_opened(draft: Round) -> None:
    Round.objects.filter(pk=draft.pk).update(instrument_digest="0" * 64)
    with pytest.raises(WordingChanged, match="plan the round again"):
        open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW)


def test_a_school_that_left_neither_plans_nor_opens(draft: Round, cohort: Cohort) -> None:
    leave_cohort(cohort=cohort, school=draft.host, actor=ACTOR, now=NOW)
    with pytest.raises(NotTakingPart, match="enrol"):
        open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW)
    with pytest.raises(NotTakingPart):
        a_draft(draft.host, cohort, wave="endline")


class TestWhoseWordingItIs:
    def test_a_live_cohort_waits_until_the_permission_is_recorded(self, draft: Round, cohort: Cohort) -> None:
        Cohort.objects.update(is_demo=False)
        with pytest.raises(PermissionMissing, match=r"National Children's Bureau.*record-permission pupil_v1"):
            open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW)
        assert Round.objects.get().state == State.DRAFT

        evidence = Evidence(granted_by="The owner", kept_at="Letters, 2026/14")
        record_permission(instrument="pupil_v1", evidence=evidence, actor=ACTOR, now=NOW)
        open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW)
        assert draft.state == State.OPEN

    def test_a_live_cohort_opens_wording_that_is_ours(self, in_maple: School, cohort: Cohort) -> None:
        Cohort.objects.update(is_demo=False)
        assert a_link_round(in_maple, cohort).state == State.OPEN


def test_a_round_closes_once_and_only_when_open(draft: Round) -> None:
    with pytest.raises(RoundNotOpen):
        close_round(round_=draft, actor=ACTOR, now=NOW)
    open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW)
    closed(draft)
    with pytest.raises(RoundClosed):
        close_round(round_=draft, actor=ACTOR, now=CLOSES)
    seal_round(round_=draft, actor=ACTOR, now=AFTER)
    with pytest.raises(RoundSealed):
        close_round(round_=draft, actor=ACTOR, now=AFTER)


FROZEN = {
    "entrance": "open_link",
    "slip_facts": ["sex"],
    "instrument": "staff_v1",
    "instrument_digest": "0" * 64,
    "audience": "staff",
    "wave": "endline",
    "handle": "other2",
    "opens_at": NOW - timedelta(days=1),
    "salt": b"another",
    "state": "draft",
}


class TestTheDatabaseRefuses:
    @pytest.mark.parametrize("field", FROZEN)
    def test_a_change_of_what_has_opened(self, open_round_: Round, field: str) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            Round.objects.filter(pk=open_round_.pk).update(**{field: FROZEN[field]})

    @pytest.mark.parametrize("field", ["entrance", "instrument", "wave"])
    def test_but_a_draft_may_still_change(self, draft: Round, field: str) -> None:
        changed = {field: FROZEN[field]} | ({"slip_facts": []} if field == "entrance" else {})
        assert Round.objects.filter(pk=draft.pk).update(**changed) == 1

    @pytest.mark.parametrize("state", ["closed", "sealed", "elsewhere"])
    def test_a_state_that_leaps(self, draft: Round, state: str) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            Round.objects.filter(pk=draft.pk).update(
                state=state, salt=b"s", opens_at=NOW, closes_at=CLOSES, closed_at=CLOSES
            )

    def test_an_open_round_without_its_salt_or_times(self, open_round_: Round) -> None:
        for lost in ({"salt": None}, {"closes_at": None}, {"closes_at": NOW - timedelta(days=1)}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Round.objects.filter(pk=open_round_.pk).update(**lost)

    def test_an_edited_answer_or_slip(self, open_round_: Round) -> None:
        [code] = slips(open_round_, 1)
        answer(open_round_, code)
        edits: list[Callable[[], object]] = [
            lambda: Response.objects.update(answers={"belong": 1}),
            lambda: Response.objects.update(withdrawn=True),
            lambda: Slip.objects.update(sen="E"),
        ]
        for edit in edits:
            with pytest.raises(DatabaseError), transaction.atomic():
                edit()

    def test_anything_done_to_a_sealed_round(self, open_round_: Round) -> None:
        seal_round(round_=closed(open_round_), actor=ACTOR, now=AFTER)
        late = Response(key="k", school=open_round_.school, round=open_round_, digest="d", receipt="r")
        slipped = SealedAnswers(key="k", school=open_round_.school, round=open_round_, answers={})
        acts: list[Callable[[], object]] = [
            lambda: Round.objects.update(sealed_digest="another"),
            lambda: late.save(force_insert=True),
            lambda: slipped.save(force_insert=True),
        ]
        for act in acts:
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
