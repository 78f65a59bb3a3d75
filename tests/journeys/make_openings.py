"""A school with findings that nobody but its lead has read, and the lead signed in."""

from __future__ import annotations

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django must be set up before models are imported
from django.test import Client  # noqa: E402  # as above

from belonging.web.accounts.models import Membership, User  # noqa: E402  # as above
from belonging.web.accounts.roles import Role  # noqa: E402  # as above
from belonging.web.base.scope import school_scope  # noqa: E402  # as above
from belonging.web.schools.models import School  # noqa: E402  # as above
from tests.journeys.make import a_school  # noqa: E402  # as above
from tests.web.reports.conftest import AUDIENCES, OF_MAPLE, released, store  # noqa: E402  # as above


def made() -> dict[str, str]:
    school, cohort = a_school(School.objects.count())
    with school_scope(school.pk):
        for audience in AUDIENCES:
            store(released(audience, OF_MAPLE), cohort, school)
    lead = User.objects.create(email=f"lead@{school.slug}.openings.example", name="Asha Lead", is_demo=True)
    Membership.objects.create(user=lead, role=Role.LEAD, school=school)
    client = Client()
    client.force_login(lead)
    return {
        "report": f"/schools/{school.slug}/reports/{cohort.slug}/",
        "cookie": settings.SESSION_COOKIE_NAME,
        "lead": client.cookies[settings.SESSION_COOKIE_NAME].value,
    }
