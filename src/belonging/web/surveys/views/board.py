"""The page for the board, and the sheet for the adult in the room. No account: the class key opens both."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.base.numbers import whole_number
from belonging.web.surveys.errors import SessionOver
from belonging.web.surveys.models import Pack, Round
from belonging.web.surveys.presenters.answering import frame
from belonging.web.surveys.presenters.board import board as present_board
from belonging.web.surveys.presenters.room_sheet import SHEETS, phase_for
from belonging.web.surveys.services.sessions import pack_in_session, session_opened_at
from belonging.web.surveys.views.addressed import for_round, not_found
from belonging.web.surveys.views.class_session import COOKIE


@require_safe
@for_round
def board(request: HttpRequest, round_: Round) -> HttpResponse:
    """Where pupils go, and how many answers are still to come: expected, as the adult types it, minus received."""
    token = request.COOKIES.get(COOKIE, "")
    try:
        pack = pack_in_session(round_=round_, token=token)
    except SessionOver:
        return redirect("answering:class", handle=round_.handle)
    page = present_board(
        round_=round_,
        pack=pack,
        opened=session_opened_at(token),
        expected=_expected(request, pack),
        now=timezone.now(),
    )
    return render(request, "surveys/board.html", {**frame(round_), "page": page})


def _expected(request: HttpRequest, pack: Pack) -> int:
    """The slips that are with pupils; the whole pack until the adult says otherwise."""
    typed = whole_number(request.GET.get("expected", ""))
    return pack.slips if typed is None else min(typed, pack.slips)


@require_safe
@for_round
def sheet(request: HttpRequest, round_: Round) -> HttpResponse:
    """What the adult says and does, for the phase of the round's school; it prints on one page."""
    if round_.is_occasion or round_.audience != "pupil":
        return not_found(request)
    year = _year_of_session(request, round_)
    page = SHEETS[phase_for(round_.host.setting, year)]
    return render(request, "surveys/class_sheet.html", {**frame(round_), "page": page})


def _year_of_session(request: HttpRequest, round_: Round) -> str:
    try:
        return pack_in_session(round_=round_, token=request.COOKIES.get(COOKIE, "")).year_group
    except SessionOver:
        return ""
