"""Rules of the house that hold for every model, file and lock."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from belonging.web.base.models import ScopedRow
from belonging.web.base.privacy import PrivacyClass
from belonging.web.base.row_security import RowSecurity
from tests.guards.test_sizes import ROOT, tracked

OURS = [model for model in apps.get_models() if model.__module__.startswith("belonging.")]
WORDS_FOR_NOTHING = {"utils", "helpers", "common", "misc", "manager", "data"}
ACROSS_SCHOOLS = {"accounts.Membership", "sets.Member"}
"""They say for which school somebody holds a role or a seat, and are read by others than that school."""
NO_ORDER = [
    "surveys_slip", "surveys_response", "surveys_sealedanswers", "surveys_sealedcomment", "surveys_archivedanswers",
]  # fmt: skip


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_model_declares_its_privacy_class(model: type[Model]) -> None:
    assert isinstance(getattr(model, "privacy", None), PrivacyClass)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_school_owned_model_brings_row_security(model: type[Model]) -> None:
    # Exactly this one: what a learning set said goes by the set, under a policy of its own.
    brings = any(type(constraint) is RowSecurity for constraint in model._meta.constraints)
    assert brings is issubclass(model, ScopedRow)
    if any(field.name == "school" for field in model._meta.fields):
        assert issubclass(model, ScopedRow) or model._meta.label in ACROSS_SCHOOLS


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a hidden rowid is SQLite's")
@pytest.mark.parametrize("table", NO_ORDER)
def test_a_table_of_answers_keeps_no_hidden_order(table: str, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
        assert cursor.fetchone()[0].rstrip().endswith("WITHOUT ROWID")


def test_no_file_is_named_for_nothing() -> None:
    assert [path for path in tracked("*.py") if path.stem in WORDS_FOR_NOTHING or path.stem.endswith("_old")] == []


def test_locks_are_hashed_and_name_no_host() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text()
        assert "://" not in text
        for entry in re.split(r"\n(?=\S)", text):
            if "==" in entry and not entry.startswith("#"):
                assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_every_direct_dependency_has_its_reason() -> None:
    block = (ROOT / "pyproject.toml").read_text().split("dependencies = [", 1)[1].split("\n]", 1)[0]
    lines = [line for line in block.splitlines() if line.strip()]
    assert lines
    assert all(re.search(r'",\s+# \S', line) for line in lines)


@pytest.mark.parametrize("suffix", ["*.py", "*.md", "*.toml", "*.html", "*.js", "*.sh", "Makefile"])
def test_no_path_of_a_machine_is_written_down(suffix: str) -> None:
    # `web/home` is a room of ours.
    private = re.compile(r"(?<!web)/(?:home|root|Users)/\w+|/work/(?:main|shared)")
    here = Path(__file__)
    assert [path for path in tracked(suffix) if path != here and private.search(path.read_text())] == []
