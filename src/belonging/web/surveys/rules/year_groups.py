"""Which years and phases a school of a setting has. Setting and sixth form are as the school's record has them."""

from __future__ import annotations

from itertools import chain

YEARS = {
    "primary": ("R", *map(str, range(1, 7))),
    "secondary": tuple(map(str, range(7, 12))),
    "sixth_form": ("12", "13"),
    "not_by_year": ("X",),
}
"""The year groups of each phase."""


def phases_of(setting: str, *, has_sixth_form: bool) -> tuple[str, ...]:
    """In the order of the years. Special schools and alternative provision may have every one."""
    if setting == "primary":
        return ("primary",)
    if setting == "secondary":
        return ("secondary", "sixth_form") if has_sixth_form else ("secondary",)
    if setting == "all_through":
        return ("primary", "secondary", "sixth_form")
    return tuple(YEARS)


def years_of(setting: str, *, has_sixth_form: bool) -> tuple[str, ...]:
    return tuple(chain.from_iterable(YEARS[phase] for phase in phases_of(setting, has_sixth_form=has_sixth_form)))


def only_phase(setting: str, *, has_sixth_form: bool) -> str:
    """The phase that everybody of the school is in; "" where there are several."""
    phases = phases_of(setting, has_sixth_form=has_sixth_form)
    return phases[0] if len(phases) == 1 else ""


def year_name(code: str) -> str:
    """Reception, Year 4."""
    return {"R": "Reception", "X": "No year group"}.get(code, f"Year {code}")
