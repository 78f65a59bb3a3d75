"""Audit, plan and “You said, we did” on a school's home: three lines, and what is next of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.urls import reverse

from belonging.web.accounts.roles import Permission
from belonging.web.actions.queries.plan import PlanCounts
from belonging.web.home.presenters.school import Todo
from belonging.web.home.presenters.words import listed, minutes, short_day
from belonging.web.home.queries.improving_school import Improving
from belonging.web.replies.models import PageState
from belonging.web.schools.models import School
from belonging.web.ui.components import Task

LOOK_BEFORE = timedelta(days=14)
"""How long before its day a page is worth a lead's first look."""
ON_THE_WAY = (PageState.DRAFT, PageState.APPROVED)


def improving_tasks(school: School, found: Improving, may: Collection[Permission]) -> list[Task]:
    """One line each, for who may see them."""
    if Permission.SEE_AUDIT not in may:
        return []
    return [
        Task("360° audit", _audit_status(found), reverse("audit:home", args=[school.slug]),
             hint="Your school rates itself; beside it stands what people said.", colour=_audit_colour(found)),
        Task("Action plan", _plan_status(found.plan), reverse("actions:home", args=[school.slug]),
             hint="What you do about it, who does it, and what came of it.",
             colour="red" if found.plan.overdue else ""),
        Task("You said, we did", _pages_status(found), reverse("replies:home", args=[school.slug]),
             hint="What pupils and families are told, and what pupils say about it.", colour=_pages_colour(found)),
    ]  # fmt: skip


def improving_todos(
    school: School, found: Improving, may: Collection[Permission], *, name: str, today: date
) -> list[Todo]:
    """What of these waits for this reader, whose name is `name`."""
    return [
        *(
            _audit_todos(school, found, name, runs=Permission.RUN_AUDIT in may)
            if Permission.WORK_ON_AUDIT in may
            else ()
        ),
        *(_plan_todos(school, found) if Permission.WORK_ON_AUDIT in may else ()),
        *(_page_todos(school, found, today) if Permission.RUN_AUDIT in may else ()),
    ]


def _audit_todos(school: School, found: Improving, name: str, *, runs: bool) -> Iterator[Todo]:
    newest, progress = found.newest, found.progress
    if newest is None or progress is None:
        return
    left = progress.asked - progress.rated
    stage = newest.get_stage_display().lower()
    mine = [area for area in progress.by_area if name in area.people and area.rated < area.asked]
    if mine:
        count = sum(area.asked - area.rated for area in mine)
        title = f"Your part of the {stage} audit: {listed([area.title for area in mine])}, {count} to rate"
        hint = f"About {minutes(sum(area.minutes_left for area in mine))} are left; all is kept as you go."
        button = "Go on"
    elif left:
        title, button = f"Go on with the {stage} audit: {left} of {progress.asked} to rate", "Go on"
        needed = minutes(sum(area.minutes_left for area in progress.by_area))
        hint = f"About {needed} are left; every statement is kept as you go."
    elif runs:
        title, button = f"Sign off the {stage} audit", "Look it over"
        hint = f"Every statement is rated. Takes about {minutes(5)}."
    else:
        return
    by = f" By {short_day(newest.due_on)}." if newest.due_on else ""
    yield Todo(
        rank=(1, "audit"),
        title=title,
        href=reverse("audit:stage", args=[school.slug, found.cohort.slug, newest.stage]),
        hint=hint + by,
        status="Under way",
        button=button,
        colour="yellow",
    )


def _plan_todos(school: School, found: Improving) -> Iterator[Todo]:
    """The plan is next once an audit is signed off; later, when something in it is overdue."""
    if any(audit.is_signed_off for audit in found.audits) and not found.plan.total:
        yield Todo(
            rank=(1, "b-plan"),
            title="Choose what to take up first, and plan it",
            href=reverse("audit:priorities", args=[school.slug, found.cohort.slug]),
            hint=f"Your audit beside what people said, in order. Takes about {minutes(15)}.",
            status="Ready",
            button="See your priorities",
            colour="teal",
        )
    elif found.plan.overdue:
        number = "1 action is" if found.plan.overdue == 1 else f"{found.plan.overdue} actions are"
        yield Todo(
            rank=(2, "plan"),
            title=f"Look at the action plan: {number} overdue",
            href=reverse("actions:plan", args=[school.slug, found.cohort.slug]),
            hint=f"A line on how it goes, or a new day. Takes about {minutes(5)}.",
            status="Overdue",
            button="Look at the plan",
            colour="red",
        )


def _page_todos(school: School, found: Improving, today: date) -> Iterator[Todo]:
    coming = [page for page in found.pages if _is_coming(page.state, page.due_on, held=bool(page.withheld_because))]
    unseen = [page for page in coming if page.state == PageState.DRAFT and page.due_on]
    day = min((page.due_on for page in unseen if page.due_on), default=None)
    if day is None or day - today > LOOK_BEFORE:
        return
    yield Todo(
        rank=(1, "a-pages"),
        title=f"Look at what pupils and families will be told on {short_day(day)}",
        href=reverse("replies:pages", args=[school.slug, found.cohort.slug]),
        hint=f"It goes out on that day, as parents were told. Takes about {minutes(10)}.",
        status="Waits for you",
        button="Look at the pages",
        colour="yellow",
    )


def _is_coming(state: str, due_on: date | None, *, held: bool) -> bool:
    return state in ON_THE_WAY and due_on is not None and not held


def _audit_status(found: Improving) -> str:
    newest = found.newest
    if newest is None:
        return "Not begun"
    stage = newest.get_stage_display()
    if found.progress is None:
        return f"{stage} signed off"
    return f"{stage}: {found.progress.rated} of {found.progress.asked}"


def _audit_colour(found: Improving) -> str:
    return "yellow" if found.progress else ("teal" if found.newest else "")


def _plan_status(plan: PlanCounts) -> str:
    if not plan.total:
        return "No actions yet"
    words = "1 action" if plan.total == 1 else f"{plan.total} actions"
    if plan.overdue:
        return f"{words}, {plan.overdue} overdue"
    return f"{words}, {plan.done} done" if plan.done else words


def _pages_status(found: Improving) -> str:
    days = [
        page.due_on for page in found.pages if _is_coming(page.state, page.due_on, held=bool(page.withheld_because))
    ]
    if any(page.withheld_because and page.state in ON_THE_WAY for page in found.pages):
        return "Held back"
    day = min((day for day in days if day), default=None)
    if day is not None:
        return f"Out on {short_day(day)}"
    out = sum(page.state == PageState.PUBLISHED for page in found.pages)
    return ("1 page out" if out == 1 else f"{out} pages out") if out else "Nothing yet"


def _pages_colour(found: Improving) -> str:
    if any(page.withheld_because and page.state in ON_THE_WAY for page in found.pages):
        return "yellow"
    return "teal" if any(page.state == PageState.PUBLISHED for page in found.pages) else ""
