"""What waits for a person at one school, beside the school's own work."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from belonging.web.home.presenters.school import Todo
from belonging.web.home.presenters.words import minutes
from belonging.web.home.queries.waiting import Owed
from belonging.web.schools.models import School


def owed_todos(school: School, owed: Owed | None) -> list[Todo]:
    return list(_todos(school, owed)) if owed else []


def _todos(school: School, owed: Owed) -> Iterator[Todo]:
    for glass in owed.glass:
        yield Todo(
            rank=(0, ""),
            title="A life may be in danger: try codes of slips",
            href=reverse("safeguarding:glass_codes", args=[school.slug, glass.handle]),
            hint="Two people of the programme ask you to.",
            status="Now",
            button="Go there now",
            colour="red",
        )
    if owed.messages:
        new = "a new message" if owed.messages == 1 else f"{owed.messages} new messages"
        yield Todo(
            rank=(1, "a-messages"),
            title=f"Read {new} from {'the school' if owed.from_school else 'your adviser'}",
            href=f"{reverse('home:adviser', args=[school.slug])}#messages",
            hint="Your answer goes to them at once.",
            status="New",
            button="Read and answer",
            colour="yellow",
        )
    for study in owed.studies:
        yield Todo(
            rank=(1, "a-study"),
            title=f"Read the case study “{study.title}”",
            href=reverse("cases:study", args=[school.slug, study.number]),
            hint=f"The school asks what you think before it signs it off. Takes about {minutes(10)}.",
            status="Waits for you",
            button="Read it",
            colour="yellow",
        )
