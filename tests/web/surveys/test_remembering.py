"""A moment's memory: never longer, never more than told, and nothing that was not there."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from belonging.web.surveys.rules.remembering import Remembered


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_value_is_made_once_and_again_when_its_time_is_over() -> None:
    clock, made = Clock(), iter("abc")
    kept = Remembered[str, str](seconds=1, most=2, clock=clock)

    assert [kept.get("key", lambda _: next(made)) for _ in range(2)] == ["a", "a"]
    clock.now = 1.0
    assert kept.get("key", lambda _: next(made)) == "b"
    kept.forget()
    assert kept.get("key", lambda _: next(made)) == "c"


def test_who_comes_while_it_is_made_anew_gets_what_was_there() -> None:
    clock = Clock()
    kept = Remembered[str, str](seconds=1, most=2, clock=clock)
    kept.get("key", lambda _: "old")
    clock.now = 1.0
    met = []

    def make(before: str | None) -> str:
        met.append(kept.get("key", lambda _: "made twice"))
        return f"{before} made new"

    assert kept.get("key", make) == "old made new"
    assert met == ["old"]


def test_of_many_who_come_first_one_makes_it_and_the_others_wait() -> None:
    kept = Remembered[str, str](seconds=1, most=2)
    begun, go_on, made = threading.Event(), threading.Event(), []

    def make(_: str | None) -> str:
        begun.set()
        go_on.wait(10)
        made.append("once")
        return "there"

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(kept.get, "key", make)
        begun.wait(10)
        others = [pool.submit(kept.get, "key", make) for _ in range(3)]
        go_on.set()
        assert [each.result() for each in (first, *others)] == ["there"] * 4
    assert made == ["once"]


def test_a_fault_is_met_by_all_who_waited_and_by_nobody_after() -> None:
    kept = Remembered[str, str](seconds=1, most=2)

    with pytest.raises(ZeroDivisionError):
        kept.get("key", lambda _: str(1 // 0))
    assert kept.get("key", lambda _: "there") == "there"


def test_what_was_not_there_is_asked_for_again() -> None:
    kept = Remembered[str, str](seconds=1, most=2, clock=Clock())

    assert kept.get("key", lambda _: None) is None
    assert kept.get("key", lambda _: "there now") == "there now"


def test_the_oldest_leaves_when_there_are_too_many() -> None:
    kept = Remembered[int, int](seconds=1, most=2, clock=Clock())
    for number in range(3):
        kept.get(number, lambda _, number=number: number)  # type: ignore[misc]  # bound at once

    assert kept.get(2, lambda _: -1) == 2
    assert kept.get(0, lambda _: -1) == -1


def test_no_time_at_all_remembers_nothing() -> None:
    made = iter("ab")
    kept = Remembered[str, str](seconds=0, most=2, clock=Clock())

    assert [kept.get("key", lambda _: next(made)) for _ in range(2)] == ["a", "b"]
