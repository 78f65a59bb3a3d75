"""Saying something about a statement, and taking back what one said."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.audit.forms.evidence import RemarkForm
from belonging.web.audit.queries.evidence import remark_in
from belonging.web.audit.services.remarks import NOT_YOURS, SIGNED_OFF, remark, remove_remark
from belonging.web.audit.views.desks import audit_or_404
from belonging.web.audit.views.evidence import spot_of
from belonging.web.base.errors import Refused
from belonging.web.schools.models import School

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@page_or_post
@for_school(Permission.DISCUSS_AUDIT)
def say(request: HttpRequest, school: School, *, cohort: str, stage: str, statement: str) -> HttpResponse:
    """The form stands on the statement's page; one that comes back with a fault has a page of its own."""
    spot = spot_of(audit_or_404(school, cohort, stage), statement)
    if spot.audit.is_signed_off and request.method != "POST":  # what was typed meanwhile stands in the form again
        messages.info(request, SIGNED_OFF)
        return redirect(f"{spot.back}#discussion")
    form = RemarkForm(request.POST) if request.method == "POST" else RemarkForm()
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["text"]
        try:
            remark(audit=spot.audit, statement=statement, text=words, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, "The others can read it now.")
            return redirect(f"{spot.back}#discussion")
    return render(request, "audit/remark.html", {"school": school, "spot": spot, "form": form})


@page_or_post
@for_school(Permission.DISCUSS_AUDIT)
def remove(request: HttpRequest, school: School, *, cohort: str, stage: str, piece: int) -> HttpResponse:
    """One's own alone; of another's, a sentence says whom to ask."""
    audit, actor = audit_or_404(school, cohort, stage), str(request.user.pk)
    found = remark_in(audit, piece)
    if found is None:
        raise Http404
    spot = spot_of(audit, found.statement)
    if found.by != actor:
        messages.warning(request, NOT_YOURS)
        return redirect(f"{spot.back}#discussion")
    if request.method == "POST":
        try:
            remove_remark(remark=found, actor=actor, now=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "What you said is removed.")
        return redirect(f"{spot.back}#discussion")
    return render(request, "audit/remark_remove.html", {"school": school, "spot": spot, "text": found.text})
