"""Review, names, sign-off and withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.cases.errors import ReadAgain
from belonging.web.cases.forms.steps import ChangesForm, NamesForm, SignForm, WithdrawForm
from belonging.web.cases.models import CasePicture, CaseStudy, Naming, Section, State
from belonging.web.cases.presenters.naming import DecidedRow, decided_rows, decided_words
from belonging.web.cases.presenters.reading import Subject, read_page
from belonging.web.cases.presenters.study import TAKEN_DOWN
from belonging.web.cases.queries.composing import (
    gaps_of,
    left_out,
    marked_words,
    missing_for_signing,
    replaced_of,
    versions_of,
)
from belonging.web.cases.queries.studies import Whole, has_remark, whole
from belonging.web.cases.rules.snapshots import Shown
from belonging.web.cases.services import reviewing, signing, withdrawing
from belonging.web.cases.views.beside import take_out
from belonging.web.cases.views.entering import actor_of, found_study, framed, may, page_or_post, refused, said, to_study
from belonging.web.cases.views.showing import WHOLE, remark_form, study_response
from belonging.web.schools.models import School


class By(TypedDict):
    actor: str
    now: datetime


@require_POST
@for_school(Permission.WRITE_CASE_STUDY)
def ask_review(request: HttpRequest, school: School, number: int) -> HttpResponse:
    found = found_study(school, number)
    words = "Your adviser has a mail and reads it next."
    return _done(request, found, words, lambda: reviewing.ask_review(study=found, **_by(request)))


@require_POST
@for_school(Permission.SEE_AUDIT)
def remark(request: HttpRequest, school: School, number: int, section: str) -> HttpResponse:
    """Of one part, or of the whole; by the adviser, or by who writes."""
    found = found_study(school, number)
    _writer_or_adviser(request, school)
    part = section if section in set(Section) else WHOLE
    form = remark_form(part, request.POST)
    of = "" if part == WHOLE else part
    if form.is_valid():
        try:
            reviewing.remark(study=found, section=of, text=form.cleaned_data["text"], **_by(request))
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            return said(request, found, "Your comment stands on the page.")
    return study_response(request, found, section=part, remark=form)


@require_POST
@for_school(Permission.SEE_AUDIT)
def settle(request: HttpRequest, school: School, number: int, remark: int) -> HttpResponse:
    found = found_study(school, number)
    _writer_or_adviser(request, school)
    if not has_remark(found, remark):
        raise Http404
    words = "The comment is marked as settled."
    return _done(request, found, words, lambda: reviewing.settle_remark(study=found, pk=remark, **_by(request)))


@require_POST
@for_school(Permission.REVIEW_CASE_STUDY)
def ask_changes(request: HttpRequest, school: School, number: int) -> HttpResponse:
    found, form = found_study(school, number), ChangesForm(request.POST)
    if form.is_valid():
        try:
            reviewing.ask_changes(study=found, words=form.cleaned_data["text"], **_by(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return said(request, found, "The school has a mail and looks at your comments next.")
    return study_response(request, found, changes=form)


@require_POST
@for_school(Permission.REVIEW_CASE_STUDY)
def recommend(request: HttpRequest, school: School, number: int) -> HttpResponse:
    found = found_study(school, number)
    words = "Recommended. The school decides about names and signs it off next."
    return _done(request, found, words, lambda: reviewing.recommend(study=found, **_by(request)))


@page_or_post
@for_school(Permission.SEE_AUDIT)
def names(request: HttpRequest, school: School, number: int) -> HttpResponse:
    """Words that look like names: whoever writes decides what stands in their place, the adviser reads it."""
    found = found_study(school, number)
    _writer_or_adviser(request, school)
    written = whole(found)
    marked, decided = marked_words(written), replaced_of(written)
    if not may(request, school, Permission.WRITE_CASE_STUDY):
        return _names_to_read(request, found, decided_rows(marked, decided))
    form = NamesForm(request.POST or None, marked=marked, decided=decided)
    if request.method == "POST" and form.is_valid():
        try:
            reviewing.decide_words(study=found, decisions=form.decisions, **_by(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return said(request, found, decided_words(form.decisions))
    return render(request, "cases/names.html", framed(request, found) | {"form": form, "marked": marked})


def _names_to_read(request: HttpRequest, found: CaseStudy, rows: list[DecidedRow]) -> HttpResponse:
    if request.method == "POST":
        return refused(request, found, ValueError("What stands in place of names is for the school to decide."))
    return render(request, "cases/names_read.html", framed(request, found) | {"rows": rows})


@page_or_post
@for_school(Permission.SIGN_CASE_STUDY)
def sign(request: HttpRequest, school: School, number: int) -> HttpResponse:
    """Both versions as they would be published; what is signed is exactly what was on this page."""
    found, today = found_study(school, number), timezone.localdate()
    if found.state != State.RECOMMENDED:
        return to_study(found)
    written = whole(found)
    versions = versions_of(written, today)
    form = SignForm(request.POST or None, initial={"read": versions.digest})
    if request.method == "POST" and form.is_valid():
        try:
            _sign(request, found, form)
        except ReadAgain as refusal:
            return refused(request, found, refusal, "sign")
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return said(request, found, "Signed off. The programme team publishes it as you agreed.")
    shown = {
        "form": form,
        "named": _version(written, versions.named, school, is_masked=False),
        "masked": _version(written, versions.masked, school, is_masked=True),
        "gaps": gaps_of(versions),
        "missing": missing_for_signing(written),
        "left_out": left_out(written, today),
    }
    return render(request, "cases/sign.html", framed(request, found) | shown)


@require_POST
@for_school(Permission.SIGN_CASE_STUDY)
def take_back(request: HttpRequest, school: School, number: int) -> HttpResponse:
    found = found_study(school, number)
    words = "The sign-off is taken back. What is published already stays until you take it down."
    return _done(request, found, words, lambda: signing.take_sign_off_back(study=found, **_by(request)))


@page_or_post
@for_school(Permission.SIGN_CASE_STUDY)
def withdraw(request: HttpRequest, school: School, number: int) -> HttpResponse:
    found = found_study(school, number)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdrawing.withdraw_study(study=found, reason=form.cleaned_data["reason"], **_by(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return said(request, found, TAKEN_DOWN)
    return render(request, "cases/withdraw.html", framed(request, found) | {"form": form})


@page_or_post
@for_school(Permission.SEE_AUDIT)
def withdraw_piece(request: HttpRequest, school: School, *, number: int, kind: str, piece: int) -> HttpResponse:
    """Whoever writes or signs, at once: consent that is taken back waits for nobody."""
    found = found_study(school, number)
    if not (may(request, school, Permission.WRITE_CASE_STUDY) or may(request, school, Permission.SIGN_CASE_STUDY)):
        raise Http404
    written = whole(found)
    pieces: list[tuple[int, str]] = (
        [(each.pk, each.alt) for each in written.kept_pictures]
        if kind == "picture"
        else [(each.pk, each.words) for each in written.kept_quotes]
    )
    name = dict(pieces).get(piece)
    if name is None:
        raise Http404
    if request.method == "POST":
        take_out(request, found, kind, piece)
        return to_study(found)
    return render(request, "cases/take_out.html", framed(request, found) | {"kind": kind, "piece": name})


def _sign(request: HttpRequest, found: CaseStudy, form: SignForm) -> None:
    given = form.cleaned_data
    signing.sign_off(
        study=found,
        read=given["read"],
        may_be_named=given["naming"] == Naming.NAMED,
        may_be_used=given["use"],
        **_by(request),
    )


def _version(written: Whole, shown: Shown, school: School, *, is_masked: bool) -> object:
    study = written.study
    by_id = {each.pk: each for each in written.kept_pictures}
    pictures = tuple(by_id[each.id] for each in shown.pictures)

    def address(picture: CasePicture) -> str:
        return reverse("cases:picture", args=[school.slug, study.number, picture.pk])

    return read_page(Subject(shown, school, study.cohort, pictures, is_masked), address)


def _writer_or_adviser(request: HttpRequest, school: School) -> None:
    wanted = (Permission.WRITE_CASE_STUDY, Permission.REVIEW_CASE_STUDY)
    if not any(may(request, school, permission) for permission in wanted):
        raise Http404


def _by(request: HttpRequest) -> By:
    return {"actor": actor_of(request), "now": timezone.now()}


def _done(request: HttpRequest, study: CaseStudy, words: str, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        return refused(request, study, refusal)
    return said(request, study, words)
