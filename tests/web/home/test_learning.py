"""One page leads to all learning and sharing; each person finds there what the own roles open."""

from __future__ import annotations

import pytest

from belonging.web.accounts.roles import Role
from belonging.web.schools.models import School
from tests.web.home.conftest import SignedIn

PAGE = "/learn-and-share/"
TRAINING, MODULES, SETS, HUB = 'href="/training/"', 'href="/learning/"', 'href="/sets/"', 'href="/hub/"'


@pytest.mark.parametrize(
    ("role", "there", "not_there"),
    [
        (Role.LEAD, (TRAINING, MODULES, SETS, HUB), ()),
        (Role.STAFF, (TRAINING, MODULES, HUB), (SETS, "/case-study/")),
        (Role.FACILITATOR, (SETS, HUB), (TRAINING, MODULES)),
        (Role.ADVISER, (HUB, "/schools/maple-tree/case-study/"), (TRAINING, SETS)),
    ],
)
def test_each_role_finds_what_it_may_open(
    signed_in: SignedIn, maple: School, role: Role, there: tuple[str, ...], not_there: tuple[str, ...]
) -> None:
    client = signed_in(role) if role is Role.FACILITATOR else signed_in(role, maple)
    text = client.get(PAGE).content.decode()
    assert [link for link in there if link not in text] == []
    assert [link for link in not_there if link in text] == []


@pytest.mark.parametrize("role", [Role.STAFF, Role.FACILITATOR])
def test_who_has_nothing_else_comes_here_at_once(signed_in: SignedIn, maple: School, role: Role) -> None:
    client = signed_in(role) if role is Role.FACILITATOR else signed_in(role, maple)
    assert client.get("/work/").headers["Location"] == PAGE


def test_a_lead_still_comes_to_the_school_first_and_finds_it_in_the_menu(signed_in: SignedIn, maple: School) -> None:
    client = signed_in(Role.LEAD, maple)
    assert client.get("/work/").headers["Location"] == "/schools/maple-tree/"
    text = client.get("/schools/maple-tree/").content.decode()
    assert f'href="{PAGE}"' in text
    for address in ("guidance", "training", "case-study"):
        assert f'href="/schools/maple-tree/{address}/"' in text


def test_who_takes_no_part_does_not_see_it(signed_in: SignedIn) -> None:
    assert signed_in(Role.EVALUATOR).get(PAGE).status_code == 404
