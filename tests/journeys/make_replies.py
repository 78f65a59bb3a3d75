"""A school with findings, an action and a lead signed in."""

from __future__ import annotations

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django must be set up before models are imported
from django.test import Client  # noqa: E402  # as above
from django.utils import timezone  # noqa: E402  # as above

from belonging.web.accounts.models import Membership, User  # noqa: E402  # as above
from belonging.web.accounts.roles import Role  # noqa: E402  # as above
from belonging.web.base.scope import school_scope  # noqa: E402  # as above
from belonging.web.replies.services.pages import build_pages  # noqa: E402  # as above
from belonging.web.schools.models import School  # noqa: E402  # as above
from tests.journeys.make import ACTOR, a_school  # noqa: E402  # as above
from tests.web.replies.conftest import measured, planned  # noqa: E402  # as above
from tests.web.reports.conftest import OF_MAPLE, released, store  # noqa: E402  # as above


def made() -> dict[str, str]:
    school, cohort = a_school(School.objects.count())
    with school_scope(school.pk):
        for audience in ("pupil", "parent"):
            store(released(audience, OF_MAPLE), cohort, school)
        planned(school, cohort, for_pupils="We open a quiet room at lunch.", **measured("lonely"))
        pages = build_pages(school=school, cohort=cohort, wave="endline", actor=ACTOR, now=timezone.now())
    lead = User.objects.create(email=f"lead@{school.slug}.replies.example", name="Asha Lead", is_demo=True)
    Membership.objects.create(user=lead, role=Role.LEAD, school=school)
    client = Client()
    client.force_login(lead)
    return {
        "home": f"/schools/{school.slug}/replies/",
        "cookie": settings.SESSION_COOKIE_NAME,
        "lead": client.cookies[settings.SESSION_COOKIE_NAME].value,
        **{page.edition: f"/said-and-done/{page.token}/" for page in pages},
    }
