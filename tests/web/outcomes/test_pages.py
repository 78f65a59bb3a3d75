"""The pages: a SENCO enters a term, brings a file, and others read what may be read; the team reads published files."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.base.scope import school_scope
from belonging.web.journal.models import Entry
from belonging.web.outcomes.models import Source, TermRecord
from belonging.web.outcomes.queries import all_terms
from belonging.web.outcomes.rules.counts import Counts, Group
from belonging.web.outcomes.rules.terms import term_before, term_on
from belonging.web.schools.models import School
from tests.web.conftest import NOW

LAST = term_before(term_on(NOW.date()))
LIST = "/schools/maple-tree/outcomes/"
TERM = f"{LIST}{LAST.key}/"
WHOLE = {
    "all-on_roll": "212", "all-possible": "29,400", "all-missed": "1617", "all-persistent": "31",
    "all-suspensions": "3", "all-suspended": "2", "all-excluded": "0",
    "send-on_roll": "30", "send-persistent": "12", "no-send-on_roll": "182", "no-send-persistent": "19",
}  # fmt: skip
FILE = (
    "School year,Term,Group,Pupils on roll,Possible sessions,Missed sessions\n"
    f"{LAST.year}/{(LAST.year + 1) % 100:02},{LAST.period.value},All,212,29000,1450\n"
    f"{LAST.year - 1}/{LAST.year % 100:02},{LAST.period.value},All,205,28000,1680\n"
)


def signed_in(role: Role, school: School | None) -> Client:
    user = open_account(email=f"{role}@maple.example", name=f"A {role}", actor="test", now=NOW)
    grant_role(user=user, role=role, school=school, actor="test", now=NOW)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


@pytest.fixture
def senco(maple: School) -> Client:
    return signed_in(Role.SENCO, maple)


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def entered(client: Client, **changed: str) -> str:
    """What the page says after a term was sent, wherever that leads."""
    answer = client.post(TERM, {"read": "0", **WHOLE, **changed}, follow=True)
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def standing(school: School) -> dict[Group, Counts]:
    with school_scope(school.pk):
        return {group: counts for each in all_terms(school) for group, counts in each.counts.items()}


def test_a_term_is_entered_and_read_by_others_without_its_small_numbers(maple: School, senco: Client) -> None:
    assert f"{LAST.label} is kept" in entered(senco)
    assert standing(maple)[Group.ALL].suspended == 2
    assert 'value="29400"' in senco.get(TERM).content.decode()
    read = words(signed_in(Role.ADVISER, maple), LIST)
    assert "94.5" in read
    assert "31 (14.6%)" in read
    assert "not shown" in read
    assert "not why" in read
    assert "Enter a term" not in read
    with school_scope(maple.pk):
        kept = Entry.objects.get(act="outcomes-kept")
    assert (kept.subject, kept.details) == (f"term:{LAST.key}", {"version": 1})


def test_what_cannot_be_true_is_said_at_its_box_and_nothing_is_lost(maple: School, senco: Client) -> None:
    said = entered(senco, **{"all-missed": "29401", "send-on_roll": "thirty", "all-incidents": "12"})
    assert "“Missed sessions” is 29,401, more than “Possible sessions”, 29,400" in said
    assert "has to be a whole number" in said
    assert "Please say what counts as an incident" in said
    page = senco.post(TERM, {"read": "0", **WHOLE, "send-on_roll": "thirty"}).content.decode()
    assert 'value="thirty"' in page
    assert 'value="29,400"' in page
    assert not standing(maple)
    assert "looks like a name" in entered(senco, incident_words="What Mrs Patel writes down", **{"all-incidents": "12"})


def test_two_people_at_once_lose_nothing(maple: School, senco: Client) -> None:
    entered(senco)
    said = senco.post(TERM, {"read": "0", **WHOLE, "all-missed": "1700"})
    assert "Somebody else has kept" in said.content.decode()
    assert standing(maple)[Group.ALL].missed == 1617
    assert 'name="read" value="1"' in said.content.decode()
    assert "is kept" in entered(senco, read="1", **{"all-missed": "1700"})
    assert standing(maple)[Group.ALL].missed == 1700
    with school_scope(maple.pk):
        assert TermRecord.objects.count() == 2


def test_a_term_is_taken_back_by_emptying_it(maple: School, senco: Client) -> None:
    assert "Nothing is entered" in entered(senco, **dict.fromkeys(WHOLE, ""))
    entered(senco)
    assert "is taken back" in entered(senco, read="1", **dict.fromkeys(WHOLE, ""))
    assert not standing(maple)
    assert "is kept" in entered(senco, read="2")


def test_a_file_is_looked_at_before_it_is_kept(maple: School, senco: Client) -> None:
    entered(senco)
    page = senco.post(f"{LIST}file/", {"file": SimpleUploadedFile("ours.csv", FILE.encode())}).content.decode()
    assert "2 terms were read" in page
    assert f"Already there: {LAST.label}" in page
    [carried] = re.findall(r'name="carried" value="([^"]+)"', page)
    assert standing(maple)[Group.ALL].missed == 1617
    keep = f"{LIST}file/keep/"
    done = senco.post(keep, {"carried": carried, "replaces": "no"}, follow=True).content.decode()
    assert "1 new, 1 left as they were" in done
    done = senco.post(keep, {"carried": carried, "replaces": "yes"}, follow=True).content.decode()
    assert "2 replaced" in done
    assert standing(maple)[Group.ALL].missed == 1450
    assert "choose the file again" in senco.post(keep, {"carried": "x"}, follow=True).content.decode()
    taken = senco.get(f"{LIST}all.csv").content.decode("utf-8-sig")
    assert (
        f"{LAST.year}/{(LAST.year + 1) % 100:02},{LAST.period.value.capitalize()} term,All pupils,212,29000,1450"
        in taken
    )


def test_a_file_with_a_fault_is_not_kept(senco: Client) -> None:
    wrong = FILE.replace("1450", "many")
    page = senco.post(f"{LIST}file/", {"file": SimpleUploadedFile("ours.csv", wrong.encode())}).content.decode()
    assert "Row 2: “many” under “Missed sessions”" in page
    assert "Keep these terms" not in page
    assert "workbook" in senco.post(f"{LIST}file/", {"file": SimpleUploadedFile("a.csv", b"PK\x03")}).content.decode()


def test_the_team_brings_a_published_file_and_a_schools_own_numbers_stay(maple: School, senco: Client) -> None:
    School.objects.filter(pk=maple.pk).update(urn="900001")
    manager = signed_in(Role.MANAGER, None)
    year, name = f"{LAST.year}{(LAST.year + 1) % 100:02}", f"{LAST.period.value.capitalize()} term"
    head = "time_period,time_identifier,geographic_level,school_urn,enrolments,sess_possible,sess_overall\n"
    rows = f"{year},{name},School,900001,210,29000,2000\n{year},{name},School,123456,9,9,9\n"
    sent = SimpleUploadedFile("absence.csv", (head + rows).encode())
    said = manager.post("/programme/outcomes/", {"file": sent}).content.decode()
    assert "2 rows were read, and those of 1 of our schools kept" in said
    assert standing(maple) == {Group.ALL: Counts(on_roll=210, possible=29_000, missed=2_000)}
    assert "Published by the Department for Education" in words(senco, LIST)
    entered(senco)
    assert standing(maple)[Group.ALL].missed == 1617
    sent.seek(0)
    again = manager.post("/programme/outcomes/", {"file": sent}).content.decode()
    assert "0 new, 0 changed, 1 as they were" in again
    with school_scope(maple.pk):
        assert [each.source for each in TermRecord.objects.all()] == [Source.PUBLISHED, Source.ENTERED]


def test_terms_to_come_and_other_words_are_no_pages(senco: Client) -> None:
    for key in ("2090-autumn", "2025-year", "2025-winter", "nonsense"):
        assert senco.get(f"{LIST}{key}/").status_code == 404
