"""Every link and file that the documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guards.test_sizes import ROOT, tracked

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
NAMED = re.compile(r"\b(docs/[\w/.-]+\.md|docs/decisions/\d{4})\b")
DOCUMENTS = tracked("*.md")
SOURCES = [*tracked("src/*.py"), *tracked("scripts/*.sh"), ROOT / "Makefile"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_documents_links_lead_somewhere(path: Path) -> None:
    links = [link for link in LINK.findall(path.read_text()) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_documents_that_the_code_names_exist() -> None:
    named = {name for path in SOURCES for name in NAMED.findall(path.read_text())}
    assert named
    missing = [name for name in sorted(named) if not (ROOT / name).exists() and not list(ROOT.glob(f"{name}-*.md"))]
    assert missing == []
