"""Where a person learns and shares: one page that leads to all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from belonging.web.accounts.roles import Permission
from belonging.web.home.presenters.words import long_day
from belonging.web.home.queries.landing import Work
from belonging.web.schools.models import School
from belonging.web.ui.components import Task


@dataclass(frozen=True, slots=True)
class Shelf:
    """Pages that belong together, under one heading."""

    key: str
    title: str
    tasks: tuple[Task, ...]

    @property
    def own_id(self) -> str:
        return f"{self.key}-tasks"


def shelves(work: Work) -> list[Shelf]:
    everywhere = work.in_programme.union(*work.in_schools.values())
    shown = [
        Shelf("learn", "Learn", tuple(_learn(everywhere))),
        Shelf("share", "Share", tuple(_share(everywhere))),
        *(
            Shelf(f"school-{school.pk}", school.name, tuple(_of(school, may)))
            for school, may in work.in_schools.items()
        ),
    ]
    return [shelf for shelf in shown if shelf.tasks]


def school_shelf(school: School, may: Collection[Permission]) -> list[Task]:
    """The same for one school, on its own page."""
    return list(_of(school, may))


def survey_task(href: str, closes: datetime | None) -> Task:
    """For a lead who is asked to look back on the programme. It stays till the end: nobody knows who has answered."""
    until = f", until {long_day(closes)}" if closes else ""
    return Task("Look back on the programme", "Open", href, colour="yellow",
                hint=f"About 8 minutes{until}. If you have answered, there is nothing left to do.")  # fmt: skip


def _learn(may: frozenset[Permission]) -> Iterator[Task]:
    if may & {Permission.SIT_IN_SET, Permission.FACILITATE}:
        yield Task("Action learning sets", "", reverse("sets:mine"),
                   hint="A few leads who help each other think. What is said stays in the set.")  # fmt: skip
    if Permission.LEARN in may:
        yield Task("Training", "", reverse("training:mine"),
                   hint="Sessions you are signed up for, those open to you, and your certificates.")  # fmt: skip
        yield Task("Modules", "", reverse("learning:home"),
                   hint="Short pages for a free quarter of an hour, with a check at the end.")  # fmt: skip


def _share(may: frozenset[Permission]) -> Iterator[Task]:
    if Permission.USE_HUB in may:
        yield Task("Hub", "", reverse("hub:home"),
                   hint="Resources to use tomorrow, and what fits your school’s own findings.")  # fmt: skip
        yield Task("Community", "", reverse("community:home"),
                   hint="Ask those who do the same at other schools; answer where you can.")  # fmt: skip
    yield Task("Case studies", "", reverse("cases:published"), hint="What schools did, and what came of it.")


def _of(school: School, may: Collection[Permission]) -> Iterator[Task]:
    here = [school.slug]
    if Permission.SEE_AUDIT in may:
        yield Task("What to try next", "", reverse("learning:guidance", args=here),
                   hint="A page made from your own findings.")  # fmt: skip
    if Permission.BOOK_TRAINING in may:
        yield Task("Training for your staff", "", reverse("training:school", args=here),
                   hint="Sign colleagues up, and see who has been.")  # fmt: skip
    if Permission.SEE_AUDIT in may:
        yield Task("Your case study", "", reverse("cases:home", args=here),
                   hint="Tell other schools what you did and what came of it.")  # fmt: skip
