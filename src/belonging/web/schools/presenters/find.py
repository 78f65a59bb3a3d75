"""What a search of the register found, in words."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from belonging.web.schools.models import RegisterEntry
from belonging.web.schools.queries import Found


@dataclass(frozen=True, slots=True)
class FoundSchool:
    """`interest`: where to say that it is interested, empty where it cannot; `mark`: what stands beside the name."""

    name: str
    where: str
    kind: str
    numbers: str
    mark: str
    why_not: str
    interest: str


@dataclass(frozen=True, slots=True)
class FindPage:
    """`counted` is empty before anything was searched for."""

    counted: str
    advice: str
    schools: tuple[FoundSchool, ...]
    turning: str
    before: str
    after: str


NOTHING = FindPage("", "", (), "", "", "")


def find_page(*, words: str, found: Found | None, is_empty: bool) -> FindPage:
    """`found` is None where nothing was typed; `is_empty`: the register has not been imported."""
    if found is None:
        return NOTHING
    return FindPage(
        counted=_counted(found, words),
        advice=_advice(found, is_empty=is_empty),
        schools=tuple(_school(entry) for entry in found.entries),
        turning=f"Page {found.page:,} of {found.pages:,}" if found.pages > 1 else "",
        before=_address(words, found.page - 1) if found.page > 1 else "",
        after=_address(words, found.page + 1) if found.page < found.pages else "",
    )


def _counted(found: Found, words: str) -> str:
    if not found.asked:
        return "Please type a little more"
    if found.total == 0:
        return f"No school was found for “{words}”"
    return f"1 school for “{words}”" if found.total == 1 else f"{found.total:,} schools for “{words}”"


def _advice(found: Found, *, is_empty: bool) -> str:
    if is_empty:
        return "The register of schools has not been loaded on this site yet. You can describe your school instead."
    if not found.asked:
        return "Words such as “the school” fit every school. Add its name, its town or its postcode."
    if found.total == 0:
        return "Try fewer words, only the beginning of a word, the town, or the postcode."
    return "Add the town or the postcode to see fewer." if found.pages > 5 else ""


def _school(entry: RegisterEntry) -> FoundSchool:
    mark, why_not = _status(entry)
    interest = "" if why_not else f"{reverse('programme:interest')}?{urlencode({'urn': entry.urn})}"
    return FoundSchool(
        name=entry.name,
        where=", ".join(part for part in (entry.street, entry.locality, entry.town, entry.postcode) if part),
        kind=_kind(entry),
        numbers=_numbers(entry),
        mark=mark,
        why_not=why_not,
        interest=interest,
    )


def _status(entry: RegisterEntry) -> tuple[str, str]:
    if not entry.is_open:
        if entry.status_name.startswith("Proposed"):
            when = f" on {entry.opened_on:%-d %B %Y}" if entry.opened_on else ""
            return "Not open yet", f"The register says that it is to open{when}."
        when = f" on {entry.closed_on:%-d %B %Y}" if entry.closed_on else ""
        return "Closed", f"The register says that it closed{when}. Look for the school that took its place."
    if not entry.setting:
        return "", "We have no questionnaires for this kind of place yet."
    return "", ""


def _kind(entry: RegisterEntry) -> str:
    ages = f"ages {entry.low_age} to {entry.high_age}" if entry.low_age is not None and entry.high_age else ""
    return ", ".join(part for part in (entry.get_setting_display() or entry.type_name, ages, entry.authority) if part)


def _numbers(entry: RegisterEntry) -> str:
    laestab = f", LAESTAB {entry.authority_code}/{entry.establishment_number}" if entry.laestab else ""
    return f"URN {entry.urn}{laestab}"


def _address(words: str, page: int) -> str:
    return f"{reverse('schools:find')}?{urlencode({'words': words, 'page': page})}"
