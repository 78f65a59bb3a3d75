"""Changing a page, holding it back, taking it down."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.replies.errors import ChangedMeanwhile
from belonging.web.replies.forms.editing import PageForm
from belonging.web.replies.forms.reasons import WithdrawForm, WithholdForm
from belonging.web.replies.models import Page, PageState
from belonging.web.replies.presenters.pages import mark_of
from belonging.web.replies.presenters.words import wave_words
from belonging.web.replies.queries.building import shares_of, voices_of_page
from belonging.web.replies.queries.pages import lines_of, pages_of
from belonging.web.replies.rules.editions import READERS
from belonging.web.replies.services import pages as acts
from belonging.web.replies.views.pages import actor, back, found_cohort, found_page
from belonging.web.schools.models import School

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@page_or_post
@for_school(Permission.RUN_AUDIT)
def edit(request: HttpRequest, school: School, cohort: str, wave: str, edition: str) -> HttpResponse:
    page = found_page(school, cohort, wave, edition)
    form = _form(request, page)
    if request.method == "POST" and not form.is_behind and form.is_valid():
        try:
            began = form.cleaned_data["began"]
            acts.edit_page(page=page, words=form.words, began=began, actor=actor(request), now=timezone.now())
            messages.success(request, "Saved. Read it through, then approve it.")
            return back(page)
        except ChangedMeanwhile:
            page = found_page(school, cohort, wave, edition)
            form = _form(request, page)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    if form.is_behind:
        form.show_theirs(page, lines_of(page))
        messages.warning(request, str(ChangedMeanwhile(page)))
    shown = {"school": school, "page": page, "form": form, "reader": READERS[edition].lower()}
    return render(request, "replies/edit.html", shown)


@page_or_post
@for_school(Permission.RUN_AUDIT)
def withhold(request: HttpRequest, school: School, cohort: str, wave: str) -> HttpResponse:
    found = found_cohort(school, cohort)
    closed = (PageState.PUBLISHED, PageState.WITHDRAWN)
    waiting = [page for page in pages_of(school, found) if page.wave == wave and page.state not in closed]
    if not waiting:
        raise Http404
    form = WithholdForm(request.POST or None, waiting=waiting, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        given = {"reason": form.cleaned_data["reason"], "until": form.cleaned_data["until"]}
        try:
            acts.withhold(pages=form.chosen, actor=actor(request), now=timezone.now(), **given)
            messages.success(request, "Your reason is on record. The programme team sees it.")
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return redirect("replies:pages", school=school.slug, cohort=cohort)
    shown = {"school": school, "cohort": found, "form": form, "wave": wave_words(wave)}
    return render(request, "replies/withhold.html", shown)


@page_or_post
@for_school(Permission.RUN_AUDIT)
def withdraw(request: HttpRequest, school: School, cohort: str, wave: str, edition: str) -> HttpResponse:
    page = found_page(school, cohort, wave, edition)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.withdraw(page=page, reason=form.cleaned_data["reason"], actor=actor(request), now=timezone.now())
            messages.success(request, "Taken down. Its address says so, and shows nothing of it.")
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return back(page)
    shown = {"school": school, "page": page, "form": form, "reader": READERS[edition].lower()}
    return render(request, "replies/withdraw.html", shown)


def _form(request: HttpRequest, page: Page) -> PageForm:
    lines, voices = lines_of(page), voices_of_page(page)
    shares = {line.pk: shares_of(line, voices) for line in lines}
    marks = {line.pk: mark_of(line) for line in lines}
    return PageForm(request.POST or None, page=page, lines=lines, shares=shares, marks=marks)
