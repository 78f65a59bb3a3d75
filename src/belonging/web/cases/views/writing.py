"""The case studies of a school: begun, written, read as they stand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.actions.queries.plan import actions_of
from belonging.web.actions.rules.merging import merge
from belonging.web.audit.queries.audits import cohort_of
from belonging.web.audit.queries.record import names_of
from belonging.web.base.errors import Refused
from belonging.web.base.numbers import whole_number
from belonging.web.cases.errors import ChangedMeanwhile
from belonging.web.cases.forms.writing import StartForm, StudyForm
from belonging.web.cases.models import CaseStudy
from belonging.web.cases.presenters.meanwhile import meanwhile
from belonging.web.cases.presenters.study import listed
from belonging.web.cases.queries.studies import studies_of
from belonging.web.cases.services import writing as acts
from belonging.web.cases.views.entering import actor_of, found_study, framed, may, page_or_post, said, to_study
from belonging.web.cases.views.showing import study_response
from belonging.web.schools.models import School

_SALT = "belonging.cases.edit"


@require_safe
@for_school(Permission.SEE_AUDIT)
def home(request: HttpRequest, school: School) -> HttpResponse:
    shown = {
        "school": school,
        "studies": listed(studies_of(school)),
        "may_write": may(request, school, Permission.WRITE_CASE_STUDY) and cohort_of(school) is not None,
    }
    return render(request, "cases/home.html", shown)


@page_or_post
@for_school(Permission.WRITE_CASE_STUDY)
def start(request: HttpRequest, school: School) -> HttpResponse:
    cohort = cohort_of(school)
    if cohort is None:
        messages.info(request, "Case studies are written by schools that take part in a programme.")
        return redirect("cases:home", school=school.slug)
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        try:
            study = acts.start_study(
                school=school, cohort=cohort, title=title, actor=actor_of(request), now=timezone.now()
            )
        except Refused as refusal:
            form.add_error("title", str(refusal))
        else:
            return to_study(study, "edit")
    return render(request, "cases/start.html", {"school": school, "form": form})


@require_safe
@for_school(Permission.SEE_AUDIT)
def study(request: HttpRequest, school: School, number: int) -> HttpResponse:
    return study_response(request, found_study(school, number))


@page_or_post
@for_school(Permission.WRITE_CASE_STUDY)
def edit(request: HttpRequest, school: School, number: int) -> HttpResponse:
    """What somebody else saved meanwhile is put beside what was typed, and nothing is overwritten unseen."""
    found = found_study(school, number)
    begun_from = initial_of(found)
    form = StudyForm(request.POST or None, initial=begun_from)
    shown: dict[str, object] = {
        "meanwhile": None,
        "revision": found.revision,
        "base": signing.dumps(begun_from, salt=_SALT),
    }
    if request.method == "POST":
        shown |= {"revision": request.POST.get("revision", ""), "base": request.POST.get("base", "")}
        if form.is_valid():
            try:
                _save(request, form, found)
            except ChangedMeanwhile as refusal:
                form, shown = _both(request, form, refusal.theirs)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return said(request, found, "Your changes are saved.")
    return render(request, "cases/edit.html", framed(request, found) | shown | {"form": form})


@page_or_post
@for_school(Permission.WRITE_CASE_STUDY)
def from_plan(request: HttpRequest, school: School, number: int) -> HttpResponse:
    """What was done, with reach and cost, out of the action plan."""
    found = found_study(school, number)
    actions = actions_of(school, found.cohort)
    chosen = set(request.POST.getlist("action"))
    if request.method == "POST":
        wanted = [each for each in actions if str(each.number) in chosen]
        try:
            acts.add_from_plan(study=found, actions=wanted, actor=actor_of(request), now=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            return said(request, found, "Added under “What we did”. Please make a story of it.", "edit")
    shown = {"actions": [(each, str(each.number) in chosen) for each in actions]}
    return render(request, "cases/from_plan.html", framed(request, found) | shown)


def initial_of(study: CaseStudy) -> dict[str, Any]:
    names = [name for name in StudyForm().fields if name != "areas"]
    return {name: getattr(study, name) for name in names} | {"areas": study.areas}


def _save(request: HttpRequest, form: StudyForm, found: CaseStudy) -> None:
    """Raises Refused, ChangedMeanwhile among them."""
    acts.change_study(
        study=found,
        words=form.words,
        revision=whole_number(request.POST.get("revision", "")) or 0,
        actor=actor_of(request),
        now=timezone.now(),
    )


def _both(request: HttpRequest, sent: StudyForm, theirs: CaseStudy) -> tuple[StudyForm, dict[str, object]]:
    """The form with both people's changes in it, begun from theirs, and what they disagree about."""
    now = initial_of(theirs)
    plain = {name: value for name, value in now.items() if name != "areas"}
    merged = merge(base=_base(request), mine=sent.typed, theirs=plain)
    form = StudyForm(initial={**merged.values, "areas": sent.cleaned_data["areas"]})
    who = names_of([theirs.changed_by]).get(theirs.changed_by, "Somebody else")
    shown = {"revision": theirs.revision, "base": signing.dumps(now, salt=_SALT)}
    return form, shown | {"meanwhile": meanwhile(form, merged, who, plain)}


def _base(request: HttpRequest) -> dict[str, Any]:
    """What the form began from; nothing where that cannot be read, so that each difference is shown."""
    try:
        found: dict[str, Any] = signing.loads(request.POST.get("base", ""), salt=_SALT)
    except signing.BadSignature:
        return {}
    return found
