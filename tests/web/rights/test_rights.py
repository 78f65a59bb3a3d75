"""An adult asks what is held: the team sees it counted, hands a copy over, and erases what may be erased."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from belonging.web.accounts.areas import Area
from belonging.web.accounts.models import DayPass, Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.rules import NOBODY
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.community.models import Post
from belonging.web.complaints.models import Enquiry, EnquiryKind, Wanted
from belonging.web.complaints.services.answering import answer_enquiry
from belonging.web.enrolment.models import Acceptance, Contact
from belonging.web.journal.models import Entry
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import AdviserMessage, Cohort
from belonging.web.rights.errors import LinkOver
from belonging.web.rights.presenters import theirs
from belonging.web.rights.queries import adult, held, traces
from belonging.web.rights.rules.holdings import HOLDINGS, Holding
from belonging.web.rights.services import agree, agree_for_them, ask_them, erase_adult, take_in
from belonging.web.schools.models import School
from tests.web.community.given import asked, member
from tests.web.conftest import NOW
from tests.web.programme.given import programme_browser

ASKS = "jo@maple.example"
AGREED = "Yes, I want this"


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


def _agreed(client: Client, enquiry: Enquiry, wanted: str, **more: str) -> None:
    """The team mails a link, and whoever reads the address follows it."""
    handle = enquiry.reference.lower()
    client.post(f"/programme/requests/{handle}/ask/", {"wanted": wanted, **more})
    with programme_scope("test"):
        mail = OutgoingMail.objects.filter(key__startswith="rights-agree:").latest("pk")
        assert mail.to == enquiry.email
    link = re.search(r"/your-information/confirm/[^\s]+", mail.text)
    assert link is not None
    assert AGREED in Client().get(link[0]).content.decode()
    assert "Thank you" in Client().post(link[0]).content.decode()
    assert Client().post(link[0]).status_code == 404, "good once"


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
    assert page.index("We keep no name of a child") < page.index("Send the request"), "before they write"
    assert '<a class="govuk-link" href="/your-information/">' in Client().get("/about/").content.decode()


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda holding: holding.table)
def test_the_team_reads_of_them_and_not_of_itself(holding: Holding) -> None:
    for words in (holding.says, holding.ends, holding.stays):
        said = theirs(words)
        assert not re.search(r"\byou", said, re.IGNORECASE)
        assert not re.search(r"\b(to|let|of|about|with|for) they\b", said)


def test_the_team_sees_it_counted_and_the_copy_says_it_all(
    enquiry: Enquiry, jo: User, maple: School, manager: Client
) -> None:
    address = f"/programme/requests/{enquiry.reference.lower()}/"
    page = manager.get(address).content.decode()
    for words in ("A copy, please.", "You ask them", "Their account", "What they wrote in conversations"):
        assert words in page, "what was asked is quoted, with the steps, in words about them"
    assert "Their name is taken off" in page
    assert manager.post(address).status_code == 302, "no copy before they have said that they want it"
    _agreed(manager, enquiry, "copy")
    files = _unpacked(manager.post(address).content)
    assert manager.post(address).status_code == 302, "nor a second"
    assert set(files) == {"what-is-kept.html", "what-is-kept.json"}
    for text in files.values():
        assert ASKS in text
        assert "How do you make the hall quieter?" in text
        assert "A copy, please." in text
    told = {part["what"]: part["rows"] for part in json.loads(files["what-is-kept.json"])["held"]}
    assert told["Your account"][0]["Name"] == "Jo Field"
    with programme_scope("test"):
        entries = list(Entry.objects.filter(act="copy-of-personal-data"))
        assert OutgoingMail.objects.filter(to=ASKS, key__startswith="rights-done:").count() == 1
    assert {entry.school_id for entry in entries} == {None, maple.pk}, "the school reads it in its own chain"
    for entry in entries:
        assert entry.details == {"enquiry": enquiry.pk, "account": str(jo.pk), "proof": "link", "tables": len(told)}


def test_erasing_takes_two_steps_and_leaves_no_name_and_no_address(
    enquiry: Enquiry, jo: User, maple: School, manager: Client
) -> None:
    address = f"/programme/requests/{enquiry.reference.lower()}/erase/"
    with programme_scope("test"):
        member("Kim", Role.LEAD, maple)
    assert "not confirmed" in manager.post(address, {"sure": "on"}).content.decode()
    _agreed(manager, enquiry, "copy")
    assert "not confirmed" in manager.post(address, {"sure": "on"}).content.decode(), "that was for something else"
    _agreed(manager, enquiry, "erase")
    request = manager.get(address.removesuffix("erase/")).content.decode()
    assert "Go on to erasing" in request
    assert "Erase it" not in request
    assert "their account ends at once" in manager.get(address).content.decode()
    manager.post(address)
    jo.refresh_from_db()
    assert jo.email == ASKS, "not before the box is ticked"
    assert manager.post(address, {"sure": "on"}).status_code == 302
    jo.refresh_from_db()
    assert (jo.name, jo.email, jo.is_active) == (NOBODY, f"{jo.pk}@deleted.invalid", False)
    assert not Membership.objects.filter(user=jo).exists()
    post = Post.objects.get()
    assert (post.author, post.place, post.text) == (None, "", "How do you make the hall quieter?")
    with programme_scope("test"):
        left = {each.holding.table for each in held(adult(ASKS))}
        assert left <= {"complaints.Enquiry", "complaints.Remark", "notices.OutgoingMail"}
        (last,) = OutgoingMail.objects.filter(to=ASKS)
        assert last.key.startswith("rights-done:"), "what still waited to be sent went too"
        assert Entry.objects.filter(act="erase-personal-data", details__account=str(jo.pk)).count() == 2


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
    _agreed(manager, enquiry, "erase")
    reply = manager.post(f"/programme/requests/{enquiry.reference.lower()}/erase/", {"sure": "on"})
    assert "last programme manager" in reply.content.decode()


def test_a_schools_last_lead_is_not_erased(enquiry: Enquiry, jo: User, maple: School, manager: Client) -> None:
    with programme_scope("test"):
        Membership.objects.filter(school=maple, role=Role.LEAD).exclude(user=jo).delete()
    _agreed(manager, enquiry, "erase")
    reply = manager.post(f"/programme/requests/{enquiry.reference.lower()}/erase/", {"sure": "on"})
    assert "last lead" in reply.content.decode()
    jo.refresh_from_db()
    assert jo.email == ASKS


def test_where_the_address_is_dead_a_second_manager_confirms_and_never_the_first(
    enquiry: Enquiry, manager: Client
) -> None:
    address = f"/programme/requests/{enquiry.reference.lower()}/"
    manager.post(f"{address}ask/", {"wanted": "copy"})
    assert "Confirm for them" not in manager.get(address).content.decode()
    refused = manager.post(f"{address}confirm/", {"proof": "known"}, follow=True).content.decode()
    assert "Your account asked for this confirmation." in refused, "one person may have two accounts"
    assert manager.post(address).status_code == 302
    colleague = User.objects.create(email="second@example.org", name="Bo")
    Membership.objects.create(user=colleague, role=Role.MANAGER)
    other = Client()
    other.force_login(colleague)
    assert "Confirm for them" in other.get(address).content.decode()
    done = other.post(f"{address}confirm/", {"proof": "known"}, follow=True).content.decode()
    assert "Another manager’s account has confirmed it." in done
    assert manager.post(address).headers["Content-Type"] == "application/zip"
    with programme_scope("test"), pytest.raises(IntegrityError, match="agreed_by_another"), transaction.atomic():
        Enquiry.objects.update(wanted="copy", wanted_by="7", agreed_by="7", agreed_at=NOW)


def test_the_link_ends_after_three_days_and_with_the_next(enquiry: Enquiry) -> None:
    with programme_scope("test"):
        for _ in range(2):
            ask_them(enquiry=enquiry, wanted=Wanted.COPY, name="", actor="1", now=NOW)
        first, second = (
            mail.text.partition("/confirm/")[2].partition("/")[0]
            for mail in OutgoingMail.objects.filter(key__startswith="rights-agree:").order_by("pk")
        )
        for token, now in ((first, NOW), (second, NOW + timedelta(hours=72))):
            with pytest.raises(LinkOver):
                agree(token=token, now=now)
        agree(token=second, now=NOW + timedelta(hours=71))


def test_the_teams_copy_has_no_words_of_an_adviser_and_ones_own_has(
    enquiry: Enquiry, jo: User, maple: School, manager: Client
) -> None:
    with school_scope(maple.pk):
        AdviserMessage.objects.create(school=maple, from_school=True, by=str(jo.pk), text="Between us", at=NOW)
    _agreed(manager, enquiry, "copy")
    theirs = _unpacked(manager.post(f"/programme/requests/{enquiry.reference.lower()}/").content)
    client = Client()
    client.force_login(jo)
    own = _unpacked(client.post("/account/information/").content)
    for name in theirs:
        assert ("Between us" in theirs[name], "Between us" in own[name]) == (False, True)


def test_an_answer_starts_no_second_month(enquiry: Enquiry) -> None:
    with programme_scope("test"):
        answer_enquiry(enquiry=enquiry, text="We look.", actor="1", now=NOW + timedelta(days=20))
        assert Enquiry.objects.get().due_on == enquiry.due_on


def test_a_name_is_put_right(enquiry: Enquiry, jo: User, manager: Client) -> None:
    address = f"/programme/requests/{enquiry.reference.lower()}/"
    assert "enter the name" in manager.post(f"{address}ask/", {"wanted": "correct"}).content.decode()
    manager.post(f"{address}correct/")
    jo.refresh_from_db()
    assert jo.name == "Jo Field"
    _agreed(manager, enquiry, "correct", name="Jo Meadow")
    manager.post(f"{address}correct/", {"name": "Somebody Else"})
    jo.refresh_from_db()
    assert jo.name == "Jo Meadow"


def test_one_downloads_ones_own(jo: User) -> None:
    client = Client()
    client.force_login(jo)
    assert "What is kept about you" in client.get("/account/information/").content.decode()
    assert "Jo Field" in _unpacked(client.post("/account/information/").content)["what-is-kept.html"]


def test_erasing_twice_is_safe(enquiry: Enquiry, jo: User, maple: School) -> None:
    with programme_scope("test"):
        member("Kim", Role.LEAD, maple)
    for each in range(2):
        with programme_scope("test"):
            ask_them(enquiry=enquiry, wanted=Wanted.ERASE, name="", actor="1", now=NOW)
            agree_for_them(enquiry=enquiry, proof="known", actor="2", now=NOW)
            erase_adult(person=adult(ASKS), enquiry=enquiry, actor="1", now=NOW + timedelta(hours=each))


def test_numbers_of_accounts_are_found_without_being_listed(
    enquiry: Enquiry, jo: User, maple: School, manager: Client
) -> None:
    with programme_scope("test"):
        record_act(act=Act("test", "thing:1"), actor=str(jo.pk), now=NOW)
        record_act(act=Act("test", f"user:{jo.pk}"), actor="1", now=NOW)
        DayPass.objects.create(
            person=member("Sam", Role.LEAD, maple),
            school=maple,
            area=next(iter(Area)).value,
            given_by=str(jo.pk),
            given_at=NOW,
            until=NOW + timedelta(days=1),
        )
        counted = traces(adult(ASKS))
        assert counted["journal.Entry"] >= 2
        assert counted["accounts.DayPass"] == 1, "of a table that a copy has, the columns that it does not look at"
    assert (
        "Lines with their account’s number alone"
        in manager.get(f"/programme/requests/{enquiry.reference.lower()}/").content.decode()
    )
