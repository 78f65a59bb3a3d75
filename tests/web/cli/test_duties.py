"""What time brings is done in turn, and one duty that fails keeps no other waiting."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from belonging.web.cli.duties import DUTIES, Duty, Rota
from belonging.web.notices.queries import duty_runs
from tests.web.conftest import NOW

pytestmark = pytest.mark.django_db


class Diary:
    def __init__(self) -> None:
        self.at: list[datetime] = []

    def act(self, now: datetime) -> int:
        self.at.append(now)
        return 2


def fails(now: datetime) -> int:
    raise RuntimeError("the mail server is down")


def test_each_duty_has_its_own_turn() -> None:
    often, seldom = Diary(), Diary()
    rota = Rota([Duty("often", timedelta(seconds=2), often.act), Duty("seldom", timedelta(hours=1), seldom.act)])
    for seconds in (0, 1, 2, 4, 3600):
        rota.work(NOW + timedelta(seconds=seconds))
    assert [(moment - NOW).seconds for moment in often.at] == [0, 2, 4, 3600]
    assert [(moment - NOW).seconds for moment in seldom.at] == [0, 3600]


def test_one_that_fails_is_noted_and_the_others_go_on() -> None:
    diary = Diary()
    rota = Rota([Duty("fails", timedelta(minutes=1), fails), Duty("works", timedelta(minutes=1), diary.act)])
    assert rota.work(NOW) == ["fails"]
    assert diary.at == [NOW]
    runs = {run.name: run for run in duty_runs()}
    assert "tried again" in runs["fails"].failure
    assert "mail server" not in runs["fails"].failure
    assert runs["works"].outcome == "2 done"


def test_one_that_works_again_is_no_failure_any_more() -> None:
    acts = iter((fails, Diary().act))

    def mends(now: datetime) -> int:
        return next(acts)(now)

    rota = Rota([Duty("mends", timedelta(minutes=1), mends)])
    rota.work(NOW)
    assert rota.work(NOW + timedelta(minutes=1)) == []
    assert [run.failure for run in duty_runs()] == [""]


def test_every_duty_of_the_service_runs_twice_on_an_empty_database() -> None:
    rota = Rota()
    assert rota.work(NOW) == []
    assert rota.work(NOW + timedelta(hours=2)) == []
    assert len({duty.name for duty in DUTIES}) == len(DUTIES)
