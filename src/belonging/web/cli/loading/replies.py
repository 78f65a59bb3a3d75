"""What the pilot's schools told their pupils and families, and what some pupils said about the findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils import timezone

from belonging.web.actions.models import Action, Status
from belonging.web.actions.rules.sources import GroundWords
from belonging.web.actions.services.plan import ActionWords, UpdateWords, add_action, note_update
from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.audits import Auditing
from belonging.web.cli.loading.story import Act
from belonging.web.cli.loading.term import at, weekday
from belonging.web.replies.models import Page
from belonging.web.replies.queries.pages import lines_of, pages_of, waves_released
from belonging.web.replies.queries.reading import state_of
from belonging.web.replies.rules.discussing import Question
from belonging.web.replies.services.discussions import DiscussionSaid, record_discussion
from belonging.web.replies.services.pages import approve, build_pages, publish, withhold

WITHHELD = {
    "plumtree-basin": (
        "One of the findings is about a year group in which something serious has happened. We tell the families "
        "first, at a meeting, and then decide with the pupils what to put on the page."
    )
}
"""Schools that kept the pages of the second wave back, and why."""
BY_THE_CLOCK = (3, 7)
"""Places of schools whose leads did nothing: their pages go out by themselves on the promised day."""

TALKED = {
    "lanternbridge": (
        "Twelve pupils of Years 8 and 9, five of them with SEND", 12,
        (
            ("Where in school is it hardest to feel that you belong?", "belong",
             "The stairs at half past twelve. Everyone is with somebody, and you can see who is not."),
            ("What makes it easier to join in?", "included",
             "If somebody asks you by name. Not a poster. And if you may come with a friend the first time."),
            ("What is the first thing you would change, and how?", "",
             "Open the art room at lunch, with no more than ten people in it."),
        ),
        "Open the art room at lunch for ten at a time",
        "Open since January on three days. Two of the twelve who talked with us look after the list.",
    ),
    "paper-kite": (
        "Six pupils, with their own ways of saying things", 6,
        (
            ("What makes it easier to join in?", "included",
             "Pictures of who will be there. Two pupils pointed at the garden, and one at the door."),
            ("What is the first thing you would change, and how?", "",
             "The bell. Four of six covered their ears when we played it."),
        ),
        "A light in place of the bell",
        "The light is in. Staff needed longer to get used to it than pupils.",
    ),
}  # fmt: skip
"""Who talked about the first findings, what they said, the action that came of it and how that went."""


def told_in_autumn(doing: Auditing, planned: date) -> Iterator[tuple[datetime, Act]]:
    """Pages of the first wave after the plan was made on that day; in two schools pupils talk about the findings."""

    def day(weekdays: int, hour: int, minute: int = 0) -> datetime:
        return at(weekday(planned, weekdays), time(hour, minute))

    yield day(1, 16), lambda now: _build(doing, "baseline", now)
    yield day(2, 16, 30), lambda now: _approve(doing, "baseline", now)
    yield day(3, 8, 45), lambda now: _publish(doing, "baseline", now)
    if doing.school.slug in TALKED:
        yield day(6, 13, 30), lambda now: _talk(doing, now)
        yield day(60, 15, 20), lambda now: _did(doing, now)


def tell_in_summer(doing: Auditing, signed: datetime) -> None:
    """Pages of the second wave on the afternoon of the sign-off; out on the next morning, but for some."""
    day = signed.date()
    with school_scope(doing.school.pk):
        _build(doing, "endline", at(day, time(16, 10)))
        if doing.school.slug in WITHHELD:
            withhold(
                pages=_pages(doing, "endline"),
                reason=WITHHELD[doing.school.slug],
                until=None,
                actor=doing.circle.actor,
                now=at(day, time(16, 30)),
            )
        elif doing.place not in BY_THE_CLOCK:
            _approve(doing, "endline", at(day, time(16, 30)))
            _publish(doing, "endline", at(weekday(day, 1), time(8, 45)))


def _build(doing: Auditing, wave: str, now: datetime) -> None:
    """Where anything of the wave is released."""
    if wave in waves_released(doing.school, doing.cohort):
        build_pages(school=doing.school, cohort=doing.cohort, wave=wave, actor=doing.circle.actor, now=now)


def _approve(doing: Auditing, wave: str, now: datetime) -> None:
    for page in _pages(doing, wave):
        read = state_of(page, lines_of(page))
        approve(page=page, read=read, checked=True, actor=doing.circle.actor, now=now)


def _publish(doing: Auditing, wave: str, now: datetime) -> None:
    for page in _pages(doing, wave):
        publish(page=page, actor=doing.circle.actor, now=now)


def _pages(doing: Auditing, wave: str) -> list[Page]:
    """Those that say something: a school may be too small for any line."""
    return [page for page in pages_of(doing.school, doing.cohort) if page.wave == wave and lines_of(page)]


def _talk(doing: Auditing, now: datetime) -> None:
    """An adult writes down what pupils said, and one thing of it becomes an action."""
    group, pupils, told, wish, _ = TALKED[doing.school.slug]
    actor = str(doing.circle.senco.pk)
    said = DiscussionSaid(
        wave="baseline",
        held_on=timezone.localdate(now),
        group=group,
        pupils=pupils,
        words=tuple((Question(question, item=item), words) for question, item, words in told),
        adult=doing.circle.senco.name,
    )
    held = record_discussion(school=doing.school, cohort=doing.cohort, said=said, actor=actor, now=now)
    ground = GroundWords("pupils", told[-1][2], source=f"discussion:{held.pk}")
    words = ActionWords(what=wish, owner=doing.circle.senco.pk, due_on=weekday(held.held_on, 65))
    add_action(
        school=doing.school, cohort=doing.cohort, words=words, grounds=[ground], actor=doing.circle.actor, now=now
    )


def _did(doing: Auditing, now: datetime) -> None:
    *_, wish, came = TALKED[doing.school.slug]
    action = Action.objects.get(school=doing.school, cohort=doing.cohort, what=wish)
    said = UpdateWords(text=came, status=Status.DONE.value)
    note_update(action=action, said=said, actor=str(doing.circle.senco.pk), now=now)
