"""The plan as list, board and calendar; an action's page, and what is written about it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.actions.forms.plan import NoteForm, UpdateForm
from belonging.web.actions.models import Action, Status
from belonging.web.actions.presenters.action import action_page, beside_action
from belonging.web.actions.presenters.add import first_steps
from belonging.web.actions.presenters.board import board_page
from belonging.web.actions.presenters.calendar import calendar_page, month_of
from belonging.web.actions.presenters.outcomes import outcome_part
from belonging.web.actions.presenters.plan import Line, Place, Wanted, lines_of, plan_page
from belonging.web.actions.queries.outcomes import outcome_of, outcomes_of
from belonging.web.actions.queries.plan import action_in, actions_of, counts_of, reviews_of
from belonging.web.actions.rules.outcomes import Came
from belonging.web.actions.services.plan import UpdateWords, note_update, note_update_once
from belonging.web.audit.queries.audits import cohort_in, cohort_of
from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.base.errors import Refused
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_school(Permission.SEE_AUDIT)
def home(request: HttpRequest, school: School) -> HttpResponse:
    """The plan of the cohort that is open, else of the newest."""
    cohort = cohort_of(school)
    if cohort is None:
        messages.info(request, "The action plan begins when your school takes part in a programme.")
        return redirect("home:school", school=school.slug)
    return redirect("actions:plan", school=school.slug, cohort=cohort.slug)


@require_safe
@for_school(Permission.SEE_AUDIT)
def plan(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    held, place = found_cohort(school, cohort), Place(school.slug, cohort)
    actions, voices = actions_of(school, held), voices_of(school, held)
    wanted = Wanted(request.GET.get("status", ""), request.GET.get("owner", ""))
    page = plan_page(
        place=place,
        actions=actions,
        counts=counts_of(actions, school, timezone.localdate()),
        lines=_lines(school, held, actions, voices),
        wanted=wanted,
    )
    first = () if actions else first_steps(school, held, place, voices)
    return render(request, "actions/plan.html", framed_plan(request, school, held) | {"page": page, "first": first})


@require_safe
@for_school(Permission.SEE_AUDIT)
def board(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    held = found_cohort(school, cohort)
    framed = framed_plan(request, school, held)
    lines = _lines(school, held, actions_of(school, held), voices_of(school, held))
    page = board_page(place=Place(school.slug, cohort), lines=lines, may_work=bool(framed["may_work"]))
    return render(request, "actions/board.html", framed | {"page": page})


@require_safe
@for_school(Permission.SEE_AUDIT)
def calendar(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    held, today = found_cohort(school, cohort), timezone.localdate()
    page = calendar_page(
        place=Place(school.slug, cohort),
        month=month_of(request.GET.get("month", ""), today),
        actions=actions_of(school, held),
        reviews=reviews_of(school, held),
        school_calendar=calendar_of(school),
        today=today,
    )
    return render(request, "actions/calendar.html", framed_plan(request, school, held) | {"page": page})


@require_safe
@for_school(Permission.SEE_AUDIT)
def action(request: HttpRequest, school: School, cohort: str, number: int) -> HttpResponse:
    found = found_action(school, cohort, number)
    voices = voices_of(school, found.cohort)
    framed = framed_plan(request, school, found.cohort)
    came = outcome_of(found, voices)
    page = action_page(
        place=Place(school.slug, cohort),
        action=found,
        beside=beside_action(found, voices, awaited=came is not None and came.reading is Came.NOT_YET),
        calendar=calendar_of(school),
        today=timezone.localdate(),
        may_work=bool(framed["may_work"]),
    )
    form = _update_form(request, school, found)
    # An idea has not begun, and what was stopped is not looked for.
    told = None if found.status in (Status.PROPOSED, Status.STOPPED) else came
    shown = {"page": page, "action": found, "form": form, "outcome_part": outcome_part(told)}
    return render(request, "actions/action.html", framed | shown)


@page_or_post
@for_school(Permission.DISCUSS_AUDIT)
def update(request: HttpRequest, school: School, cohort: str, number: int) -> HttpResponse:
    """Who works on the plan writes all of an update; who discusses it writes words alone."""
    found = found_action(school, cohort, number)
    form = _update_form(request, school, found)
    if request.method == "POST" and form.is_valid():
        try:
            note_update_once(action=found, said=form.said, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, "Your update is on the page.")
            return redirect("actions:action", school=school.slug, cohort=cohort, number=number)
    framed = framed_plan(request, school, found.cohort)
    return render(request, "actions/update.html", framed | {"action": found, "form": form})


@require_POST
@for_school(Permission.WORK_ON_AUDIT)
def move(request: HttpRequest, school: School, cohort: str, number: int) -> HttpResponse:
    """From one column of the board to another. If somebody moved it since, it stays where they put it."""
    found = found_action(school, cohort, number)
    if request.POST.get("was") != found.status:
        words = f"Somebody else moved “{found.what}” to “{found.get_status_display()}” meanwhile. It stays there."
        messages.warning(request, f"{words} Move it again if you still want to.")
        return redirect("actions:board", school=school.slug, cohort=cohort)
    said = UpdateWords(status=request.POST.get("status", ""))
    try:
        note_update(action=found, said=said, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"“{found.what}” is now in “{Status(said.status).label}”.")
    return redirect("actions:board", school=school.slug, cohort=cohort)


def found_cohort(school: School, slug: str) -> Cohort:
    held = cohort_in(school, slug)
    if held is None:
        raise Http404
    return held


def found_action(school: School, cohort: str, number: int) -> Action:
    found = action_in(school, cohort, number)
    if found is None:
        raise Http404
    return found


def framed_plan(request: HttpRequest, school: School, cohort: Cohort) -> dict[str, object]:
    user = cast(User, request.user)
    return {
        "school": school,
        "cohort": cohort,
        "may_work": visible_school(user, school.slug, Permission.WORK_ON_AUDIT) is not None,
    }


def _lines(school: School, cohort: Cohort, actions: list[Action], voices: SchoolVoices | None) -> list[Line]:
    return lines_of(
        place=Place(school.slug, cohort.slug),
        actions=actions,
        today=timezone.localdate(),
        school_days=calendar_of(school).school_days_between,
        outcomes=outcomes_of(actions, voices),
    )


def _update_form(request: HttpRequest, school: School, action: Action) -> UpdateForm | NoteForm:
    """The status may be proposed in the address; what the page showed goes along as `was`."""
    if visible_school(cast(User, request.user), school.slug, Permission.WORK_ON_AUDIT) is None:
        return NoteForm(request.POST or None)
    asked = request.GET.get("status", "")
    status = asked if asked in Status.values else action.status
    return UpdateForm(request.POST or None, initial={"status": status, "was": action.status})
