"""Break-glass: the programme's two people, then the school's."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_programme, for_school, recently_authenticated
from belonging.web.accounts.models import User
from belonging.web.accounts.proofs import is_exempt, proved_recently
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.safeguarding.errors import GlassMended
from belonging.web.safeguarding.forms.glass import CodeForm, ProposeForm
from belonging.web.safeguarding.models import BreakGlass
from belonging.web.safeguarding.presenters.glass import codes_page, glass_page, glass_tasks
from belonging.web.safeguarding.queries.calls import names_of
from belonging.web.safeguarding.queries.glass import all_glass, glass_for, glass_named
from belonging.web.safeguarding.rules.standing import Somebody
from belonging.web.safeguarding.services.breaking import confirm, end, propose, try_code
from belonging.web.schools.models import School

YES = "Yes: these words came with this slip. Please telephone your safeguarding lead now. This has ended."
STALE = (
    "It is more than a quarter of an hour since you showed who you are. Open this page in another tab, show it once "
    "more there, then press the button here again."
)
NO = "No: these words did not come with this slip. That says nothing of whether it has been used."


@never_cache
@require_safe
@for_programme(Permission.BREAK_GLASS)
def glass(request: HttpRequest) -> HttpResponse:
    return render(request, "safeguarding/glass.html", {"tasks": glass_tasks(all_glass())})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.BREAK_GLASS)
def glass_propose(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _propose(request)
    form = ProposeForm(request.POST)
    if form.is_valid() and not _is_fresh(request):
        # What is posted must not wait in a session for the proof: it tells of somebody.
        form.add_error(None, STALE)
    elif form.is_valid():
        reference = form.cleaned_data["reference"]
        try:
            made = propose(reference=reference, reason=form.reason(), actor=_account(request), now=timezone.now())
        except Refused as refusal:
            form.add_error("reference", str(refusal))
        else:
            messages.success(request, "Proposed. All other programme managers have a mail. Please telephone one.")
            return redirect("safeguarding:glass_one", handle=made.handle)
    return render(request, "safeguarding/glass_propose.html", {"form": form})


@recently_authenticated
def _propose(request: HttpRequest) -> HttpResponse:
    return render(request, "safeguarding/glass_propose.html", {"form": ProposeForm()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.BREAK_GLASS)
@recently_authenticated
def glass_one(request: HttpRequest, handle: str) -> HttpResponse:
    """`act` on the button pressed: confirm or end."""
    found = glass_named(handle)
    if found is None:
        raise Http404
    if request.method == "POST":
        act = confirm if request.POST.get("act") == "confirm" else end
        try:
            act(glass=found, actor=_account(request), now=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return redirect("safeguarding:glass_one", handle=handle)
    names = names_of([found.proposed_by, found.confirmed_by])
    page = glass_page(found, names, _account(request))
    return render(request, "safeguarding/glass_one.html", {"page": page, "glass": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_school(Permission.PRINT_SLIPS)
def glass_codes(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    found = glass_for(school, _somebody(request), handle, timezone.localdate())
    if found is None:
        raise Http404
    if request.method != "POST":
        return _codes(request, school=school, glass=found)
    if not _is_fresh(request):
        # What is posted must not wait in a session for the proof: it is a code.
        messages.warning(request, "We ask who you are once more first. Then please type the code again.")
        return redirect("safeguarding:glass_codes", school=school.slug, handle=handle)
    form = CodeForm(request.POST)
    if form.is_valid() and _tried(request, found, form):
        return redirect("safeguarding:glass_codes", school=school.slug, handle=handle)
    return _codes_page(request, school, found, form)


@recently_authenticated
def _codes(request: HttpRequest, *, school: School, glass: BreakGlass) -> HttpResponse:
    return _codes_page(request, school, glass, CodeForm())


def _codes_page(request: HttpRequest, school: School, glass: BreakGlass, form: CodeForm) -> HttpResponse:
    page = codes_page(glass, names_of([glass.proposed_by, glass.confirmed_by]))
    return render(request, "safeguarding/glass_codes.html", {"school": school, "page": page, "form": form})


def _tried(request: HttpRequest, glass: BreakGlass, form: CodeForm) -> bool:
    """Whether there is something new to say; if not, what was wrong stands at the form."""
    try:
        matched = try_code(
            glass=glass,
            typed=form.cleaned_data["code"],
            who=_somebody(request),
            now=timezone.now(),
        )
    except GlassMended as refusal:
        messages.warning(request, str(refusal))
        return True
    except Refused as refusal:
        form.add_error("code", str(refusal))
        return False
    messages.add_message(request, messages.SUCCESS if matched else messages.INFO, YES if matched else NO)
    return True


def _is_fresh(request: HttpRequest) -> bool:
    user = _user(request)
    return is_exempt(user) or proved_recently(request, user)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _somebody(request: HttpRequest) -> Somebody:
    return Somebody(_user(request).email, _account(request))


def _account(request: HttpRequest) -> str:
    return str(request.user.pk)
