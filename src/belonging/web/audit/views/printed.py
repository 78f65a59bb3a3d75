"""An audit as a PDF, open or signed off; and a blank sheet of what it asks."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.audit.models import Audit
from belonging.web.audit.presenters.printed import audit_pdf, blank_pdf
from belonging.web.audit.queries.asked import asked_in
from belonging.web.audit.queries.audits import audit_at
from belonging.web.audit.queries.editions import edition_named
from belonging.web.audit.queries.priorities import priorities_as_kept
from belonging.web.audit.queries.record import record_read
from belonging.web.schools.models import School


@require_safe
@for_school(Permission.SEE_AUDIT)
def printed(_request: HttpRequest, school: School, cohort: str, stage: str) -> HttpResponse:
    """A signed-off audit from its record; an open one as it reads now."""
    audit = _found(school, cohort, stage)
    record = record_read(audit, with_voices=True)
    made = audit_pdf(record, priorities_as_kept(audit, record), now=audit.signed_off_at or timezone.now())
    return _pdf(made, f"{school.slug}-audit-{cohort}-{stage}")


@require_safe
@for_school(Permission.SEE_AUDIT)
def blank(_request: HttpRequest, school: School, cohort: str, stage: str) -> HttpResponse:
    """What this audit asks of this school, to tick by hand."""
    audit = _found(school, cohort, stage)
    made = blank_pdf(edition_named(audit.edition), asked_in(audit), school=school.name, now=timezone.now())
    return _pdf(made, f"{school.slug}-audit-blank")


def _found(school: School, cohort: str, stage: str) -> Audit:
    audit = audit_at(school, cohort, stage)
    if audit is None:
        raise Http404
    return audit


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
