"""Slips for one class by number, the packs that were printed, and a pack that is lost."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_school, recently_authenticated
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.schools.models import School
from belonging.web.surveys.forms.slips import LostPackForm, SlipsForm
from belonging.web.surveys.models import Pack, Round, State
from belonging.web.surveys.presenters.packs import packs_page
from belonging.web.surveys.presenters.rounds import round_title
from belonging.web.surveys.queries import pack_in_round, packs_of, round_in_school
from belonging.web.surveys.services.packs import revoke_pack
from belonging.web.surveys.views.printing import Printing, printed

page_or_post = require_http_methods(["GET", "HEAD", "POST"])
NOT_OPEN = "Slips are printed while the questionnaire is open."


@never_cache
@page_or_post
@for_school(Permission.PRINT_SLIPS)
@recently_authenticated
def slips(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    """A good POST answers with the PDF, the only time these codes are ever shown."""
    found = round_of(school, handle)
    if found.state != State.OPEN:
        return not_open(request, found)
    form = SlipsForm(request.POST or None, round_=found, initial=_asked_for(request))
    if request.method == "POST" and form.is_valid():
        job = Printing(found, (form.wanted,), str(request.user.pk), timezone.now(), large=form.cleaned_data["large"])
        try:
            return printed(request, job)
        except Refused as refusal:
            form.add_error("pack_label", str(refusal))
    return render(request, "surveys/slips.html", {**named(school, found), "form": form})


@require_safe
@for_school(Permission.PRINT_SLIPS)
def packs(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    found = round_of(school, handle)
    page = packs_page(round_=found, packs=packs_of(found))
    return render(request, "surveys/packs.html", {**named(school, found), "page": page})


@page_or_post
@for_school(Permission.PRINT_SLIPS)
@recently_authenticated
def lost(request: HttpRequest, school: School, handle: str, pack: int) -> HttpResponse:
    found = _pack(school, handle, pack)
    form = LostPackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            revoke_pack(pack=found, reason=reason, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(
                request, f"The unused slips of {found.label} no longer work. You can print new slips for it."
            )
        return redirect("surveys:packs", school=school.slug, handle=handle)
    return render(request, "surveys/pack_lost.html", {**named(school, found.round), "pack": found, "form": form})


def round_of(school: School, handle: str) -> Round:
    found = round_in_school(school, handle)
    if found is None:
        raise Http404
    return found


def named(school: School, found: Round) -> dict[str, object]:
    return {"school": school, "round": found, "title": round_title(found)}


def not_open(request: HttpRequest, found: Round) -> HttpResponse:
    messages.info(request, NOT_OPEN)
    return redirect("surveys:round", school=found.host.slug, handle=found.handle)


def _pack(school: School, handle: str, pk: int) -> Pack:
    found = pack_in_round(round_of(school, handle), pk)
    if found is None:
        raise Http404
    return found


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """A link may fill in the pack's name and year: a lost pack again, or a later sitting."""
    return {"pack_label": request.GET.get("label", "")[:40], "year_group": request.GET.get("year", "")[:2]}
