"""A session that ended while somebody wrote: the words come back after sign-in, to that person alone."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.actions.models import Action
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.accounts.given import code, enter_password, member, signed_in

pytestmark = pytest.mark.usefixtures("guarded", "committing")
ADD = "/schools/maple-tree/plan/pilot-2026/add/"
WHY = "Many pupils arrive hungry,\r\nand <b>some</b> arrive late."
WRITTEN = {"what": "Open a breakfast club", "why": WHY, "who_for": "everyone", "as": "idea"}
BACK = "/account/unsent/"


@pytest.fixture
def lead(maple: School, cohort: Cohort) -> User:
    return member(Role.LEAD, maple)


def ended(client: Client, address: str = ADD, **sent: str) -> str:
    """Sent half an hour too late; where that leads."""
    client.get("/work/", follow=True)
    with time_machine.travel(timedelta(minutes=31)):
        typed = urlencode(sent or WRITTEN)
        return client.post(address, typed, content_type="application/x-www-form-urlencoded")["Location"]


def again(client: Client, user: User, after: int = 32) -> str:
    """Signed in a minute later in the same browser; what waits there."""
    with time_machine.travel(timedelta(minutes=after)):
        enter_password(client, user.email, to=f"?next={BACK}")
        assert client.post("/account/second-step/", {"code": code()})["Location"] == BACK
        return client.get(BACK).content.decode()


def test_what_was_written_is_sent_after_signing_in(lead: User, maple: School) -> None:
    client = signed_in(lead)
    assert ended(client) == f"/sign-in/?next={BACK}"
    page = again(client, lead)
    assert "What you wrote is still here" in page
    assert f'action="{ADD}"' in page
    assert "and &lt;b&gt;some&lt;/b&gt; arrive late." in page
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.partition(f'action="{ADD}"')[2]))
    assert fields.keys() == {"csrfmiddlewaretoken", *WRITTEN}
    with time_machine.travel(timedelta(minutes=33)):
        assert client.post(ADD, WRITTEN)["Location"].endswith("/plan/pilot-2026/1/")
        assert "unsent" not in client.session
    with school_scope(maple.pk):
        assert Action.objects.get().what == "Open a breakfast club"


def test_the_session_holds_no_word_of_it_in_the_clear(lead: User) -> None:
    client = signed_in(lead)
    ended(client)
    kept = client.session["unsent"]
    assert "hungry" not in kept
    assert "breakfast" not in kept


def test_a_message_to_the_adviser_is_kept_too(lead: User) -> None:
    client = signed_in(lead)
    assert ended(client, "/schools/maple-tree/adviser/", text="May they read it aloud?") == f"/sign-in/?next={BACK}"
    assert "May they read it aloud?" in again(client, lead)


def test_the_words_beside_a_file_are_kept_and_the_file_is_not(lead: User) -> None:
    client = signed_in(lead)
    client.get("/work/", follow=True)
    with time_machine.travel(timedelta(minutes=31)):
        sent = client.post(ADD, {**WRITTEN, "file": BytesIO(b"bytes of a file")})
    assert sent["Location"] == f"/sign-in/?next={BACK}"
    page = again(client, lead)
    assert "arrive late." in page
    assert "bytes of a file" not in page


def test_somebody_else_at_the_same_computer_sees_nothing_of_it(lead: User, maple: School) -> None:
    other = member(Role.HEAD, maple, email="other@maple.example")
    client = signed_in(lead)
    ended(client)
    assert "Nothing waits to be sent" in again(client, other)
    assert "unsent" not in client.session


def test_after_an_hour_it_is_gone(lead: User) -> None:
    client = signed_in(lead)
    ended(client)
    assert "Nothing waits to be sent" in again(client, lead, after=92)


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/account/password/", {"oldpassword": "seven brown otters dancing"}),
        ("/schools/maple-tree/people/invite/", {"name": "Ann Bell of Maple Tree School"}),
        (ADD, {"what": "x" * 40_001}),
    ],
)
def test_nothing_of_other_parts_is_kept_and_nothing_endless(lead: User, address: str, sent: dict[str, str]) -> None:
    client = signed_in(lead)
    assert ended(client, address, **sent) == "/sign-in/?next=/work/"
    assert "unsent" not in client.session
