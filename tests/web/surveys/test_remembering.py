"""A moment's memory: never longer, never more than told, and nothing that was not there."""

from __future__ import annotations

from belonging.web.surveys.rules.remembering import Remembered


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_value_is_made_once_and_again_when_its_time_is_over() -> None:
    clock, made = Clock(), iter("abc")
    kept = Remembered[str, str](seconds=1, most=2, clock=clock)

    assert [kept.get("key", lambda: next(made)) for _ in range(2)] == ["a", "a"]
    clock.now = 1.0
    assert kept.get("key", lambda: next(made)) == "b"
    kept.forget()
    assert kept.get("key", lambda: next(made)) == "c"


def test_who_comes_while_it_is_made_anew_gets_what_was_there() -> None:
    clock = Clock()
    kept = Remembered[str, str](seconds=1, most=2, clock=clock)
    kept.get("key", lambda: "old")
    clock.now = 1.0
    met = []

    def make() -> str:
        met.append(kept.get("key", lambda: "made twice"))
        return "new"

    assert kept.get("key", make) == "new"
    assert met == ["old"]


def test_what_was_not_there_is_asked_for_again() -> None:
    kept = Remembered[str, str](seconds=1, most=2, clock=Clock())

    assert kept.get("key", lambda: None) is None
    assert kept.get("key", lambda: "there now") == "there now"


def test_the_oldest_leaves_when_there_are_too_many() -> None:
    kept = Remembered[int, int](seconds=1, most=2, clock=Clock())
    for number in range(3):
        kept.get(number, lambda number=number: number)  # type: ignore[misc]  # bound at once

    assert kept.get(2, lambda: -1) == 2
    assert kept.get(0, lambda: -1) == -1


def test_no_time_at_all_remembers_nothing() -> None:
    made = iter("ab")
    kept = Remembered[str, str](seconds=0, most=2, clock=Clock())

    assert [kept.get("key", lambda: next(made)) for _ in range(2)] == ["a", "b"]
