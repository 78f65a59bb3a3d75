"""The pages for pupils and families, as the people of the school see and decide them."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.audit.queries.audits import cohort_in, cohort_of
from belonging.web.base.errors import Refused
from belonging.web.files.queries import picture_at, pictures_at
from belonging.web.programme.models import Cohort
from belonging.web.replies.errors import ChangedMeanwhile
from belonging.web.replies.forms.approving import ApproveForm
from belonging.web.replies.models import Page
from belonging.web.replies.presenters.pages import page_status, wave_blocks, where
from belonging.web.replies.presenters.said import preview_address, preview_of, said_page
from belonging.web.replies.queries.pages import lines_of, page_in, pages_of, promised_days
from belonging.web.replies.rules.choosing import RULE
from belonging.web.replies.services import pages as acts
from belonging.web.schools.models import School


@require_safe
@for_school(Permission.SEE_AUDIT)
def home(_request: HttpRequest, school: School) -> HttpResponse:
    cohort = cohort_of(school)
    if cohort is None:
        raise Http404
    return redirect("replies:pages", school=school.slug, cohort=cohort.slug)


@require_safe
@for_school(Permission.SEE_AUDIT)
def pages(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    found = found_cohort(school, cohort)
    may_run = may(request, school, Permission.RUN_AUDIT)
    blocks = wave_blocks(
        pages_of(school, found), promised_days(school, found), may_run=may_run, today=timezone.localdate()
    )
    shown = {"school": school, "cohort": found, "blocks": blocks, "may_run": may_run}
    return render(request, "replies/pages.html", shown)


@require_safe
@for_school(Permission.SEE_AUDIT)
def page(request: HttpRequest, school: School, cohort: str, wave: str, edition: str) -> HttpResponse:
    found = found_page(school, cohort, wave, edition)
    lines = lines_of(found)
    own = pictures_at(school.pk, timezone.now())
    shown = {
        "school": school,
        "page": found,
        "status": page_status(found, lines, timezone.localdate()),
        "said": said_page(found, preview_of(found, lines), own, lambda item: preview_address(found, item)),
        "tick": ApproveForm()["checked"],
        "rule": RULE,
        "may_run": may(request, school, Permission.RUN_AUDIT),
    }
    return render(request, "replies/page.html", shown)


@require_POST
@for_school(Permission.RUN_AUDIT)
def refresh(request: HttpRequest, school: School, cohort: str, wave: str, edition: str) -> HttpResponse:
    found = found_page(school, cohort, wave, edition)
    try:
        acts.build_pages(school=school, cohort=found.cohort, wave=wave, actor=actor(request), now=timezone.now())
        messages.success(request, "The drafts have been built again. What you wrote yourself has stayed.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return back(found)


@require_POST
@for_school(Permission.RUN_AUDIT)
def approve(request: HttpRequest, school: School, cohort: str, wave: str, edition: str) -> HttpResponse:
    found = found_page(school, cohort, wave, edition)
    checked = "checked" in request.POST
    read = request.POST.get("read", "")
    try:
        acts.approve(page=found, read=read, checked=checked, actor=actor(request), now=timezone.now())
        messages.success(request, "Approved. You can publish it now, or leave it to the promised day.")
    except ChangedMeanwhile:
        messages.warning(request, "This page changed while you were reading. Please read it once more.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return back(found)


@require_POST
@for_school(Permission.RUN_AUDIT)
def publish(request: HttpRequest, school: School, cohort: str, wave: str, edition: str) -> HttpResponse:
    found = found_page(school, cohort, wave, edition)
    try:
        acts.publish(page=found, actor=actor(request), now=timezone.now())
        messages.success(request, "Published. Its address and posters are on this page.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return back(found)


@require_safe
@for_school(Permission.SEE_AUDIT)
def picture(_request: HttpRequest, school: School, cohort: str, wave: str, edition: str, item: str) -> HttpResponse:
    """The school's own picture beside a line of the preview."""
    found_page(school, cohort, wave, edition)
    found = picture_at(school.pk, item, timezone.now())
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.content), content_type=found.content_type)


def found_cohort(school: School, slug: str) -> Cohort:
    found = cohort_in(school, slug)
    if found is None:
        raise Http404
    return found


def found_page(school: School, cohort: str, wave: str, edition: str) -> Page:
    found = page_in(school, cohort, wave, edition)
    if found is None:
        raise Http404
    return found


def back(page: Page) -> HttpResponse:
    return redirect(reverse("replies:page", kwargs=where(page)))


def actor(request: HttpRequest) -> str:
    return str(request.user.pk)


def may(request: HttpRequest, school: School, permission: Permission) -> bool:
    return visible_school(cast(User, request.user), school.slug, permission) is not None
