"""The named people of a school."""

from __future__ import annotations

from datetime import date

from belonging.web.enrolment.models import Contact, ContactKind
from belonging.web.schools.models import School

REACHED_FIRST = (ContactKind.SAFEGUARDING, ContactKind.DEPUTY)


def contacts(school: School) -> dict[ContactKind, Contact]:
    """Everyone who is named, by kind, in the order in which the kinds are listed."""
    named = {ContactKind(each.kind): each for each in Contact.objects.filter(school=school)}
    return {kind: named[kind] for kind in ContactKind if kind in named}


def contact(school: School, kind: str) -> Contact | None:
    return Contact.objects.filter(school=school, kind=kind).first()


def safeguarding_gap(school: School, at: date) -> str:
    """Empty when the safeguarding lead or the deputy is named and present that day; otherwise what to do."""
    named = [each for kind, each in contacts(school).items() if kind in REACHED_FIRST]
    if not named:
        return (
            f"{school.name} has named no designated safeguarding lead and no deputy. Please name both on the page "
            "“Name your people”: somebody has to be there when a child asks to talk."
        )
    if all(each.is_away(at) for each in named):
        return (
            f"The safeguarding lead and the deputy of {school.name} are marked as away. Please name somebody who is "
            "there, or change the days, on the page “Name your people”."
        )
    return ""
