"""An adult asks what is held: the team sees it counted, hands a copy over, and erases what may be erased."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

import pytest
from django.apps import apps
from django.db.models import CharField, EmailField
from django.test import Client

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.rules import NOBODY
from belonging.web.base.privacy import PrivacyClass
from belonging.web.base.scope import programme_scope
from belonging.web.community.models import Post
from belonging.web.complaints.models import Enquiry, EnquiryKind
from belonging.web.enrolment.models import Acceptance, Contact
from belonging.web.journal.models import Entry
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.rights.queries import adult, held, traces
from belonging.web.rights.rules.holdings import HOLDINGS, NOBODYS
from belonging.web.rights.services import erase_adult, take_in
from belonging.web.schools.models import School
from tests.web.community.given import asked, member
from tests.web.conftest import NOW
from tests.web.programme.given import programme_browser

ASKS = "jo@maple.example"
PROVEN = {"proof": "reply"}


@pytest.fixture
def jo(maple: School) -> User:
    """A lead who has written in the community and whom a mail has gone to."""
    user = member("Jo Field", Role.LEAD, maple)
    User.objects.filter(pk=user.pk).update(email=ASKS)
    user.refresh_from_db()
    asked(user, "How do you make the hall quieter?")
    return user


@pytest.fixture
def enquiry(jo: User) -> Enquiry:
    return take_in(email=ASKS, name="Jo", text="A copy, please.", now=NOW)


@pytest.fixture
def manager(db: None) -> Client:
    return programme_browser(Role.MANAGER)


def _unpacked(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_a_request_has_the_clock_of_a_complaint_and_stands_on_the_teams_list(enquiry: Enquiry, manager: Client) -> None:
    assert (enquiry.kind, (enquiry.due_on - NOW.date()).days) == (EnquiryKind.REQUEST, 29)
    assert enquiry.reference[:5] in manager.get("/programme/requests/").content.decode()
    page = manager.get(f"/programme/complaints/{enquiry.reference.lower()}/").content.decode()
    assert f"/programme/requests/{enquiry.reference.lower()}/" in page


def test_anybody_may_ask_and_is_told_that_nothing_can_be_found_about_a_child(db: None) -> None:
    page = Client().get("/your-information/").content.decode()
    assert "We do not know whose answers are whose" in page


def test_the_team_sees_it_counted_and_the_copy_says_it_all(enquiry: Enquiry, manager: Client) -> None:
    address = f"/programme/requests/{enquiry.reference.lower()}/"
    page = manager.get(address).content.decode()
    assert "What you wrote in conversations" in page
    assert "Your name is taken off" in page
    assert manager.post(address).headers["Content-Type"].startswith("text/html"), "no copy without knowing who asks"
    files = _unpacked(manager.post(address, PROVEN).content)
    assert set(files) == {"what-is-kept.html", "what-is-kept.json"}
    for text in files.values():
        assert ASKS in text
        assert "How do you make the hall quieter?" in text
        assert "A copy, please." in text
    told = {part["what"]: part["rows"] for part in json.loads(files["what-is-kept.json"])["held"]}
    assert told["Your account"][0]["Name"] == "Jo Field"
    with programme_scope("test"):
        entry = Entry.objects.get(act="copy-of-personal-data")
    assert (entry.subject, entry.details["proof"]) == (f"enquiry:{enquiry.pk}", "reply")


def test_erasing_takes_two_steps_and_leaves_no_name_and_no_address(enquiry: Enquiry, jo: User, manager: Client) -> None:
    address = f"/programme/requests/{enquiry.reference.lower()}/erase/"
    manager.post(address, PROVEN)
    jo.refresh_from_db()
    assert jo.email == ASKS, "not before the box is ticked"
    assert manager.post(address, PROVEN | {"sure": "on"}).status_code == 302
    jo.refresh_from_db()
    assert (jo.name, jo.email, jo.is_active) == (NOBODY, f"{jo.pk}@deleted.invalid", False)
    assert not Membership.objects.filter(user=jo).exists()
    post = Post.objects.get()
    assert (post.author, post.place, post.text) == (None, "", "How do you make the hall quieter?")
    with programme_scope("test"):
        left = {each.holding.table for each in held(adult(ASKS))}
        assert left <= {"complaints.Enquiry", "complaints.Remark", "notices.OutgoingMail"}
        assert set(OutgoingMail.objects.filter(to=ASKS).values_list("state", flat=True)) <= {"waiting"}
        assert Entry.objects.filter(act="erase-personal-data").count() == 1


def test_what_was_signed_stays_and_the_page_says_why(maple: School, cohort: Cohort) -> None:
    with programme_scope("test"):
        head = member("Kim", Role.HEAD, maple)
        signed = Acceptance.objects.filter(school=maple).latest("pk")
        signed.pk, signed.signer_id, signed.version = None, str(head.pk), 99
        signed.save(force_insert=True)
        rows = {each.holding.table: each.holding for each in held(adult(head.email))}
        assert "proves what was agreed" in rows["enrolment.Acceptance"].stays
        people = Contact.objects.filter(school=maple).first()
        assert people is not None
        found = {each.holding.table: each.holding for each in held(adult(people.email))}
        assert "names another person first" in found["enrolment.Contact"].stays


def test_the_last_manager_is_not_erased(manager: Client) -> None:
    boss = User.objects.get(memberships__role=Role.MANAGER)
    enquiry = take_in(email=boss.email, name="", text="Erase me", now=NOW)
    reply = manager.post(f"/programme/requests/{enquiry.reference.lower()}/erase/", PROVEN | {"sure": "on"})
    assert "last programme manager" in reply.content.decode()


def test_a_name_is_put_right(enquiry: Enquiry, jo: User, manager: Client) -> None:
    manager.post(f"/programme/requests/{enquiry.reference.lower()}/correct/", PROVEN | {"name": "Jo Meadow"})
    jo.refresh_from_db()
    assert jo.name == "Jo Meadow"


def test_one_downloads_ones_own(jo: User) -> None:
    client = Client()
    client.force_login(jo)
    assert "What is kept about you" in client.get("/account/information/").content.decode()
    assert "Jo Field" in _unpacked(client.post("/account/information/").content)["what-is-kept.html"]


def test_erasing_twice_is_safe(enquiry: Enquiry, jo: User) -> None:
    for _ in range(2):
        with programme_scope("test"):
            erase_adult(person=adult(ASKS), enquiry=enquiry, proof="reply", actor="test", now=NOW)


def test_numbers_of_accounts_are_found_without_being_listed(enquiry: Enquiry, jo: User, manager: Client) -> None:
    with programme_scope("test"):
        record_act(act=Act("test", "thing:1"), actor=str(jo.pk), now=NOW)
        assert traces(adult(ASKS))["journal.Entry"] >= 1
    assert (
        "your account’s number stands"
        in manager.get(f"/programme/requests/{enquiry.reference.lower()}/").content.decode()
    )


NAMES = ("name", "contact_name", "signer_name", "maker_name", "reviewer_name", "owner_name")


def test_every_table_with_an_adult_in_it_is_thought_of() -> None:
    """A new table with an address, a person's name or a link to an account fails here until somebody has decided."""
    listed = {holding.table for holding in HOLDINGS} | set(NOBODYS)
    forgotten = set()
    for model in apps.get_models():
        if not model.__module__.startswith("belonging.web."):
            continue
        privacy = getattr(model, "privacy", None)
        for field in model._meta.concrete_fields:
            points = field.is_relation and field.related_model is User
            address = isinstance(field, EmailField) or (isinstance(field, CharField) and "email" in field.name)
            named = privacy is PrivacyClass.ACCOUNT and field.name in NAMES
            if (points or address or named) and model._meta.label not in listed:
                forgotten.add(model._meta.label)
    assert forgotten == set()


def test_every_holding_names_columns_that_are_there() -> None:
    for holding in HOLDINGS:
        model = apps.get_model(holding.table)
        assert bool(holding.ends) != bool(holding.stays), holding.table
        for column in (*holding.shown, *holding.users, *holding.ids):
            assert column == "pk" or model._meta.get_field(column)
