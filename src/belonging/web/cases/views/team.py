"""The programme team: what waits, what is out; publishing and taking down."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.queries import sheet
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.base.scope import school_scope
from belonging.web.cases.forms.steps import PublishForm, WithdrawForm
from belonging.web.cases.models import CasePicture, CaseStudy, Naming, State, Use
from belonging.web.cases.presenters.reading import ReadPage, Subject, read_page
from belonging.web.cases.presenters.study import TAKEN_DOWN, out_words, was_taken_down
from belonging.web.cases.presenters.team import team_rows
from belonging.web.cases.queries.published import for_the_team, study_of_team, title_for_the_team
from belonging.web.cases.rules.snapshots import shown_from
from belonging.web.cases.services.publishing import publish as publish_study
from belonging.web.cases.services.withdrawing import withdraw_study
from belonging.web.cases.views.beside import picture_response
from belonging.web.cases.views.entering import page_or_post


@require_safe
@for_programme(Permission.PUBLISH_CASE_STUDY)
def team(request: HttpRequest) -> HttpResponse:
    page = sheet(for_the_team(), request.GET.get("page", ""))
    return render(request, "cases/team.html", {"page": page, "rows": team_rows(page.rows)})


@page_or_post
@for_programme(Permission.PUBLISH_CASE_STUDY)
def study(request: HttpRequest, study: int) -> HttpResponse:
    """What the school has signed off, in the versions that it agreed to."""
    found = _found(study)
    agreed = {"may_be_named": found.may_be_named, "may_be_public": found.may_be_used == Use.PUBLIC}
    form = PublishForm(request.POST or None, **agreed)
    if request.method == "POST" and form.is_valid():
        try:
            with school_scope(found.school_id):
                publish_study(
                    study=found,
                    where=form.where,
                    read=request.POST.get("read", ""),
                    actor=str(request.user.pk),
                    now=timezone.now(),
                )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Published. The school has a mail.")
            return redirect("cases:team_study", study=study)
    shown = {
        "study": found,
        "title": title_for_the_team(found),
        "out": out_words(found),
        "publication": getattr(found, "publication", None),
        "is_signed": found.state == State.SIGNED,
        "was_taken_down": was_taken_down(found),
        "form": form,
        "versions": _versions(found),
    }
    return render(request, "cases/team_study.html", shown)


@page_or_post
@for_programme(Permission.PUBLISH_CASE_STUDY)
def withdraw(request: HttpRequest, study: int) -> HttpResponse:
    found = _found(study)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with school_scope(found.school_id):
                withdraw_study(
                    study=found, reason=form.cleaned_data["reason"], actor=str(request.user.pk), now=timezone.now()
                )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, TAKEN_DOWN)
            return redirect("cases:team_study", study=study)
    return render(
        request, "cases/team_withdraw.html", {"study": found, "title": title_for_the_team(found), "form": form}
    )


@require_safe
@for_programme(Permission.PUBLISH_CASE_STUDY)
def picture(_request: HttpRequest, study: int, picture: int) -> HttpResponse:
    """Of what was signed off, and nothing that the school has only begun with."""
    found = _found(study)
    signed = shown_from(found.signed["named"]).pictures if found.signed else ()
    held = CasePicture.objects.filter(study=found, pk=picture, withdrawn_at=None).first()
    if held is None or picture not in {each.id for each in signed}:
        raise Http404
    return picture_response(held)


def _found(pk: int) -> CaseStudy:
    found = study_of_team(pk)
    if found is None:
        raise Http404
    return found


def _versions(study: CaseStudy) -> list[tuple[str, ReadPage]]:
    """Title and page of each version that the school agreed to; none before it is signed off."""
    if not study.signed:
        return []
    wanted = [("Without the school’s name", Naming.MASKED)]
    if study.may_be_named:
        wanted.insert(0, ("With the school’s name", Naming.NAMED))
    return [(title, _page(study, naming)) for title, naming in wanted]


def _page(study: CaseStudy, naming: Naming) -> ReadPage:
    shown = shown_from(study.signed[naming.value])
    with school_scope(study.school_id):
        held = {each.pk: each for each in CasePicture.objects.filter(study=study).defer("content")}
        pictures = tuple(held[each.id] for each in shown.pictures)
        subject = Subject(shown, study.school, study.cohort, pictures, is_masked=naming == Naming.MASKED)
        return read_page(subject, lambda each: reverse("cases:team_picture", args=[study.pk, each.pk]))
