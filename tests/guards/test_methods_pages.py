"""The pages on methods: each says formula, source, assumptions and limits, and its worked example is true."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from belonging.evaluation.plan import SUPPLEMENTS

METHODS = Path(__file__).parents[2] / "docs" / "methods"
NO_METHOD = {"README.md", "files.md", "real-data.md", "simulated-pilot.md"}
"""Pages that are about files and data, not about a formula."""
HEADINGS = ("## Formula", "## Source", "## Assumptions", "## Limits", "## Worked example")
PAGES = sorted(path for path in METHODS.glob("*.md") if path.name not in NO_METHOD)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_says_formula_source_assumptions_and_limits(page: Path) -> None:
    text = page.read_text("utf-8")

    assert [heading for heading in HEADINGS if f"\n{heading}\n" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_pages_worked_example_prints_what_it_says(page: Path) -> None:
    text = page.read_text("utf-8")
    example = doctest.DocTestParser().get_doctest(unfenced(text), {}, page.name, str(page), 0)

    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example)

    assert result.attempted > 0
    assert result.failed == 0


def unfenced(text: str) -> str:
    """Without the fences around code, which a doctest would take for output."""
    return re.sub(r"^```\w*$", "", text, flags=re.MULTILINE)


def test_every_page_is_listed_and_every_further_method_has_its_page() -> None:
    listed = set(re.findall(r"\(([\w-]+\.md)\)", (METHODS / "README.md").read_text("utf-8")))

    assert {path.name for path in METHODS.glob("*.md")} - {"README.md"} == listed
    assert len(SUPPLEMENTS) == len(set(SUPPLEMENTS))
