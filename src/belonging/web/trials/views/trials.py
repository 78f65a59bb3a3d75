"""The programme's pages of trials: prepare, write up, and sign an edition off."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from belonging.instruments.load import load
from belonging.web.accounts.access import for_programme
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.enrolment.models import WordingTried
from belonging.web.enrolment.queries.tried import signed_off
from belonging.web.surveys.presenters.qr import qr_inline
from belonging.web.trials import queries
from belonging.web.trials.forms.trials import PrepareForm, SayForm, WriteUpForm
from belonging.web.trials.models import Trial
from belonging.web.trials.presenters import trials as present
from belonging.web.trials.services.signing import Signer, Wording, sign_off_edition, take_back
from belonging.web.trials.services.trials import TRIED, discard_trial, prepare_trial, write_up

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@page_or_post
@for_programme(Permission.RUN_TRIALS)
def trials(request: HttpRequest) -> HttpResponse:
    """All editions and how far they are; a POST prepares a trial."""
    form = PrepareForm(
        request.POST if request.method == "POST" else None,
        editions=present.editions_named(),
        languages=present.languages_named(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = prepare_trial(**form.cleaned_data, actor=str(request.user.pk), now=timezone.now())
            return redirect("trials:trial", made.pk)
        except Refused as refusal:
            form.add_error("edition", str(refusal))
    context = {
        "form": form,
        "lines": present.lines(queries.numbers_written(TRIED)),
        "waiting": present.waiting(queries.open_trials()),
    }
    return render(request, "trials/trials.html", context)


@page_or_post
@for_programme(Permission.RUN_TRIALS)
def trial(request: HttpRequest, number: int) -> HttpResponse:
    """The link for the child's device, and afterwards how it went."""
    found = _trial(number)
    if found.written_at is not None:
        return redirect("trials:edition", found.edition, found.language)
    said = present.statements(found.edition, found.language)
    form = WriteUpForm(request.POST if request.method == "POST" else None, statements=said)
    if request.method == "POST" and form.is_valid():
        try:
            write_up(trial=found, account=form.account, actor=str(request.user.pk), now=timezone.now())
            messages.success(request, "Thank you. The trial is written up, and its link no longer opens.")
            return redirect("trials:edition", found.edition, found.language)
        except Refused as refusal:
            form.add_error("held_on", str(refusal))
    address = f"{settings.STAFF_URL}{reverse('trials:child', args=[found.token])}"
    context = {"trial": found, "form": form, "what": present.named(found.edition, found.language)}
    context["is_open"] = queries.open_trial(found.token, timezone.now()) is not None
    return render(request, "trials/trial.html", context | {"address": address, "square": qr_inline(address)})


@require_POST
@for_programme(Permission.RUN_TRIALS)
def discard(request: HttpRequest, number: int) -> HttpResponse:
    try:
        discard_trial(trial=_trial(number), actor=str(request.user.pk), now=timezone.now())
        messages.success(request, "The trial is discarded.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("trials:trials")


@page_or_post
@for_programme(Permission.RUN_TRIALS)
def edition(request: HttpRequest, edition: str, language: str) -> HttpResponse:
    """How it went card by card; a POST signs it off or takes that back."""
    if edition not in load(TRIED).editions or language not in present.languages_named():
        raise Http404
    standing = signed_off(TRIED, edition, language)
    form = SayForm(request.POST if request.method == "POST" else None, standing=standing is not None)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _said(request, Wording(TRIED, edition, language), form))
            return redirect("trials:edition", edition, language)
        except Refused as refusal:
            form.add_error("words", str(refusal))
    return _edition(request, Wording(TRIED, edition, language), standing, form)


def _said(request: HttpRequest, wording: Wording, form: SayForm) -> str:
    """What was done, in words. Raises Refused."""
    user, words, now = cast(User, request.user), form.cleaned_data["words"], timezone.now()
    signer = Signer(str(user.pk), user.name)
    if request.POST.get("act") == "back":
        take_back(wording=wording, because=words, signer=signer, now=now)
        return "It is a draft again, and pages for adults say so."
    sign_off_edition(wording=wording, note=words, signer=signer, now=now)
    return "Signed off as tried with children. Pages for adults no longer call it a draft."


def _edition(request: HttpRequest, wording: Wording, standing: WordingTried | None, form: SayForm) -> HttpResponse:
    held = queries.written_trials(wording.instrument, wording.edition, wording.language)
    page = present.edition_page(
        edition=wording.edition,
        language=wording.language,
        standing=standing,
        trials=held,
        found=queries.tallied(held, [item.key for item in load(TRIED).items]),
    )
    return render(request, "trials/edition.html", {"page": page, "form": form})


def _trial(number: int) -> Trial:
    """Raises Http404."""
    found = queries.trial_of(number)
    if found is None:
        raise Http404
    return found
