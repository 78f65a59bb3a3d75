"""What waits for a person at one school, beside the school's own work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from belonging.web.home.presenters.school import Todo
from belonging.web.home.presenters.words import minutes
from belonging.web.home.queries.waiting import Owed
from belonging.web.safeguarding.models import Call, Origin
from belonging.web.schools.models import School


def owed_todos(school: School, owed: Owed | None) -> list[Todo]:
    return [*_of_safeguarding(school, owed), *_todos(school, owed)] if owed else []


def calls_wait(calls: Sequence[Call]) -> str:
    """ "2 pupils wait to talk to someone"; with a comment that was passed on among them nobody may wait to talk."""
    ask = {call.origin for call in calls} == {Origin.TALK}
    who = ("pupil", "pupils") if {call.audience for call in calls} == {"pupil"} else ("person", "people")
    if len(calls) == 1:
        return f"1 {who[0]} waits to talk to someone" if ask else "1 request waits for you"
    return f"{len(calls)} {who[1]} wait to talk to someone" if ask else f"{len(calls)} requests wait for you"


def _of_safeguarding(school: School, owed: Owed) -> Iterator[Todo]:
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
    if owed.calls:
        yield Todo(
            rank=(0, "calls"),
            title=calls_wait(owed.calls),
            href=reverse("safeguarding:calls", args=[school.slug]),
            hint="Nobody has taken it up yet." if len(owed.calls) == 1 else "Nobody has taken them up yet.",
            status="Now",
            button="Read and take up",
            colour="red",
        )


def _todos(school: School, owed: Owed) -> Iterator[Todo]:
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
