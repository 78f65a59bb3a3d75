"""A request of an adult with an account, who asks what is held about them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from belonging.web.accounts.models import Membership
from belonging.web.accounts.roles import Role
from belonging.web.complaints.models import Wanted
from belonging.web.notices.models import OutgoingMail
from belonging.web.rights.services import ask_them, take_in
from tests.guards.doors.places import Samples
from tests.web.conftest import NOW


def request() -> Samples:
    """Call in a programme-wide scope."""
    asks = Membership.objects.filter(role=Role.SCREENER).select_related("user").earliest("pk").user
    enquiry = take_in(email=asks.email, name=asks.name, text="A copy, please.", now=NOW - timedelta(hours=1))
    ask_them(enquiry=enquiry, wanted=Wanted.COPY, name="", actor="0", now=timezone.now())
    mail = OutgoingMail.objects.get(key__startswith=f"rights-agree:{enquiry.pk}:")
    token = mail.text.partition("/your-information/confirm/")[2].partition("/")[0]
    return {"data_request": enquiry.reference.lower(), "agree_token": token}
