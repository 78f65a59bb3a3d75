"""Tables leave as files only for somebody who has just shown who they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from belonging.web.accounts.roles import Role
from belonging.web.home.services.standings import refresh_standings
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.accounts.given import member, signed_in
from tests.web.conftest import NOW

pytestmark = pytest.mark.usefixtures("guarded")
COCKPIT = "/programme/cockpit/pilot-2026/"
FILES = [
    (Role.MANAGER, f"{COCKPIT}schools.csv"),
    (Role.MANAGER, f"{COCKPIT}totals.csv"),
    (Role.MANAGER, "/programme/cohorts/pilot-2026/support.csv"),
    (Role.MANAGER, "/programme/pilot-2026/report/tables.csv"),
    (Role.EVALUATOR, "/programme/pilot-2026/report/findings-pupil.json"),
    (Role.ADVISER, "/schools/maple-tree/support/log.csv"),
    (Role.LEAD, "/schools/maple-tree/reports/pilot-2026/tables.csv"),
]


@pytest.mark.parametrize(("role", "address"), FILES, ids=[address for _, address in FILES])
def test_a_proof_of_a_quarter_of_an_hour_ago_is_not_enough(
    maple: School, cohort: Cohort, role: Role, address: str
) -> None:
    refresh_standings(now=NOW)
    in_school = role in {Role.LEAD, Role.ADVISER}
    client = signed_in(member(role, maple if in_school else None))
    # Where nothing is released there is no file yet: what counts is that nobody is asked for a proof.
    assert client.get(address).status_code in {200, 404}
    with time_machine.travel(timedelta(minutes=16)):
        reply = client.get(address)
    assert reply.status_code == 302
    assert reply.headers["Location"].startswith("/account/confirm/")
