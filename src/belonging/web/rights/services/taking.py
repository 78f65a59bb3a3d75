"""A request that came by telephone, letter or mail, put on the list with the others and their clock."""

from __future__ import annotations

import secrets
from datetime import datetime

from belonging.web.complaints.models import Enquiry, EnquiryKind
from belonging.web.complaints.services import Wording, take_enquiry


def take_in(*, email: str, name: str, text: str, now: datetime) -> Enquiry:
    """It gets a reference and a receipt by mail, and is owed an answer within 30 days of today."""
    wording = Wording(EnquiryKind.REQUEST, text, name=name, email=email)
    return take_enquiry(wording=wording, form_token=secrets.token_hex(16), now=now)
