"""A school's outcomes from a file and as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from belonging.web.accounts.access import for_school, recently_authenticated
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.outcomes.forms.terms import KeepFileForm, SchoolFileForm
from belonging.web.outcomes.presenters.files import outcomes_csv, preview_of, template_csv
from belonging.web.outcomes.queries import all_terms
from belonging.web.outcomes.rules.school_file import LARGEST_FILE, SchoolFile, read_school_file
from belonging.web.outcomes.rules.terms import term_on
from belonging.web.outcomes.services.carrying import carried, carried_back
from belonging.web.outcomes.services.keeping import Brought, bring_file
from belonging.web.outcomes.views.school import page_or_post
from belonging.web.schools.models import School


@never_cache
@page_or_post
@for_school(Permission.ENTER_OUTCOMES)
def file(request: HttpRequest, school: School) -> HttpResponse:
    """Choose a file, and see what is in it: nothing is kept yet."""
    form = SchoolFileForm(request.POST, request.FILES) if request.method == "POST" else SchoolFileForm()
    if request.method == "POST" and form.is_valid():
        try:
            # One byte more than may be, so that a larger file is known without reading it.
            return _preview(request, school, read_school_file(form.cleaned_data["file"].read(LARGEST_FILE + 1)))
        except Refused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "outcomes/file.html", {"school": school, "form": form})


@never_cache
@require_POST
@for_school(Permission.ENTER_OUTCOMES)
def keep_file(request: HttpRequest, school: School) -> HttpResponse:
    form = KeepFileForm(request.POST)
    try:
        terms = carried_back(school=school, text=request.POST.get("carried", ""))
        if not form.is_valid():
            return _preview(request, school, SchoolFile(terms, (), ()), form)
        replaces = form.cleaned_data["replaces"] == "yes"
        actor, now = str(request.user.pk), timezone.now()
        brought = bring_file(school=school, terms=terms, replaces=replaces, actor=actor, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("outcomes:file", school.slug)
    messages.success(request, _said(brought))
    return redirect("outcomes:terms", school.slug)


@require_safe
@for_school(Permission.ENTER_OUTCOMES)
def template(_request: HttpRequest, school: School) -> HttpResponse:
    return _csv(template_csv(term_on(timezone.localdate())), f"outcomes-to-fill-in-{school.slug}.csv")


@never_cache
@require_safe
@for_school(Permission.ENTER_OUTCOMES)
@recently_authenticated
def export(_request: HttpRequest, school: School) -> HttpResponse:
    return _csv(outcomes_csv(all_terms(school)), f"outcomes-{school.slug}.csv")


def _preview(request: HttpRequest, school: School, found: SchoolFile, form: KeepFileForm | None = None) -> HttpResponse:
    page = preview_of(found, all_terms(school))
    if form is None:
        form = KeepFileForm(initial={"carried": carried(school=school, terms=found.terms), "replaces": "no"})
    return render(request, "outcomes/preview.html", {"school": school, "page": page, "form": form})


def _said(brought: Brought) -> str:
    parts = [(brought.new, "new"), (brought.replaced, "replaced"), (brought.left, "left as they were")]
    return f"Terms from your file: {', '.join(f'{count} {what}' for count, what in parts if count) or 'none'}."


def _csv(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
