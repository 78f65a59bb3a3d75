"""Places for the journeys of learning and sharing, at the maker's call (maker.py).

Each function gives the cookie's name, and the session of each person by name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django must be set up before models are imported
from django.test import Client  # noqa: E402  # as above
from django.utils import timezone  # noqa: E402  # as above

from belonging.web.accounts.models import Membership, User  # noqa: E402  # as above
from belonging.web.accounts.roles import Role  # noqa: E402  # as above
from belonging.web.base.scope import programme_scope, school_scope  # noqa: E402  # as above
from belonging.web.hub.rules.content import read_content  # noqa: E402  # as above
from belonging.web.hub.services.resources import publish_resource  # noqa: E402  # as above
from belonging.web.notices.models import OutgoingMail  # noqa: E402  # as above
from belonging.web.programme.models import Cohort, Enrolment  # noqa: E402  # as above
from belonging.web.schools.models import School, Setting  # noqa: E402  # as above
from belonging.web.sets.services.meetings import MeetingWords, plan_meeting  # noqa: E402  # as above
from belonging.web.sets.services.sets import SetWords, make_set  # noqa: E402  # as above
from belonging.web.surveys.services.leads import leads_occasion  # noqa: E402  # as above
from belonging.web.surveys.services.occasions import open_occasion, plan_occasion  # noqa: E402  # as above
from belonging.web.training.models import Session  # noqa: E402  # as above
from belonging.web.training.services.closing import close_due  # noqa: E402  # as above
from belonging.web.training.services.sessions import SessionWords, add_programme, add_session  # noqa: E402  # as above
from tests.journeys.make import ACTOR  # noqa: E402  # as above

Made = dict[str, object]
SHELF = ("clubs-that-cost-nothing", "leaders-at-the-gate", "repair-conversation", "two-minutes-for-ten-days")


def a_place(slug: str) -> tuple[School, Cohort]:
    """A school and a cohort of its own for each journey, so that they do not meet."""
    today = timezone.localdate()
    slug = f"{slug}-{School.objects.count()}"
    cohort = Cohort.objects.create(name=f"Cohort {slug}", slug=slug, starts_on=today, is_demo=True, comments_on=True)
    return a_school(slug, cohort), cohort


def a_school(slug: str, cohort: Cohort) -> School:
    number = School.objects.count()
    name = f"{slug.partition('-')[0].title()} Tree School"
    school = School.objects.create(name=name, slug=f"{slug}-{number}", setting=Setting.PRIMARY, is_simulated=True)
    with school_scope(school.pk):
        Enrolment.objects.create(school=school, cohort=cohort, mask=str(number))
    return school


def a_person(role: Role, school: School | None, name: str) -> User:
    first = f"{name.partition(' ')[0].lower()}{User.objects.count()}"
    user = User.objects.create(email=f"{first}@journeys.example", name=name, is_demo=True)
    Membership.objects.create(user=user, role=role, school=school)
    return user


def signed_in(people: Mapping[str, User]) -> Made:
    cookies = {}
    for who, user in people.items():
        client = Client()
        client.force_login(user)
        cookies[who] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"cookie": settings.SESSION_COOKIE_NAME, "people": cookies}


def leads_survey() -> Made:
    """Three schools' leads are asked; the links as their mails have them."""
    school, cohort = a_place("hazel")
    schools = [school, *(a_school(slug, cohort) for slug in ("rowan", "alder"))]
    for each in schools:
        a_person(Role.LEAD, each, f"Lead of {each.slug}")
    now = timezone.now()
    round_ = plan_occasion(cohort=cohort, instrument="leads_v1", occasion=leads_occasion(cohort), actor=ACTOR, now=now)
    open_occasion(round_=round_, closes_at=now + timedelta(days=10), actor=ACTOR, now=now)
    with programme_scope("a journey reads the leads' mails"):
        texts = [mail.text for mail in OutgoingMail.objects.filter(key__startswith=f"leads-survey:{round_.pk}:")]
    return {"handle": round_.handle, "links": [re.findall(r"http\S+/r/\S+", text)[0] for text in texts]}


def training() -> Made:
    """A session that begins in twenty minutes, and one of next week with two places; who comes to them."""
    school, cohort = a_place("willow")
    people = {"teacher": a_person(Role.STAFF, school, "Ben Teacher"), "lead": a_person(Role.LEAD, school, "Asha Lead")}
    for name in ("Cara Hill", "Dan Moss", "Eve Lark"):
        a_person(Role.STAFF, school, name)
    now = timezone.now()
    with programme_scope("a journey has training"):
        programme = add_programme(title="Belonging for all", about="", cohort=cohort, actor=ACTOR, now=now)
        soon, later = (
            add_session(
                programme=programme,
                words=SessionWords(
                    title=title,
                    kind="in_person",
                    starts_at=starts_at,
                    ends_at=starts_at + timedelta(minutes=75),
                    place="Town Hall, Eastreach",
                    places=places,
                    trainer="Ada Grant",
                ),
                actor=ACTOR,
                now=now,
            )
            for title, starts_at, places in (
                ("Noticing who is left out", now + timedelta(minutes=20), 30),
                ("Lunch without anybody alone", now + timedelta(days=7), 2),
            )
        )
    return signed_in(people) | {
        "school": school.slug,
        "session": soon.pk,
        "door": f"/training/here/{soon.door_token}/",
        "later": later.title,
    }


def session_over(session: int) -> Made:
    """It ended ten minutes ago, and the worker has been round."""
    now = timezone.now()
    begun = now - timedelta(minutes=85)
    Session.objects.filter(pk=session).update(starts_at=begun, ends_at=now - timedelta(minutes=10), sign_up_until=begun)
    return {"done": close_due(now=now)}


def sharing() -> Made:
    """A lead, and a hub with a few resources."""
    school, _ = a_place("maple")
    for each in read_content():
        if each.words.slug in SHELF:
            publish_resource(words=each.words, actor=ACTOR, now=timezone.now())
    return signed_in({"lead": a_person(Role.LEAD, school, "Asha Lead")})


def learning_set() -> Made:
    """A facilitator and four leads; their first meeting began five minutes ago."""
    school, cohort = a_place("oak")
    names = {"asha": "Asha Lead", "ben": "Ben Stone", "cleo": "Cleo Marsh", "dov": "Dov Hart"}
    schools = [school, *(a_school(name, cohort) for name in ("ben", "cleo", "dov"))]
    leads = {who: a_person(Role.LEAD, place, name) for (who, name), place in zip(names.items(), schools, strict=True)}
    others = {
        "facilitator": a_person(Role.FACILITATOR, None, "Ruth Calder"),
        "manager": a_person(Role.MANAGER, None, "Tom Manager"),
    }
    now = timezone.now()
    seats = list(Membership.objects.filter(user__in=leads.values()).values_list("pk", flat=True))
    with programme_scope("a journey has a set"):
        words = SetWords(name="Oak", facilitator=others["facilitator"].pk, seats=seats)
        made = make_set(cohort=cohort, words=words, actor=ACTOR, now=now - timedelta(days=9))
    begun = MeetingWords(times=[now - timedelta(minutes=5)])
    plan_meeting(learning_set=made, words=begun, actor=ACTOR, now=now - timedelta(days=8))
    return signed_in(leads | others) | {"set": f"/sets/{made.pk}/"}
