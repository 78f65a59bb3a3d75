"""Slips are counted by the batch, every ten minutes, and only as rounded numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Pack, Round
from belonging.web.surveys.services import counting, upkeep
from belonging.web.surveys.services.counting import recount_due
from belonging.web.surveys.services.packs import revoke_pack
from belonging.web.surveys.services.upkeep import Upkeep, tick
from tests.web.conftest import NOW
from tests.web.outside import outside
from tests.web.surveys.given import ACTOR, a_draft, answer, opened, slips

LATER = NOW + timedelta(minutes=10)


def look(*, now: datetime) -> int:
    """As the worker does."""
    return outside(lambda: recount_due(now=now))


@pytest.fixture
def rivers(river: School, cohort: Cohort) -> Round:
    with school_scope(river.pk):
        return opened(a_draft(river, cohort))


def sat(round_: Round, count: int, of: int, label: str = "Maple class") -> None:
    for code in slips(round_, of, label)[:count]:
        answer(round_, code)


def shown() -> list[tuple[str, int, int]]:
    """Of every pack: its name, its own number and its round's."""
    with programme_scope("test"):
        rows = Pack.objects.order_by("label", "used").values_list("label", "used", "round__answered")
        return [(str(label), int(used), int(answered)) for label, used, answered in rows]


def test_schools_are_counted_together_each_for_itself(open_round_: Round, rivers: Round) -> None:
    sat(open_round_, 13, of=30)
    with school_scope(rivers.host_id):
        sat(rivers, 4, of=20, label="1 River")
        sat(rivers, 9, of=20, label="2 River")

    assert tick(now=NOW) == Upkeep(closed=0, sealed=0, counted=2)
    assert shown() == [("1 River", 5, 15), ("2 River", 10, 15), ("Maple class", 15, 15)]
    assert look(now=LATER - timedelta(seconds=1)) == 0
    assert look(now=LATER) == 2


def test_a_lost_pack_counts_with_the_slips_that_were_used(open_round_: Round) -> None:
    sat(open_round_, 3, of=27, label="4 Maple")
    revoke_pack(pack=Pack.objects.get(), reason="Left on the bus", actor=ACTOR, now=NOW)
    sat(open_round_, 21, of=21, label="4 Maple")
    tick(now=NOW)
    # All 24 who had a slip have answered, and that is not told.
    assert shown() == [("4 Maple", 5, 20), ("4 Maple", 20, 20)]


def test_the_whole_is_never_told_when_it_is_no_step(open_round_: Round) -> None:
    sat(open_round_, 13, of=13)
    tick(now=NOW)
    assert shown() == [("Maple class", 10, 10)]


def test_more_schools_are_counted_with_as_many_queries(open_round_: Round, river: School, cohort: Cohort) -> None:
    sat(open_round_, 3, of=5)
    with CaptureQueriesContext(connection) as of_one:
        assert look(now=NOW) == 1
    with school_scope(river.pk):
        sat(opened(a_draft(river, cohort)), 3, of=5)
        opened(a_draft(river, cohort, wave="endline"))
    with CaptureQueriesContext(connection) as of_three:
        assert look(now=NOW + timedelta(hours=1)) == 3
    # Rounds of another number are written by another statement: here 0, where 5 was the only one.
    assert len(of_three) <= len(of_one) + 1


def test_one_school_that_cannot_be_counted_does_not_keep_the_others_waiting(
    open_round_: Round, rivers: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    sat(open_round_, 3, of=5)
    with school_scope(rivers.host_id):
        sat(rivers, 3, of=5, label="River")
    real = counting._count

    def failing(rounds: Sequence[Round], now: datetime) -> None:
        if any(round_.pk == open_round_.pk for round_ in rounds):
            raise RuntimeError("this school's disk")
        real(rounds, now)

    monkeypatch.setattr(counting, "_count", failing)
    with pytest.raises(ExceptionGroup) as failures:
        tick(now=NOW)
    [error] = failures.value.exceptions
    assert error.__notes__ == [f"round {open_round_.pk}, to be counted"]
    assert shown() == [("Maple class", 0, 0), ("River", 5, 5)]


def test_rounds_beyond_one_batch_are_reached(
    open_round_: Round, rivers: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 1)
    assert look(now=NOW) == 2


def test_one_look_of_the_worker_is_bounded_and_the_next_goes_on(
    open_round_: Round, rivers: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 1)
    monkeypatch.setattr(upkeep, "BATCHES_A_LOOK", 1)
    assert [outside(lambda: tick(now=NOW)).counted for _ in range(3)] == [1, 1, 0]
