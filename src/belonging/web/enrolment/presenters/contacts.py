"""Named people in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from belonging.web.enrolment.models import Contact, ContactKind
from belonging.web.enrolment.queries.readiness import NEEDED
from belonging.web.enrolment.services.contacts import Change
from belonging.web.schools.models import School
from belonging.web.ui.components import SummaryRow


def named_rows(school: School, named: Mapping[ContactKind, Contact], out: Collection[ContactKind]) -> list[SummaryRow]:
    """The safeguarding people, each with the way to their days away. `out`: who has not signed in yet."""
    return [
        SummaryRow(
            kind.label,
            f"{named[kind].name}{_away(named[kind])}{', has not signed in yet' if kind in out else ''}",
            "Say when away",
            reverse("enrolment:away", args=[school.slug, kind.value]),
            named[kind].name,
        )
        for kind in (ContactKind.SAFEGUARDING, ContactKind.DEPUTY)
        if kind in named
    ]


def thanks(named: Mapping[ContactKind, Contact], change: Change) -> str:
    """What was saved, who gets mail, and who is still to be named."""
    missing = [kind.label.lower() for kind in NEEDED if kind not in named]
    saved = "Your people are named." if not missing else f"Saved. Still to be named: {', '.join(missing)}."
    if change.shut_out:
        saved += f" {' and '.join(change.shut_out)} can no longer read requests to talk."
    if not change.invited:
        return saved
    names = ", ".join(dict.fromkeys(named[kind].name for kind in change.invited))
    return f"{saved} An invitation goes by e-mail to {names}."


def _away(contact: Contact) -> str:
    if contact.away_from is None or contact.away_until is None:
        return ""
    return f" (away {_short(contact.away_from)} to {_short(contact.away_until)})"


def _short(day: date) -> str:
    return date_format(day, "j F Y")
