"""Packs of a cohort: what there is, asking, releasing, refusing."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import may_in_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.packs.errors import AskedAlready
from belonging.web.packs.forms.asking import AskForm, RefuseForm, ReleaseForm
from belonging.web.packs.models import Pack
from belonging.web.packs.presenters.packs import (
    HOLDS,
    HOLDS_NOT,
    NAMES,
    Reader,
    deciding_rows,
    pack_page,
    packs_page,
)
from belonging.web.packs.queries.packs import agreement_of, names_of, pack_by_handle, packs_of
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.packs.services.asking import ask_for_pack, ask_for_twin
from belonging.web.packs.services.releasing import refuse_pack, release_pack
from belonging.web.programme.models import Cohort


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def packs(request: HttpRequest, cohort: str) -> HttpResponse:
    ours, reader = get_object_or_404(Cohort, slug=cohort), reader_of(request)
    listed = packs_of(ours, reader.account, every=reader.releases)
    page = packs_page(listed, agreement_of(ours, reader.account), reader, timezone.now())
    return render(request, "packs/packs.html", {"cohort": ours, "page": page, "reader": reader})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.ASK_FOR_PACKS)
def ask(request: HttpRequest, cohort: str) -> HttpResponse:
    ours, form = get_object_or_404(Cohort, slug=cohort), AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why, account = form.cleaned_data["why"], str(request.user.pk)
        try:
            pack = ask_for_pack(cohort=ours, kind=form.chosen, why=why, actor=account, now=timezone.now())
        except AskedAlready as refusal:
            messages.warning(request, str(refusal))
            return _to_the_one_asked(ours, account, form.chosen)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "You have asked for it. Two people of the programme now read your request.")
            return redirect("packs:pack", cohort=ours.slug, handle=pack.handle)
    return render(request, "packs/ask.html", {"cohort": ours, "form": form})


@require_POST
@for_programme(Permission.READ_PROGRAMME_REPORT)
def twin(request: HttpRequest, cohort: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    try:
        pack = ask_for_twin(cohort=ours, actor=str(request.user.pk), now=timezone.now())
    except AskedAlready as refusal:
        messages.warning(request, str(refusal))
        return _to_the_one_asked(ours, str(request.user.pk), PackKind.SYNTHETIC)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("packs:packs", cohort=ours.slug)
    return redirect("packs:pack", cohort=ours.slug, handle=pack.handle)


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def pack(request: HttpRequest, cohort: str, handle: str) -> HttpResponse:
    found = found_pack(request, cohort, handle)
    page = pack_page(found, people_of(found), reader_of(request), timezone.now())
    return render(request, "packs/pack.html", {"cohort": found.cohort, "pack": found, "page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.RELEASE_PACKS)
@recently_authenticated
def decide(request: HttpRequest, cohort: str, handle: str) -> HttpResponse:
    """Two forms; the button that was pressed says which."""
    found, act = found_pack(request, cohort, handle), request.POST.get("act", "")
    release = ReleaseForm(request.POST if act == "release" else None)
    refuse = RefuseForm(request.POST if act == "refuse" else None)
    if request.method == "POST" and _decided(request, found, release, refuse):
        return redirect("packs:pack", cohort=cohort, handle=handle)
    kind = PackKind(found.kind)
    shown = {"rows": deciding_rows(found, people_of(found)), "holds": HOLDS[kind], "holds_not": HOLDS_NOT[kind]}
    wrong = next((form for form in (release, refuse) if form.is_bound), None)
    forms = {"release": release, "refuse": refuse, "wrong": wrong, "name": NAMES[kind]}
    return render(request, "packs/decide.html", {"cohort": found.cohort, "pack": found, **shown, **forms})


def _to_the_one_asked(cohort: Cohort, account: str, kind: PackKind) -> HttpResponse:
    """Its page says where it stands; it is the latest of its kind that this account may see."""
    asked = next(each for each in packs_of(cohort, account, every=False) if each.kind == kind)
    return redirect("packs:pack", cohort=cohort.slug, handle=asked.handle)


def reader_of(request: HttpRequest) -> Reader:
    user = cast(User, request.user)
    asks, releases = (may_in_programme(user, each) for each in (Permission.ASK_FOR_PACKS, Permission.RELEASE_PACKS))
    return Reader(str(user.pk), asks=asks, releases=releases)


def found_pack(request: HttpRequest, cohort: str, handle: str) -> Pack:
    """404 for another's, unless the reader releases packs."""
    reader = reader_of(request)
    ours = get_object_or_404(Cohort, slug=cohort)
    found = pack_by_handle(ours, handle, reader.account, every=reader.releases)
    if found is None:
        raise Http404
    return found


def people_of(pack: Pack) -> dict[str, str]:
    return names_of((pack.asked_by, pack.first_release_by, pack.second_release_by, pack.refused_by))


def _decided(request: HttpRequest, found: Pack, release: ReleaseForm, refuse: RefuseForm) -> bool:
    """A refusal stands in the form, so that what was typed is not lost."""
    actor, now = str(request.user.pk), timezone.now()
    try:
        if release.is_bound and release.is_valid():
            done = release_pack(pack=found, actor=actor, now=now)
            last = bool(done.second_release_at)
            messages.success(request, "Released. It is being built now." if last else "Released, as the first of two.")
            return True
        if refuse.is_bound and refuse.is_valid():
            refuse_pack(pack=found, because=refuse.cleaned_data["because"], actor=actor, now=now)
            messages.success(request, "Refused. Whoever asked is told.")
            return True
    except Refused as refusal:
        (release if release.is_bound else refuse).add_error(None, str(refusal))
    return False
