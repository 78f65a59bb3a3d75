"""A school's support in one place: what comes next, what has happened, and the messages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.cases.models import State
from belonging.web.home.presenters.words import QUESTIONNAIRES, listed, minutes, short_day
from belonging.web.home.queries.adviser import Story
from belonging.web.programme.models import AdviserMessage, ContactBy
from belonging.web.programme.presenters.words import Pages, pages_of
from belonging.web.programme.rules.nudges import nudge_of
from belonging.web.replies.models import PageState
from belonging.web.schools.models import School

AT_ONCE = 8
"""Events that stand open; earlier ones are a tap away."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day, or (`on` None) without one. Without `href` there is no page of it for this reader."""

    on: date | None
    words: str
    href: str = ""

    @property
    def day(self) -> str:
        return short_day(self.on) if self.on else "No day named"


@dataclass(frozen=True, slots=True)
class MessageView:
    """`number` is empty where this reader did not write it."""

    who: str
    when: str
    lines: tuple[str, ...]
    mine: bool
    number: str
    gone: bool


@dataclass(frozen=True, slots=True)
class AdviserPage:
    advisers: str
    next: tuple[Event, ...]
    happened: tuple[Event, ...]
    earlier: tuple[Event, ...]


def adviser_page(
    school: School, story: Story, advisers: Iterable[User], *, may: Collection[Permission], today: date
) -> AdviserPage:
    names = [user.name for user in advisers]
    past = sorted(_happened(school, story, may, today), key=lambda event: event.on or today, reverse=True)
    return AdviserPage(
        advisers=listed(names) if names else "",
        next=tuple(sorted(_next(school, story, may, today), key=lambda event: event.on or date.max)),
        happened=tuple(past[:AT_ONCE]),
        earlier=tuple(past[AT_ONCE:]),
    )


def message_views(page: Page[AdviserMessage], names: Mapping[str, str], reader: str) -> tuple[MessageView, ...]:
    return tuple(_message(each, names, reader) for each in page)


def message_pages(page: Page[AdviserMessage]) -> Pages | None:
    return pages_of(page, {})


def _message(message: AdviserMessage, names: Mapping[str, str], reader: str) -> MessageView:
    mine, gone = message.by == reader, message.taken_back_at is not None
    side = "for the school" if message.from_school else "adviser"
    return MessageView(
        who="You" if mine else f"{names[message.by]}, {side}",
        when=date_format(timezone.localtime(message.at), "j F Y, H:i"),
        lines=("This message was taken back.",) if gone else tuple(message.text.splitlines()),
        mine=mine,
        number=str(message.pk) if mine and not gone else "",
        gone=gone,
    )


def _next(school: School, story: Story, may: Collection[Permission], today: date) -> Iterator[Event]:
    for note in story.notes:
        if note.next_step and note.done_on is None:
            late = " (its day has passed)" if note.next_due and note.next_due < today else ""
            yield Event(note.next_due, f"Agreed with the adviser: {note.next_step}{late}")
    standing = story.standing
    if standing and standing.next_on and standing.next_on >= today:
        yield Event(standing.next_on, standing.next_words)
    if story.meeting:
        href = reverse("actions:home", args=[school.slug]) if Permission.SEE_AUDIT in may else ""
        yield Event(_day(story.meeting.starts_at), "Meeting about the action plan", href)
    overdue = story.improving.plan.overdue if story.improving else 0
    if overdue and Permission.SEE_AUDIT in may:
        actions = "1 action of the plan is" if overdue == 1 else f"{overdue} actions of the plan are"
        yield Event(today, f"{actions} past the day", reverse("actions:home", args=[school.slug]))
    newest = story.improving.newest if story.improving else None
    if newest and newest.due_on and not newest.is_signed_off:
        href = reverse("audit:home", args=[school.slug]) if Permission.SEE_AUDIT in may else ""
        yield Event(newest.due_on, f"The {newest.get_stage_display().lower()} audit is due", href)
    for page in story.improving.pages if story.improving else ():
        if page.due_on and page.due_on >= today and page.state != PageState.PUBLISHED:
            href = reverse("replies:home", args=[school.slug]) if Permission.SEE_AUDIT in may else ""
            yield Event(page.due_on, "Pupils and families are told what everyone said", href)
            break
    yield from _coming(school, story, may, today)


