"""Mail about agreements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from belonging.web.accounts.queries import people_of
from belonging.web.accounts.roles import GRANTS, Permission, Role
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import Body, School


def tell_heads(*, body: Body, cohort: Cohort, schools: Iterable[School], now: datetime) -> None:
    """Tell everyone who may accept that the body has signed, and what is left. Each person hears it once a school."""
    for school in schools:
        page = reverse("enrolment:agreement", args=[school.slug, cohort.slug])
        for user in {each.user for each in people_of(school) if Permission.ACCEPT_AGREEMENT in GRANTS[Role(each.role)]}:
            words = {
                "name": user.name,
                "body": body.name,
                "school": school.name,
                "cohort": cohort.name,
                "page": f"{settings.STAFF_URL.rstrip('/')}{page}",
            }
            mail = Mail(to=user.email, template="enrolment/mail/trust_signed.txt", context=words)
            key = f"body-signed:{body.pk}:{cohort.pk}:{school.pk}:{user.pk}"
            queue_mail(mail=mail, key=key, now=now, school_id=school.pk)
