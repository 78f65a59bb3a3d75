"""The pages of records: a SENCO writes, the lead confirms, the head reads; nobody else is let in."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.voice.models import VoiceRecord
from tests.web.conftest import NOW

LIST = "/schools/maple-tree/voice/"
WORDS = {
    "kind": "observation",
    "size": "3-5",
    "seen": "both",
    "ways": ["signing", "body"],
    "about": ["peers"],
    "asked": "Morning play by the bench.",
    "assent": "Nobody moved away.",
    "well": "They took turns on the swing.",
    "taken": "A corner without balls may be enough.",
}
AGREED = {"view": "agrees", "nobody": "on"}


def signed_in(role: Role, school: School) -> Client:
    user = open_account(email=f"{role}@maple.example", name=f"A {role}", actor="test", now=NOW)
    grant_role(user=user, role=role, school=school, actor="test", now=NOW)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


@pytest.fixture
def senco(maple: School) -> Client:
    return signed_in(Role.SENCO, maple)


@pytest.fixture
def lead(maple: School) -> Client:
    return signed_in(Role.LEAD, maple)


def written(client: Client, cohort: Cohort, **changed: object) -> str:
    """The address of the draft."""
    sent = {"of": f"{cohort.pk}:baseline", **WORDS, **changed}
    answer = client.post(f"{LIST}write/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def reading(client: Client, record: str) -> dict[str, str]:
    """Which version the second person has before them."""
    found = re.search(r'name="read" value="([^"]+)"', client.get(f"{record}confirm/").content.decode())
    assert found
    return {"read": found[1]}


def test_a_senco_writes_the_lead_confirms_and_the_head_reads(
    senco: Client, lead: Client, maple: School, cohort: Cohort
) -> None:
    head = signed_in(Role.HEAD, maple)
    record = written(senco, cohort)
    assert "somebody else has to confirm it" in senco.get(record).content.decode()
    assert head.get(record).status_code == 404, "a draft is for those who write"
    assert "Draft" not in head.get(LIST).content.decode()

    assert "tick this if no pupil" in lead.post(f"{record}confirm/", {"view": "agrees"}).content.decode()
    assert lead.post(f"{record}confirm/", AGREED | reading(lead, record)).headers["Location"] == record

    shown = head.get(record).content.decode()
    assert "They took turns on the swing." in shown
    assert "Written by the SENCO, read by the school lead, who sees it this way." in shown
    assert "Take it back" not in shown
    assert head.post(f"{record}withdraw/").status_code == 404
    assert lead.get(f"{record}confirm/").status_code == 404


def test_nobody_confirms_words_that_they_have_not_read(senco: Client, lead: Client, cohort: Cohort) -> None:
    record = written(senco, cohort)
    read = reading(lead, record)
    senco.post(f"{record}edit/", {"of": f"{cohort.pk}:baseline", **WORDS, "taken": "Somebody in a red coat."})

    again = lead.post(f"{record}confirm/", AGREED | read).content.decode()
    assert "has changed the draft since you opened it" in again
    assert "Somebody in a red coat." in again
    assert lead.post(f"{record}confirm/", AGREED | reading(lead, record)).headers["Location"] == record


def test_a_new_version_begins_with_the_words_that_stand(
    senco: Client, lead: Client, maple: School, cohort: Cohort
) -> None:
    record = written(senco, cohort)
    lead.post(f"{record}confirm/", AGREED | reading(lead, record))
    assert "Morning play by the bench." in senco.get(f"{record}edit/").content.decode()
    sent = {"of": f"{cohort.pk}:baseline", **WORDS, "taken": "A quiet corner."}
    newer = str(senco.post(f"{record}edit/", sent).headers["Location"])
    assert newer != record

    otherwise = {"view": "otherwise", "otherwise": "They were tired.", "nobody": "on"}
    lead.post(f"{newer}confirm/", otherwise | reading(lead, newer))

    assert "Replaced" in senco.get(record).content.decode()
    assert "They were tired." in senco.get(newer).content.decode()
    senco.post(f"{newer}withdraw/")
    assert "A quiet corner." not in senco.get(newer).content.decode()
    assert "Taken back" in senco.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"seen": ""}, "Please say who watched, and how often."),
        ({"well": ""}, "at least one sign"),
        ({"size": "1-2"}, "Select a valid choice"),
        ({"assent": ""}, "This counts as much as what they said."),
        ({"well": "Amira held the door."}, "<strong>Amira</strong>"),
    ],
)
def test_what_is_missing_or_may_point_at_a_pupil_is_said_before_anything_is_kept(
    senco: Client, cohort: Cohort, maple: School, changed: dict[str, str], said: str
) -> None:
    answer = senco.post(f"{LIST}write/", {"of": f"{cohort.pk}:baseline", **WORDS, **changed})

    assert said in answer.content.decode()
    with school_scope(maple.pk):
        assert not VoiceRecord.objects.exists()


def test_a_word_that_is_no_name_may_stand_where_the_writer_says_so(senco: Client, cohort: Cohort) -> None:
    written(senco, cohort, well="Amira, the toy bear, went round.", sure="on")


def test_the_list_says_how_and_what_it_means_for_the_rate_and_has_a_sheet_to_print(
    senco: Client, maple: School
) -> None:
    shown = senco.get(LIST).content.decode()
    assert "Three pupils or more," in shown
    assert "they count among those who did not answer" in shown
    sheet = senco.get(f"{LIST}sheet.pdf")
    assert sheet.content.startswith(b"%PDF")


@pytest.mark.parametrize("role", [Role.COLLEAGUE, Role.STAFF, Role.SAFEGUARDING])
def test_others_find_no_page(role: Role, maple: School) -> None:
    assert signed_in(role, maple).get(LIST).status_code == 404
