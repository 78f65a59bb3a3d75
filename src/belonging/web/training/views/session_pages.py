"""One session as the team sees it: who comes, who has been, the code, the door, the materials."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.base.numbers import LARGEST_KEY, whole_number
from belonging.web.surveys.views.uploads import in_memory_uploads
from belonging.web.training.forms.team import MaterialForm, WalkInForm
from belonging.web.training.models import Material, Session
from belonging.web.training.presenters.printed import here_address, list_pdf, poster_pdf
from belonging.web.training.presenters.sessions import fact_rows, joins_at, team_line
from belonging.web.training.presenters.team import Register, register_of, team_facts, tools_of
from belonging.web.training.queries.bookings import bookings_in, materials_of, waiting_in
from belonging.web.training.queries.sessions import counted_over, schools_for
from belonging.web.training.services.attendance import add_present, tick_list
from belonging.web.training.services.materials import add_material, remove_material
from belonging.web.training.views.parts import (
    actor_of,
    material_reply,
    page_or_post,
    paged,
    pdf_reply,
    session_or_404,
)

ON_A_LIST = 100


@require_safe
@for_programme(Permission.RUN_TRAINING)
def team_session(request: HttpRequest, session: int) -> HttpResponse:
    found, now = session_or_404(session), timezone.now()
    counted = counted_over(Session.objects.filter(pk=found.pk)).get()
    shown = {
        "session": found,
        "line": team_line(found, now),
        "rows": [*fact_rows(found, has_place=True, now=now), *team_facts(counted)],
        "link": joins_at(found, has_place=True),
        "waiting": waiting_in(found)[:ON_A_LIST],
        "materials": materials_of(found),
        "tools": tools_of(found, now),
    }
    return render(request, "training/team_session.html", shown)


@page_or_post
@for_programme(Permission.RUN_TRAINING)
def attendance(request: HttpRequest, session: int) -> HttpResponse:
    """The list to tick at the door: one page of it at a time, so that a phone can carry it."""
    found = session_or_404(session)
    if request.method == "POST":
        shown, present = _numbers(request, "shown"), _numbers(request, "present")
        try:
            tick_list(session=found, shown=shown, present=present, actor=actor_of(request), now=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "The list is kept.")
        return redirect(request.get_full_path())
    page = paged(request, bookings_in(found), ON_A_LIST)
    register: Register = register_of(found, page.object_list, timezone.now())
    return render(request, "training/attendance.html", {"session": found, "register": register, "turning": page})


@page_or_post
@for_programme(Permission.RUN_TRAINING)
def walk_ins(request: HttpRequest, session: int) -> HttpResponse:
    found = session_or_404(session)
    form = WalkInForm(request.POST or None, schools=list(schools_for(found)))
    if request.method == "POST" and form.is_valid():
        try:
            been = add_present(
                session=found,
                school=form.chosen_school,
                people=form.attendees,
                actor=actor_of(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{len(been)} added to the list as having been there.")
            return redirect("training:attendance", session=found.pk)
    return render(request, "training/walk_ins.html", {"session": found, "form": form})


@never_cache
@require_safe
@for_programme(Permission.RUN_TRAINING)
def sheet(_request: HttpRequest, session: int) -> HttpResponse:
    found, now = session_or_404(session), timezone.now()
    return pdf_reply(list_pdf(found, list(bookings_in(found)), now=now).pdf, f"attendance-{found.pk}")


@never_cache
@require_safe
@for_programme(Permission.RUN_TRAINING)
def poster(_request: HttpRequest, session: int) -> HttpResponse:
    found = session_or_404(session)
    return pdf_reply(poster_pdf(found, now=timezone.now()).pdf, f"door-{found.pk}")


@never_cache
@require_safe
@for_programme(Permission.RUN_TRAINING)
def code(request: HttpRequest, session: int) -> HttpResponse:
    """The code in big letters, to be shared on the screen."""
    address = here_address().partition("://")[2].rstrip("/")
    return render(request, "training/code.html", {"session": session_or_404(session), "address": address})


@in_memory_uploads
@page_or_post
@for_programme(Permission.RUN_TRAINING)
def materials(request: HttpRequest, session: int) -> HttpResponse:
    found = session_or_404(session)
    form = MaterialForm(request.POST, request.FILES) if request.method == "POST" else MaterialForm()
    if request.method == "POST" and form.is_valid():
        try:
            add_material(session=found, words=form.words, actor=actor_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "link", str(refusal))
        else:
            messages.success(request, "The material is added.")
            return redirect("training:team_session", session=found.pk)
    return render(request, "training/materials.html", {"session": found, "form": form})


@require_safe
@for_programme(Permission.RUN_TRAINING)
def material(_request: HttpRequest, session: int, material: int) -> HttpResponse:
    return material_reply(_material_or_404(session, material))


@require_POST
@for_programme(Permission.RUN_TRAINING)
def material_remove(request: HttpRequest, session: int, material: int) -> HttpResponse:
    found = _material_or_404(session, material)
    remove_material(material=found, actor=actor_of(request), now=timezone.now())
    messages.success(request, f"“{found.title}” is removed.")
    return redirect("training:team_session", session=session)


def _material_or_404(session: int, pk: int) -> Material:
    found = Material.objects.filter(session_id=session, pk=pk).first()
    if found is None:
        raise Http404
    return found


def _numbers(request: HttpRequest, name: str) -> set[int]:
    return {
        number for each in request.POST.getlist(name) if (number := whole_number(each, most=LARGEST_KEY)) is not None
    }