def _happened(school: School, story: Story, may: Collection[Permission], today: date) -> Iterator[Event]:
    yield from _joined(story)
    yield from _asked(story)
    yield from _improved(school, story, may)
    yield from _learned(school, story, may, today)
    for note in story.notes:
        first, *more = note.what.splitlines() or [""]
        words = f"{ContactBy(note.kind).label} with {story.names[note.by]}, {minutes(note.minutes)}: {first}"
        yield Event(note.on, f"{words} …" if more else words, _notes(school, may))
    for nudge in story.nudges:
        kind = nudge_of(nudge.template)
        yield Event(_day(nudge.sent_at), f"Reminder sent: {kind.words if kind else nudge.template}")


def _joined(story: Story) -> Iterator[Event]:
    for enrolment in story.enrolments:
        if enrolment.enrolled_on:
            yield Event(enrolment.enrolled_on, f"Joined {enrolment.cohort.name}")
        if enrolment.agreed_on:
            yield Event(enrolment.agreed_on, f"Agreement accepted for {enrolment.cohort.name}")


def _asked(story: Story) -> Iterator[Event]:
    for sight in story.rounds:
        round_ = sight.round
        named = f"{QUESTIONNAIRES[round_.audience]} ({round_.get_wave_display().lower()})"
        if round_.opens_at:
            yield Event(_day(round_.opens_at), f"The {named} opened")
        if round_.sealed_on:
            yield Event(round_.sealed_on, f"The {named} was sealed")


def _improved(school: School, story: Story, may: Collection[Permission]) -> Iterator[Event]:
    sees = Permission.SEE_AUDIT in may
    for audit in story.improving.audits if story.improving else ():
        stage = audit.get_stage_display()
        yield Event(_day(audit.started_at), f"{stage} audit begun")
        if audit.signed_off_at:
            href = reverse("audit:home", args=[school.slug]) if sees else ""
            yield Event(_day(audit.signed_off_at), f"{stage} audit signed off", href)
    for action in story.done:
        href = reverse("actions:action", args=[school.slug, action.cohort.slug, action.number]) if sees else ""
        yield Event(_day(action.status_since), f"Action done: {action.what}", href)
    pages = story.improving.pages if story.improving else ()
    for day in {_day(page.published_at) for page in pages if page.published_at}:
        yield Event(day, "Pupils and families were told: “You said, we did”")


def _learned(school: School, story: Story, may: Collection[Permission], today: date) -> Iterator[Event]:
    for each in story.training:
        if each.came and _day(each.starts_at) <= today:
            came = "1 colleague" if each.came == 1 else f"{each.came} colleagues"
            yield Event(_day(each.starts_at), f"Training: {came} came to “{each.title}”", _training(school, may))
    href = reverse("cases:home", args=[school.slug]) if Permission.SEE_AUDIT in may else ""
    for study in story.studies:
        yield Event(_day(study.created_at), f"Case study begun: {study.title}", href)
        if study.signed_at:
            yield Event(_day(study.signed_at), f"Case study signed off: {study.title}", href)


def _training(school: School, may: Collection[Permission]) -> str:
    return reverse("training:school", args=[school.slug]) if Permission.BOOK_TRAINING in may else ""


def _coming(school: School, story: Story, may: Collection[Permission], today: date) -> Iterator[Event]:
    for each in story.training:
        if _day(each.starts_at) >= today and each.booked > each.came:
            goes = "1 colleague goes" if each.booked == 1 else f"{each.booked} colleagues go"
            yield Event(_day(each.starts_at), f"Training: {goes} to “{each.title}”", _training(school, may))
    for study in story.studies:
        if study.state == State.IN_REVIEW:
            asked = _day(study.asked_at) if study.asked_at else today
            href = reverse("cases:study", args=[school.slug, study.number]) if Permission.SEE_AUDIT in may else ""
            yield Event(asked, f"The adviser is asked to read the case study “{study.title}”", href)


def _notes(school: School, may: Collection[Permission]) -> str:
    if Permission.WRITE_SUPPORT_LOG in may:
        return reverse("programme:support", args=[school.slug])
    return reverse("programme:support_shared", args=[school.slug]) if Permission.SET_UP in may else ""


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
