"""Taking codes and answers: the script's two requests, and the path that Send without JavaScript shares."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from belonging.web.base.errors import Refused
from belonging.web.surveys.errors import (
    AnswersDeleted,
    CodesPaused,
    CodeUnknown,
    CodeUsed,
    PicturesUnknown,
    ReceiptMistyped,
    ReceiptTaken,
    ReceiptUnknown,
    ResponseWithdrawn,
    RoundClosed,
    SessionOver,
    WaitingPicturesUnknown,
)
from belonging.web.surveys.forms.answering import AnsweringForm
from belonging.web.surveys.models import Entrance, Pack, Round
from belonging.web.surveys.presenters.typography import typographic
from belonging.web.surveys.queries import facts_known, scope_of
from belonging.web.surveys.rules.budgets import BROWSER_MEMORY, BrowserTries
from belonging.web.surveys.rules.codes import CodeMistyped, read_code
from belonging.web.surveys.rules.sent_texts import read_json
from belonging.web.surveys.services.answering import Receipt, key_of, planned_for, record_durably
from belonging.web.surveys.services.envelopes import SEALED, unsealed
from belonging.web.surveys.services.sessions import key_picked
from belonging.web.surveys.services.wrong_codes import count_wrong_code, refuse_if_paused
from belonging.web.surveys.views.addressed import at_round, for_round

COOKIE = f"{settings.COOKIE_PREFIX}wrong_codes"
"""For ten minutes, how many unknown codes this browser tried."""
SALT = "surveys.wrong_codes"
OUTCOMES: dict[type[Refused], tuple[str, int]] = {
    CodeMistyped: ("mistyped", 400),
    CodeUnknown: ("unknown", 404),
    CodeUsed: ("used", 409),
    ReceiptTaken: ("renew", 409),
    ResponseWithdrawn: ("withdrawn", 409),
    AnswersDeleted: ("deleted", 409),
    CodesPaused: ("paused", 429),
    RoundClosed: ("closed", 410),
    ReceiptUnknown: ("unknown", 404),
    ReceiptMistyped: ("mistyped", 400),
    PicturesUnknown: ("unknown", 404),
    WaitingPicturesUnknown: ("unknown", 404),
    SessionOver: ("over", 403),
}
"""What the script is told, and the status that goes with it."""
STILL_HERE = "Your answers are still here."
UNREADABLE = {"outcome": "invalid", "say": "Something in these answers can't be read."}

Reply = TypeVar("Reply", bound=HttpResponse)


@require_POST
@for_round
def check(request: HttpRequest, round_: Round) -> JsonResponse:
    """Whether answers could be sent with this code, and in which edition it is planned to be answered.

    `checked` then spares the Send any pause.
    """
    now = timezone.now()
    try:
        code = read_code(read_json(request.body).get("code", "")[:40])
        refuse_guessing(request, round_, now)
        edition = planned_for(round_=round_, key=key_of(round_=round_, secret=code))
    except Refused as refusal:
        return _refused(request, round_, refusal, now)
    except ValueError:
        return JsonResponse(UNREADABLE, status=400)
    return JsonResponse({"outcome": "fine", "checked": _checked(round_, code), "edition": edition})


@require_POST
@at_round
def send(request: HttpRequest, round_: Round) -> JsonResponse:
    """The script's one Send: 200 with the receipt only when the answers are durably kept."""
    now = timezone.now()
    answered = False
    try:
        form = form_of(round_, _opened(round_, read_json(request.body), now))
        answered = form.holds_answers()
        if not form.is_valid():
            return JsonResponse(UNREADABLE, status=400)
        receipt = record(request, round_, form, now)
    except Refused as refusal:
        with scope_of(round_):
            return _refused(request, round_, refusal, now, answered=answered)
    except ValueError:
        return JsonResponse(UNREADABLE, status=400)
    return JsonResponse({"outcome": "kept", "receipt": receipt.shown})


