"""Mail to whoever is next. No word of the case study is in it but the title that was signed off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import roles_with
from belonging.web.accounts.roles import Permission
from belonging.web.base.scope import programme_scope
from belonging.web.cases.models import CaseStudy
from belonging.web.cases.queries.published import title_for_the_team
from belonging.web.notices.services import Mail, queue_mail


def tell_advisers(study: CaseStudy, *, now: datetime) -> int:
    return _tell(study, _in_school(study, Permission.REVIEW_CASE_STUDY), "review", now)


def tell_signers(study: CaseStudy, *, now: datetime) -> int:
    return _tell(study, _in_school(study, Permission.SIGN_CASE_STUDY), "sign", now)


def tell_writers(study: CaseStudy, what: str, *, now: datetime) -> int:
    """Whoever wrote last, and whoever began it or asked for the review."""
    ids = {UUID(actor) for actor in (study.created_by, study.changed_by, study.asked_by) if _is_account(actor)}
    return _tell(study, User.objects.filter(pk__in=ids, is_active=True), what, now)


def tell_team(study: CaseStudy, what: str, *, now: datetime) -> int:
    with programme_scope("case studies: who publishes them"):
        held = Membership.objects.filter(
            role__in=roles_with(Permission.PUBLISH_CASE_STUDY), school=None, body=None, user__is_active=True
        )
        people = [each.user for each in held.select_related("user")]
    return _tell(study, people, what, now, path=f"/programme/case-studies/{study.pk}/")


def tell_school(study: CaseStudy, what: str, *, now: datetime) -> int:
    return _tell(study, _in_school(study, Permission.SIGN_CASE_STUDY), what, now)


def _in_school(study: CaseStudy, permission: Permission) -> list[User]:
    held = Membership.objects.filter(school_id=study.school_id, role__in=roles_with(permission), user__is_active=True)
    return [each.user for each in held.select_related("user")]


def _tell(study: CaseStudy, people: Iterable[User], what: str, now: datetime, *, path: str = "") -> int:
    context = {
        "title": title_for_the_team(study),
        "school": study.school.name,
        "path": path or f"/schools/{study.school.slug}/case-study/{study.number}/",
    }
    return sum(
        queue_mail(
            mail=Mail(person.email, f"cases/mail/{what}.txt", {**context, "name": person.name}),
            key=f"case-{what}:{study.pk}:{study.revision}:{int(now.timestamp())}:{person.pk}",
            now=now,
            school_id=study.school_id,
        )
        for person in {each.pk: each for each in people}.values()
    )


def _is_account(actor: str) -> bool:
    try:
        UUID(actor)
    except ValueError:
        return False
    return True
