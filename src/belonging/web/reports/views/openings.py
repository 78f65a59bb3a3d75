"""The lead opens the report, step by step."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.programme.models import Cohort
from belonging.web.reports.forms.openings import OpeningForm
from belonging.web.reports.models import Opening
from belonging.web.reports.presenters.openings.poster import poster_pdf
from belonging.web.reports.presenters.openings.steps import Standing, StepPage, step_page, steps_page
from belonging.web.reports.queries.openings import ever_opened, newest_releases, openings_of
from belonging.web.reports.rules.readers import ORDER
from belonging.web.reports.services.openings import ToOpen, change_words, close_report, open_newer, open_report
from belonging.web.reports.views.opened import shown
from belonging.web.reports.views.reports import cohort_of
from belonging.web.schools.models import School

DONE = {
    "open": "It is open to {who} now. The address and the poster are on this page.",
    "words": "Your words are changed.",
    "newer": "The page shows the newest figures now.",
    "close": "It is closed to {who}. The address leads nowhere any more.",
}


@never_cache
@require_safe
@for_school(Permission.OPEN_REPORT)
def steps(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    ours = cohort_of(school, cohort)
    page = steps_page(_standing(school, ours))
    return render(request, "reports/opened/steps.html", {"school": school, "cohort": ours, "page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_school(Permission.OPEN_REPORT)
def step(request: HttpRequest, school: School, cohort: str, reader: str) -> HttpResponse:
    standing = _step(school, cohort, reader)
    page, opening = step_page(standing, reader), standing.current.get(reader)
    if request.method != "POST":
        form = OpeningForm(initial={"words": opening.words if opening else ""}, second_yes=page.second_yes)
        return _form(request, standing, page, form)
    act = request.POST.get("act", "")
    form = OpeningForm(request.POST, second_yes=page.second_yes)
    if not form.is_valid() or act not in DONE:
        return _form(request, standing, page, form)
    try:
        _do(act, standing, reader, form, str(request.user.pk))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return _form(request, standing, page, form)
    messages.success(request, DONE[act].format(who=page.who))
    return redirect("reports:open_step", school=school.slug, cohort=standing.cohort.slug, reader=reader)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_school(Permission.OPEN_REPORT)
def preview(request: HttpRequest, school: School, cohort: str, reader: str) -> HttpResponse:
    """As the reader will see it: with the words that were typed, else those that are kept."""
    standing = _step(school, cohort, reader)
    opening = standing.current.get(reader)
    form = OpeningForm(request.POST, second_yes="")
    if request.method == "POST" and not form.is_valid():
        page = step_page(standing, reader)
        return _form(request, standing, page, OpeningForm(request.POST, second_yes=page.second_yes))
    kept = opening.words if opening else ""
    words = form.cleaned_data["words"] if request.method == "POST" else kept
    wanted = standing.newest[reader] if opening is None else opening.releases
    made = Opening(school=school, cohort=standing.cohort, reader=reader, releases=wanted, words=words)
    return shown(request, made, {"preview": {"page": step_page(standing, reader), "words": words, **_names(standing)}})


@never_cache
@require_safe
@for_school(Permission.OPEN_REPORT)
def poster(_request: HttpRequest, school: School, cohort: str, reader: str) -> HttpResponse:
    opening = _step(school, cohort, reader).current.get(reader)
    if opening is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="poster-for-{reader}.pdf"'}
    return HttpResponse(poster_pdf(opening, now=timezone.now()).pdf, content_type="application/pdf", headers=headers)


def _step(school: School, cohort: str, reader: str) -> Standing:
    standing = _standing(school, cohort_of(school, cohort))
    if reader not in ORDER or not standing.newest[reader]:
        raise Http404
    return standing


def _standing(school: School, cohort: Cohort) -> Standing:
    newest = {reader: newest_releases(school, cohort, reader) for reader in ORDER}
    return Standing(school, cohort, openings_of(school, cohort), ever_opened(school, cohort), newest)


def _form(request: HttpRequest, standing: Standing, page: StepPage, form: OpeningForm) -> HttpResponse:
    return render(request, "reports/opened/step.html", {**_names(standing), "page": page, "form": form})


def _names(standing: Standing) -> dict[str, object]:
    return {"school": standing.school, "cohort": standing.cohort}


def _do(act: str, standing: Standing, reader: str, form: OpeningForm, actor: str) -> None:
    now, opening = timezone.now(), standing.current.get(reader)
    words = form.cleaned_data["words"]
    if act == "open" or opening is None:
        wanted = ToOpen(reader, words, before_staff=form.before)
        open_report(school=standing.school, cohort=standing.cohort, wanted=wanted, actor=actor, now=now)
    elif act == "words":
        change_words(opening=opening, words=words, actor=actor, now=now)
    else:
        changes: dict[str, Callable[..., object]] = {"newer": open_newer, "close": close_report}
        changes[act](opening=opening, actor=actor, now=now)
