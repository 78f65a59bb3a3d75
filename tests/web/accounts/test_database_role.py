"""All of it as the role that the staff process connects as."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.accounts.queries import people_of
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import clear_expired, end_role, reset_second_factor
from belonging.web.base.database_roles import STAFF
from belonging.web.schools.models import School
from tests.web.accounts.given import PASSWORD, code, enter_password, invited, link_in, mails, member, signed_in
from tests.web.config.as_roles import as_role
from tests.web.config.conftest import roles
from tests.web.conftest import NOW

__all__ = ["roles"]
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles"),
    pytest.mark.usefixtures("guarded", "committing", "roles"),
]


def test_the_staff_role_can_invite_take_up_sign_in_and_end(maple: School) -> None:
    with as_role(STAFF):
        lead = member(Role.LEAD, maple)
        client = signed_in(lead)
        told = {"name": "Sam", "email": "sam@maple.example", "role": "head"}
        assert client.post("/schools/maple-tree/people/invite/", told).status_code == 302
        newcomer = Client()
        newcomer.post(link_in(mails()[-1]), {"password1": PASSWORD, "password2": PASSWORD})
        page = newcomer.get("/account/app/set-up/")
        newcomer.post("/account/app/set-up/", {"code": code(page.context["form"].secret)})
        assert newcomer.get("/schools/maple-tree/").status_code == 200
        assert newcomer.get("/account/sessions/").status_code == 200
        assert newcomer.post("/account/recovery-codes/new/").status_code == 302
        for _ in range(6):
            enter_password(Client(), "nobody@maple.example", "wrong and wrong")
        newcomer.post("/account/password/forgotten/", {"email": "sam@maple.example"})
        new = "eleven quiet trains at noon"
        where = Client().get(link_in(mails()[-1])).headers["Location"]
        assert where.endswith("-set-password/")
        newcomer.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
        sam = User.objects.get(email="sam@maple.example")
        assert sam.check_password(new)
        reset_second_factor(user=sam, actor="test", now=NOW)
        end_role(membership=people_of(maple)[1], actor="test", now=NOW)
        newcomer.post("/account/app/take-off/")
        invited(Role.MANAGER)
        clear_expired(now=timezone.now())