def _opened(round_: Round, sent: dict[str, str], now: datetime) -> dict[str, str]:
    """What was sent, out of its envelope if it waited in one. A refusal leaves after the scope: what was counted stays.

    Raises what `unsealed` does.
    """
    if SEALED not in sent:
        return sent
    with scope_of(round_):
        try:
            return unsealed(round_=round_, sent=sent, now=now)
        except Refused as met:
            refusal = met
    raise refusal


def form_of(round_: Round, sent: Mapping[str, str]) -> AnsweringForm:
    return AnsweringForm(
        sent,
        instrument=round_.instrument,
        comments_on=round_.cohort.comments_on,
        known_facts=facts_known(round_),
    )


def record(request: HttpRequest, round_: Round, form: AnsweringForm, now: datetime) -> Receipt:
    """Record what a valid form holds. Raises what `record_response` does, CodeMistyped and CodesPaused.

    Durable when it returns, whatever is to be said or counted afterwards; inside a scope, when that has ended.
    """
    submission = form.submission(form.submission_id or _own_id(round_, form))
    if form.picked and not form.code:
        if round_.entrance != Entrance.SLIPS:
            raise CodeUnknown
        return record_durably(round_=round_, key=key_picked(form.picked), submission=submission, now=now)
    secret = submission.submission_id
    if round_.entrance == Entrance.SLIPS:
        secret = read_code(form.code)
        if not hmac.compare_digest(form.checked.encode(), _checked(round_, secret).encode()):
            with scope_of(round_):
                refuse_guessing(request, round_, now)
    key = key_of(round_=round_, secret=secret)
    return record_durably(round_=round_, key=key, submission=submission, now=now)


def _own_id(round_: Round, form: AnsweringForm) -> str:
    """For a page that could not make one: a ticket's form has the same each time it is sent."""
    if not (form.picked or form.code):
        return secrets.token_hex(16)
    return key_of(round_=round_, secret=f"form:{form.content()}")[:32]


def refuse_guessing(request: HttpRequest, round_: Round, now: datetime, pack: Pack | None = None) -> None:
    """CodesPaused while this browser should wait or this hour's unknown codes, of the round or a pack, are spent."""
    seconds = _tries(request).seconds_to_wait(now)
    if seconds:
        raise CodesPaused(seconds)
    refuse_if_paused(round_=round_, now=now, pack=pack)


def counted(
    request: HttpRequest, round_: Round, refusal: Refused, response: Reply, now: datetime, pack: Pack | None = None
) -> Reply:
    """The response; an unknown code or receipt is counted, for the round and in this browser's token."""
    unknown = isinstance(refusal, CodeUnknown | ReceiptUnknown | PicturesUnknown)
    if not unknown or isinstance(refusal, WaitingPicturesUnknown):
        return response
    count_wrong_code(round_=round_, now=now, pack=pack)
    tries = _tries(request).with_one_more(now)
    response.set_cookie(
        COOKIE,
        signing.dumps([tries.count, int(now.timestamp())], salt=SALT),
        max_age=BROWSER_MEMORY,
        path="/r/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def said(refusal: Refused, *, answered: bool) -> str:
    """The refusal's sentence; whoever has `answered` is also told that nothing of it is lost."""
    sentence = typographic(str(refusal))
    return f"{sentence} {STILL_HERE}" if answered and isinstance(refusal, CodeUsed) else sentence


def _refused(
    request: HttpRequest, round_: Round, refusal: Refused, now: datetime, *, answered: bool = False
) -> JsonResponse:
    outcome, status = OUTCOMES[type(refusal)]
    response = JsonResponse({"outcome": outcome, "say": said(refusal, answered=answered)}, status=status)
    return counted(request, round_, refusal, response, now)


def _tries(request: HttpRequest) -> BrowserTries:
    """A missing, stale or altered token says that nothing was tried."""
    try:
        count, seconds = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=BROWSER_MEMORY)
    except signing.BadSignature:
        return BrowserTries()
    return BrowserTries(count, datetime.fromtimestamp(seconds, tz=UTC))


def _checked(round_: Round, code: str) -> str:
    return key_of(round_=round_, secret=f"checked:{code}")
