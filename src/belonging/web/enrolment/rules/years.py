"""The year groups that a school of each kind has."""

from __future__ import annotations

YOUNGER = ("R", *(str(year) for year in range(1, 7)))
OLDER = tuple(str(year) for year in range(7, 12))
SIXTH_FORM = ("12", "13")


def year_groups(setting: str, *, has_sixth_form: bool) -> dict[str, str]:
    """Code and name, the youngest first. Special schools also have pupils outside the year groups (X)."""
    codes = {"primary": YOUNGER, "secondary": OLDER}.get(setting, (*YOUNGER, *OLDER))
    if has_sixth_form:
        codes = (*codes, *SIXTH_FORM)
    if setting in ("special", "alternative_provision"):
        codes = (*codes, "X")
    return {code: _name(code) for code in codes}


def _name(code: str) -> str:
    return {"R": "Reception", "X": "No year group"}.get(code, f"Year {code}")
