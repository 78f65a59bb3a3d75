"""A school's calendar: the year, terms and closed days, hours."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.enrolment.forms.calendar import DaysForm, HoursForm, TakeForm
from belonging.web.enrolment.presenters.calendar import Addresses, calendar_page, hours_in_words, shown_year
from belonging.web.enrolment.views import actor, page_or_post
from belonging.web.schools.models import School, SchoolSpan
from belonging.web.schools.queries.calendar import calendar_of, dates_of, templates_offered
from belonging.web.schools.rules.bank_holidays import bank_holidays
from belonging.web.schools.services.calendars import keep_calendar, put_days, remove_days, set_hours, take_template


@require_safe
@for_school(Permission.SET_UP)
def calendar(request: HttpRequest, school: School) -> HttpResponse:
    dates, found = dates_of(school), calendar_of(school)
    page = calendar_page(
        dates=dates,
        calendar=found,
        holidays=bank_holidays(school.nation),
        year=shown_year(request.GET.get("year", ""), timezone.localdate()),
        addresses=Addresses(
            year=lambda year: f"{reverse('enrolment:calendar', args=[school.slug])}?year={year}",
            change=lambda row: reverse("enrolment:calendar_change", args=[school.slug, row]),
            remove=lambda row: reverse("enrolment:calendar_remove", args=[school.slug, row]),
        ),
    )
    context = {"school": school, "dates": dates, "page": page, "hours": hours_in_words(found.week)}
    return render(request, "enrolment/calendar.html", context)


@require_POST
@for_school(Permission.SET_UP)
def keep(request: HttpRequest, school: School) -> HttpResponse:
    """These are our dates: from now on nobody else's change moves them."""
    keep_calendar(school=school, actor=actor(request), now=timezone.now())
    return _back(request, school, "These are your own dates now. You can change them whenever you need to.")


@page_or_post
@for_school(Permission.SET_UP)
def days(request: HttpRequest, school: School, row: int = 0) -> HttpResponse:
    """Add a term or closed days, or (with `row`) change them."""
    known = _row(school, row) if row else None
    form = DaysForm(
        request.POST if request.method == "POST" else None, initial=_shown(known) if known else {"kind": "inset"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            keep_calendar(school=school, actor=actor(request), now=timezone.now())
            put_days(owner=school, days=form.days(), replacing=row, actor=actor(request), now=timezone.now())
            return _back(request, school, "Your calendar is changed.")
        except Refused as refusal:
            form.add_error("first", str(refusal))
    return render(request, "enrolment/calendar_days.html", {"school": school, "form": form, "row": row})


@page_or_post
@for_school(Permission.SET_UP)
def remove(request: HttpRequest, school: School, row: int) -> HttpResponse:
    known = _row(school, row)
    if request.method == "POST":
        remove_days(owner=school, row=row, actor=actor(request), now=timezone.now())
        return _back(request, school, f"{known.name} is removed from your calendar.")
    return render(request, "enrolment/calendar_remove.html", {"school": school, "row": known})


@page_or_post
@for_school(Permission.SET_UP)
def hours(request: HttpRequest, school: School) -> HttpResponse:
    form = HoursForm(request.POST if request.method == "POST" else None, week=calendar_of(school).week)
    if request.method == "POST" and form.is_valid():
        set_hours(school=school, week=form.week(), actor=actor(request), now=timezone.now())
        return _back(request, school, "Your school hours are saved.")
    return render(request, "enrolment/calendar_hours.html", {"school": school, "form": form})


@page_or_post
@for_school(Permission.SET_UP)
def take(request: HttpRequest, school: School) -> HttpResponse:
    offered = templates_offered(school)
    form = TakeForm(request.POST if request.method == "POST" else None, templates=offered.values())
    if request.method == "POST" and form.is_valid():
        template = offered[form.cleaned_data["template"]]
        take_template(school=school, template=template, actor=actor(request), now=timezone.now())
        return _back(request, school, f"Your calendar has the dates of {template.name} now.")
    return render(request, "enrolment/calendar_take.html", {"school": school, "form": form})


def _row(school: School, row: int) -> SchoolSpan:
    found = SchoolSpan.objects.filter(school=school, pk=row).first()
    if found is None:
        raise Http404
    return found


def _shown(row: SchoolSpan) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("kind", "name", "first", "last")}


def _back(request: HttpRequest, school: School, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect("enrolment:calendar", school=school.slug)
