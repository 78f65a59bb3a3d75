"""Named people in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from belonging.web.enrolment.models import Contact, ContactKind
from belonging.web.enrolment.queries.readiness import NEEDED
from belonging.web.schools.models import School
from belonging.web.ui.components import SummaryRow


def named_rows(school: School, named: Mapping[ContactKind, Contact]) -> list[SummaryRow]:
    """The safeguarding people, each with the way to their days away."""
    return [
        SummaryRow(
            kind.label,
            f"{named[kind].name}{_away(named[kind])}",
            "Say when away",
            reverse("enrolment:away", args=[school.slug, kind.value]),
            named[kind].name,
        )
        for kind in (ContactKind.SAFEGUARDING, ContactKind.DEPUTY)
        if kind in named
    ]


def thanks(named: Mapping[ContactKind, Contact], invited: Collection[ContactKind]) -> str:
    """What was saved, who gets mail, and who is still to be named."""
    missing = [kind.label.lower() for kind in NEEDED if kind not in named]
    saved = "Your people are named." if not missing else f"Saved. Still to be named: {', '.join(missing)}."
    if not invited:
        return saved
    names = ", ".join(dict.fromkeys(named[kind].name for kind in invited))
    return f"{saved} An invitation goes by e-mail to {names}."


def _away(contact: Contact) -> str:
    if contact.away_from is None or contact.away_until is None:
        return ""
    return f" (away {_short(contact.away_from)} to {_short(contact.away_until)})"


def _short(day: date) -> str:
    return date_format(day, "j F Y")
