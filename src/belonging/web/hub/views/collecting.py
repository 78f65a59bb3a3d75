"""The team's pages of collections."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.hub.forms.collections import CollectionForm, initial_of
from belonging.web.hub.models import Collection
from belonging.web.hub.queries.resources import collection_named
from belonging.web.hub.services.collections import keep_collection, remove_collection

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@page_or_post
@for_programme(Permission.RUN_HUB)
def add(request: HttpRequest) -> HttpResponse:
    return _page(request, None)


@page_or_post
@for_programme(Permission.RUN_HUB)
def edit(request: HttpRequest, collection: str) -> HttpResponse:
    return _page(request, _found(collection))


@require_POST
@for_programme(Permission.RUN_HUB)
def remove(request: HttpRequest, collection: str) -> HttpResponse:
    found = _found(collection)
    remove_collection(collection=found, actor=str(request.user.pk), now=timezone.now())
    messages.success(request, "The collection is removed. Its resources stay.")
    return redirect("hub:team")


def _page(request: HttpRequest, found: Collection | None) -> HttpResponse:
    form = CollectionForm(request.POST or None, initial=initial_of(found) if found else None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_collection(words=form.kept, collection=found, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The collection is saved.")
            return redirect("hub:team")
    return render(request, "hub/collection_edit.html", {"form": form, "collection": found})


def _found(slug: str) -> Collection:
    found = collection_named(slug)
    if found is None:
        raise Http404
    return found
