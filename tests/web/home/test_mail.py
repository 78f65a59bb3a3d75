"""The team's page on mail and background work, and the demo's post box."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import MailState, OutgoingMail
from belonging.web.notices.rules import BACKUP_DUTY, DRILL_DUTY, TALK_DRILL_DUTY
from belonging.web.notices.services import Mail, note_run, queue_mail, send_due
from tests.web.conftest import NOW
from tests.web.home.conftest import SignedIn

PAGE = "/programme/mail/"


@pytest.fixture(autouse=True)
def now(db: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def manager(signed_in: SignedIn) -> Client:
    return signed_in(Role.MANAGER)


def queued(number: int = 1) -> OutgoingMail:
    mail = Mail(f"jo{number}@maple.example", "notices/mail/trial.txt", {"sender": "us <b>"})
    queue_mail(mail=mail, key=f"k{number}", now=NOW)
    with programme_scope("test"):
        return OutgoingMail.objects.get(key=f"k{number}")


def given_up(number: int = 1) -> OutgoingMail:
    mail = queued(number)
    with programme_scope("test"):
        OutgoingMail.objects.filter(pk=mail.pk).update(
            state=MailState.FAILED, finished_at=NOW, error="This address takes no mail."
        )
    return mail


def words(client: Client, address: str = PAGE) -> str:
    reply = client.get(address)
    assert reply.status_code == 200
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode())))


class TestTheTeamsPage:
    def test_what_waits_is_shown_without_its_text(self, manager: Client) -> None:
        queued()
        text = words(manager)
        assert "1 message waits to go out. Nothing failed." in text
        assert "A test from us <b>" in text
        assert "To jo1@maple.example. Goes out 23 Nov 2026, 10:00." in text
        assert "if you can read this" not in text

    def test_what_failed_leads_and_says_why(self, manager: Client) -> None:
        queued(1)
        given_up(2)
        text = words(manager)
        assert "1 message could not be delivered." in text
        assert "Given up 23 Nov 2026, 10:00. This address takes no mail." in text
        assert "Waiting (1)" in text

    def test_a_failed_message_is_sent_again_by_a_press(self, manager: Client) -> None:
        mail = given_up()
        assert "Try again" in words(manager)
        reply = manager.post(PAGE, {"mail": mail.pk}, follow=True)
        assert "It goes out with the next mail" in reply.content.decode()
        assert send_due(now=NOW) == 1
        reply = manager.post(PAGE, {"mail": mail.pk}, follow=True)
        assert "This message cannot be sent again" in reply.content.decode()

    @pytest.mark.parametrize("number", ["", "0", "x", "-1", "9" * 30, "²"])
    def test_a_message_that_is_not_there_is_not_found(self, manager: Client, number: str) -> None:
        assert manager.post(PAGE, {"mail": number}).status_code == 404

    def test_without_a_mail_server_the_page_says_what_to_set(self, manager: Client, settings: Settings) -> None:
        settings.MAIL_READY = False
        queued()
        assert "1 message waits, because no mail server is set up." in words(manager)

    def test_it_comes_in_pages_and_by_state(self, manager: Client) -> None:
        for number in range(26):
            queued(number)
        assert "Page 1 of 2" in words(manager)
        assert "jo0@maple.example" in words(manager, f"{PAGE}?page=2")
        assert "No messages here" in words(manager, f"{PAGE}?show=sent")
        assert "Waiting (26)" in words(manager, f"{PAGE}?show=nonsense")

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_database_equally_often(
        self, manager: Client, number: int, django_assert_max_num_queries: Callable[[int], Any]
    ) -> None:
        for each in range(number):
            given_up(each)
        with django_assert_max_num_queries(20) as seen:
            manager.get(PAGE)
        assert len([query for query in seen.captured_queries if "notices_" in query["sql"]]) == 4

    def test_background_work_shows_when_it_ran_failed_or_stopped(self, manager: Client) -> None:
        assert "No background work has run yet." in words(manager)
        note_run(name="Mail", now=NOW, outcome="3 sent")
        note_run(name="Rounds", now=NOW, failure="The disk is full.")
        note_run(name="Letters", now=NOW - timedelta(hours=3))
        text = words(manager)
        assert "2 of 3 jobs failed or did not run." in text
        assert '<details class="govuk-details" open' in manager.get(PAGE).content.decode()
        assert "Mail 23 Nov 2026, 10:00 3 sent" in text
        assert "Failed: The disk is full." in text
        assert "Has not run since. Is the worker running?" in text

    def test_a_duty_of_each_hour_is_well_between_two_hours(self, manager: Client) -> None:
        note_run(name="Mail", now=NOW - timedelta(minutes=1))
        note_run(name="Letters", now=NOW - timedelta(minutes=50))
        assert "Is the worker running?" not in words(manager)
        page = manager.get(PAGE).content.decode()
        assert "Every job ran, and none failed." in page
        assert (
            page.index("A backup was made") < page.index('<details class="govuk-details">') < page.index(">Mail</h2>")
        )
        with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
            assert words(manager).count("Is the worker running?") == 2

    def test_backups_and_drills_show_their_day_and_what_to_do(self, manager: Client) -> None:
        text = words(manager)
        assert text.count("Not yet Please ask whoever runs the service to run “belonging") == 3
        note_run(name=BACKUP_DUTY, now=NOW - timedelta(hours=1), outcome="belonging-x.age, 3.1 MB")
        note_run(name=DRILL_DUTY, now=NOW, failure="It stopped.")
        note_run(name=TALK_DRILL_DUTY, now=NOW - timedelta(days=101), outcome="All scenes went as they should")
        text = words(manager)
        assert "A backup was made 23 Nov 2026, 09:00 belonging-x.age, 3.1 MB" in text
        assert "A backup was restored, as a drill 23 Nov 2026, 10:00 Failed: It stopped." in text
        assert "14 Aug 2026, 11:00 That is too long ago. Please ask whoever runs the service" in text
        assert "No background work has run yet." in text, "a backup is no sign of a worker"

    def test_a_demo_is_not_alarmed_about_backups(self, manager: Client, demo_mode: Path) -> None:
        text = words(manager)
        assert text.count("A demo needs none.") == 3
        assert "Please ask whoever runs" not in text

    @pytest.mark.parametrize("role", [Role.EVALUATOR, Role.SCREENER])
    def test_others_of_the_programme_find_no_such_page(self, signed_in: SignedIn, role: Role) -> None:
        client = signed_in(role)
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, {"mail": given_up().pk}).status_code == 404


class TestTheDemosPostBox:
    def test_every_mail_can_be_read_as_its_reader_sees_it(self, client: Client, demo_mode: Path) -> None:
        queued(1)
        mail = queued(2)
        send_due(now=NOW)
        text = words(client, "/demo/mail/")
        assert text.index("jo2@maple.example") < text.index("jo1@maple.example")
        page = client.get(f"/demo/mail/{mail.pk}/").content.decode()
        assert "<h1" in page
        assert "if you can read this" in page
        assert '<a href="http://127.0.0.1:8000" rel="nofollow">' in page
        assert "us &lt;b&gt;" in page

    def test_an_empty_one_says_how_to_fill_it(self, client: Client, demo_mode: Path) -> None:
        assert "No mail yet" in words(client, "/demo/mail/")
        assert client.get("/demo/mail/1/").status_code == 404

    def test_outside_the_demo_there_is_none(self, client: Client) -> None:
        mail = queued()
        for address in ("/demo/mail/", f"/demo/mail/{mail.pk}/"):
            assert client.get(address).status_code == 404

    def test_its_views_refuse_by_themselves_too(self, client: Client, demo_mode: Path, settings: Settings) -> None:
        mail = queued()
        settings.DEMO = False
        for address in ("/demo/mail/", f"/demo/mail/{mail.pk}/"):
            assert client.get(address).status_code == 404
