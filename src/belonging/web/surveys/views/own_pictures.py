"""A school's own pictures in its pupils' questionnaire."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.files.models import Picture
from belonging.web.files.queries import picture_in, pictures_of
from belonging.web.files.rules.kinds import too_large
from belonging.web.files.services import check_upload
from belonging.web.schools.models import School
from belonging.web.surveys.forms.own_pictures import PictureForm, RemoveForm
from belonging.web.surveys.presenters.own_pictures import shown, slots_page, statement_of
from belonging.web.surveys.rules.own_pictures import Verdict
from belonging.web.surveys.services.own_pictures import (
    NewPicture,
    add_picture,
    confirm_picture,
    in_open_questionnaire,
    remove_picture,
    verdict_on,
)
from belonging.web.surveys.services.rosters import LARGEST_FILE
from belonging.web.surveys.views.shown_pictures import KEPT, served
from belonging.web.surveys.views.uploads import in_memory_uploads

WAITS = "The picture is here. Pupils see it when a second person has confirmed it, in questionnaires that open then."
page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_school(Permission.CHOOSE_PICTURES)
def pictures(request: HttpRequest, school: School) -> HttpResponse:
    groups = slots_page(school, pictures_of(school.pk))
    return render(request, "surveys/own_pictures.html", {"school": school, "groups": groups})


@in_memory_uploads
@page_or_post
@for_school(Permission.CHOOSE_PICTURES)
def add(request: HttpRequest, school: School, slot: str) -> HttpResponse:
    words = statement_of(slot)
    if not words:
        raise Http404
    form = PictureForm(request.POST, request.FILES) if request.method == "POST" else PictureForm()
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, school, slot, form)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, WAITS)
            return redirect("surveys:own_pictures", school=school.slug)
    return render(request, "surveys/own_picture_add.html", {"school": school, "words": words, "form": form})


@page_or_post
@for_school(Permission.CHOOSE_PICTURES)
def confirm(request: HttpRequest, school: School, picture: int) -> HttpResponse:
    found, actor, now = _found(school, picture), str(request.user.pk), timezone.now()
    if request.method == "POST":
        try:
            confirm_picture(picture=found, actor=actor, now=now)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "The picture is in use. Pupils see it in questionnaires that open from now on.")
        return redirect("surveys:own_pictures", school=school.slug)
    verdict = verdict_on(found, actor=actor, now=now)
    page = {"picture": shown(found), "words": statement_of(found.slot), "not_yet": verdict.value}
    return render(
        request, "surveys/own_picture_confirm.html", {"school": school, "may": verdict is Verdict.MAY, **page}
    )


@page_or_post
@for_school(Permission.CHOOSE_PICTURES)
def remove(request: HttpRequest, school: School, picture: int) -> HttpResponse:
    found = _found(school, picture)
    form = RemoveForm(request.POST) if request.method == "POST" else RemoveForm()
    if request.method == "POST" and form.is_valid():
        at_once = form.cleaned_data["at_once"]
        try:
            remove_picture(picture=found, at_once=at_once, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "The picture is removed.")
        return redirect("surveys:own_pictures", school=school.slug)
    page = {"school": school, "form": form, "picture": shown(found), "words": statement_of(found.slot)}
    where = {"open": in_open_questionnaire(found), "ended": found.ended_at is not None}
    return render(request, "surveys/own_picture_remove.html", page | where)


@require_safe
@for_school(Permission.CHOOSE_PICTURES)
def image(_request: HttpRequest, school: School, picture: int) -> HttpResponse:
    """As staff see it, before pupils do."""
    return served(_found(school, picture), f"private, {KEPT}")


def _add(request: HttpRequest, school: School, slot: str, form: PictureForm) -> None:
    """Raises Refused."""
    upload = form.upload
    if (upload.size or 0) > LARGEST_FILE:
        raise too_large(LARGEST_FILE)
    checked = check_upload(name=upload.name or "", content=upload.read())
    new = NewPicture(slot, form.cleaned_data["alt"], checked, form.cleaned_data["nobody_in_it"])
    add_picture(school=school, new=new, actor=str(request.user.pk), now=timezone.now())


def _found(school: School, pk: int) -> Picture:
    found = picture_in(school.pk, pk)
    if found is None:
        raise Http404
    return found
