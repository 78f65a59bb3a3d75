"""Accepting the agreement: a school for itself, a trust or authority for its schools."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_body, for_programme, for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.enrolment.forms.agreements import PartiesForm, SignForm
from belonging.web.enrolment.presenters.agreements import agreement_page, body_page, body_rows, party_rows
from belonging.web.enrolment.queries import acceptances, agreement_gap, body_acceptances, parties_of
from belonging.web.enrolment.queries.agreements import body_signings
from belonging.web.enrolment.queries.places import cohorts_of_body, schools_of_body
from belonging.web.enrolment.queries.wording import controller_of
from belonging.web.enrolment.rules.documents import Document
from belonging.web.enrolment.services.agreements import (
    accept_agreement,
    accept_for_body,
    digest_seen,
    documents_for_body,
    documents_to_accept,
    record_parties,
)
from belonging.web.enrolment.views import actor, found_cohort, next_step, page_or_post
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries import cohort_by_slug
from belonging.web.schools.models import Body, School


@page_or_post
@for_school(Permission.ACCEPT_AGREEMENT)
def agreement(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    here = found_cohort(school, cohort)
    controller = _controller(request, school, here)
    documents = documents_to_accept(school, here, controller) if parties_of(here) else []
    form = _form(request, documents, whose=school.name, controller=controller)
    if request.method == "POST" and form.is_valid():
        signing = form.signing()
        try:
            accept_agreement(school=school, cohort=here, signing=signing, actor=actor(request), now=timezone.now())
            return next_step(request, school, "The agreement is accepted. Thank you.", here)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    page = agreement_page(
        school=school,
        documents=documents,
        signatures=acceptances(school, here),
        gap=agreement_gap(school, here),
        controller=controller,
        linked=here.links_waves,
    )
    return render(request, "enrolment/agreement.html", {"school": school, "cohort": here, "form": form, "page": page})


@require_safe
@for_body(Permission.SIGN_FOR_BODY)
def body_agreements(request: HttpRequest, body: Body) -> HttpResponse:
    """Straight to the cohort where there is one alone."""
    cohorts = cohorts_of_body(body)
    if len(cohorts) == 1:
        return redirect("enrolment:body_agreement", body=body.slug, cohort=cohorts[0].slug)
    rows = body_rows(body, body_signings(body, cohorts))
    return render(request, "enrolment/body_agreements.html", {"body": body, "rows": rows})


@page_or_post
@for_body(Permission.SIGN_FOR_BODY)
def body_agreement(request: HttpRequest, body: Body, cohort: str) -> HttpResponse:
    here = next((each for each in cohorts_of_body(body) if each.slug == cohort), None)
    if here is None:
        raise Http404
    documents = documents_for_body(body, here) if parties_of(here) else []
    form = _form(
        request,
        documents,
        whose=f"the schools of {body.name}",
        controller="school" if body.kind == "authority" else "trust",
    )
    if request.method == "POST" and form.is_valid():
        signing = form.signing()
        try:
            accept_for_body(body=body, cohort=here, signing=signing, actor=actor(request), now=timezone.now())
            messages.success(request, "The agreement is signed. Each head now accepts it for their own school.")
            return redirect("enrolment:body_agreement", body=body.slug, cohort=here.slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    schools = [(school, agreement_gap(school, here)) for school in schools_of_body(body, here)]
    signed = body_acceptances(body, here)
    page = body_page(body=body, documents=documents, signatures=signed, schools=schools, linked=here.links_waves)
    return render(request, "enrolment/body_agreement.html", {"body": body, "cohort": here, "form": form, "page": page})


@page_or_post
@for_programme(Permission.RUN_PROGRAMME)
def parties(request: HttpRequest, cohort: str) -> HttpResponse:
    here = cohort_by_slug(cohort)
    if here is None:
        raise Http404
    known = parties_of(here)
    form = PartiesForm(request.POST if request.method == "POST" else None, parties=known)
    if request.method == "POST" and form.is_valid():
        side, least = form.side(), form.least_versions()
        try:
            record_parties(cohort=here, side=side, least_versions=least, actor=actor(request), now=timezone.now())
            messages.success(request, "Who is responsible for what is recorded. Schools can accept the agreement now.")
            return redirect("enrolment:parties", cohort=here.slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"cohort": here, "form": form, "rows": party_rows(known) if known else []}
    return render(request, "enrolment/parties.html", context)


def _form(request: HttpRequest, documents: list[Document], *, whose: str, controller: str) -> SignForm:
    return SignForm(
        request.POST if request.method == "POST" else None,
        whose=whose,
        seen=digest_seen(documents),
        controller=controller,
        name=cast(User, request.user).name,
    )


def _controller(request: HttpRequest, school: School, cohort: Cohort) -> str:
    """As the reader chose, or as it was, or the trust where there is one."""
    asked = request.POST.get("controller") or request.GET.get("controller") or ""
    if school.trust is None:
        return "school"
    return asked if asked in ("school", "trust") else controller_of(school, cohort)
