"""Mail to the lead before the promised day, and when the pages are out. Derived from state; twice is once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from belonging.web.accounts.models import Membership
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.notices.models import MailKind
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.replies.models import Edition, Page, PageState
from belonging.web.replies.rules.days import STEPS, TOLD_WITHIN, step_on

Group = tuple[int, int, str]
"""School, cohort, wave: one mail tells of all its pages."""


def remind_due(*, now: datetime) -> int:
    """Mails queued to the leads of schools: 14, 7 and 1 days before, and after publication. Outside any scope."""
    today = timezone.localdate(now)
    queued = 0
    for group, pages in _grouped(_waiting(today)).items():
        due = min(page.due_on for page in pages if page.due_on)
        step = step_on(today, due)
        if step is not None:
            queued += _tell(group, pages, f"replies-due:{due}:{step}", "replies/mail/page_due.txt", now)
    for group, pages in _grouped(_published(now)).items():
        days = max(page.published_at for page in pages if page.published_at)
        key = f"replies-out:{timezone.localdate(days)}"
        queued += _tell(group, pages, key, "replies/mail/page_out.txt", now)
    return queued


def _waiting(today: date) -> list[Page]:
    """Not all approved, and the day is near."""
    with programme_scope("replies: pages whose day is near"):
        near = Page.objects.filter(
            state=PageState.DRAFT, due_on__gt=today, due_on__lte=today + timedelta(days=max(STEPS))
        )
        return list(near.select_related("school", "cohort").order_by("pk"))


def _published(now: datetime) -> list[Page]:
    with programme_scope("replies: pages that went out"):
        out = Page.objects.filter(state=PageState.PUBLISHED, published_by="", published_at__gt=now - TOLD_WITHIN)
        return list(out.select_related("school", "cohort").order_by("pk"))


def _grouped(pages: Sequence[Page]) -> dict[Group, list[Page]]:
    groups: defaultdict[Group, list[Page]] = defaultdict(list)
    for page in pages:
        groups[page.school_id, page.cohort_id, page.wave].append(page)
    return groups


def _tell(group: Group, pages: Sequence[Page], about: str, template: str, now: datetime) -> int:
    school, cohort = pages[0].school, pages[0].cohort
    with school_scope(school.pk):
        leads = Membership.objects.filter(school=school, role=Role.LEAD.value, user__is_active=True)
        people = [held.user for held in leads.select_related("user")]
    due = min((page.due_on for page in pages if page.due_on), default=None)
    context = {
        "school": school.name,
        "path": f"/schools/{school.slug}/replies/{cohort.slug}/",
        "due": due,
        "pages": [{"title": Edition(page.edition).label, "path": f"/said-and-done/{page.token}/"} for page in pages],
        "as_built": any(page.shown.get("as_built") for page in pages),
    }
    kind = MailKind.REMINDER if "due" in about else MailKind.SERVICE
    where = ":".join(map(str, group))
    return sum(
        queue_mail(
            mail=Mail(person.email, template, {**context, "name": person.name}, kind),
            key=f"{about}:{where}:{person.pk}",
            now=now,
            school_id=school.pk,
        )
        for person in people
    )
