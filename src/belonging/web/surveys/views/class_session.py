"""Where an adult opens a class session on a device, and where a child taps five pictures. No account, no names."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from belonging.web.base.errors import Refused
from belonging.web.surveys.errors import SessionOver
from belonging.web.surveys.models import Entrance, Pack, Round
from belonging.web.surveys.presenters import answering as present
from belonging.web.surveys.presenters.class_session import keypad, opened_class
from belonging.web.surveys.presenters.round_asked import address_of
from belonging.web.surveys.presenters.typography import typographic
from belonging.web.surveys.queries.packs import edition_of
from belonging.web.surveys.rules.acceptance import takes_new_people
from belonging.web.surveys.rules.editions import planned_edition
from belonging.web.surveys.rules.pictures import SESSION, TAPS
from belonging.web.surveys.services.sessions import (
    pack_in_session,
    pack_of_class_key,
    pick,
    session_opened_at,
    session_token,
    slip_of_pictures,
    waiting_token,
)
from belonging.web.surveys.views.addressed import for_round, not_found, over, too_early
from belonging.web.surveys.views.sending import COOKIE as TRIES
from belonging.web.surveys.views.sending import OUTCOMES, counted, refuse_guessing

COOKIE = f"{settings.COOKIE_PREFIX}class_session"
"""For ninety minutes, which pack's pictures this device takes. Signed; it says nothing of any child."""
UNDO = "undo"
END = "end"
UNTIL = "Class-Until"
"""On pages of an open class, for the service worker: from this second on it gives none of them out."""
page_methods = require_http_methods(["GET", "HEAD", "POST"])


@page_methods
@for_round
def open_class(request: HttpRequest, round_: Round) -> HttpResponse:
    """The adult's page: the class key from the cover, once on each device; then what this device needs of them."""
    closed = _closed(request, round_)
    if closed is not None:
        return closed
    if END in request.POST:
        return _ended(round_)
    if request.method != "POST":
        return _adults_page(request, round_)
    context = {**present.frame(round_), "typed": "", "error": ""}
    now = timezone.now()
    typed = request.POST.get("key", "")[:40]
    try:
        refuse_guessing(request, round_, now)
        pack = pack_of_class_key(round_=round_, typed=typed)
    except Refused as refusal:
        context.update(typed=typed, error=_said_to_adult(refusal))
        reply = render(request, "surveys/class_open.html", context, status=OUTCOMES[type(refusal)][1])
        return counted(request, round_, refusal, reply, now)
    return _opened(round_, pack)


def _adults_page(request: HttpRequest, round_: Round) -> HttpResponse:
    """The page of the open class; where none is open, the way to open one."""
    token = request.COOKIES.get(COOKIE, "")
    try:
        pack = pack_in_session(round_=round_, token=token)
    except SessionOver:
        return render(request, "surveys/class_open.html", {**present.frame(round_), "typed": "", "error": ""})
    page = opened_class(round_=round_, pack=pack, opened=session_opened_at(token), now=timezone.now())
    reply = render(request, "surveys/class_opened.html", {**present.frame(round_), "page": page})
    reply[UNTIL] = _until(token)
    return reply


def _until(token: str) -> str:
    return str(int((session_opened_at(token) + SESSION).timestamp()))


@page_methods
@for_round
def pictures(request: HttpRequest, round_: Round) -> HttpResponse:
    """Five taps, one post each without JavaScript; the fifth leads into the questionnaire. The script asks for JSON."""
    closed = _closed(request, round_)
    if closed is not None:
        return closed
    token = request.COOKIES.get(COOKIE, "")
    try:
        pack = pack_in_session(round_=round_, token=token)
    except SessionOver as refusal:
        if _for_script(request):
            return _told(refusal)
        context = {**present.frame(round_), "over": typographic(str(refusal))}
        return render(request, "surveys/class_over.html", context, status=OUTCOMES[SessionOver][1])
    taps = _taps(request)
    if len(taps) < TAPS:
        reply = _keypad(request, round_, pack, taps)
        reply[UNTIL] = _until(token)
        return reply
    return _picked(request, round_, pack, taps)


