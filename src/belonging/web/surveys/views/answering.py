"""The pages where people answer. Nobody is signed in here, and no address holds a code."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belonging.instruments.model import STANDARD
from belonging.web.base.errors import Refused
from belonging.web.enrolment.rules.wordings import ENGLISH
from belonging.web.surveys.errors import (
    AnswersDeleted,
    CodeUnknown,
    CodeUsed,
    ReceiptMistyped,
    ReceiptUnknown,
    ResponseWithdrawn,
    RoundClosed,
)
from belonging.web.surveys.forms.answering import AnsweringForm
from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters import answering as present
from belonging.web.surveys.presenters.refusals import refused
from belonging.web.surveys.presenters.typography import typographic
from belonging.web.surveys.queries import round_by_handle, scope_of
from belonging.web.surveys.rules.acceptance import takes_new_people, takes_withdrawals
from belonging.web.surveys.rules.codes import ALPHABET, RECEIPT_LENGTH, CodeMistyped
from belonging.web.surveys.rules.rounds import HANDLE_LENGTH
from belonging.web.surveys.rules.words import Words
from belonging.web.surveys.services.answering import withdraw_response
from belonging.web.surveys.views.addressed import at_round, for_round, not_found, over, too_early
from belonging.web.surveys.views.kept_pages import page_reply
from belonging.web.surveys.views.sending import OUTCOMES, counted, form_of, record, refuse_guessing

CODE_REFUSALS = (CodeMistyped, CodeUnknown, CodeUsed, ResponseWithdrawn)
page_methods = require_http_methods(["GET", "HEAD", "POST"])


@page_methods
def start(request: HttpRequest) -> HttpResponse:
    """The front door, for those who type the short address of their slip."""
    context = present.without_round()
    if request.method != "POST":
        return render(request, "surveys/start.html", {**context, "typed": "", "error": ""})
    typed = request.POST.get("address", "")[:200]
    handle = handle_in(typed)
    if handle and round_by_handle(handle):
        return redirect("answering:round", handle=handle)
    error = present.address_unknown()
    return render(request, "surveys/start.html", {**context, "typed": typed, "error": error}, status=404)


def handle_in(typed: str) -> str:
    """The handle in what a person typed, the short address alone or a whole link; "" when none."""
    last = typed.partition("#")[0].strip().strip("/").rpartition("/")[2]
    return last.lower() if len(last) == HANDLE_LENGTH and set(last.upper()) <= set(ALPHABET) else ""


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    page = present.without_round()
    return render(request, "surveys/help.html", {**page, "addresses": {"help": "", "talk": ""}})


@page_methods
@at_round
def questionnaire(
    request: HttpRequest, round_: Round, edition: str = STANDARD, language: str = ENGLISH
) -> HttpResponse:
    """One page with everything, in its edition and language; POST is its Send without JavaScript."""
    begins = takes_new_people(state=round_.state, closes_at=round_.closes_at, now=timezone.now())
    if request.method != "POST" and begins:
        return page_reply(request, round_, edition, language) or not_found(request)
    with scope_of(round_):
        if request.method == "POST":
            return _sent_without_script(request, round_)
        manner = {"edition": edition, "language": language}
        return (too_early if round_.state == "draft" else over)(request, round_, manner)


def _sent_without_script(request: HttpRequest, round_: Round) -> HttpResponse:
    form = form_of(round_, {name: str(value) for name, value in request.POST.items()})
    if not form.is_valid():
        return _again(request, round_, form, _problems(form, present.words_of(round_, form.data)), 400)
    now = timezone.now()
    try:
        receipt = record(request, round_, form, now)
    except RoundClosed:
        return over(request, round_, form.data)
    except AnswersDeleted:
        return _deleted(request, round_)
    except Refused as refusal:
        sentence = refused(refusal, present.words_of(round_, form.data), answered=form.holds_answers())
        problem = present.Problem(sentence, "code" if isinstance(refusal, CODE_REFUSALS) else "")
        response = _again(request, round_, form, [problem], OUTCOMES[type(refusal)][1])
        return counted(request, round_, refusal, response, now)
    context = present.frame(round_, **present.manner_in(round_, form.data))
    return render(request, "surveys/receipt.html", {**context, "receipt": receipt.shown})


def _deleted(request: HttpRequest, round_: Round) -> HttpResponse:
    """No ticket brings back what its person deleted."""
    frame = present.frame(round_, **present.manner_in(round_, request.POST))
    return render(request, "surveys/withdraw.html", {**frame, "error": "", "done": True}, status=409)


def _problems(form: AnsweringForm, words: Words) -> list[present.Problem]:
    found = [present.Problem(typographic(sentence), name) for sentence, name in form.sentences(words)]
    return [*found, present.Problem(words["still_here_all"])] if form.holds_answers() else found


def _again(
    request: HttpRequest, round_: Round, form: AnsweringForm, problems: list[present.Problem], status: int
) -> HttpResponse:
    """The page once more, every choice still on it, with a fresh submission id where the old one is used."""
    kept = "" if status == 409 else form.data.get("submission_id", "")
    context = {
        **present.page(round_, sent=form.data, problems=problems),
        "submission_id": kept or secrets.token_hex(16),
    }
    return render(request, "surveys/answer.html", context, status=status)


@page_methods
@for_round
def withdraw(request: HttpRequest, round_: Round) -> HttpResponse:
    """Delete one's answers with the receipt, while the round is not sealed."""
    if not takes_withdrawals(state=round_.state):
        return over(request, round_, request.GET)
    context = {
        **present.frame(round_, **present.manner_in(round_, request.GET)),
        "typed": "",
        "error": "",
        "done": False,
    }
    if request.method != "POST":
        return render(request, "surveys/withdraw.html", context)
    typed = request.POST.get("receipt", "")[:40]
    now = timezone.now()
    try:
        refuse_guessing(request, round_, now)
        withdraw_response(round_=round_, receipt=receipt_in(typed), now=now)
    except Refused as refusal:
        context.update(typed=typed, error=refused(refusal, present.words_of(round_, request.GET)))
        response = render(request, "surveys/withdraw.html", context, status=OUTCOMES[type(refusal)][1])
        return counted(request, round_, refusal, response, now)
    return render(request, "surveys/withdraw.html", {**context, "done": True})


def receipt_in(typed: str) -> str:
    """The receipt a person typed, spaces, hyphens and case ignored. Raises ReceiptMistyped, ReceiptUnknown."""
    symbols = "".join(symbol for symbol in typed.upper() if symbol not in " -–—")
    if len(symbols) != RECEIPT_LENGTH:
        raise ReceiptMistyped
    if any(symbol not in ALPHABET for symbol in symbols):
        raise ReceiptUnknown
    return symbols
