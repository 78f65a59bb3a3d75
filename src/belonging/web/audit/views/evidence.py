"""Adding evidence to a statement, taking it away, and giving a file to whoever may see the audit."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.audit.forms.evidence import FileForm, LinkForm, TextForm
from belonging.web.audit.models import Audit, EvidenceKind
from belonging.web.audit.presenters.evidence import evidence_row, file_name
from belonging.web.audit.queries.asked import statement_in
from belonging.web.audit.queries.evidence import evidence_in, file_in
from belonging.web.audit.queries.record import names_of
from belonging.web.audit.services.evidence import SIGNED_OFF, Upload, add_file, add_link, add_text, remove_evidence
from belonging.web.audit.views.desks import audit_or_404
from belonging.web.base.errors import Refused
from belonging.web.files.rules.kinds import CONTENT_TYPES, Kind, too_large
from belonging.web.files.services import LARGEST_EVIDENCE
from belonging.web.schools.models import School
from belonging.web.surveys.views.uploads import in_memory_uploads

FORMS: dict[str, type[forms.Form]] = {"text": TextForm, "link": LinkForm, "file": FileForm}
SEALED_OFF = "sandbox; default-src 'none'"
"""The policy of a file: should a browser show it after all, nothing in it runs or is fetched."""
page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Spot:
    """A statement of an audit, for the head of a page and the way back to it."""

    audit: Audit
    statement: str
    number: str
    wording: str

    @property
    def heading(self) -> str:
        return f"{self.number} {self.wording}"

    @property
    def back(self) -> str:
        here = [self.audit.school.slug, self.audit.cohort.slug, self.audit.stage, self.statement]
        return reverse("audit:statement", args=here)


@in_memory_uploads
@page_or_post
@for_school(Permission.WORK_ON_AUDIT)
def add(request: HttpRequest, school: School, *, cohort: str, stage: str, statement: str, kind: str) -> HttpResponse:
    spot = spot_of(audit_or_404(school, cohort, stage), statement)
    if kind not in FORMS:
        raise Http404
    if spot.audit.is_signed_off and request.method != "POST":  # what was typed meanwhile stands in the form again
        messages.info(request, SIGNED_OFF)
        return redirect(f"{spot.back}#evidence")
    form = FORMS[kind](request.POST, request.FILES) if request.method == "POST" else FORMS[kind]()
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, spot, form)
        except Refused as refusal:
            form.add_error(kind, str(refusal))
        else:
            messages.success(request, "The evidence is added.")
            return redirect(f"{spot.back}#evidence")
    return render(request, "audit/evidence_add.html", {"school": school, "spot": spot, "kind": kind, "form": form})


@page_or_post
@for_school(Permission.WORK_ON_AUDIT)
def remove(request: HttpRequest, school: School, *, cohort: str, stage: str, piece: int) -> HttpResponse:
    audit = audit_or_404(school, cohort, stage)
    found = evidence_in(audit, piece)
    if found is None:
        raise Http404
    spot = spot_of(audit, found.statement)
    if request.method == "POST":
        try:
            remove_evidence(evidence=found, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "The evidence is removed.")
        return redirect(f"{spot.back}#evidence")
    row = evidence_row(found, audit, names_of([found.added_by]), may_remove=False)
    return render(request, "audit/evidence_remove.html", {"school": school, "spot": spot, "row": row})


@require_safe
@for_school(Permission.SEE_AUDIT)
def file(_request: HttpRequest, school: School, *, cohort: str, stage: str, piece: int) -> HttpResponse:
    """To be saved, never shown in the page's place; under a name made from its title."""
    found = file_in(audit_or_404(school, cohort, stage), piece)
    if found is None:
        raise Http404
    name = file_name(found.evidence.title, found.kind)
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SEALED_OFF,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(bytes(found.content), content_type=CONTENT_TYPES[Kind(found.kind)], headers=headers)


def spot_of(audit: Audit, statement: str) -> Spot:
    """A hidden or retired statement keeps its evidence, so it is found too."""
    asked = statement_in(audit, statement)
    if asked is None:
        raise Http404
    return Spot(audit, statement, asked.statement.number, str(asked.statement.wording))


def _add(request: HttpRequest, spot: Spot, form: forms.Form) -> None:
    """Raises Refused."""
    actor, now, given = str(request.user.pk), timezone.now(), form.cleaned_data
    audit, statement = spot.audit, spot.statement
    if isinstance(form, FileForm):
        upload = form.upload
        if (upload.size or 0) > LARGEST_EVIDENCE:
            raise too_large(LARGEST_EVIDENCE)
        sent = Upload(given["title"], upload.name or "", upload.read(), given["no_names"])
        add_file(audit=audit, statement=statement, upload=sent, actor=actor, now=now)
    elif EvidenceKind.LINK in given:
        add_link(audit=audit, statement=statement, title=given["title"], link=given["link"], actor=actor, now=now)
    else:
        add_text(audit=audit, statement=statement, title=given["title"], text=given["text"], actor=actor, now=now)
