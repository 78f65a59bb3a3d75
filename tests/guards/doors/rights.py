"""A request of an adult with an account, who asks what is held about them."""

from __future__ import annotations

from datetime import timedelta

from belonging.web.accounts.models import Membership
from belonging.web.accounts.roles import Role
from belonging.web.rights.services import take_in
from tests.guards.doors.places import Samples
from tests.web.conftest import NOW


def request() -> Samples:
    """Call in a programme-wide scope."""
    asks = Membership.objects.filter(role=Role.SCREENER).select_related("user").earliest("pk").user
    enquiry = take_in(email=asks.email, name=asks.name, text="A copy, please.", now=NOW - timedelta(hours=1))
    return {"data_request": enquiry.reference.lower()}