def _picked(request: HttpRequest, round_: Round, pack: Pack, taps: str) -> HttpResponse:
    now = timezone.now()
    try:
        refuse_guessing(request, round_, now, pack)
        picked = pick(round_=round_, pack=pack, taps=taps)
        slip = slip_of_pictures(round_=round_, pack=pack, taps=taps)
    except Refused as refusal:
        status = OUTCOMES[type(refusal)][1]
        if _for_script(request):
            return counted(request, round_, refusal, _told(refusal), now, pack)
        reply = _keypad(request, round_, pack, "", error=typographic(str(refusal)), status=status)
        return counted(request, round_, refusal, reply, now, pack)
    edition = planned_edition(edition=slip.edition, year_group=slip.year_group or pack.year_group)
    reply = _into_the_questions(request, round_, edition, picked)
    # The next child on this device begins with tries of their own.
    reply.delete_cookie(TRIES, path="/r/", samesite="Strict")
    return reply


def _into_the_questions(request: HttpRequest, round_: Round, edition: str, picked: str) -> HttpResponse:
    if _for_script(request):
        begin = address_of(round_.handle, edition)
        return JsonResponse({"outcome": "fine", "picked": picked, "edition": edition, "begin": begin})
    planned = {"edition": edition, "picked": picked}
    context = {**present.page(round_, sent=planned), "submission_id": secrets.token_hex(16)}
    return render(request, "surveys/answer.html", context)


def _for_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _told(refusal: Refused) -> JsonResponse:
    outcome, status = OUTCOMES[type(refusal)]
    return JsonResponse({"outcome": outcome, "say": typographic(str(refusal))}, status=status)


def _keypad(
    request: HttpRequest, round_: Round, pack: Pack, taps: str, *, error: str = "", status: int = 200
) -> HttpResponse:
    edition = edition_of(round_, pack)
    page = keypad(pack=pack, taps=taps, begin=address_of(round_.handle, edition), token=waiting_token(pack))
    context = {**present.frame(round_, edition=edition), "page": page, "error": error}
    return render(request, "surveys/pictures.html", context, status=status)


def _taps(request: HttpRequest) -> str:
    """What was tapped so far, with the last tap; the digits of places in PICTURES."""
    before = "".join(sign for sign in request.POST.get("taps", "")[:TAPS] if sign in "0123456789abcdef")
    tap = request.POST.get("tap", "")
    if tap == UNDO:
        return before[:-1]
    return (before + tap)[:TAPS] if len(tap) == 1 and tap in "0123456789abcdef" else before


def _closed(request: HttpRequest, round_: Round) -> HttpResponse | None:
    """The page for a round that takes nobody new, or has no class sessions at all."""
    if round_.entrance != Entrance.SLIPS or round_.audience != "pupil":
        return not_found(request)
    if round_.state == "draft":
        return too_early(request, round_)
    if not takes_new_people(state=round_.state, closes_at=round_.closes_at, now=timezone.now()):
        return over(request, round_)
    return None


def _opened(round_: Round, pack: Pack) -> HttpResponse:
    # A fragment of its own, or the browser would carry the key of the cover's square along.
    reply = redirect(reverse("answering:class", args=[round_.handle]) + "#main")
    reply.set_cookie(
        COOKIE,
        session_token(pack),
        max_age=SESSION,
        path=f"/r/{round_.handle}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return reply


def _ended(round_: Round) -> HttpResponse:
    """On this device; what waits on it still goes."""
    reply = redirect("answering:class", handle=round_.handle)
    reply.delete_cookie(COOKIE, path=f"/r/{round_.handle}/", samesite="Strict")
    return reply


def _said_to_adult(refusal: Refused) -> str:
    """The refusals of codes speak to a child with a ticket; this is an adult with a cover."""
    words = typographic(str(refusal))
    for ticket, cover in (("your ticket", "the cover page"), ("code", "key"), (", or ask for another one", "")):
        words = words.replace(ticket, cover).replace(ticket.capitalize(), cover.capitalize())
    return words
