"""Slips: their codes are handed over once and kept nowhere."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.errors import PackAlreadyPrinted, RoundClosed, RoundNotOpen, SlipsRefused
from belonging.web.surveys.models import Pack, Round, Slip
from belonging.web.surveys.rules.codes import read_code
from belonging.web.surveys.rules.rounds import shown_count
from belonging.web.surveys.services.answering import key_of
from belonging.web.surveys.services.slips import SlipOrder, issue_sets, issue_slips
from belonging.web.surveys.services.upkeep import tick
from tests.web.conftest import NOW
from tests.web.surveys.given import ACTOR, a_link_round, answer, closed, slips


def test_slips_are_stored_as_keys_with_their_facts(open_round_: Round) -> None:
    orders = [SlipOrder(20, year_group="4", sen="N"), SlipOrder(3, year_group="4", sen="K")]

    codes = issue_slips(round_=open_round_, pack_label="4  Maple", orders=orders, actor=ACTOR, now=NOW)

    assert len({read_code(code) for code in codes}) == 23
    assert {slip.key for slip in Slip.objects.all()} == {key_of(round_=open_round_, secret=code) for code in codes}
    assert Counter(Slip.objects.values_list("year_group", "sex", "sen")) == {("4", "", "N"): 20, ("4", "", "K"): 3}
    pack = Pack.objects.get()
    assert (pack.label, pack.slips, pack.used) == ("4 Maple", 23, 0)


def test_the_codes_of_each_set_carry_its_facts(open_round_: Round) -> None:
    orders = [SlipOrder(5, sen="N"), SlipOrder(2, sen="E")]
    plain, plan = issue_sets(round_=open_round_, pack_label="A", orders=orders, actor=ACTOR, now=NOW)
    for codes, sen in ((plain, "N"), (plan, "E")):
        keys = [key_of(round_=open_round_, secret=code) for code in codes]
        assert set(Slip.objects.filter(key__in=keys).values_list("sen", flat=True)) == {sen}


def test_neither_codes_nor_facts_are_in_the_journal(open_round_: Round) -> None:
    codes = slips(open_round_, 12, sen="E")
    [entry] = Entry.objects.filter(act="slips-issued")
    assert entry.details == {"pack": Pack.objects.get().pk, "slips": 12}
    assert not any(code in str(Entry.objects.values_list("details", flat=True)) for code in codes)


def test_a_list_of_slips_says_nothing_about_their_facts(open_round_: Round) -> None:
    orders = [SlipOrder(100, sen="N"), SlipOrder(100, sen="K")]
    codes = issue_slips(round_=open_round_, pack_label="All", orders=orders, actor=ACTOR, now=NOW)
    supported = set(Slip.objects.filter(sen="K").values_list("key", flat=True))
    first_half = sum(key_of(round_=open_round_, secret=code) in supported for code in codes[:100])
    # Hypergeometric, sd 3.5: five of them on either side; unshuffled it is 0 or 100.
    assert 50 - 18 <= first_half <= 50 + 18


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (SlipOrder(0), "at least 1"),
        (SlipOrder(2001), "class by class"),
        (SlipOrder(3, sex="girl"), "do not carry sex"),
        (SlipOrder(3, year_group="14"), "'14' is not a year group"),
        (SlipOrder(3, sen="yes"), "'yes' is not a sen"),
    ],
)
def test_slips_that_do_not_fit_are_refused(open_round_: Round, order: SlipOrder, words: str) -> None:
    with pytest.raises(SlipsRefused, match=words):
        issue_slips(round_=open_round_, pack_label="A", orders=[order], actor=ACTOR, now=NOW)
    assert not Pack.objects.exists()


def test_a_pack_is_printed_once(open_round_: Round) -> None:
    slips(open_round_, 3, "4 Maple")
    with pytest.raises(PackAlreadyPrinted, match="mark that pack as lost"):
        slips(open_round_, 3, " 4 maple ")
    assert Slip.objects.count() == 3


def test_slips_are_made_only_while_the_round_is_open(draft: Round, cohort: Cohort) -> None:
    with pytest.raises(RoundNotOpen):
        slips(draft, 3)


def test_a_closed_round_gives_no_more_slips(open_round_: Round) -> None:
    with pytest.raises(RoundClosed):
        slips(closed(open_round_), 3)


def test_an_open_link_has_no_slips(in_maple: School, cohort: Cohort) -> None:
    with pytest.raises(SlipsRefused, match="no slips"):
        slips(a_link_round(in_maple, cohort), 3)


@pytest.mark.parametrize("wrong", [{"sen": "yes"}, {"sex": "M"}, {"year_group": "14"}])
def test_the_database_refuses_a_slip_with_a_fact_of_its_own(open_round_: Round, wrong: dict[str, str]) -> None:
    slips(open_round_, 1)
    pack = Pack.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Slip.objects.create(key="k", school=open_round_.school, round=open_round_, pack=pack, **wrong)


class TestHowManyAreUsed:
    def test_use_is_counted_every_ten_minutes_and_rounded(self, open_round_: Round) -> None:
        codes = slips(open_round_, 30)
        for code in codes[:13]:
            answer(open_round_, code)
        open_round_.refresh_from_db()
        assert open_round_.answered_counted_at is None

        assert tick(now=NOW).counted == 1
        answer(open_round_, codes[13])
        answer(open_round_, codes[14])
        answer(open_round_, codes[15])
        answer(open_round_, codes[16])
        answer(open_round_, codes[17])
        assert tick(now=NOW + timedelta(minutes=9)).counted == 0
        assert Pack.objects.get().used == 15
        assert tick(now=NOW + timedelta(minutes=10)).counted == 1

        open_round_.refresh_from_db()
        assert (Pack.objects.get().used, open_round_.answered) == (20, 20)

    def test_people_are_counted_through_an_open_link(self, in_maple: School, cohort: Cohort) -> None:
        round_ = a_link_round(in_maple, cohort)
        for _ in range(8):
            answer(round_, answers={})
        tick(now=NOW)
        round_.refresh_from_db()
        assert round_.answered == 10

    @given(out_of=st.integers(1, 500), data=st.data())
    def test_a_count_is_near_and_never_exact(self, out_of: int, data: st.DataObject) -> None:
        exact = data.draw(st.integers(0, out_of))
        shown = shown_count(exact, out_of=out_of)
        same = [other for other in range(out_of + 1) if shown_count(other, out_of=out_of) == shown]
        assert shown % 5 == 0
        assert 0 <= shown <= out_of
        assert abs(shown - exact) <= 5
        assert len(same) >= min(3, out_of + 1)
