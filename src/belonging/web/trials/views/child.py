"""What the child in a trial sees: the page itself. Nothing of it is sent."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.base.scope import programme_scope
from belonging.web.surveys.presenters.answering import page_of
from belonging.web.surveys.presenters.previews import asking_without_round
from belonging.web.trials.queries import open_trial


@never_cache
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """No account: the link is the key, until the trial is written up."""
    with programme_scope("a trial of wording"):
        trial = open_trial(token, timezone.now())
        if trial is None:
            raise Http404
        asking = asking_without_round(trial.instrument, trial.edition, trial.language, mode="trial")
    if asking is None:
        raise Http404
    return render(request, "surveys/answer.html", page_of(asking))
