"""Readers tell the team; the team looks, decides, and tells the writer why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.community.errors import NotAPost, Paused, ReportedAlready
from belonging.web.community.models import Kind, Mute, Pause, Post, PostState, Report, Topic
from belonging.web.community.services.moderating import PauseWords, hide, keep, pause, report_post
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.schools.models import School
from tests.web.actions.plans import text_of
from tests.web.community.given import answered, asked, member
from tests.web.conftest import NOW

HOME, TEAM = "/community/", "/programme/community/"
ACTOR = "test"


def mails() -> list[OutgoingMail]:
    with programme_scope("test"):
        return list(OutgoingMail.objects.order_by("pk"))


class TestReporting:
    def test_from_a_report_to_a_hidden_post_shown_again(
        self, teacher: User, lead_browser: Client, manager_browser: Client, teacher_browser: Client
    ) -> None:
        topic = asked(teacher, "The boy in 5 Oak with the blue glasses hits.")
        post = topic.posts.get()
        told = lead_browser.post(f"{HOME}posts/{post.pk}/report/", {"reason": "I know who that is."}, follow=True)
        assert "its writer is not told who asked" in text_of(told.content)
        assert "1 post waits, for a moderator" not in text_of(lead_browser.get(HOME).content)
        assert "1 post waits for a moderator" in text_of(manager_browser.get(HOME).content)
        assert "1 report: I know who that is." in text_of(manager_browser.get(TEAM).content)

        judged = f"{TEAM}posts/{post.pk}/"
        assert "Please say why" in text_of(manager_browser.post(judged, {"act": "hide", "reason": " "}).content)
        manager_browser.post(judged, {"act": "hide", "reason": "The child can be recognised."})
        assert lead_browser.get(f"{HOME}{topic.pk}/").status_code == 404
        own = text_of(teacher_browser.get(f"{HOME}{topic.pk}/").content)
        assert "The team has hidden this. Why: The child can be recognised." in own
        assert "blue glasses" in own
        assert mails()[-1].subject == "What you wrote has been hidden"
        assert "Why: The child can be recognised." in mails()[-1].text

        manager_browser.post(judged, {"act": "keep"})
        assert lead_browser.get(f"{HOME}{topic.pk}/").status_code == 200
        assert mails()[-1].subject == "What you wrote is shown again"
        with programme_scope("test"):
            entries = list(Entry.objects.filter(chain="programme").order_by("number").values())
        assert [each["act"] for each in entries][-3:] == ["post-reported", "post-hidden", "post-shown-again"]
        assert "glasses" not in str(entries)
        assert "recognised" not in str(entries)

    def test_three_people_hide_a_post_until_it_is_looked_at(
        self, teacher: User, lead: User, lead_browser: Client, maple: School, manager: User
    ) -> None:
        post = answered(asked(lead), teacher, "Unkind words.")
        for name in ("Una One", "Dora Two", "Tia Three"):
            assert Post.objects.get(pk=post.pk).state == PostState.SHOWN
            report_post(post=post, reason="Unkind.", by=member(name, Role.STAFF, maple), now=NOW)
        page = text_of(lead_browser.get(f"{HOME}{post.topic_id}/").content)
        assert "Several people asked the team to look at this." in page
        assert "Unkind words." not in page
        keep(post=post, actor=str(manager.pk), now=NOW)
        assert "Unkind words." in text_of(lead_browser.get(f"{HOME}{post.topic_id}/").content)
        assert not Report.objects.filter(settled_at__isnull=True).exists()

    def test_one_person_reports_once_and_with_a_reason(self, teacher: User, lead: User) -> None:
        post = asked(teacher).posts.get()
        report_post(post=post, reason="Unkind.", by=lead, now=NOW)
        with pytest.raises(ReportedAlready):
            report_post(post=post, reason="Unkind.", by=lead, now=NOW)
        with pytest.raises(NotAPost, match="what should be looked at"):
            report_post(post=post, reason=" ", by=teacher, now=NOW)

    def test_what_is_removed_loses_its_words_and_its_writer_is_told(
        self, teacher: User, manager_browser: Client
    ) -> None:
        post = asked(teacher).posts.get()
        sent = {"act": "remove", "reason": "It is an advertisement."}
        manager_browser.post(f"{TEAM}posts/{post.pk}/", sent)
        post.refresh_from_db()
        assert (post.text, Topic.objects.get().title) == ("", "")
        assert "It is an advertisement." in mails()[-1].text
        assert "What should become of it?" not in text_of(manager_browser.get(f"{TEAM}posts/{post.pk}/").content)


class TestWhoMayNotWrite:
    def test_a_person_is_kept_from_writing_until_a_day_and_told(
        self, teacher: User, teacher_browser: Client, manager_browser: Client
    ) -> None:
        topic = asked(teacher)
        sent = {"until": "2026-11-30", "reason": "Three advertisements."}
        manager_browser.post(f"{TEAM}posts/{topic.posts.get().pk}/pause/", sent)
        assert mails()[-1].subject == "You cannot write in the community until Monday 30 November 2026"
        page = text_of(teacher_browser.get(f"{HOME}{topic.pk}/").content)
        assert "You cannot write here until the end of Monday 30 November 2026." in page
        with pytest.raises(Paused):
            answered(topic, teacher)
        answered(topic, teacher, now=NOW + timedelta(days=8))
        manager_browser.post(f"{TEAM}pauses/{Pause.objects.get().pk}/")
        assert mails()[-1].subject == "You can write in the community again"
        answered(topic, teacher, "And more.")

    @pytest.mark.parametrize("until", [date(2026, 11, 22), date(2027, 11, 22)])
    def test_not_for_the_past_and_not_for_ever(self, teacher: User, until: date) -> None:
        with pytest.raises(NotAPost, match="from today on"):
            pause(person=teacher, words=PauseWords(until, "Why not."), actor=ACTOR, now=NOW)


def test_a_closed_conversation_is_read_and_not_added_to(
    teacher: User, manager_browser: Client, teacher_browser: Client
) -> None:
    topic = asked(teacher)
    manager_browser.post(f"{TEAM}{topic.pk}/lock/", {"act": "lock"})
    assert "The team has closed this conversation." in text_of(teacher_browser.get(f"{HOME}{topic.pk}/").content)
    reply = teacher_browser.post(f"{HOME}{topic.pk}/reply/", {"text": "But still.", "signed": "staff"})
    assert "The team has closed this conversation." in text_of(reply.content)
    assert "But still." in text_of(reply.content)
    manager_browser.post(f"{TEAM}{topic.pk}/lock/", {"act": "unlock"})
    answered(topic, teacher, "But still.")


class TestWhatCannotBeStored:
    def test_wrong_states_are_refused_by_the_database(self, teacher: User, lead: User) -> None:
        topic = asked(teacher)
        post = answered(topic, lead)
        hide(post=post, reason="Unkind.", actor=ACTOR, now=NOW)
        wrong: list[Callable[[], object]] = [
            lambda: Topic.objects.update(kind="song"),
            lambda: Topic.objects.update(title=""),
            lambda: Topic.objects.update(kind=Kind.NOTICE, answer=post),
            lambda: Post.objects.update(text=""),
            lambda: Post.objects.update(state=PostState.REMOVED),
            lambda: Post.objects.filter(pk=post.pk).update(number=1),
            lambda: Mute.objects.create(by=lead, of=lead, since=NOW),
            lambda: Report.objects.create(post=post, by=lead, reason="", at=NOW),
        ]
        for act in wrong:
            with pytest.raises(IntegrityError), transaction.atomic():
                act()
