"""No page says more of privacy than is done: absolutes need a proof that we do not have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guards.test_sizes import ROOT, tracked

TOO_STRONG = re.compile(
    r"nobody (?:can|could) (?:work|tell whose|turn)|can(?:’|')t be changed|impossible to|completely (?:safe|private)"
    r"|100 ?(?:%|per cent) (?:safe|private)|\banonymous(?:ly)?\b",
    re.IGNORECASE,
)
NOT_A_PROMISE = re.compile(r"not anonymous|anonymous after some years|never[^.]{0,20}anonymous", re.IGNORECASE)
PAGES = [*tracked("src/*.html"), *tracked("src/*.typ"), *tracked("src/*/presenters/*.py"), *tracked("src/*/rules/*.py")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_promises_what_is_done(path: Path) -> None:
    text = NOT_A_PROMISE.sub("", path.read_text())
    assert TOO_STRONG.findall(text) == []


@pytest.mark.parametrize("claim", ["so that nobody can work it out", "The journal can’t be changed", "It is anonymous"])
def test_the_guard_hears_an_absolute(claim: str) -> None:
    assert TOO_STRONG.search(NOT_A_PROMISE.sub("", claim))


def test_the_guard_lets_a_denial_pass() -> None:
    assert not TOO_STRONG.search(NOT_A_PROMISE.sub("", "we call them private, not anonymous"))
