"""The queue of interested schools, and one of them, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from belonging.web.programme.models import Cohort, CohortState, Interest, InterestNote, InterestState
from belonging.web.programme.presenters.words import Pages, linked, pages_of, short_day, table_day
from belonging.web.programme.queries.interest import QueuePage
from belonging.web.programme.queries.twins import Twin
from belonging.web.programme.rules.consent import CONSENTS
from belonging.web.schools.rules.nations import NATIONS
from belonging.web.ui.components import Link, SummaryRow, Table, element, joined, tag

COLOURS = {
    InterestState.NEW: "yellow",
    InterestState.WAITING: "grey",
    InterestState.SELECTED: "teal",
    InterestState.DECLINED: "",
}


@dataclass(frozen=True, slots=True)
class QueueView:
    counts: tuple[Link, ...]
    table: Table | None
    pages: Pages | None


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note: who wrote it, when, and its lines."""

    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterestView:
    title: str
    state: str
    colour: str
    sentence: str
    rows: tuple[SummaryRow, ...]
    why: tuple[str, ...]
    acts: tuple[Link, ...]
    notes: tuple[NoteLine, ...]


def queue_view(found: QueuePage, *, counts: Mapping[str, int], kept: Mapping[str, str]) -> QueueView:
    """`kept`: the filter, as the address has it."""
    here = reverse("programme:queue")
    whole = sum(counts.values())
    states = [Link(f"All ({whole:,})", here, current=not kept.get("state"))]
    for state in InterestState:
        words = f"{state.label} ({counts[state]:,})"
        states.append(Link(words, f"{here}?state={state.value}", current=kept.get("state") == state.value))
    table = None
    rows = found.rows
    if rows.object_list:
        table = Table(
            "Interested schools",
            ("School", "Kind", "Pupils", "Since", "Notes"),
            [_row(each, found.notes.get(each.pk, 0)) for each in rows],
            numeric=frozenset({2, 4}),
            caption_size="s",
        )
    return QueueView(tuple(states), table, pages_of(rows, kept))


def interest_view(interest: Interest, notes: list[InterestNote], names: Mapping[str, str]) -> InterestView:
    state = InterestState(interest.state)
    return InterestView(
        title=interest.school_name,
        state=state.label,
        colour=COLOURS[state],
        sentence=_sentence(interest),
        rows=tuple(_facts(interest)),
        why=tuple(interest.why.splitlines()),
        acts=tuple(_acts(interest, state)),
        notes=tuple(
            NoteLine(f"{names[note.by]}, {short_day(note.at)}", tuple(note.text.splitlines())) for note in notes
        ),
    )


def twin_links(twins: Sequence[Twin]) -> tuple[Link, ...]:
    """What the school may be; without an address where there is no page to look at."""
    return tuple(_twin(each) for each in twins)


def _twin(twin: Twin) -> Link:
    name = f"{twin.name}, {twin.town}" if twin.town else twin.name
    if twin.reference:
        return Link(f"{name}, interested too", reverse("programme:interest_one", args=[twin.reference]))
    return Link(f"{name}, in the register (URN {twin.urn})" if twin.urn else f"{name}, on the books already", "")


def places_words(cohort: Cohort, taken: int) -> str:
    """8 of 10 places are taken."""
    if cohort.places is None:
        return f"{taken} in, places not planned yet"
    return f"{taken} of {cohort.places} {'place is' if cohort.places == 1 else 'places are'} taken"


def offered(cohorts: list[Cohort], taken: Mapping[int, int]) -> list[tuple[Cohort, str]]:
    """The cohorts that schools can still join, each with the words for its places."""
    joinable = (cohort for cohort in cohorts if cohort.state != CohortState.FINISHED)
    return [(cohort, places_words(cohort, taken.get(cohort.pk, 0))) for cohort in joinable]


def _row(interest: Interest, notes: int) -> tuple[object, ...]:
    state = InterestState(interest.state)
    where = interest.local_authority or interest.town
    name = linked(interest.school_name, reverse("programme:interest_one", args=[interest.reference]))
    return (
        # The state stands under the name, where a phone shows it too.
        joined((name, f", {where}" if where else "", element("div", {}, tag(state.label, colour=COLOURS[state])))),
        interest.get_setting_display(),
        "" if interest.pupils is None else f"{interest.pupils:,}",
        table_day(interest.came_at),
        notes or "",
    )


def _sentence(interest: Interest) -> str:
    since = short_day(interest.state_since)
    if interest.state == InterestState.NEW:
        return f"Came on {short_day(interest.came_at)}. Nobody has decided yet."
    if interest.state == InterestState.WAITING:
        whom = f" for {interest.cohort.name}" if interest.cohort else ""
        return f"On the waiting list{whom} since {since}."
    if interest.state == InterestState.DECLINED:
        return f"Declined by letter on {since}."
    if interest.cohort:
        return f"Has a place in {interest.cohort.name} since {since}."
    return "This school was taking part already when its message came."


def _facts(interest: Interest) -> list[SummaryRow]:
    where = [interest.town, interest.local_authority, NATIONS.get(interest.nation, "")]
    rows = [
        SummaryRow("Reference", interest.reference),
        SummaryRow("Where", ", ".join(part for part in where if part) or "Not said"),
        SummaryRow("Kind", interest.get_setting_display()),
        SummaryRow("URN", interest.urn or "Not in the register"),
        SummaryRow("Pupils", "Not said" if interest.pupils is None else f"{interest.pupils:,}"),
    ]
    if interest.forgotten_on:
        return [*rows, SummaryRow("Contact", f"Erased on {short_day(interest.forgotten_on)}")]
    phone = f", {interest.contact_phone}" if interest.contact_phone else ""
    return [
        *rows,
        SummaryRow("Contact", f"{interest.contact_name}, {interest.contact_role}"),
        SummaryRow("How to reach them", f"{interest.contact_email}{phone}"),
        SummaryRow("The head", "Knows" if interest.head_knows else "Does not know yet"),
        SummaryRow("Agreed to", f"“{CONSENTS[interest.consent_version]}” ({short_day(interest.came_at)})"),
    ]


def _acts(interest: Interest, state: InterestState) -> list[Link]:
    possible = {
        InterestState.NEW: ("select", "wait", "decline"),
        InterestState.WAITING: ("select", "decline", "put_back"),
        InterestState.DECLINED: ("put_back",),
        InterestState.SELECTED: ("take_back",) if interest.cohort else (),
    }
    words = {
        "select": "Give it a place",
        "wait": "Put it on the waiting list",
        "decline": "Decline by letter",
        "put_back": "Put it back in the queue",
        "take_back": "Take the place back",
    }
    return [
        Link(words[act], reverse(f"programme:interest_{act}", args=[interest.reference])) for act in possible[state]
    ]
