"""A school whose SENCO and lead are signed in."""

from __future__ import annotations

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django must be set up before models are imported

from belonging.web.accounts.roles import Role  # noqa: E402  # as above
from belonging.web.schools.models import School  # noqa: E402  # as above
from tests.journeys.make import a_school  # noqa: E402  # as above
from tests.journeys.make_plan import signed_in  # noqa: E402  # as above


def made() -> dict[str, str]:
    school, _ = a_school(School.objects.count())
    return {
        "voice": f"/schools/{school.slug}/voice/",
        "cookie": settings.SESSION_COOKIE_NAME,
        "senco": signed_in(Role.SENCO, school, "Sam Senco"),
        "lead": signed_in(Role.LEAD, school, "Asha Lead"),
    }
