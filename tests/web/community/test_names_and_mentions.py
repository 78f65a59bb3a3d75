"""What looks like a name is pointed out before it is posted, and people of the community are spoken to with an @."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.community.models import Mention, Mute, Post, Topic
from belonging.web.community.rules.mentions import named_in, spoken_in, without
from belonging.web.community.services.reading import wish
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.schools.models import School
from tests.web.actions.plans import text_of
from tests.web.community.given import answered, asked, browser_of, member
from tests.web.conftest import NOW

HOME = "/community/"


def post_to(client: Client, topic: Topic, text: str, **more: str) -> str:
    sent = {"text": text, "signed": "staff"} | more
    return text_of(client.post(f"{HOME}{topic.pk}/reply/", sent, follow=True).content)


class TestNames:
    def test_a_name_is_pointed_out_and_nothing_is_lost(self, teacher: User, teacher_browser: Client) -> None:
        topic = asked(teacher)
        page = post_to(teacher_browser, topic, "Jayden sits alone. It breaks my heart.")
        assert "“Jayden” looks like a name." in page
        assert "It breaks my heart." in page
        assert "No child or colleague can be recognised in this" in page
        assert Post.objects.count() == 1

    def test_who_confirms_that_nobody_is_recognised_may_post_and_moderators_see_it(
        self, teacher: User, teacher_browser: Client, manager_browser: Client
    ) -> None:
        topic = asked(teacher)
        page = post_to(teacher_browser, topic, "Matilda in the musical belongs.", confirmed="on")
        assert "Matilda in the musical belongs." in page
        post = Post.objects.get(number=2)
        assert post.confirmed_at == NOW
        with programme_scope("test"):
            assert Entry.objects.get(subject=f"post:{post.pk}").details["confirmed"] is True
        queue = text_of(manager_browser.get("/programme/community/").content)
        assert "its writer says that nobody can be recognised" in queue
        manager_browser.post(f"/programme/community/posts/{post.pk}/", {"act": "keep"})
        assert "Nothing waits" in text_of(manager_browser.get("/programme/community/").content)

    def test_a_box_ticked_for_nothing_confirms_nothing(self, teacher: User, teacher_browser: Client) -> None:
        post_to(teacher_browser, asked(teacher), "We ring a soft bell.", confirmed="on")
        assert Post.objects.get(number=2).confirmed_at is None

    def test_one_s_school_and_those_who_wrote_there_may_be_named(
        self, teacher: User, lead: User, lead_browser: Client
    ) -> None:
        page = post_to(lead_browser, asked(teacher), "Thank you Ben! At River Lane we do it too.", signed="lead")
        assert "Your words are below." in page

    def test_a_name_in_the_title_counts_too(self, teacher_browser: Client) -> None:
        sent = {"kind": "question", "title": "How do I help Zainab?", "text": "She is new.", "signed": "staff"}
        page = text_of(teacher_browser.post(f"{HOME}new/", sent).content)
        assert "“Zainab” looks like a name." in page
        assert not Topic.objects.exists()


class TestMentions:
    def test_who_is_mentioned_gets_a_mail_without_a_word_of_the_post(
        self, teacher: User, lead: User, teacher_browser: Client
    ) -> None:
        reply = teacher_browser.post(
            f"{HOME}{asked(teacher).pk}/reply/",
            {"text": "@amara linden, you did this. Soft bells?", "signed": "staff"},
            follow=True,
        )
        assert b'<span class="bm-mention">@amara linden</span>' in reply.content
        assert Mention.objects.get().person == lead
        with programme_scope("test"):
            mail = OutgoingMail.objects.get()
        assert (mail.to, mail.subject) == (lead.email, "Ben Achebe mentioned you")
        assert "Soft bells" not in mail.text
        assert "/reminders/" in mail.text

    def test_no_mail_to_who_wants_none_or_has_muted_the_writer(
        self, teacher: User, lead: User, manager: User, teacher_browser: Client
    ) -> None:
        Mute.objects.create(by=lead, of=teacher, since=NOW)
        wish(person=manager, digest="weekly", mentions=False)
        post_to(teacher_browser, asked(teacher), "@Amara Linden and @Tom Calloway, what do you think?")
        assert Mention.objects.count() == 2
        with programme_scope("test"):
            assert not OutgoingMail.objects.exists()

    def test_where_two_have_the_name_it_is_asked_who_is_meant(
        self, teacher: User, lead: User, teacher_browser: Client, maple: School
    ) -> None:
        other = member("Amara Linden", Role.SENCO, maple)
        topic = asked(teacher)
        page = post_to(teacher_browser, topic, "@Amara Linden, how?")
        assert "2 people here are called Amara Linden. Please choose one." in page
        assert "Amara Linden, SENCO, has not written here yet" in page
        assert "Maple Tree School" not in page.split("Which Amara Linden")[-1].split("Sign it as")[0]
        post_to(teacher_browser, topic, "@Amara Linden, how?", **{"who-0": str(other.pk)})
        assert Mention.objects.get().person == other

    def test_a_name_that_nobody_here_has_is_pointed_out(self, teacher: User, teacher_browser: Client) -> None:
        page = post_to(teacher_browser, asked(teacher), "Ask @missb, she knows.")
        assert "Nobody here is called “missb”." in page
        assert "Did you mean" not in page
        assert "She knows".lower() in page
        page = post_to(teacher_browser, asked(teacher), "Ask @Nobody Known about it.")
        assert "Nobody here is called “Nobody Known”." in page
        assert "social network" not in page
        assert not Post.objects.filter(number=2).exists()

    def test_who_has_written_here_is_offered_by_a_part_of_the_name(
        self, teacher: User, lead: User, teacher_browser: Client
    ) -> None:
        topic = asked(teacher)
        page = post_to(teacher_browser, topic, "Thank you @amara, we tried it.")
        assert "Did you mean" not in page
        answered(topic, lead)
        page = post_to(teacher_browser, topic, "Thank you @amara, we tried it.")
        assert "Nobody here is called “amara”. Did you mean @Amara Linden?" in page

    def test_who_posts_is_told_that_the_mention_arrived(
        self, teacher: User, lead: User, teacher_browser: Client
    ) -> None:
        page = post_to(teacher_browser, asked(teacher), "@amara linden, you did this.")
        assert "Your words are below. They speak to Amara Linden." in page

    def test_a_muted_person_is_folded_and_heard_again(self, teacher: User, lead: User, lead_browser: Client) -> None:
        topic = asked(teacher)
        post = topic.posts.get()
        lead_browser.post(f"{HOME}posts/{post.pk}/mute/")
        assert "You muted this person." in text_of(lead_browser.get(f"{HOME}{topic.pk}/").content)
        assert "Ben Achebe" in text_of(lead_browser.get(f"{HOME}mail/").content)
        lead_browser.post(f"{HOME}muted/", {"person": str(teacher.pk)})
        assert "You muted this person." not in text_of(lead_browser.get(f"{HOME}{topic.pk}/").content)
        assert browser_of(teacher).post(f"{HOME}posts/{post.pk}/mute/").status_code == 404


@given(st.text(max_size=200), st.sampled_from(["amara linden", "ben", "jo-ann o’neil"]), st.text(max_size=50))
def test_a_mention_is_found_where_it_stands_and_can_be_blanked(before: str, name: str, after: str) -> None:
    text = f"{before} @{name.title()}, {after}"
    named = named_in(text, {name})
    if len(spoken_in(before)) < 9:
        assert name in {each.name for each in named}
    for each in named:
        assert text[each.start : each.end].lower() == f"@{each.name}"
    assert len(without(text, named)) == len(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Ben Achebe’s idea", ["ben achebe"]),
        ("mail ben@achebe.example", []),
        ("@Ben said", ["ben"]),
        ("@@Ben", []),
        ("(@Ben Achebe)", ["ben achebe"]),
    ],
)
def test_the_longest_name_that_fits_is_meant(text: str, names: list[str]) -> None:
    assert [each.name for each in named_in(text, {"ben", "ben achebe"})] == names
