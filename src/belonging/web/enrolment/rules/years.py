"""The year groups that a school of each kind has."""

from __future__ import annotations

from collections.abc import Iterable

from belonging.web.enrolment.rules.wordings import STANDARD

YOUNGER = ("R", *(str(year) for year in range(1, 7)))
OLDER = tuple(str(year) for year in range(7, 12))
SIXTH_FORM = ("12", "13")
BY_YEAR = {**dict.fromkeys(YOUNGER[:5], "younger"), **dict.fromkeys(SIXTH_FORM, "sixth_form")}
"""The edition that a slip of the year group opens; the others open the standard one."""


def year_groups(setting: str, *, has_sixth_form: bool) -> dict[str, str]:
    """Code and name, the youngest first. Special schools also have pupils outside the year groups (X)."""
    codes = {"primary": YOUNGER, "secondary": OLDER}.get(setting, (*YOUNGER, *OLDER))
    if has_sixth_form:
        codes = (*codes, *SIXTH_FORM)
    if setting in ("special", "alternative_provision"):
        codes = (*codes, "X")
    return {code: _name(code) for code in codes}


def has_sixth_formers(setting: str, *, has_sixth_form: bool) -> bool:
    """Whether it may have pupils of Years 12 and 13. Only primary and secondary schools are sure not to."""
    return setting != "primary" and (has_sixth_form or setting != "secondary")


def editions_fitting(editions: Iterable[str], setting: str, *, has_sixth_form: bool) -> tuple[str, ...]:
    """All but a sixth form's where there is none: any other may suit some child of any school."""
    left_out = "" if has_sixth_formers(setting, has_sixth_form=has_sixth_form) else "sixth_form"
    return tuple(key for key in editions if key != left_out)


def editions_of_years(setting: str, *, has_sixth_form: bool) -> tuple[str, ...]:
    """Those that its slips open, the youngest first."""
    years = year_groups(setting, has_sixth_form=has_sixth_form)
    return tuple(dict.fromkeys(BY_YEAR.get(year, STANDARD) for year in years))


def _name(code: str) -> str:
    return {"R": "Reception", "X": "No year group"}.get(code, f"Year {code}")
