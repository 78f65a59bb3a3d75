"""The schools that a search found, and the one that was chosen, in words."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from belonging.web.programme.presenters.words import Pages
from belonging.web.schools.models import RegisterEntry
from belonging.web.schools.queries import Found
from belonging.web.ui.components import SummaryRow


@dataclass(frozen=True, slots=True)
class FoundSchool:
    """One school of the list. Without `href` it cannot be chosen, and `why_not` says why."""

    name: str
    where: str
    href: str
    why_not: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    schools: tuple[FoundSchool, ...]
    words: str
    pages: Pages | None
    refused: str


def found_schools(found: Found | None, words: str, *, refused: RegisterEntry | None) -> SearchPage:
    """`refused`: a school that was asked for by its number and cannot be chosen."""
    said = f"{refused.name}: {_why_not(refused)}" if refused is not None else ""
    if found is None:
        return SearchPage((), "", None, said)
    schools = tuple(_found(entry) for entry in found.entries)
    return SearchPage(schools, _counted(found.total, words), _pages(found, words), said)


def register_rows(entry: RegisterEntry) -> tuple[SummaryRow, ...]:
    change = reverse("programme:interest")
    return (
        SummaryRow("School", entry.name, "Change", change, "the school"),
        SummaryRow("Where", _where(entry)),
        SummaryRow("Kind", entry.get_setting_display()),
        SummaryRow("Reference number (URN)", entry.urn),
    )


def _found(entry: RegisterEntry) -> FoundSchool:
    why_not = _why_not(entry)
    href = "" if why_not else f"{reverse('programme:interest')}?{urlencode({'urn': entry.urn})}"
    return FoundSchool(entry.name, _where(entry), href, why_not)


def _why_not(entry: RegisterEntry) -> str:
    if not entry.is_open:
        return "the national register says that this school is closed. Look for the school that took its place."
    if not entry.setting:
        return "we have no questionnaires for this kind of place yet. Please write to us if you are interested."
    return ""


def _where(entry: RegisterEntry) -> str:
    return ", ".join(part for part in (entry.town, entry.postcode, entry.authority) if part)


def _counted(total: int, words: str) -> str:
    if total == 0:
        return f"No school was found for “{words}”."
    return f"1 school was found for “{words}”." if total == 1 else f"{total:,} schools were found for “{words}”."


def _pages(found: Found, words: str) -> Pages | None:
    if found.pages <= 1:
        return None
    address = reverse("programme:interest")
    before = f"{address}?{urlencode({'words': words, 'page': found.page - 1})}" if found.page > 1 else ""
    after = f"{address}?{urlencode({'words': words, 'page': found.page + 1})}" if found.page < found.pages else ""
    return Pages(f"Page {found.page} of {found.pages}", before, after)
