"""The evaluator's agreement."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.packs.forms.agreement import AgreementForm
from belonging.web.packs.queries.packs import agreement_of, counts_on
from belonging.web.packs.services.agreements import end_agreement, sign_agreement
from belonging.web.programme.models import Cohort


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.ASK_FOR_PACKS)
def agreement(request: HttpRequest, cohort: str) -> HttpResponse:
    """What was signed, or the form."""
    ours, user, now = get_object_or_404(Cohort, slug=cohort), cast(User, request.user), timezone.now()
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sign_agreement(cohort=ours, evaluator=user, wording=form.wording, now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Signed. You can ask for a pack now.")
            return redirect("packs:packs", cohort=ours.slug)
    signed = agreement_of(ours, str(user.pk))
    counts = counts_on(signed, timezone.localdate(now))
    shown = {"cohort": ours, "form": form, "signed": signed if counts else None}
    return render(request, "packs/agreement.html", shown)


@require_POST
@for_programme(Permission.ASK_FOR_PACKS)
def agreement_end(request: HttpRequest, cohort: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    try:
        end_agreement(cohort=ours, evaluator=cast(User, request.user), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Ended. What you have downloaded is still bound by it.")
    return redirect("packs:packs", cohort=ours.slug)
