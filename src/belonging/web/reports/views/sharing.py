"""Who else reads a school's report: the lead decides, a trust or local authority reads."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_body, for_school, recently_authenticated
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.base.scope import school_scope
from belonging.web.reports.models import Sharing
from belonging.web.reports.presenters.files.take import files_to_take
from belonging.web.reports.presenters.front import front_page
from belonging.web.reports.presenters.groups import group_sections
from belonging.web.reports.presenters.heard import heard_from_outside
from belonging.web.reports.presenters.printed_school import Extras
from belonging.web.reports.presenters.report import Report, school_report
from belonging.web.reports.presenters.sections import Reader, Ways
from belonging.web.reports.presenters.sharing import readers_page
from belonging.web.reports.queries import Voices, bodies_of_school, school_voices, shared_with, sharings
from belonging.web.reports.services import end_sharing, share_report
from belonging.web.reports.views.reports import cohort_of, csv_of, pdf_of, released
from belonging.web.schools.models import Body, School


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_school(Permission.SET_UP)
def readers(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    ours = cohort_of(school, cohort)
    bodies = bodies_of_school(school)
    if request.method == "POST":
        body = next((each for each in bodies if each.slug == request.POST.get("body")), None)
        if body is None:
            raise Http404
        act, said = (end_sharing, "no longer reads") if "end" in request.POST else (share_report, "can now read")
        try:
            act(school=school, cohort=ours, body=body, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, f"{body.name} {said} this report.")
        return redirect("reports:readers", school=school.slug, cohort=ours.slug)
    page = readers_page(bodies, sharings(school, ours))
    return render(request, "reports/readers.html", {"school": school, "cohort": ours, "page": page})


@never_cache
@require_safe
@for_body(Permission.SEE_BODY)
def shared(request: HttpRequest, body: Body, of: str, cohort: str) -> HttpResponse:
    found = _shared(body, of, cohort)
    heard = heard_from_outside(found.school, found.cohort)
    report = replace(school_report(found.school, found.cohort, _voices(found)), heard=heard)
    shown = {"school": found.school, "cohort": found.cohort, "body": body, "report": report}
    shown["files"] = files_to_take("shared", body.slug, found.school.slug, found.cohort.slug)
    return render(request, "reports/shared.html", shown)


@never_cache
@require_safe
@for_body(Permission.SEE_BODY)
def shared_pdf(_request: HttpRequest, body: Body, of: str, cohort: str) -> HttpResponse:
    report, extras, voices, name = shared_report(body, of, cohort, paper=True)
    return pdf_of(report, voices, name, extras)


@never_cache
@require_safe
@for_body(Permission.SEE_BODY)
@recently_authenticated
def shared_csv(_request: HttpRequest, body: Body, of: str, cohort: str) -> HttpResponse:
    found = _shared(body, of, cohort)
    return csv_of(_voices(found), f"belonging-{found.school.slug}-{found.cohort.slug}")


def shared_report(body: Body, of: str, cohort: str, *, paper: bool = False) -> tuple[Report, Extras, Voices, str]:
    """What every file of a shared report is made from, and the file's name without its ending. Or 404."""
    found = _shared(body, of, cohort)
    voices = _voices(found)
    heard = heard_from_outside(found.school, found.cohort)
    report = replace(school_report(found.school, found.cohort, voices, paper=paper), heard=heard)
    ways = Ways(found.school, found.cohort)
    extras = Extras(front_page(found.school, found.cohort, voices, Reader()), group_sections(voices, ways))
    return report, extras, voices, f"belonging-{found.school.slug}-{found.cohort.slug}"


def _shared(body: Body, slug: str, cohort: str) -> Sharing:
    found = shared_with(body, slug, cohort)
    if found is None:
        raise Http404
    return found


def _voices(found: Sharing) -> Voices:
    with school_scope(found.school_id):
        return released(school_voices(found.school, found.cohort))
