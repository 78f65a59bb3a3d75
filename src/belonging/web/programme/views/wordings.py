"""Recording that a wording which is not ours may be used."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.programme.forms.hours import PermissionForm
from belonging.web.programme.presenters.cohorts import wording_tasks
from belonging.web.programme.queries.permissions import foreign_wordings
from belonging.web.programme.rules.modes import titled
from belonging.web.programme.services import Evidence, record_permission

door = for_programme(Permission.RUN_PROGRAMME)


@require_safe
@door
def wordings(request: HttpRequest) -> HttpResponse:
    return render(request, "programme/wordings.html", {"tasks": wording_tasks(foreign_wordings())})


@require_http_methods(["GET", "HEAD", "POST"])
@door
def wording(request: HttpRequest, instrument: str) -> HttpResponse:
    known = foreign_wordings()
    if instrument not in known:
        raise Http404
    held = known[instrument]
    initial = {"granted_by": held.granted_by, "evidence": held.evidence} if held else None
    form = PermissionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        evidence = Evidence(form.cleaned_data["granted_by"], form.cleaned_data["evidence"])
        record_permission(instrument=instrument, evidence=evidence, actor=str(request.user.pk), now=timezone.now())
        messages.success(request, "The permission is on record.")
        return redirect("programme:wordings")
    return render(request, "programme/wording.html", {"form": form, "title": titled(instrument)})
