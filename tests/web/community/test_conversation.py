"""A teacher asks, a lead of another school answers, the teacher says that this was it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.community.errors import NotForYou, TooMuch
from belonging.web.community.models import EarlierWords, Kind, Post, PostState, Reading, Topic
from belonging.web.community.queries.people import signatures_of
from belonging.web.community.rules.limits import TOPICS_A_DAY
from belonging.web.community.services.writing import Said, TopicWords, open_topic
from belonging.web.journal.models import Entry
from belonging.web.schools.models import School
from tests.web.actions.plans import text_of
from tests.web.community.given import answered, asked, browser_of, member
from tests.web.conftest import NOW

HOME = "/community/"
FORM = {
    "kind": "question",
    "title": "Who has made lunch calmer?",
    "text": "The hall is **loud** and\n\n- some cry\n- some hide",
    "tags": ["phase:primary"],
    "signed": "staff",
}


def read(client: Client, page: str) -> str:
    reply = client.get(page)
    assert reply.status_code == 200, page
    return text_of(reply.content)


class TestAskingAndAnswering:
    def test_from_a_question_to_what_answered_it(
        self, teacher_browser: Client, lead_browser: Client, river: School
    ) -> None:
        assert "Nothing here yet" in read(teacher_browser, HOME)
        reply = teacher_browser.post(f"{HOME}new/", FORM, follow=True)
        page = text_of(reply.content)
        assert "We write to you when somebody answers." in page
        assert "Ben Achebe , Member of staff" in page
        assert b"<strong>loud</strong>" in reply.content
        assert b"<li>some cry</li>" in reply.content
        topic = Topic.objects.get()

        listed = read(lead_browser, HOME)
        assert "Question New" in listed
        assert "Ben Achebe, Member of staff, Pilot 2026" in listed
        sent = {"text": "We ring a soft bell.", "signed": f"lead-{river.slug}"}
        page = text_of(lead_browser.post(f"{HOME}{topic.pk}/reply/", sent, follow=True).content)
        assert "Amara Linden , School lead, River Lane School" in page
        assert "This answered it" not in page

        assert "1 new" in read(teacher_browser, HOME)
        page = read(teacher_browser, f"{HOME}{topic.pk}/")
        assert "New since you were here" in page
        assert "1 new" not in read(teacher_browser, HOME)
        post = Post.objects.get(number=2)
        teacher_browser.post(f"{HOME}posts/{post.pk}/answered/", {"act": "set"})
        assert "Answered" in read(lead_browser, HOME)
        assert "Go to what answered it" in read(lead_browser, f"{HOME}{topic.pk}/")
        with programme_scope("test"):
            assert "We ring a soft bell." not in str(list(Entry.objects.values()))

    def test_the_same_words_twice_are_one_post(self, teacher_browser: Client) -> None:
        for _ in range(2):
            teacher_browser.post(f"{HOME}new/", FORM)
        topic = Topic.objects.get()
        for _ in range(2):
            teacher_browser.post(f"{HOME}{topic.pk}/reply/", {"text": "One thing more.", "signed": "staff"})
        assert Post.objects.count() == 2

    def test_what_is_missing_is_said_and_what_was_typed_stays(self, teacher_browser: Client) -> None:
        reply = teacher_browser.post(f"{HOME}new/", FORM | {"title": ""})
        assert "Please give it a title." in text_of(reply.content)
        assert "some cry" in text_of(reply.content)
        assert not Topic.objects.exists()

    def test_only_the_asker_says_what_answered_it(self, teacher: User, lead_browser: Client, lead: User) -> None:
        post = answered(asked(teacher), lead)
        reply = lead_browser.post(f"{HOME}posts/{post.pk}/answered/", {"act": "set"}, follow=True)
        assert "Only whoever wrote it can do that." in text_of(reply.content)
        assert Topic.objects.get().answer is None

    def test_nobody_outside_reads_it(self, teacher: User, maple: School) -> None:
        topic = asked(teacher)
        outside = browser_of(member("Dee Lawson", Role.SAFEGUARDING, maple))
        for page in (HOME, f"{HOME}{topic.pk}/", f"{HOME}new/", "/programme/community/"):
            assert outside.get(page).status_code == 404, page
            assert Client().get(page).headers["Location"].startswith("/sign-in/")
        assert browser_of(teacher).get("/programme/community/").status_code == 404


class TestNotices:
    def test_leads_and_the_team_give_notice_and_others_do_not(
        self, lead: User, teacher: User, lead_browser: Client, teacher_browser: Client
    ) -> None:
        assert "Notice" in read(lead_browser, f"{HOME}new/")
        assert "Notice" not in read(teacher_browser, f"{HOME}new/")
        notice = TopicWords(Kind.NOTICE, "Clubs fair on Friday")
        assert asked(lead, "Come and see.", notice).kind == Kind.NOTICE
        with pytest.raises(NotForYou):
            asked(teacher, "Come and see.", notice)


class TestChangingOnesMind:
    def test_a_change_is_seen_and_what_stood_before_is_kept_for_moderators(
        self, teacher: User, teacher_browser: Client, manager_browser: Client, lead_browser: Client
    ) -> None:
        post = asked(teacher).posts.get()
        changed = {"title": "Who has a calmer lunch?", "text": "The hall is full.", "was": post.text}
        page = text_of(teacher_browser.post(f"{HOME}posts/{post.pk}/edit/", changed, follow=True).content)
        assert "changed today at 10:00" in page
        assert "Who has a calmer lunch?" in page
        assert "The hall is loud." not in read(lead_browser, f"{HOME}{post.topic_id}/")
        assert "The hall is loud." in read(manager_browser, f"/programme/community/posts/{post.pk}/")
        again = teacher_browser.post(f"{HOME}posts/{post.pk}/edit/", changed | {"text": "Once more."})
        assert "This was changed in another window" in text_of(again.content)
        assert "The hall is full." in text_of(again.content), "what stands there now is shown beside"
        assert "Once more." in again.content.decode()
        began = re.findall(r'name="was" value="([^"]*)"', again.content.decode())
        assert began == ["The hall is full."]
        teacher_browser.post(f"{HOME}posts/{post.pk}/edit/", changed | {"text": "Once more.", "was": began[0]})
        assert "Once more." in read(lead_browser, f"{HOME}{post.topic_id}/")
        assert lead_browser.get(f"{HOME}posts/{post.pk}/edit/").status_code == 404

    def test_what_the_team_has_closed_is_changed_no_more(
        self, teacher: User, teacher_browser: Client, manager_browser: Client
    ) -> None:
        post = asked(teacher).posts.get()
        Topic.objects.filter(pk=post.topic_id).update(locked_at=NOW)
        changed = {"title": "Changed after all", "text": "The hall is full.", "was": post.text}
        page = text_of(teacher_browser.post(f"{HOME}posts/{post.pk}/edit/", changed).content)
        assert "The team has closed this conversation." in page
        post.refresh_from_db()
        assert post.text == "The hall is loud."

    def test_what_is_removed_is_gone_and_answers_stay(
        self, teacher: User, lead: User, teacher_browser: Client, lead_browser: Client
    ) -> None:
        topic = asked(teacher)
        answered(topic, lead)
        post = topic.posts.get(number=1)
        changed = {"title": topic.title, "text": "The hall is full.", "was": post.text}
        teacher_browser.post(f"{HOME}posts/{post.pk}/edit/", changed)
        teacher_browser.post(f"{HOME}posts/{post.pk}/remove/")
        post.refresh_from_db()
        assert (post.text, post.state) == ("", PostState.REMOVED)
        assert not EarlierWords.objects.exists()
        page = read(lead_browser, f"{HOME}{topic.pk}/")
        assert "This was removed." in page
        assert "We ring a soft bell." in page
        assert "calmer" not in read(lead_browser, HOME)

    def test_a_writer_takes_the_name_off_everything(
        self, teacher: User, teacher_browser: Client, lead_browser: Client
    ) -> None:
        topic = asked(teacher)
        assert "off 1 post" in text_of(teacher_browser.post(f"{HOME}name/", follow=True).content)
        page = read(lead_browser, f"{HOME}{topic.pk}/")
        assert "Somebody who took their name off" in page
        assert "Ben Achebe" not in page
        assert "The hall is loud." in page


class TestTheList:
    def test_it_is_searched_by_words_in_any_number_and_narrowed(
        self, teacher: User, lead: User, lead_browser: Client
    ) -> None:
        first = asked(teacher)
        answered(first, lead, "Our clubs moved outdoors.")
        asked(lead, "Ours is full.", TopicWords(Kind.DISCUSSION, "Corridors", ("phase:secondary",)))
        assert "Who has made lunch calmer?" in read(lead_browser, f"{HOME}?q=club")
        assert "Who has made lunch calmer?" in read(lead_browser, f"{HOME}?q=lunches+calm")
        assert "1 conversation found" in read(lead_browser, f"{HOME}?tag=phase%3Asecondary")
        assert "Corridors" not in read(lead_browser, f"{HOME}?show=waiting")
        assert "2 conversations found" in read(lead_browser, f"{HOME}?show=followed")
        assert "0 conversations found" in read(lead_browser, f"{HOME}?q=%25")

    def test_it_and_a_page_ask_the_database_as_often_for_thirty_as_for_one(
        self,
        teacher: User,
        lead: User,
        lead_browser: Client,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        topic = asked(teacher)
        answered(topic, lead)
        pages = (HOME, f"{HOME}{topic.pk}/")
        counts = []
        for page in pages:
            lead_browser.get(page)
            with django_assert_max_num_queries(40) as few:
                lead_browser.get(page)
            counts.append(len(few))
        for number in range(30):
            answered(topic, teacher if number % 2 else lead, f"And number {number}.", NOW + timedelta(hours=9 * number))
            words = TopicWords(Kind.DISCUSSION, f"Topic {number}", ("phase:primary",))
            asked(lead, f"About {number}.", words, NOW + timedelta(hours=9 * number))
        Reading.objects.filter(person=lead).update(read_to=99)
        for page, most in zip(pages, counts, strict=True):
            with django_assert_max_num_queries(most):
                lead_browser.get(page)
        assert "Page 1 of 2" in read(lead_browser, HOME)
        assert "Next page" in read(lead_browser, f"{HOME}{topic.pk}/")

    def test_nobody_floods_it(self, teacher: User) -> None:
        signed = signatures_of(teacher)[0]
        for number in range(TOPICS_A_DAY + 1):
            words = TopicWords(Kind.DISCUSSION, f"Topic {number}")
            said = Said(f"Number {number}")
            if number == TOPICS_A_DAY:
                with pytest.raises(TooMuch, match="Please wait until tomorrow"):
                    open_topic(words=words, said=said, signed=signed, writer=teacher, now=NOW)
            else:
                open_topic(words=words, said=said, signed=signed, writer=teacher, now=NOW)
