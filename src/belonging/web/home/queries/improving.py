"""How far schools are with audit, plan and what they promised parents. In a programme-wide scope."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Max, Q
from django.utils import timezone

from belonging.web.actions.models import Action, Status
from belonging.web.audit.models import Audit, Rating
from belonging.web.home.rules.improving import PlanFacts
from belonging.web.home.rules.standing import AuditFacts, PromiseFacts
from belonging.web.replies.models import Page, PageState
from belonging.web.replies.queries.lateness import late_pages

Key = tuple[int, int]
"""School and cohort."""
OPEN = (Status.PLANNED, Status.UNDER_WAY)


def newest_audits(schools: Collection[int], cohorts: Collection[int]) -> dict[Key, AuditFacts]:
    """Two queries, however many schools."""
    audits = Audit.objects.filter(school__in=schools, cohort__in=cohorts).defer("record").order_by("started_at", "pk")
    newest = {(each.school_id, each.cohort_id): each for each in audits}
    ratings = Rating.objects.filter(audit__in=[each.pk for each in newest.values()]).order_by().values_list("audit")
    counted = ratings.annotate(rated=Count("pk", filter=~Q(value="")), last=Max("changed_at"))
    written = {audit: (rated, last) for audit, rated, last in counted}
    found = {}
    for key, each in newest.items():
        rated, last = written.get(each.pk, (0, each.started_at))
        found[key] = AuditFacts(each.stage, timezone.localdate(last), rated, each.is_signed_off)
    return found


def plans(schools: Collection[int], cohorts: Collection[int], today: date) -> dict[Key, PlanFacts]:
    rows = Action.objects.filter(school__in=schools, cohort__in=cohorts).exclude(status=Status.STOPPED).order_by()
    counted = rows.values_list("school", "cohort").annotate(
        total=Count("pk"),
        done=Count("pk", filter=Q(status=Status.DONE)),
        overdue=Count("pk", filter=Q(status__in=OPEN, due_on__lt=today)),
    )
    return {(school, cohort): PlanFacts(total, done, overdue) for school, cohort, total, done, overdue in counted}


def late_promises(schools: Collection[int], cohorts: Collection[int], today: date) -> dict[Key, PromiseFacts]:
    """Where the day that parents were told has passed and a page is not out, of the newest such day; else pages that
    a lead holds back before their day."""
    found: dict[Key, PromiseFacts] = {}
    held = Page.objects.filter(school__in=schools, cohort__in=cohorts).exclude(withheld_because="")
    for page in held.filter(state__in=[PageState.DRAFT, PageState.APPROVED]).order_by("withheld_at"):
        found[page.school_id, page.cohort_id] = PromiseFacts(None, page.withheld_because)
    for late in sorted(late_pages(schools, cohorts, today=today), key=lambda late: late.promised):
        facts = PromiseFacts(late.promised, late.reason, no_findings=late.no_findings)
        found[late.school_id, late.cohort_id] = facts
    return found
