"""The team's pages of the hub, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from belonging.web.hub.models import Collection, NoteReport, Resource, State, UnansweredSearch, Version
from belonging.web.hub.queries.use import UseBy, UseOf
from belonging.web.hub.rules.words import KINDS, TYPES
from belonging.web.ui.components import Link, Table

_COLOURS = {State.DRAFT: "yellow", State.PUBLISHED: "teal", State.WITHDRAWN: "grey"}


@dataclass(frozen=True, slots=True)
class Line:
    """One resource. `who` says who proposed it."""

    title: str
    href: str
    what: str
    state: str
    colour: str
    who: str


@dataclass(frozen=True, slots=True)
class Reported:
    note: str
    resource: Link
    why: str
    action: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    lines: tuple[Line, ...]
    counted: str
    reports: tuple[Reported, ...]
    collections: tuple[Link, ...]
    states: tuple[Link, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Past:
    """A version in the history."""

    words: str
    href: str


def team_page(
    rows: Page[Resource], *, state: str, reports: Iterable[NoteReport], collections: Iterable[Collection]
) -> TeamPage:
    here = reverse("hub:team")
    asked = f"state={state}&" if state else ""
    every = [("", "All"), *State.choices]
    return TeamPage(
        lines=tuple(_line(each) for each in rows),
        counted=f"{rows.paginator.count:,} resources" if rows.paginator.count != 1 else "1 resource",
        reports=tuple(_reported(each) for each in reports),
        collections=tuple(Link(each.title, reverse("hub:collection_edit", args=[each.slug])) for each in collections),
        states=tuple(Link(label, f"{here}?state={value}", current=value == state) for value, label in every),
        before=f"{here}?{asked}page={rows.previous_page_number()}" if rows.has_previous() else "",
        after=f"{here}?{asked}page={rows.next_page_number()}" if rows.has_next() else "",
    )


def history(versions: Iterable[Version], resource: Resource) -> tuple[Past, ...]:
    return tuple(
        Past(
            f"Version {each.number}, {date_format(timezone.localtime(each.at), 'j F Y')}",
            reverse("hub:version", args=[resource.slug, each.number]),
        )
        for each in versions
    )


def use_table(rows: Sequence[UseOf]) -> Table:
    return Table(
        caption="Resources that most schools used",
        head=("Resource", "Schools that opened it", "downloaded it", "tried it"),
        rows=[(_link(each.resource), each.opened, each.downloaded, each.tried) for each in rows],
        numeric=frozenset({1, 2, 3}),
    )


def schools_table(rows: Sequence[UseBy]) -> Table:
    return Table(
        caption="Schools that used most",
        head=("School", "Resources", "Days", "Last"),
        rows=[(each.school, each.resources, each.days, date_format(each.last, "j F Y")) for each in rows],
        numeric=frozenset({1, 2}),
    )


def searches_table(rows: Sequence[UnansweredSearch]) -> Table:
    return Table(
        caption="Looked for, and not found as typed",
        head=("Words", "Times", "Last"),
        rows=[(each.words, each.times, date_format(each.last_on, "j F Y")) for each in rows],
        numeric=frozenset({1}),
    )


def _link(resource: Resource) -> SafeString:
    href = reverse("hub:resource", args=[resource.slug])
    return format_html('<a class="govuk-link" href="{}">{}</a>', href, resource.title)


def _line(resource: Resource) -> Line:
    state = State(resource.state)
    proposer = resource.proposed_by
    return Line(
        title=resource.title,
        href=reverse("hub:edit", args=[resource.slug]),
        what=f"{TYPES[resource.type]}, {KINDS[resource.kind].lower()}, version {resource.version}",
        state="Proposed" if proposer and state is State.DRAFT else str(state.label),
        colour=_COLOURS[state],
        who=f"by {proposer.name}" if proposer else "",
    )


def _reported(report: NoteReport) -> Reported:
    note = report.note
    return Reported(
        note=f"{note.what} {note.how_it_went}",
        resource=Link(note.resource.title, reverse("hub:resource", args=[note.resource.slug])),
        why=report.why,
        action=reverse("hub:settle", args=[report.pk]),
    )
