"""The cockpit: every school by stage, and which to ring today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.home.models import Standing
from belonging.web.home.presenters.words import short_day
from belonging.web.home.queries.standings import Listed, Totals, Wanted
from belonging.web.home.rules.standing import LOW, Place, Quietness
from belonging.web.programme.models import Cohort
from belonging.web.ui.components import Link, Table, element, hidden_words, joined, tag

PLACES = {
    Place.INVITED: "Invited",
    Place.SETTING_UP: "Setting up",
    Place.BASELINE: "Baseline",
    Place.BETWEEN: "Between waves",
    Place.ENDLINE: "Endline",
    Place.FINISHED: "Finished",
    Place.LEFT: "Left",
}
COLOURS = {Place.FINISHED: "teal", Place.BASELINE: "yellow", Place.ENDLINE: "yellow", Place.LEFT: "grey"}


@dataclass(frozen=True, slots=True)
class Stat:
    number: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Cockpit:
    """`filters` are links, the one in force marked; `more` leads to the pages before and after."""

    title: str
    summary: str
    stats: tuple[Stat, ...]
    filters: tuple[Link, ...]
    schools: Table
    found: str
    words: str
    place: str
    quiet: bool
    before: str
    after: str
    page: str
    as_of: str
    csv: str
    totals: str


def reason(warning: str, number: int) -> str:
    """One reason to ring, as the team reads it."""
    weeks = f"{number} school days"
    return {
        Quietness.NO_SIGN_IN: f"No sign-in for {weeks}",
        Quietness.NO_AGREEMENT: f"Agreement not accepted, {weeks} after the invitation",
        Quietness.NOT_OPENED: f"Nothing opened, {weeks} into the window",
        Quietness.LOW_RESPONSE: f"{number} % have answered (fewer than {LOW} %) and it closes within three school days",
        Quietness.STEP_OVERDUE: f"An agreed step is {number} {'day' if number == 1 else 'days'} late",
        Quietness.AUDIT_UNTOUCHED: f"Nothing written in the audit for {weeks}",
        Quietness.RESULTS_LATE: f"Results are {number} {'day' if number == 1 else 'days'} later than promised",
    }[Quietness(warning)]


def reasons(standing: Standing) -> list[str]:
    return [reason(warning, number) for warning, number in standing.quiet]


def cockpit(cohort: Cohort, totals: Totals, listed: Listed, wanted: Wanted, *, has_names: bool) -> Cockpit:
    return Cockpit(
        title=cohort.name,
        summary=_summary(cohort, totals),
        stats=tuple(_stats(totals)),
        filters=tuple(_filters(cohort, totals, wanted)),
        schools=_schools(cohort, listed.rows, has_names=has_names),
        found=_found(listed, wanted),
        words=wanted.words,
        place=wanted.place,
        quiet=wanted.quiet,
        before=_address(cohort, wanted, listed.page - 1) if listed.page > 1 else "",
        after=_address(cohort, wanted, listed.page + 1) if listed.page < listed.pages else "",
        page=f"Page {listed.page} of {listed.pages}" if listed.pages > 1 else "",
        as_of=_as_of(totals.as_of),
        csv=reverse("home:cockpit_csv", args=[cohort.slug]) if has_names else "",
        totals=reverse("home:cockpit_totals", args=[cohort.slug]) if has_names else "",
    )


def _summary(cohort: Cohort, totals: Totals) -> str:
    number = totals.taking_part
    return (
        f"{'1 school takes' if number == 1 else f'{number:,} schools take'} part, since {short_day(cohort.starts_on)}."
    )


def _stats(totals: Totals) -> Iterator[Stat]:
    yield Stat(f"{totals.quiet:,}", "to ring" if totals.quiet else "to ring: no school is going quiet")
    yield Stat(f"{totals.by_place.get(Place.FINISHED, 0):,}", "have finished")
    yield Stat(f"{totals.by_place.get(Place.LEFT, 0):,}", "have left")
    yield Stat(f"{totals.answered:,}", "answers, counted to the nearest 5 in each questionnaire")


def _filters(cohort: Cohort, totals: Totals, wanted: Wanted) -> Iterator[Link]:
    chosen = (wanted.quiet, wanted.place)
    everyone = sum(totals.by_place.values())
    yield Link(f"All ({everyone:,})", _address(cohort, Wanted(), 1), current=chosen == (False, ""))
    yield Link(f"To ring ({totals.quiet:,})", _address(cohort, Wanted(quiet=True), 1), current=chosen == (True, ""))
    for place, words in PLACES.items():
        count = totals.by_place.get(place, 0)
        if count:
            href = _address(cohort, Wanted(place=place), 1)
            yield Link(f"{words} ({count:,})", href, current=chosen == (False, place))


def _schools(cohort: Cohort, rows: Sequence[Standing], *, has_names: bool) -> Table:
    return Table(
        caption="",
        head=("School, and why to ring", "Stage", "Pupils answered", "Next date"),
        rows=[_row(cohort, each, has_names=has_names) for each in rows],
    )


def _row(cohort: Cohort, each: Standing, *, has_names: bool) -> tuple[object, ...]:
    place = Place(each.place)
    response = "" if each.response is None else f"{each.response} %"
    name = _school(cohort, each) if has_names else f"School {each.mask}"
    why = [element("div", {"class": "bm-cockpit__why"}, words) for words in reasons(each)]
    # The lead's own words may name the school.
    held = [element("div", {"class": "bm-secondary"}, each.promise)] if each.promise and has_names else []
    return (
        joined([element("div", {}, name), *why, *held]),
        tag(PLACES[place], colour=COLOURS.get(place, "")),
        response or hidden_words("No pupil questionnaire is open"),
        _next(each),
    )


def _school(cohort: Cohort, each: Standing) -> object:
    href = reverse("home:school_sheet", args=[cohort.slug, each.school.slug])
    return element("a", {"class": "govuk-link", "href": href}, each.name)


def _next(each: Standing) -> object:
    if each.next_on is None:
        return hidden_words("No date")
    return joined(
        [
            element("div", {}, date_format(each.next_on, "j M Y")),
            element("div", {"class": "bm-secondary"}, each.next_words),
        ]
    )


def _found(listed: Listed, wanted: Wanted) -> str:
    if listed.total == 0:
        return (
            "No school fits. Please look for fewer words, or under “All”." if wanted.words else "No school stands here."
        )
    return "1 school" if listed.total == 1 else f"{listed.total:,} schools"


def _address(cohort: Cohort, wanted: Wanted, page: int) -> str:
    asked: Mapping[str, object] = {
        "show": "quiet" if wanted.quiet else "",
        "stage": wanted.place,
        "q": wanted.words,
        "page": page if page > 1 else "",
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("home:cockpit", args=[cohort.slug]) + (f"?{query}" if query else "")


def _as_of(moment: datetime | None) -> str:
    if moment is None:
        return "The schools’ places are gathered every ten minutes; this cohort’s will stand here soon."
    local = timezone.localtime(moment)
    return f"As of {date_format(local, 'H:i')} on {date_format(local, 'j F Y')}; gathered again every ten minutes."
