"""Where each person's work is: the header's menu, and the page that comes after signing in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse

from belonging.web.accounts.roles import Permission
from belonging.web.home.models import Standing
from belonging.web.home.presenters.cockpit import PLACES
from belonging.web.home.presenters.owed import calls_wait
from belonging.web.home.queries.landing import Work
from belonging.web.home.queries.waiting import Owed
from belonging.web.home.rules.standing import Place as Stage

IN_THE_MENU = 2
"""As many schools, or trusts, stand in the menu by name; more stand behind “Your work”."""
LEARNING = "Learn and share"
TEAM = (
    (Permission.SEE_COHORTS, "Programme", "home:programme"),
    (Permission.SCREEN_COMMENTS, "Comments", "safeguarding:comments"),
    (Permission.REVIEW_TRANSLATIONS, "Translations", "enrolment:translations"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """`kind` heads the places of one sort where many are listed; `state` says how far a school is."""

    name: str
    href: str
    kind: str
    state: str = ""


def places_of(work: Work) -> list[Place]:
    """Every page that a person's roles lead to, the programme's first."""
    return [*_in_programme(work), *_in_schools(work), *_in_bodies(work), *_learning(work)]


def with_states(
    places: Iterable[Place], work: Work, standings: Mapping[int, Standing], owed: Mapping[int, Owed]
) -> list[Place]:
    """Schools with what waits there for this person, and stage, audit and plan, for who may see these."""
    states = {
        reverse("home:school", args=[school.slug]): _state(standings[school.pk])
        for school, granted in work.in_schools.items()
        if Permission.SEE_AUDIT in granted and school.pk in standings
    }
    for school in work.in_schools:
        if waits := owed_words(owed.get(school.pk)):
            href = reverse("home:school", args=[school.slug])
            states[href] = " · ".join(filter(None, [waits, states.get(href, "")]))
    return [replace(place, state=states.get(place.href, "")) for place in places]


def owed_words(owed: Owed | None) -> str:
    """ "2 new messages · a case study to read"; empty where nothing waits."""
    if owed is None:
        return ""
    new = "1 new message" if owed.messages == 1 else f"{owed.messages} new messages"
    read = "a case study to read" if len(owed.studies) == 1 else f"{len(owed.studies)} case studies to read"
    wait = calls_wait(owed.calls) if owed.calls else ""
    counts = ((wait, len(owed.calls)), (new, owed.messages), (read, len(owed.studies)))
    return " · ".join(words for words, count in counts if count)


def _state(standing: Standing) -> str:
    parts = [PLACES[Stage(standing.place)]]
    parts += [f"audit: {standing.audit[0].lower()}{standing.audit[1:]}"] if standing.audit else []
    parts += [f"plan: {standing.plan}"] if standing.plan else []
    return " · ".join(parts)


def menu_places(work: Work) -> list[Place]:
    places = places_of(work)
    named = [place for place in places if place.kind == "In the programme"]
    others = [place for place in places if place.kind not in ("In the programme", LEARNING)]
    shown = others if len(others) <= IN_THE_MENU else [Place("Your work", reverse("home:work"), "")]
    return [*named, *shown, *_learning(work)]


def landing(work: Work) -> str:
    """Where a person with one place to be goes at once; empty where there are several or none.

    Learning and sharing comes beside a person's work; it is a place of its own to who has no other.
    """
    places = places_of(work)
    places = [place for place in places if place.kind != LEARNING] or places
    if places and places[0].href == reverse("home:programme"):
        return places[0].href
    return places[0].href if len(places) == 1 else ""


def _in_programme(work: Work) -> Iterator[Place]:
    for permission, name, address in TEAM:
        if permission in work.in_programme:
            yield Place(name, reverse(address), "In the programme")


def _in_schools(work: Work) -> Iterator[Place]:
    for school, granted in work.in_schools.items():
        if Permission.SEE_SCHOOL in granted:
            yield Place(school.name, reverse("home:school", args=[school.slug]), "Schools")
        if Permission.ANSWER_TALK_REQUESTS in granted or granted == {Permission.TAKE_TURNED_REQUESTS}:
            name = "Talk requests" if len(work.in_schools) == 1 else f"Talk requests, {school.name}"
            yield Place(name, reverse("safeguarding:calls", args=[school.slug]), "Schools")


def _learning(work: Work) -> Iterator[Place]:
    granted = work.in_programme.union(*work.in_schools.values())
    if Permission.USE_HUB in granted:
        yield Place(LEARNING, reverse("home:learning"), LEARNING)


def _in_bodies(work: Work) -> Iterator[Place]:
    for body, granted in work.in_bodies.items():
        if Permission.SEE_BODY in granted:
            yield Place(body.name, reverse("home:body", args=[body.slug]), "Trusts and local authorities")
