"""Where somebody asks to talk, in the answering process. Nobody is signed in, and no answer is near."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from belonging.web.safeguarding.forms.talking import TalkForm
from belonging.web.safeguarding.presenters.talking import after_page, talk_page
from belonging.web.safeguarding.rules.escalation import answer_by
from belonging.web.safeguarding.services.talking import ask_to_talk
from belonging.web.schools.queries import calendar_of
from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters.answering import words_of
from belonging.web.surveys.rules.acceptance import takes_talk_requests
from belonging.web.surveys.views.addressed import for_round, not_found, over


@require_http_methods(["GET", "HEAD", "POST"])
@for_round
def talk(request: HttpRequest, round_: Round) -> HttpResponse:
    """One plain form, in the language of the page before. What was kept is answered by what may truly be said now."""
    manner = request.GET.dict()
    if round_.is_occasion:
        return not_found(request)
    if not takes_talk_requests(state=round_.state):
        return over(request, round_, manner)
    if request.method != "POST":
        return render(request, "safeguarding/talk.html", talk_page(round_, token=secrets.token_hex(16), manner=manner))
    form = TalkForm(request.POST)
    sent = {name: str(value) for name, value in request.POST.items()}
    if not form.is_valid():
        wrong = form.first_wrong(words_of(round_, manner))
        page = talk_page(round_, token=secrets.token_hex(16), manner=manner, sent=sent, wrong=wrong)
        return render(request, "safeguarding/talk.html", page, status=400)
    now = timezone.now()
    wanted = form.wanted()
    ask_to_talk(round_=round_, wanted=wanted, token=form.token_or_new(), now=now)
    by = answer_by(calendar_of(round_.host), now)
    return render(request, "safeguarding/talk_kept.html", after_page(round_, manner=manner, wanted=wanted, by=by))
