"""A school with a rated audit and two people signed in."""

from __future__ import annotations

from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django must be set up before models are imported
from django.test import Client  # noqa: E402  # as above
from django.utils import timezone  # noqa: E402  # as above

from belonging.web.accounts.models import Membership, User  # noqa: E402  # as above
from belonging.web.accounts.roles import Role  # noqa: E402  # as above
from belonging.web.audit.services.rating import Said, rate  # noqa: E402  # as above
from belonging.web.audit.services.starting import start_audit  # noqa: E402  # as above
from belonging.web.base.scope import school_scope  # noqa: E402  # as above
from belonging.web.schools.models import School  # noqa: E402  # as above
from tests.journeys.make import ACTOR, a_school  # noqa: E402  # as above

RATED = {"safe_places": "not_yet", "transitions": "partially", "welcome": "fully"}


def signed_in(role: Role, school: School, name: str) -> str:
    """The session's cookie."""
    user = User.objects.create(email=f"{role}@{school.slug}.example", name=name, is_demo=True)
    Membership.objects.create(user=user, role=role, school=school)
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def made() -> dict[str, str]:
    school, cohort = a_school(School.objects.count())
    now = timezone.now()
    with school_scope(school.pk):
        audit = start_audit(school=school, cohort=cohort, stage="baseline", actor=ACTOR, now=now - timedelta(days=1))
        for statement, value in RATED.items():
            rate(audit=audit, statement=statement, said=Said(value, "We asked.", 0), actor=ACTOR, now=now)
    return {
        "plan": f"/schools/{school.slug}/plan/{cohort.slug}/",
        "cookie": settings.SESSION_COOKIE_NAME,
        "lead": signed_in(Role.LEAD, school, "Asha Lead"),
        "colleague": signed_in(Role.COLLEAGUE, school, "Ben Colleague"),
    }
