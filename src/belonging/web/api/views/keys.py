"""The team's keys: made and shown once, listed, ended."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.roles import Permission
from belonging.web.api.forms.keys import KeyForm
from belonging.web.api.presenters.keys import key_card
from belonging.web.api.queries.keys import all_keys, key_by_public_id
from belonging.web.api.services.keys import end_key, make_key
from belonging.web.base.errors import Refused
from belonging.web.packs.queries.packs import names_of
from belonging.web.programme.queries.cohorts import cohorts

USUAL = timedelta(days=182)


@never_cache
@require_safe
@for_programme(Permission.MANAGE_KEYS)
@recently_authenticated
def keys(request: HttpRequest) -> HttpResponse:
    found, today = all_keys(), timezone.localdate()
    names = names_of(each.made_by for each in found)
    return render(request, "api/keys.html", {"keys": [key_card(each, names, today) for each in found]})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.MANAGE_KEYS)
@recently_authenticated
def make(request: HttpRequest) -> HttpResponse:
    """The reply to the POST is the only page that ever shows the key, so it is no redirect."""
    sent = request.POST if request.method == "POST" else None
    offered = [(each.slug, each.name) for each in cohorts()]
    form = KeyForm(sent, cohorts=offered, last_day=timezone.localdate() + USUAL)
    if sent is not None and form.is_valid():
        try:
            key, shown = make_key(new=form.new, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "api/made.html", {"key": key, "shown": shown})
    return render(request, "api/make.html", {"form": form})


@require_POST
@for_programme(Permission.MANAGE_KEYS)
@recently_authenticated
def end(request: HttpRequest, key: str) -> HttpResponse:
    found = key_by_public_id(key)
    if found is None:
        raise Http404
    try:
        end_key(key=found, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"Ended. Nobody reads with the key “{found.name}” any more.")
    return redirect("api:keys")
