"""Typing paper forms in, under the class session: no account, keyboard only. Recorded as paper."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from belonging.web.base.errors import Refused
from belonging.web.base.numbers import whole_number
from belonging.web.surveys.errors import CodesPaused, SessionOver
from belonging.web.surveys.forms.typing import TypingForm
from belonging.web.surveys.models import Entrance, Pack, Round
from belonging.web.surveys.presenters.answering import frame
from belonging.web.surveys.presenters.asking import Asking
from belonging.web.surveys.presenters.round_asked import asking_of
from belonging.web.surveys.presenters.typing import UNDONE, Kept, refused_words, typing_page, values_by_key
from belonging.web.surveys.queries.packs import edition_of
from belonging.web.surveys.rules.acceptance import takes_new_people
from belonging.web.surveys.services.answering import key_of, record_response, withdraw_response
from belonging.web.surveys.services.sessions import pack_in_session
from belonging.web.surveys.views.addressed import for_round, not_found, over
from belonging.web.surveys.views.class_session import COOKIE, page_methods
from belonging.web.surveys.views.sending import OUTCOMES, counted, refuse_guessing

MOST = 2000
"""More forms than a school has pupils: a count that says so is none of ours."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an adult types: the round, the class of the session, and what stands on the sheets."""

    round_: Round
    pack: Pack
    asking: Asking


@page_methods
@for_round
def typing(request: HttpRequest, round_: Round) -> HttpResponse:
    """One form after another; the page remembers how many, and the receipt of the last."""
    if round_.entrance != Entrance.SLIPS or round_.audience != "pupil":
        return not_found(request)
    if not takes_new_people(state=round_.state, closes_at=round_.closes_at, now=timezone.now()):
        return over(request, round_)
    try:
        pack = pack_in_session(round_=round_, token=request.COOKIES.get(COOKIE, ""))
    except SessionOver:
        return redirect("answering:class", handle=round_.handle)
    asking = _asking(request, round_, pack)
    if asking is None:
        return not_found(request)
    if request.method != "POST":
        return _page(request, Desk(round_, pack, asking), Kept())
    return (_undo if "undo" in request.POST else _keep)(request, Desk(round_, pack, asking))


def _asking(request: HttpRequest, round_: Round, pack: Pack) -> Asking | None:
    """In the edition and language of the sheet; at first in the edition planned for the class."""
    edition = request.GET.get("edition") or edition_of(round_, pack)
    return asking_of(round_, edition[:20], request.GET.get("language", "en")[:3])


def _keep(request: HttpRequest, desk: Desk) -> HttpResponse:
    kept, now = _kept(request), timezone.now()
    form = TypingForm(request.POST, keyed=values_by_key(desk.asking))
    if not form.is_valid():
        wrong = {name: " ".join(map(str, faults)) for name, faults in form.errors.items()}
        return _page(request, desk, kept, wrong=wrong, status=400)
    try:
        refuse_guessing(request, desk.round_, now, desk.pack)
        receipt = record_response(
            round_=desk.round_,
            key=key_of(round_=desk.round_, secret=form.cleaned_data["code"]),
            submission=form.submission(edition=desk.asking.edition, language=desk.asking.language),
            now=now,
        )
    except Refused as refusal:
        status = OUTCOMES[type(refusal)][1]
        reply = _page(request, desk, kept, wrong={"code": refused_words(refusal)}, status=status)
        return counted(request, desk.round_, refusal, reply, now, desk.pack)
    done = Kept(kept.typed + 1, receipt.symbols, f"Kept. Next form: type its code. {kept.typed + 1} so far.")
    return _page(request, desk, done)


def _undo(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take back the last form by its receipt. Once more changes nothing; a guess counts as on any page."""
    kept, now = _kept(request), timezone.now()
    try:
        refuse_guessing(request, desk.round_, now, desk.pack)
        withdraw_response(round_=desk.round_, receipt=kept.receipt, now=now)
    except Refused as refusal:
        receipt = kept.receipt if isinstance(refusal, CodesPaused) else ""
        unchanged = replace(kept, receipt=receipt, refused=refused_words(refusal))
        reply = _page(request, desk, unchanged, status=OUTCOMES[type(refusal)][1])
        return counted(request, desk.round_, refusal, reply, now, desk.pack)
    return _page(request, desk, Kept(max(0, kept.typed - 1), "", UNDONE))


def _kept(request: HttpRequest) -> Kept:
    number = min(whole_number(request.POST.get("typed", "")) or 0, MOST)
    return Kept(number, request.POST.get("last", "")[:20])


def _page(
    request: HttpRequest,
    desk: Desk,
    kept: Kept,
    *,
    wrong: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    sent = {name: str(value) for name, value in request.POST.items()} if wrong else None
    page = typing_page(desk.asking, desk.pack.label, kept, sent=sent, wrong=wrong)
    return render(request, "surveys/class_typing.html", {**frame(desk.round_), "page": page}, status=status)
