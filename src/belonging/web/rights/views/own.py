"""What is held about whoever is signed in."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belonging.web.accounts.access import recently_authenticated
from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.rights.presenters import held_table
from belonging.web.rights.queries import Adult, held, traces
from belonging.web.rights.services import note_own_copy
from belonging.web.rights.views.files import as_file


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@recently_authenticated
def own(request: HttpRequest) -> HttpResponse:
    """On a POST the same as a file."""
    user = cast(User, request.user)
    person = Adult(user.email, user)
    with programme_scope("one's own: what is held"):
        found, numbers = held(person), traces(person)
        if request.method == "POST":
            now = timezone.now()
            note_own_copy(person=person, tables=len(found), actor=str(user.pk), now=now)
            return as_file(person, found, numbers, now, own=True)
        return render(request, "rights/own.html", {"table": held_table(found, numbers, own=True)})
