"""Writers who come while another writes go in together, and each hears only what is theirs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from belonging.web.surveys.errors import CodeUsed
from belonging.web.surveys.services.answer_groups import Group


class Book:
    """A database of one list; the first transaction stays open until the others wait."""

    def __init__(self) -> None:
        self.kept: list[list[str]] = []
        self._now: list[str] = []
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.broken = False
        self.group = Group(self._transaction)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._now = []
        yield
        self.begun.set()
        self.go_on.wait(10)
        if self.broken and self.kept:
            raise OSError("The disk is full")
        self.kept.append(self._now)

    def line(self, text: str, fault: Exception | None = None) -> Callable[[], None]:
        def write() -> None:
            if fault is not None:
                raise fault
            self._now.append(text)

        return write

    def all_at_once(self, *writes: Callable[[], None]) -> list[type[BaseException] | None]:
        """The first alone, the others while it is still being written: what each of those met."""
        with ThreadPoolExecutor(len(writes)) as pool:
            first = pool.submit(self.group.write, writes[0])
            self.begun.wait(10)
            others: list[Future[None]] = [pool.submit(self.group.write, write) for write in writes[1:]]
            while len(self.group._waiting) < len(others):
                threading.Event().wait(0.005)
            self.go_on.set()
            assert first.exception() is None
            return [type(met) if (met := other.exception()) else None for other in others]


@pytest.fixture
def book() -> Book:
    return Book()


def test_who_waits_is_written_in_one_transaction(book: Book) -> None:
    assert book.all_at_once(*(book.line(name) for name in "abcd")) == [None] * 3
    assert [sorted(kept) for kept in book.kept] == [["a"], ["b", "c", "d"]]


def test_a_refusal_is_its_own_writer_s_alone(book: Book) -> None:
    met = book.all_at_once(book.line("a"), book.line("b"), book.line("x", CodeUsed()), book.line("c"))

    assert sorted(met, key=str) == sorted([None, CodeUsed, None], key=str)
    assert [sorted(kept) for kept in book.kept] == [["a"], ["b", "c"]]


def test_a_fault_undoes_nobody_else(book: Book) -> None:
    met = book.all_at_once(book.line("a"), book.line("x", ValueError()), book.line("b"), book.line("c"))

    assert met == [ValueError, None, None]
    assert [sorted(kept) for kept in book.kept] == [["a"], ["b", "c"]]


def test_nobody_is_told_yes_where_the_transaction_failed(book: Book) -> None:
    book.broken = True

    assert book.all_at_once(book.line("a"), book.line("b"), book.line("c")) == [OSError, OSError]
    assert book.kept == [["a"]]
