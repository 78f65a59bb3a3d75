"""What the tests of a plan begin from."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from django.test import Client

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.actions.models import Action
from belonging.web.actions.rules.sources import GroundWords
from belonging.web.actions.services.plan import ActionWords, add_action
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.conftest import NOW

ACTOR = "test"
PLAN = "/schools/maple-tree/plan/pilot-2026/"
CLUB = ActionWords(what="Open a breakfast club", due_on=date(2026, 12, 11))
WHY = GroundWords("idea", "Many pupils arrive hungry.")
FORM = {"what": "Open a breakfast club", "why": "Many arrive hungry.", "due_on": "2026-12-11", "who_for": "everyone"}


def person(role: Role, school: School, name: str) -> User:
    user = User.objects.create(email=f"{role}@{school.slug}.example", name=name)
    Membership.objects.create(user=user, role=role, school=school)
    return user


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def planned(school: School, cohort: Cohort, words: ActionWords = CLUB, **other: object) -> Action:
    """An action of the plan; `other` replaces parts of its words."""
    said = replace(words, **other)  # type: ignore[arg-type]  # passed on as they come
    return add_action(school=school, cohort=cohort, words=said, grounds=[WHY], actor=ACTOR, now=NOW)


def text_of(html: bytes) -> str:
    """What a person reads: without tags, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode())).replace("&#x27;", "'").replace("&quot;", '"')
