"""Every table has one clock; what enforces it is there; docs/privacy.md says the same."""

from __future__ import annotations

from django.apps import apps
from django.utils.module_loading import import_string

from belonging.web.cli.retention import sweeps
from belonging.web.cli.retention.clocks import CLOCKS
from tests.guards.test_documented_privacy import NAME, PAGE, ROW

OURS = {
    model._meta.label: (model.__name__, model.privacy.value.replace("-", " "))  # type: ignore[attr-defined]  # test_house asks for it
    for model in apps.get_models()
    if model.__module__.startswith("belonging.")
}


def test_every_table_has_one_clock() -> None:
    assert sorted(table for clock in CLOCKS for table in clock.tables) == sorted(OURS)


def test_a_clock_is_enforced_or_says_why_not() -> None:
    for clock in CLOCKS:
        if clock.by:
            assert callable(import_string(f"belonging.web.{clock.by}")), clock
        else:
            assert clock.until.startswith("kept: "), clock


def test_a_clock_with_a_date_is_swept_and_one_without_is_named() -> None:
    """`belonging retire` runs the function that each clock names, itself or through another; or it says what does."""
    called = {
        getattr(sweeps, name, None) for sweep in sweeps.ALL_SWEEPS for name in sweep.act.__code__.co_names
    }  # each `act` is a lambda or a function of that module
    through = {by for sweep in sweeps.ALL_SWEEPS for by in sweep.runs}
    bys = {clock.by for clock in CLOCKS if clock.by}
    assert through <= bys | set(sweeps.BY_EVENT)
    assert set(sweeps.BY_EVENT) <= bys, "names a clock that is gone"
    by_date = bys - set(sweeps.BY_EVENT) - through
    assert {by for by in by_date if import_string(f"belonging.web.{by}") not in called} == set()


def test_the_page_says_the_same() -> None:
    said = sorted((name, kind, until) for kind, names, until in ROW.findall(PAGE) for name in NAME.findall(names))
    assert said == sorted((*OURS[table], clock.until) for clock in CLOCKS for table in clock.tables)
