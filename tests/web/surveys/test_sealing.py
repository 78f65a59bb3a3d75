"""Sealing: what lives on, what is destroyed, and what time brings by itself."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.errors import ReceiptUnknown, RoundClosed, RoundNotOpen, RoundStillOpen, TooEarlyToSeal
from belonging.web.surveys.models import Pack, Response, Round, SealedAnswers, SealedComment, Slip, State
from belonging.web.surveys.queries import sealed_columns, sealing_is_whole
from belonging.web.surveys.rules.helping import Manner
from belonging.web.surveys.services.answering import Submission, key_of, record_response, withdraw_response
from belonging.web.surveys.services.sealing import seal_round
from belonging.web.surveys.services.traces import rebuild_open_tables
from belonging.web.surveys.services.upkeep import Upkeep, tick
from tests.web.conftest import NOW
from tests.web.surveys.given import (
    ACTOR,
    AFTER,
    ALL_FOURS,
    CLOSES,
    ITEMS,
    a_draft,
    a_link_round,
    answer,
    closed,
    opened,
    slips,
)

AS_JSONB = tuple(sorted(ITEMS, key=lambda item: (len(item), item)))
"""The order in which PostgreSQL keeps the keys of any JSON."""


def sealed(round_: Round) -> Round:
    seal_round(round_=closed(round_), actor=ACTOR, now=AFTER)
    return round_


class TestWhatLivesOn:
    def test_the_answers_without_anything_that_ties_them(self, open_round_: Round) -> None:
        codes = slips(open_round_, 12, year_group="4", sen="K")
        for code in codes:
            answer(open_round_, code, ALL_FOURS | {"gender": 2})
        old_keys = set(Response.objects.values_list("key", flat=True))

        sealed(open_round_)

        assert (open_round_.state, open_round_.salt, open_round_.sealed_rows) == (State.SEALED, None, 12)
        assert open_round_.sealed_on == date(2026, 12, 10)
        assert not Response.objects.exists()
        assert not Slip.objects.exists()
        rows = list(SealedAnswers.objects.all())
        assert {len(row.key) for row in rows} == {32}
        assert not {row.key for row in rows} & old_keys
        assert {(row.year_group, row.sen, row.gender, row.sex) for row in rows} == {("4", "K", "girl", "")}
        assert all(row.answers == ALL_FOURS for row in rows)

    def test_facts_asked_on_the_form_move_to_their_columns(self, in_maple: School, cohort: Cohort) -> None:
        round_ = opened(a_draft(in_maple, cohort))
        for code in slips(round_, 10):
            answer(round_, code, {"belong": 3, "year_group": 20, "gender": 3, "sen": 1})
        sealed(round_)
        row = SealedAnswers.objects.all()[0]
        assert (row.year_group, row.gender, row.sen, row.answers) == ("R", "another", "yes", {"belong": 3})

    def test_roster_sex_leaves_no_room_for_an_answered_gender(self, in_maple: School, cohort: Cohort) -> None:
        round_ = opened(a_draft(in_maple, cohort, facts=("sex",)))
        for code in slips(round_, 10, sex="boy"):
            answer(round_, code, {"belong": 3, "gender": 2})
        sealed(round_)
        assert set(SealedAnswers.objects.values_list("sex", "gender")) == {("boy", "")}

    def test_the_order_in_which_a_device_wrote_its_answers_is_gone(self, open_round_: Round) -> None:
        codes = slips(open_round_, 10)
        for code in codes:
            answer(open_round_, code, dict(reversed(ALL_FOURS.items())))
        sealed(open_round_)
        assert {tuple(row.answers) for row in SealedAnswers.objects.all()} <= {ITEMS, AS_JSONB}

    def test_comments_part_from_their_answers(self, in_maple: School, cohort: Cohort) -> None:
        round_ = a_link_round(in_maple, cohort)
        for number in range(10):
            answer(round_, answers={}, comments={"what_helps": f"The garden, {number}", "what_would_help": ""})
        sealed(round_)
        comments = SealedComment.objects.all()
        assert Counter(comment.box for comment in comments) == {"what_helps": 10}
        assert {comment.text for comment in comments} == {f"The garden, {number}" for number in range(10)}
        assert not {comment.key for comment in comments} & set(SealedAnswers.objects.values_list("key", flat=True))

    def test_withdrawn_answers_do_not(self, open_round_: Round) -> None:
        codes = slips(open_round_, 12)
        receipts = [answer(open_round_, code) for code in codes]
        withdraw_response(round_=open_round_, receipt=receipts[0].symbols, now=NOW)
        sealed(open_round_)
        assert (open_round_.sealed_rows, SealedAnswers.objects.count(), Pack.objects.get().used) == (11, 11, 10)
        [entry] = Entry.objects.filter(act="round-sealed")
        assert entry.details == {"answers": 11, "comments": 0, "withdrawn": 1, "slips": 12}

    @pytest.mark.parametrize(("count", "facts_left"), [(9, False), (10, True)])
    def test_fewer_than_ten_are_sealed_without_facts(
        self, in_maple: School, cohort: Cohort, count: int, facts_left: bool
    ) -> None:
        round_ = a_link_round(in_maple, cohort)
        for _ in range(count):
            answer(round_, answers={"phase": 1, "sen": 1})
        sealed(round_)
        facts = SealedAnswers.objects.values_list("sen", "edition", "language", "answers")
        assert (
            list(facts) == [("yes", "standard", "en", {"phase": 1}) if facts_left else ("", "standard", "", {})] * count
        )

    @pytest.mark.parametrize(
        ("editions", "left"),
        [
            (["pictures_two"] * 3, ["pictures_two"] * 3),
            (["pictures", "pictures", "younger"], ["pictures", "pictures", "younger"]),
            (["pictures", "pictures", "pictures_two"], ["", "", ""]),
            (["standard", "easy_read"], ["", ""]),
        ],
    )
    def test_the_edition_of_a_few_is_kept_where_it_tells_nobody_from_the_others(
        self, open_round_: Round, editions: list[str], left: list[str]
    ) -> None:
        for code, edition in zip(slips(open_round_, len(editions)), editions, strict=True):
            good = {"younger": 13, "pictures": 23, "pictures_two": 23}.get(edition, 4)
            sent = Submission.of(answers={"safe": good}, submission_id=secrets.token_hex(16), manner=Manner(edition))
            record_response(round_=open_round_, key=key_of(round_=open_round_, secret=code), submission=sent, now=NOW)
        sealed(open_round_)
        assert sorted(SealedAnswers.objects.values_list("edition", flat=True)) == sorted(left)

    def test_nobody_at_all_is_sealed_too(self, open_round_: Round) -> None:
        sealed(open_round_)
        assert (open_round_.state, open_round_.sealed_rows) == (State.SEALED, 0)


class TestWhen:
    def test_not_before_it_has_closed(self, draft: Round) -> None:
        with pytest.raises(RoundNotOpen):
            seal_round(round_=draft, actor=ACTOR, now=AFTER, early=True)
        with pytest.raises(RoundStillOpen):
            seal_round(round_=opened(draft), actor=ACTOR, now=AFTER, early=True)

    def test_not_within_72_hours_unless_somebody_says_so(self, open_round_: Round) -> None:
        soon = closed(open_round_).closed_at
        assert soon is not None
        with pytest.raises(TooEarlyToSeal):
            seal_round(round_=open_round_, actor=ACTOR, now=soon + timedelta(hours=71, minutes=59))
        seal_round(round_=open_round_, actor=ACTOR, now=soon + timedelta(minutes=1), early=True)
        assert open_round_.state == State.SEALED

    def test_a_second_call_changes_nothing(self, open_round_: Round) -> None:
        for code in slips(open_round_, 10):
            answer(open_round_, code)
        sealed(open_round_)
        before = (list(SealedAnswers.objects.values()), Round.objects.values().get(), Entry.objects.count())
        seal_round(round_=open_round_, actor=ACTOR, now=AFTER + timedelta(days=1))
        assert (list(SealedAnswers.objects.values()), Round.objects.values().get(), Entry.objects.count()) == before

    def test_a_late_answer_or_receipt_finds_it_over(self, open_round_: Round) -> None:
        first, second = slips(open_round_, 2)
        receipt = answer(open_round_, first)
        stale = Round.objects.get()
        sealed(open_round_)
        with pytest.raises(RoundClosed):
            answer(stale, second)
        with pytest.raises(Refused) as refused:
            withdraw_response(round_=stale, receipt=receipt.symbols, now=AFTER)
        assert isinstance(refused.value, RoundClosed | ReceiptUnknown)


class TestTheDigest:
    def test_it_stands_for_the_rows(self, open_round_: Round) -> None:
        for code in slips(open_round_, 10):
            answer(open_round_, code)
        sealed(open_round_)
        assert sealing_is_whole(open_round_)

    def test_it_notices_another_row(self, open_round_: Round) -> None:
        sealed(open_round_)
        open_round_.sealed_digest = "0" * 64
        assert not sealing_is_whole(open_round_)


class TestSealedTablesAreForGood:
    @pytest.fixture(autouse=True)
    def one_comment(self, in_maple: School, cohort: Cohort) -> None:
        round_ = a_link_round(in_maple, cohort)
        answer(round_, answers={}, comments={"what_helps": "Lunch"})
        sealed(round_)

    @pytest.mark.parametrize("model", [SealedAnswers, SealedComment])
    def test_no_change_and_no_deletion(self, model: type[SealedAnswers | SealedComment]) -> None:
        assert model.objects.count() == 1
        for act in (lambda: model.objects.all().delete(), lambda: model.objects.update(key="another")):
            with pytest.raises(DatabaseError, match=r"append-only|refused by"), transaction.atomic():
                act()

    def test_never_both_sex_and_gender(self, river: School, cohort: Cohort) -> None:
        with programme_scope("test"):
            open_ = a_link_round(river, cohort)
            with pytest.raises(DatabaseError), transaction.atomic():
                SealedAnswers.objects.create(key="k", school=river, round=open_, answers={}, sex="girl", gender="girl")


class TestColumnsForTheEngine:
    def test_they_hold_sealed_rounds_alone_in_the_order_of_random_keys(
        self, open_round_: Round, cohort: Cohort
    ) -> None:
        for number, code in enumerate(slips(open_round_, 12, year_group="4", sen="E")):
            answer(open_round_, code, {"belong": number % 4 + 1, "gender": 9})
        before = sealed_columns(cohort=cohort, audience="pupil", instrument="pupil_v1")
        assert set(map(len, before.values())) == {0}

        sealed(open_round_)

        columns = sealed_columns(cohort=cohort, audience="pupil", instrument="pupil_v1")
        assert list(columns) == [
            *("school", "setting", "wave", "year_group", "gender", "sen", "edition", "help", "way"),
            *ITEMS,
        ]
        assert columns["school"] == [str(open_round_.school_id)] * 12
        assert {columns[name][0] for name in ("setting", "wave", "year_group", "gender", "sen")} == {
            "primary", "baseline", "4", "undisclosed", "E",
        }  # fmt: skip
        in_key_order = SealedAnswers.objects.order_by("key").values_list("answers__belong", flat=True)
        assert columns["belong"] == list(in_key_order)
        assert columns["safe"] == [None] * 12
        assert {columns[name][0] for name in ("edition", "help", "way")} == {"standard", "", "screen"}

    def test_other_facts_that_are_asked_are_columns_too(self, in_maple: School, cohort: Cohort) -> None:
        round_ = a_link_round(in_maple, cohort, "staff_v1")
        for _ in range(10):
            answer(round_, answers={"role": 2})
        sealed(round_)
        columns = sealed_columns(cohort=cohort, audience="staff", instrument="staff_v1")
        assert columns["role"] == ["support"] * 10
        assert sealed_columns(cohort=cohort, audience="staff", instrument="staff_v1", waves=["endline"])["role"] == []

    def test_a_scope_gives_its_school_alone(self, open_round_: Round, river: School, cohort: Cohort) -> None:
        sealed(open_round_)
        with school_scope(river.pk):
            assert sealed_columns(cohort=cohort, audience="pupil", instrument="pupil_v1")["school"] == []


class TestWhatTimeBrings:
    def test_a_round_closes_at_its_time_and_is_sealed_72_hours_later(self, open_round_: Round) -> None:
        assert tick(now=CLOSES - timedelta(minutes=1)) == Upkeep(closed=0, sealed=0, counted=1)
        assert tick(now=CLOSES + timedelta(hours=5)).closed == 1
        open_round_.refresh_from_db()
        assert open_round_.closed_at == CLOSES
        assert tick(now=CLOSES + timedelta(hours=71)).sealed == 0
        assert tick(now=CLOSES + timedelta(hours=72)) == Upkeep(closed=0, sealed=1, counted=0)
        assert tick(now=CLOSES + timedelta(hours=73)) == Upkeep(closed=0, sealed=0, counted=0)

    def test_one_round_that_fails_does_not_hold_up_the_others(
        self, open_round_: Round, river: School, cohort: Cohort, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with school_scope(river.pk):
            other = opened(a_draft(river, cohort))
        real = Round.save

        def failing(self: Round, *args: object, **kwargs: object) -> None:
            if self.pk == open_round_.pk:
                raise RuntimeError("this school's disk")
            real(self, *args, **kwargs)

        monkeypatch.setattr(Round, "save", failing)
        with pytest.raises(ExceptionGroup) as failures:
            tick(now=AFTER)
        assert "this school's disk" in str(failures.value.exceptions[0])
        with school_scope(river.pk):
            assert Round.objects.get(pk=other.pk).state == State.SEALED

    def test_rebuilding_waits_until_no_transaction_is_open(self, db: None) -> None:
        with pytest.raises(RuntimeError, match="outside a transaction"):
            rebuild_open_tables()
