"""Sharing an audit's areas out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.audit.errors import AuditSignedOff, SharedMeanwhile
from belonging.web.audit.forms.sharing import ShareForm
from belonging.web.audit.presenters.work import audit_title, way
from belonging.web.audit.queries.audits import people_on_audit
from belonging.web.audit.queries.editions import edition_named
from belonging.web.audit.queries.sharing import holders_before, holders_of
from belonging.web.audit.services.sharing import share_areas
from belonging.web.audit.views.desks import audit_or_404
from belonging.web.base.errors import Refused
from belonging.web.schools.models import School

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@page_or_post
@for_school(Permission.RUN_AUDIT)
def share(request: HttpRequest, school: School, *, cohort: str, stage: str) -> HttpResponse:
    audit = audit_or_404(school, cohort, stage)
    if audit.is_signed_off:
        messages.warning(request, str(AuditSignedOff()))
        return redirect(way(audit, "stage"))
    areas = [(area.key, str(area.title)) for area in edition_named(audit.edition).areas]
    last, proposed = holders_before(audit)
    people, held = people_on_audit(school), holders_of(audit)
    form = ShareForm(request.POST or None, areas=areas, people=people, held=held, proposed=proposed)
    if request.method == "POST" and form.is_valid():
        try:
            share_areas(audit=audit, shared=form.shared, actor=str(request.user.pk), now=timezone.now())
        except SharedMeanwhile as refusal:
            messages.warning(request, str(refusal))
            form = form.once_more(holders_of(audit), refusal.theirs)
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect(way(audit, "share"))
        else:
            messages.success(request, "The areas are shared out. Everybody finds theirs first in the audit.")
            return redirect(way(audit, "stage"))
    last_title = audit_title(last).lower() if last else ""
    shown = {"title": audit_title(audit), "back": way(audit, "stage"), "filled_from": last_title}
    return render(request, "audit/share.html", {"school": school, "form": form} | shown)
