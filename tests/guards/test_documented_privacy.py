"""docs/privacy.md has a row for every table of ours, under the class that the code declares, and for no other."""

from __future__ import annotations

import re

from django.apps import apps

from tests.guards.test_sizes import ROOT

PAGE = (ROOT / "docs/privacy.md").read_text()
ROW = re.compile(r"^\| ([a-z ]+) \| ((?:`[A-Z]\w+`[^`|]*)+) \| .+ \| (.+) \|$", re.MULTILINE)
NAME = re.compile(r"`([A-Z]\w+)`")


def test_every_table_has_its_row_and_class() -> None:
    declared = sorted(
        (model.__name__, model.privacy.value.replace("-", " "))  # type: ignore[attr-defined]  # test_house asks for it
        for model in apps.get_models()
        if model.__module__.startswith("belonging.")
    )
    said = sorted((name, kind) for kind, names, _ in ROW.findall(PAGE) for name in NAME.findall(names))
    assert said == declared
