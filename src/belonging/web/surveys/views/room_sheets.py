"""The sheets for the adult in the room, for anybody: as pages, and as PDF of one side each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.surveys.presenters.room_sheet import SHEETS, Sheet, sheet_pdf


@require_safe
def sheet(request: HttpRequest, phase: str) -> HttpResponse:
    others = [each for each in SHEETS.values() if each.phase != phase]
    return render(request, "surveys/room_sheet.html", {"page": _found(phase), "others": others})


@require_safe
def pdf(_request: HttpRequest, phase: str) -> HttpResponse:
    reply = HttpResponse(sheet_pdf(_found(phase), now=timezone.now()), content_type="application/pdf")
    reply["Content-Disposition"] = f'inline; filename="in-the-room-{phase}.pdf"'
    return reply


def _found(phase: str) -> Sheet:
    if phase not in SHEETS:
        raise Http404
    return SHEETS[phase]
