"""Pages go out: approved and published by the lead, or by themselves on the promised day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.replies.errors import (
    AlreadyPublished,
    ChangedMeanwhile,
    DayPassed,
    NotApproved,
    NotChecked,
    NothingToShow,
    NotPublished,
    ReasonNeeded,
)
from belonging.web.replies.models import Edition, Line, Page, PageState
from belonging.web.replies.queries.building import built_pages
from belonging.web.replies.queries.pages import lines_of
from belonging.web.replies.queries.reading import own_words, state_of
from belonging.web.replies.rules.building import BuiltLine
from belonging.web.replies.rules.days import publishes_at
from belonging.web.replies.rules.snapshots import Shown, ShownLine
from belonging.web.replies.services.editing import locked
from belonging.web.schools.queries import calendar_of

CLOCK = "replies"


@transaction.atomic
def approve(*, page: Page, read: str, checked: bool, actor: str, now: datetime) -> Page:
    """`read`: the state that the person had before their eyes (queries/reading.py). `checked`: they say that no child
    can be recognised, which words written in the school need. Raises ChangedMeanwhile, NothingToShow, NotChecked."""
    current = locked(page)
    lines = lines_of(current)
    if state_of(current, lines) != read:
        raise ChangedMeanwhile(current)
    if not any(line.shown for line in lines):
        raise NothingToShow
    if not checked and own_words(current, lines):
        raise NotChecked
    current.approved_by, current.approved_at = actor, now
    if current.state != PageState.PUBLISHED:
        current.state = PageState.APPROVED
    current.save()
    _note("replies-approved", current, actor, now)
    return current


@transaction.atomic
def publish(*, page: Page, actor: str, now: datetime) -> Page:
    """What was approved stands at the page's address from now on. Raises NotApproved, AlreadyPublished."""
    current = locked(page)
    if current.approved_at is None:
        raise NotApproved
    if is_out(current):
        raise AlreadyPublished
    _put_out(current, _as_edited(current), by=actor, now=now)
    _note("replies-published", current, actor, now)
    return current


@transaction.atomic
def withhold(*, pages: Sequence[Page], reason: str, until: date | None, actor: str, now: datetime) -> None:
    """These don't publish by themselves on their day; on `until` instead, or (None) not at all.

    Raises ReasonNeeded, DayPassed, AlreadyPublished.
    """
    if not reason.strip():
        raise ReasonNeeded
    if until is not None and until <= timezone.localdate(now):
        raise DayPassed
    for page in pages:
        current = locked(page)
        if current.state == PageState.PUBLISHED:
            raise AlreadyPublished
        current.withheld_because, current.withheld_by, current.withheld_at = reason.strip(), actor, now
        current.due_on = until
        current.save()
        _note("replies-withheld", current, actor, now)


@transaction.atomic
def withdraw(*, page: Page, reason: str, actor: str, now: datetime) -> Page:
    """Nothing stands at its address any more, and nothing goes there by itself. Raises NotPublished, ReasonNeeded."""
    current = locked(page)
    if current.state != PageState.PUBLISHED:
        raise NotPublished
    if not reason.strip():
        raise ReasonNeeded
    current.state, current.shown, current.due_on = PageState.WITHDRAWN, {}, None
    current.approved_by, current.approved_at = "", None
    current.withheld_because, current.withheld_by, current.withheld_at = reason.strip(), actor, now
    current.save()
    _note("replies-withdrawn", current, actor, now)
    return current


def publish_due(*, now: datetime) -> int:
    """Pages whose day has come, approved or not, at eight in the morning of a school day. Outside any scope, safe to
    run twice; how many went out."""
    done, failures = 0, list[Exception]()
    for school_id, page_id in _due(timezone.localdate(now)):
        try:
            with school_scope(school_id):
                done += _publish_by_clock(page_id, now)
        except Exception as error:  # noqa: BLE001  # one school's fault must not keep the others waiting
            error.add_note(f"page {page_id} of school {school_id}, to be published")
            failures.append(error)
    if failures:
        raise ExceptionGroup("Some pages could not be published", failures)
    return done


def is_out(page: Page) -> bool:
    """Published as it was approved, and nothing was changed since."""
    same = page.shown.get("revision") == page.revision and not page.shown.get("as_built")
    return page.state == PageState.PUBLISHED and same


def _due(today: date) -> list[tuple[int, int]]:
    with programme_scope("replies: pages to publish"):
        waiting = Page.objects.filter(state__in=[PageState.DRAFT, PageState.APPROVED], due_on__lte=today)
        return list(waiting.order_by("due_on", "pk").values_list("school_id", "pk"))


@transaction.atomic
def _publish_by_clock(page_id: int, now: datetime) -> int:
    page = locked(Page(pk=page_id))
    still = page.state in (PageState.DRAFT, PageState.APPROVED) and page.due_on is not None
    if not still or page.due_on is None or publishes_at(calendar_of(page.school), page.due_on) > now:
        return 0
    approved = page.state == PageState.APPROVED
    shown = _as_edited(page) if approved else _as_built(page)
    if not shown.lines:
        return 0
    _put_out(page, shown, by="", now=now)
    _note("replies-published", page, CLOCK, now, approved=approved)
    return 1


def _as_edited(page: Page) -> Shown:
    lines = [_line(each) for each in lines_of(page) if each.shown]
    return Shown(page.opening, page.closing, tuple(lines), page.revision, as_built=False)


def _as_built(page: Page) -> Shown:
    """As findings and plan would have it today: nobody has approved what the lead wrote. What the lead hid is left out,
    unless that is everything."""
    edition = Edition(page.edition)
    built = built_pages(page.school, page.cohort, page.wave, [edition]).get(edition)
    if built is None:
        return Shown("", "", (), page.revision, as_built=True)
    hidden = {(line.audience, line.item, line.by) for line in lines_of(page) if not line.shown}
    lines = [each for each in built.lines if (each.audience, each.item, each.by) not in hidden] or built.lines
    return Shown(built.opening, built.closing, tuple(map(_line, lines)), page.revision, as_built=True)


def _line(line: Line | BuiltLine) -> ShownLine:
    return ShownLine(line.said, line.did, line.stage, line.what_came, line.item, line.by)


def _put_out(page: Page, shown: Shown, *, by: str, now: datetime) -> None:
    page.state, page.shown = PageState.PUBLISHED, shown.to_data()
    page.published_by, page.published_at = by, now
    page.save()


def _note(act: str, page: Page, actor: str, now: datetime, **details: object) -> None:
    about = {"edition": page.edition, "wave": page.wave, "revision": page.revision, **details}
    record_act(act=Act(act, f"page:{page.pk}", about), actor=actor, now=now, school_id=page.school_id)
