"""People, schools of the register and planned cohorts, for the tests of the programme."""

from __future__ import annotations

import re
from datetime import date
from typing import Protocol

from django.test import Client

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort, Entrance, Interest
from belonging.web.programme.rules.planning import Window
from belonging.web.programme.services import (
    Asked,
    CohortDates,
    Contact,
    Modes,
    NewInterest,
    Place,
    create_cohort,
    express_interest,
    plan_dates,
    plan_modes,
)
from belonging.web.schools.models import RegisterEntry, School
from tests.web.conftest import NOW

ACTOR = "test"
BASELINE = Window(date(2027, 1, 18), date(2027, 2, 12))
ENDLINE = Window(date(2027, 11, 8), date(2027, 12, 3))
DATES = CohortDates(
    starts_on=date(2027, 1, 4),
    ends_on=date(2028, 7, 21),
    results_on=date(2028, 1, 28),
    places=2,
    windows={"baseline": BASELINE, "endline": ENDLINE},
)
PARENTS = Asked("parent_v1", Entrance.OPEN_LINK, ("baseline", "endline"))
STAFF = Asked("staff_v1", Entrance.OPEN_LINK, ("endline",))
PLACE = Place("Oak Hill Primary School", "Leeds", "primary", urn="900101", nation="england", local_authority="Leeds")
OUTSIDE = Place("Ysgol y Bryn", "Bangor", "primary", nation="wales")
JO = Contact("Jo Brown", "Deputy head", "jo@oakhill.example", "0113 496 0000")
SAM = Contact("Sam Green", "SENCO", "sam@oakhill.example")


def programme_browser(role: Role = Role.MANAGER) -> Client:
    user = User.objects.create(email=f"{role}@example.org", name="Ada Manager")
    Membership.objects.create(user=user, role=role)
    client = Client()
    client.force_login(user)
    return client


def school_person(role: Role, school: School, name: str = "Lee Leader") -> User:
    user = User.objects.create(email=f"{role}.{school.slug}@example.org", name=name)
    Membership.objects.create(user=user, role=role, school=school)
    return user


def school_browser(role: Role, school: School) -> Client:
    client = Client()
    client.force_login(school_person(role, school))
    return client


class Reply(Protocol):
    """What the test client answers with."""

    status_code: int

    @property
    def content(self) -> bytes: ...


def text_of(reply: Reply) -> str:
    """What a person reads on the page."""
    assert reply.status_code == 200, reply.status_code
    bare = re.sub(r"<[^>]+>", " ", reply.content.decode())
    return re.sub(r"\s+", " ", bare).replace("&#x27;", "'").replace("&amp;", "&")


def in_register(urn: str = PLACE.urn, name: str = PLACE.name, **changed: object) -> RegisterEntry:
    facts: dict[str, object] = {
        "authority": "Leeds",
        "authority_code": "383",
        "town": "Leeds",
        "postcode": "LS1 1AA",
        "type_code": "01",
        "status_code": "1",
        "is_open": True,
        "setting": "primary",
        "last_seen": date(2026, 11, 1),
    }
    return RegisterEntry.objects.create(urn=urn, name=name, **(facts | changed))


def planned_cohort(slug: str = "london-2027", *, places: int = 2) -> Cohort:
    """Everything that opening asks for. Its questionnaires need nobody's permission."""
    cohort = create_cohort(name="London 2027", slug=slug, starts_on=date(2027, 1, 4), actor=ACTOR, now=NOW)
    dates = CohortDates(DATES.starts_on, DATES.ends_on, DATES.results_on, places, DATES.windows)
    plan_dates(cohort=cohort, dates=dates, actor=ACTOR, now=NOW)
    plan_modes(cohort=cohort, modes=Modes((PARENTS, STAFF), ("pl",)), actor=ACTOR, now=NOW)
    cohort.refresh_from_db()
    return cohort


def interested(place: Place = PLACE, contact: Contact = JO) -> Interest:
    new = NewInterest(
        place, contact, "We want every child to belong.\nWe have two classes.", pupils=210, head_knows=True
    )
    express_interest(new=new, now=NOW)
    return Interest.objects.latest("pk")


def mails() -> list[tuple[str, str]]:
    """(to, subject) of everything in the outbox, in order. In a programme-wide scope."""
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))
