"""The usual dates by nation and local authority, kept by the programme's team."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.enrolment.forms.calendar import DaysForm, TemplateForm
from belonging.web.enrolment.presenters.calendar import Addresses, calendar_page, shown_year, template_rows
from belonging.web.enrolment.views import actor, page_or_post
from belonging.web.schools.models import TemplateSpan
from belonging.web.schools.queries import calendar as kept
from belonging.web.schools.rules.bank_holidays import bank_holidays
from belonging.web.schools.rules.templates import Template
from belonging.web.schools.services.calendars import Place, add_template, own_template, put_days, remove_days


@require_safe
@for_programme(Permission.RUN_PROGRAMME)
def list_(request: HttpRequest) -> HttpResponse:
    table = template_rows(kept.templates().values(), own=kept.team_keys(), today=timezone.localdate())
    return render(request, "enrolment/calendar_templates.html", {"table": table})


@page_or_post
@for_programme(Permission.RUN_PROGRAMME)
def add(request: HttpRequest) -> HttpResponse:
    form = TemplateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        place = Place(form.cleaned_data["nation"], form.cleaned_data["authority"].strip())
        try:
            made = add_template(place=place, actor=actor(request), now=timezone.now())
            return _back(request, made.key, "The calendar is made. Now put its dates right.")
        except Refused as refusal:
            form.add_error("authority", str(refusal))
    return render(request, "enrolment/calendar_template_add.html", {"form": form})


@require_safe
@for_programme(Permission.RUN_PROGRAMME)
def template(request: HttpRequest, template: str) -> HttpResponse:
    found = _found(template)
    dates = kept.dates_of_template(template)
    here = reverse("enrolment:calendar_template", args=[template])
    page = calendar_page(
        dates=dates or kept.Dates((), "", own=False),
        calendar=kept.calendar(found.nation, found.spans),
        holidays=bank_holidays(found.nation),
        year=shown_year(request.GET.get("year", ""), timezone.localdate()),
        addresses=Addresses(
            year=lambda year: f"{here}?year={year}",
            change=lambda row: reverse("enrolment:calendar_template_change", args=[template, row]),
            remove=lambda row: reverse("enrolment:calendar_template_remove", args=[template, row]),
        ),
    )
    context = {"template": found, "dates": dates, "page": page}
    return render(request, "enrolment/calendar_template.html", context)


@require_POST
@for_programme(Permission.RUN_PROGRAMME)
def keep(request: HttpRequest, template: str) -> HttpResponse:
    own_template(template=_found(template), actor=actor(request), now=timezone.now())
    return _back(request, template, "You can change these dates now.")


@page_or_post
@for_programme(Permission.RUN_PROGRAMME)
def days(request: HttpRequest, template: str, row: int = 0) -> HttpResponse:
    found = _found(template)
    known = _row(found, row) if row else None
    form = DaysForm(
        request.POST if request.method == "POST" else None, initial=_shown(known) if known else {"kind": "term"}
    )
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            owner = own_template(template=found, actor=actor(request), now=now)
            put_days(owner=owner, days=form.days(), replacing=row, actor=actor(request), now=now)
            return _back(request, template, f"The calendar of {found.name} is changed.")
        except Refused as refusal:
            form.add_error("first", str(refusal))
    return render(request, "enrolment/calendar_template_days.html", {"template": found, "form": form, "row": row})


@page_or_post
@for_programme(Permission.RUN_PROGRAMME)
def remove(request: HttpRequest, template: str, row: int) -> HttpResponse:
    known = _row(_found(template), row)
    if request.method == "POST":
        remove_days(owner=known.template, row=row, actor=actor(request), now=timezone.now())
        return _back(request, template, f"{known.name} is removed.")
    return render(request, "enrolment/calendar_template_remove.html", {"template": known.template, "row": known})


def _found(key: str) -> Template:
    found = kept.templates().get(key)
    if found is None:
        raise Http404
    return found


def _row(template: Template, row: int) -> TemplateSpan:
    found = TemplateSpan.objects.filter(template__key=template.key, pk=row).select_related("template").first()
    if found is None:
        raise Http404
    return found


def _shown(row: TemplateSpan) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("kind", "name", "first", "last")}


def _back(request: HttpRequest, key: str, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect("enrolment:calendar_template", template=key)
