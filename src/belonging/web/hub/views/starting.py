"""The resources that come with the service, put into the hub at one press."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.hub.services.starting import put_in_what_comes_with_it


@require_POST
@for_programme(Permission.RUN_HUB)
def begin(request: HttpRequest) -> HttpResponse:
    made = put_in_what_comes_with_it(actor=str(request.user.pk), now=timezone.now())
    words = "They were there already." if not made else f"{made} resources are in the hub now. Look them over in peace."
    messages.success(request, words)
    return redirect("hub:team")
