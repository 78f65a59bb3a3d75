"""A school that does an audit: its slug and its people's addresses."""

from __future__ import annotations

import django

django.setup()

from belonging.web.accounts.models import User  # noqa: E402  # Django must be set up before models are imported
from belonging.web.accounts.roles import Role  # noqa: E402  # as above
from belonging.web.base.scope import programme_scope  # noqa: E402  # as above
from belonging.web.schools.models import School  # noqa: E402  # as above
from tests.journeys.make import a_school  # noqa: E402  # as above
from tests.web.accounts.given import member  # noqa: E402  # as above

PEOPLE = {"Robin": Role.LEAD, "Sam": Role.COLLEAGUE, "Jo": Role.COLLEAGUE, "Ada": Role.ADVISER}


def made() -> dict[str, object]:
    with programme_scope("a journey has a school"):
        number = School.objects.count()
    school, cohort = a_school(number)
    emails = {}
    with programme_scope("a journey has people"):
        for name, role in PEOPLE.items():
            user = member(role, school, email=f"{name.lower()}@{school.slug}.example")
            User.objects.filter(pk=user.pk).update(name=name)
            emails[name] = user.email
    return {"school": school.slug, "cohort": cohort.slug, "people": emails}
