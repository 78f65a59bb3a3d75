"""What every page of an audit looks up first: the audit, who reads, and the statements before that person."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.audit.models import Audit
from belonging.web.audit.presenters.work import PROPOSED, Reader
from belonging.web.audit.queries.audits import audit_at, permissions_in
from belonging.web.audit.queries.work import Desk, desk_of
from belonging.web.schools.models import School


def audit_or_404(school: School, cohort: str, stage: str) -> Audit:
    found = audit_at(school, cohort, stage)
    if found is None:
        raise Http404
    return found


def reader_of(request: HttpRequest, school: School) -> Reader:
    user = cast(User, request.user)
    held = permissions_in(user, school)
    return Reader(
        actor=str(user.pk),
        may_work=Permission.WORK_ON_AUDIT in held,
        may_run=Permission.RUN_AUDIT in held,
        may_discuss=Permission.DISCUSS_AUDIT in held,
    )


def desk_for(request: HttpRequest, audit: Audit) -> Desk:
    """In the order that the address (or the form sent) asks for."""
    order = request.POST.get("order", "") or request.GET.get("order", "")
    return desk_of(audit, reader=cast(User, request.user).pk, proposed=order == PROPOSED)
