"""Where a person learns and shares: one page that leads to all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from belonging.web.accounts.roles import Permission
from belonging.web.home.presenters.words import long_day, short_day
from belonging.web.home.queries.landing import Work
from belonging.web.home.queries.learning import Ahead
from belonging.web.reports.models import Opening
from belonging.web.reports.presenters.openings.addresses import staff_links
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


def shelves(work: Work, ahead: Ahead) -> list[Shelf]:
    everywhere = work.in_programme.union(*work.in_schools.values())
    shown = [
        Shelf("learn", "Learn", tuple(_learn(everywhere, ahead))),
        Shelf("share", "Share", tuple(_share(everywhere, ahead))),
        *(
            Shelf(f"school-{school.pk}", school.name, tuple(_of(school, may)))
            for school, may in work.in_schools.items()
        ),
    ]
    return [shelf for shelf in shown if shelf.tasks]


def opened_shelf(openings: Sequence[Opening]) -> list[Shelf]:
    """What has been opened to staff of the reader's schools; no shelf where nothing has."""
    tasks = tuple(Task(link.text, "Open", link.href, colour="teal") for link in staff_links(openings))
    return [Shelf("read", "What people said", tasks)] if tasks else []


def school_shelf(school: School, may: frozenset[Permission]) -> list[Task]:
    """The same for one school, on its own page."""
    return list(_of(school, may))


def survey_task(href: str, closes: datetime | None) -> Task:
    """For a lead who is asked to look back on the programme. It stays till the end: nobody knows who has answered."""
    until = f", until {long_day(closes)}" if closes else ""
    return Task("Look back on the programme", "Open", href, colour="yellow",
                hint=f"About 8 minutes{until}. If you have answered, there is nothing left to do.")  # fmt: skip


def _learn(may: frozenset[Permission], ahead: Ahead) -> Iterator[Task]:
    if may & {Permission.SIT_IN_SET, Permission.FACILITATE}:
        yield Task("Action learning sets", _meeting(ahead), reverse("sets:mine"),
                   hint="A few leads who help each other think. What is said stays in the set.")  # fmt: skip
    if Permission.LEARN in may:
        yield Task("Training", f"Next: {short_day(ahead.session)}" if ahead.session else "", reverse("training:mine"),
                   hint="Sessions you are signed up for, those open to you, and your certificates.")  # fmt: skip
        yield Task("Modules", _modules(ahead), reverse("learning:home"),
                   hint="Short pages for a free quarter of an hour, with a check at the end.")  # fmt: skip


def _share(may: frozenset[Permission], ahead: Ahead) -> Iterator[Task]:
    if Permission.USE_HUB in may:
        yield Task("Hub", "", reverse("hub:home"),
                   hint="Resources to use tomorrow, and what helped elsewhere.")  # fmt: skip
        yield Task("Community", f"{ahead.unread} with news" if ahead.unread else "", reverse("community:home"),
                   hint="Ask those who do the same at other schools; answer where you can.")  # fmt: skip
    yield Task("Case studies", "", reverse("cases:published"), hint="What schools did, and what came of it.")


def _meeting(ahead: Ahead) -> str:
    if ahead.times_asked:
        return "Which times suit you?"
    return f"Next: {short_day(ahead.meeting)}" if ahead.meeting else ""


def _modules(ahead: Ahead) -> str:
    return f"{ahead.finished} of {ahead.modules} finished" if ahead.begun else ""


def _of(school: School, may: frozenset[Permission]) -> Iterator[Task]:
    here = [school.slug]
    if Permission.SEE_AUDIT in may:
        yield Task("What to try next", "", reverse("learning:guidance", args=here),
                   hint="A page made from your own findings.")  # fmt: skip
    if Permission.BOOK_TRAINING in may:
        yield Task("Training for your staff", "", reverse("training:school", args=here),
                   hint="Sign colleagues up, and see who has been.")  # fmt: skip
    if Permission.SEE_AUDIT in may:
        own = may & {Permission.WRITE_CASE_STUDY, Permission.SIGN_CASE_STUDY}
        yield Task("Your case study" if own else "The school’s case study", "", reverse("cases:home", args=here),
                   hint="What the school did and what came of it, told to other schools.")  # fmt: skip
