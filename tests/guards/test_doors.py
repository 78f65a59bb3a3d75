"""Every URL x every role x another school: the 404 of a page that does not exist, to the byte.

The list comes from the URLconf itself. A route with a school in it and no line in SAMPLES fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import BODY_ROLES, SCHOOL_ROLES, Role
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import Body, BodyKind, School
from belonging.web.surveys.models import Entrance, Round
from belonging.web.surveys.services.rounds import open_round, plan_round
from tests.web.conftest import NOW, enrolled

METHODS = ("get", "post", "put", "patch", "delete")


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every (path template, name) of the staff process."""
    for pattern in patterns:
        whole = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, whole)
        else:
            yield whole, str(pattern.name)


ROUTES = sorted(set(routes(get_resolver("belonging.web.config.urls").url_patterns)))
OF_A_SCHOOL = [path for path, _ in ROUTES if "<slug:school>" in path]
OF_THE_PROGRAMME = [path for path, _ in ROUTES if path.startswith("programme/")]


def filled(path: str, school: School, cohort: Cohort, round_: Round) -> str:
    values = {"school": school.slug, "cohort": cohort.slug, "handle": round_.handle, "audience": "pupil"}
    for name, value in values.items():
        path = path.replace(f"<slug:{name}>", value).replace(f"<str:{name}>", value)
    assert "<" not in path, f"Give the guard a sample value for every part of {path}"
    return "/" + path


def an_open_round(school: School, cohort: Cohort) -> Round:
    with school_scope(school.pk):
        round_ = plan_round(
            school=school,
            cohort=cohort,
            wave="baseline",
            instrument="pupil_v1",
            entrance=Entrance.SLIPS,
            actor="test",
            now=NOW,
        )
        open_round(round_=round_, closes_at=NOW + timedelta(days=7), actor="test", now=NOW)
    return round_


@pytest.fixture
def two_schools(cohort: Cohort) -> tuple[School, School, Cohort, Round]:
    mine = enrolled(cohort, name="Maple Tree School", slug="maple-tree", mask="A")
    other = enrolled(cohort, name="River Lane School", slug="river-lane", mask="B")
    an_open_round(mine, cohort)
    return mine, other, cohort, an_open_round(other, cohort)


def signed_in(role: Role, school: School) -> Client:
    user = User.objects.create(email=f"{role}@example.org", name=role)
    body = Body.objects.create(kind=BodyKind.TRUST, name="A trust", slug="a-trust") if role in BODY_ROLES else None
    Membership.objects.create(user=user, role=role, school=school if role in SCHOOL_ROLES else None, body=body)
    client = Client()
    client.force_login(user)
    return client


def test_the_guard_has_found_the_routes() -> None:
    assert len(OF_A_SCHOOL) >= 8
    assert len(OF_THE_PROGRAMME) >= 4


@pytest.mark.parametrize("role", list(Role))
def test_another_schools_page_is_a_page_that_is_not_there(
    role: Role, two_schools: tuple[School, School, Cohort, Round]
) -> None:
    mine, other, cohort_, round_ = two_schools
    client = signed_in(role, mine)
    nowhere = client.get("/schools/no-such-school/")
    assert nowhere.status_code == 404
    for path in OF_A_SCHOOL:
        for method in METHODS:
            reply = getattr(client, method)(filled(path, other, cohort_, round_))
            assert reply.status_code in {404, 405} if method != "get" else reply.status_code == 404, (method, path)
            if reply.status_code == 404:
                assert reply.content == nowhere.content, (method, path)
            assert other.name.encode() not in reply.content


@pytest.mark.parametrize("path", OF_A_SCHOOL + OF_THE_PROGRAMME)
def test_nobody_gets_in_without_signing_in(path: str, two_schools: tuple[School, School, Cohort, Round]) -> None:
    mine, _, cohort_, round_ = two_schools
    reply = Client().get(filled(path, mine, cohort_, round_))
    assert reply.status_code == 302
    assert reply.headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("role", sorted(SCHOOL_ROLES))
def test_a_role_in_a_school_opens_no_page_of_the_programme(
    role: Role, two_schools: tuple[School, School, Cohort, Round]
) -> None:
    mine, _, cohort_, round_ = two_schools
    client = signed_in(role, mine)
    for path in OF_THE_PROGRAMME:
        assert client.get(filled(path, mine, cohort_, round_)).status_code == 404, path


def test_acts_need_more_than_looking(two_schools: tuple[School, School, Cohort, Round]) -> None:
    mine, *_ = two_schools
    with school_scope(mine.pk):
        round_ = Round.objects.get()
    senco = signed_in(Role.SENCO, mine)
    for act in ("close", "seal", "open"):
        assert senco.post(f"/schools/{mine.slug}/rounds/{round_.handle}/{act}/").status_code == 404
    with school_scope(mine.pk):
        assert Round.objects.get().state == "open"
