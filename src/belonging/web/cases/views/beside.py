"""Figures, quotes and pictures: added, consented to, taken out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.audit.queries.voices import voices_of
from belonging.web.base.errors import Refused
from belonging.web.cases.errors import NotAFinding
from belonging.web.cases.forms.beside import ConsentForm, PictureForm, QuoteForm
from belonging.web.cases.models import CasePicture, CaseStudy
from belonging.web.cases.presenters.beside import picture_rows, quote_rows
from belonging.web.cases.presenters.reading import figure_views
from belonging.web.cases.queries.composing import versions_of
from belonging.web.cases.queries.studies import has_figure, whole
from belonging.web.cases.rules.figures import figures_offered, picked_from
from belonging.web.cases.rules.kinds import MOST_FIGURES, MOST_PICTURES, MOST_QUOTES
from belonging.web.cases.services import beside as acts
from belonging.web.cases.services import withdrawing
from belonging.web.cases.views.entering import (
    actor_of,
    found_picture,
    found_quote,
    found_study,
    framed,
    page_or_post,
    refused,
    said,
)
from belonging.web.files.rules.kinds import IMAGES, accepted_kind, too_large
from belonging.web.files.services import LARGEST_EVIDENCE, Checked, check_evidence
from belonging.web.schools.models import School
from belonging.web.surveys.views.uploads import in_memory_uploads

SEALED_OFF = "sandbox; default-src 'none'"


@page_or_post
@for_school(Permission.WRITE_CASE_STUDY)
def figures(request: HttpRequest, school: School, number: int) -> HttpResponse:
    """Only what is released to the school is offered; nothing is typed."""
    found = found_study(school, number)
    if request.method == "POST":
        picked = picked_from(request.POST.get("figure", ""))
        try:
            if picked is None:
                raise NotAFinding
            acts.add_figure(study=found, picked=picked, actor=actor_of(request), now=timezone.now())
        except Refused as refusal:
            return refused(request, found, refusal, "figures")
        return said(request, found, "The figure is added.", "figures")
    written = whole(found)
    views = figure_views(versions_of(written, timezone.localdate()).named.figures, school, found.cohort)
    shown = {
        "picked": list(zip(written.figures, views, strict=True)),
        "offered": figures_offered(voices_of(school, found.cohort)),
        "most": MOST_FIGURES,
    }
    return render(request, "cases/figures.html", framed(request, found) | shown)


@require_POST
@for_school(Permission.WRITE_CASE_STUDY)
def remove_figure(request: HttpRequest, school: School, number: int, figure: int) -> HttpResponse:
    found = found_study(school, number)
    if not has_figure(found, figure):
        raise Http404
    acts.remove_figure(study=found, pk=figure, actor=actor_of(request), now=timezone.now())
    return said(request, found, "The figure is taken out.", "figures")


@page_or_post
@for_school(Permission.WRITE_CASE_STUDY)
def quotes(request: HttpRequest, school: School, number: int) -> HttpResponse:
    found = found_study(school, number)
    form = QuoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            acts.add_quote(
                study=found,
                words=given["words"],
                whose=given["whose"],
                consent=form.consent,
                actor=actor_of(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return said(request, found, "The quote is added.", "quotes")
    shown = {"form": form, "rows": quote_rows(whole(found), timezone.localdate()), "most": MOST_QUOTES}
    return render(request, "cases/quotes.html", framed(request, found) | shown)


@in_memory_uploads
@page_or_post
@for_school(Permission.WRITE_CASE_STUDY)
def pictures(request: HttpRequest, school: School, number: int) -> HttpResponse:
    found = found_study(school, number)
    form = PictureForm(request.POST, request.FILES) if request.method == "POST" else PictureForm()
    if request.method == "POST" and form.is_valid():
        try:
            _add_picture(request, found, form)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return said(request, found, "The picture is added.", "pictures")
    rows = picture_rows(whole(found), timezone.localdate(), actor_of(request))
    shown = {"form": form, "rows": rows, "most": MOST_PICTURES}
    return render(request, "cases/pictures.html", framed(request, found) | shown)


@require_safe
@for_school(Permission.SEE_AUDIT)
def picture(_request: HttpRequest, school: School, number: int, picture: int) -> HttpResponse:
    return picture_response(found_picture(found_study(school, number), picture))


@require_POST
@for_school(Permission.SEE_AUDIT)
def confirm_picture(request: HttpRequest, school: School, number: int, picture: int) -> HttpResponse:
    """A second person: whoever sees the school's case study and did not add the picture."""
    found = found_study(school, number)
    try:
        acts.confirm_picture(picture=found_picture(found, picture), actor=actor_of(request), now=timezone.now())
    except Refused as refusal:
        return refused(request, found, refusal)
    return said(request, found, "Thank you. The picture can be shown as far as consent goes.")


@page_or_post
@for_school(Permission.WRITE_CASE_STUDY)
def consent(request: HttpRequest, school: School, *, number: int, kind: str, piece: int) -> HttpResponse:
    """One more person's consent to a picture or a quote."""
    found = found_study(school, number)
    to = found_picture(found, piece) if kind == "picture" else found_quote(found, piece)
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.record_consent(to=to, consent=form.consent, actor=actor_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return said(request, found, "The consent is on record.", f"{kind}s")
    name = to.alt if isinstance(to, CasePicture) else to.words
    shown = {"form": form, "kind": kind, "piece": name, "back": reverse(f"cases:{kind}s", args=[school.slug, number])}
    return render(request, "cases/consent.html", framed(request, found) | shown)


def picture_response(found: CasePicture) -> HttpResponse:
    """Never kept by anybody: what was withdrawn is gone."""
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SEALED_OFF,
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(bytes(found.content), content_type=found.content_type, headers=headers)


def take_out(request: HttpRequest, study: CaseStudy, kind: str, piece: int) -> None:
    """Raises Refused."""
    actor, now = actor_of(request), timezone.now()
    if kind == "picture":
        withdrawing.withdraw_picture(picture=found_picture(study, piece), actor=actor, now=now)
    else:
        withdrawing.withdraw_quote(quote=found_quote(study, piece), actor=actor, now=now)
    messages.success(
        request, f"The {kind} is gone, here and from every page of this service. Saved copies may still have it."
    )


def _add_picture(request: HttpRequest, found: CaseStudy, form: PictureForm) -> None:
    """Raises Refused."""
    checked = _checked(form)
    acts.add_picture(
        study=found,
        file=checked,
        words=form.words,
        consents=[form.consent],
        actor=actor_of(request),
        now=timezone.now(),
    )


def _checked(form: PictureForm) -> Checked:
    """Drawn anew, and at most as large as a sheet. Raises FileRefused."""
    upload = form.upload
    if (upload.size or 0) > LARGEST_EVIDENCE:
        raise too_large(LARGEST_EVIDENCE)
    name, content = upload.name or "", upload.read()
    accepted_kind(name, content, IMAGES)
    return check_evidence(name=name, content=content)
