"""Comments: what their writers wish, what a reader makes of them, and what sealing carries over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.db import DatabaseError, transaction

from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import CommentState, Response, Round, SealedComment, Sharing
from belonging.web.surveys.queries import sealing_is_whole
from belonging.web.surveys.rules.comments import how_many_kept
from belonging.web.surveys.services import comments as services
from belonging.web.surveys.services.answering import Wishes, withdraw_response
from belonging.web.surveys.services.comments import Verdict, give_verdict, unread_comments
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.surveys.answering_rounds import ID, Answering, open_link, open_slips
from tests.web.surveys.given import AFTER, a_link_round, answer, closed

TO_SCHOOL = Wishes(Sharing.SCHOOL, may_print=True)
KIND = {"what_helps": "Kind teachers", "what_would_help": ""}


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def parents(in_maple: School, cohort: Cohort, answering_process: None) -> Answering:
    return open_link(in_maple, cohort, NOW)


@pytest.fixture
def round_(in_maple: School, cohort: Cohort) -> Round:
    return a_link_round(in_maple, cohort)


class TestWishes:
    def test_who_may_read_it_stands_before_the_first_box_and_printing_after_the_last(self, parents: Answering) -> None:
        page = parents.browser.get(parents.address).content.decode()

        places = [page.index(f'id="{name}"') for name in ("w-sharing", "c-what_helps", "c-what_would_help", "w-print")]
        assert places == sorted(places)
        assert "What happens with it" in page
        assert not re.search(r'name="w-\w+" value="\w+" checked', page)

    @pytest.mark.parametrize("script", [True, False])
    def test_what_was_chosen_is_kept_with_the_words(self, parents: Answering, script: bool) -> None:
        sent = {"c-what_helps": "Kind", "w-sharing": "school", "w-print": "yes", "submission_id": ID}
        reply = parents.send(sent) if script else parents.browser.post(parents.address, sent)

        assert reply.status_code == 200
        row = Response.objects.get()
        assert (row.sharing, row.may_print) == ("school", True)

    def test_unsaid_the_school_gets_nothing_and_nothing_is_printed(self, parents: Answering) -> None:
        parents.send({"c-what_helps": "Kind", "submission_id": ID})

        row = Response.objects.get()
        assert (row.sharing, row.may_print) == ("programme", False)

    def test_a_wish_without_words_leaves_no_trace(self, parents: Answering) -> None:
        parents.send({"a-child_safe": "5", "w-sharing": "school", "w-print": "yes", "submission_id": ID})

        row = Response.objects.get()
        assert (row.sharing, row.may_print) == ("programme", False)

    def test_the_same_bytes_get_the_same_receipt_and_another_wish_is_another_answer(self, parents: Answering) -> None:
        sent = {"c-what_helps": "Kind", "w-sharing": "school", "submission_id": ID}
        first, again = parents.send(sent), parents.send(sent)
        other = parents.send({**sent, "w-sharing": "programme"})

        assert json.loads(first.content) == json.loads(again.content)
        assert json.loads(other.content)["outcome"] == "used"
        assert Response.objects.get().sharing == "school"

    @pytest.mark.parametrize("strange", [{"w-sharing": "everyone"}, {"w-print": "on"}, {"w-mood": "1"}])
    def test_another_wish_is_not_taken(self, parents: Answering, strange: dict[str, str]) -> None:
        assert parents.send({"submission_id": ID, **strange}).status_code == 400
        assert Response.objects.count() == 0

    def test_pupils_are_asked_for_no_words_and_no_wishes(
        self, in_maple: School, cohort: Cohort, answering_process: None
    ) -> None:
        pupils = open_slips(in_maple, cohort, NOW)

        assert "w-sharing" not in pupils.browser.get(pupils.address).content.decode()
        assert pupils.send({"code": pupils.codes[0], "w-sharing": "school"}).status_code == 400

    def test_withdrawn_answers_all_look_the_same(self, round_: Round) -> None:
        for comments, wishes in (({}, None), (KIND, TO_SCHOOL)):
            receipt = answer(round_, answers={}, comments=comments, wishes=wishes)
            for comment in unread_comments(round_):
                give_verdict(round_=round_, handle=comment.handle, verdict=Verdict(CommentState.KEPT))
            withdraw_response(round_=round_, receipt=receipt.symbols, now=NOW)

        blanks = Response.objects.values_list("comments", "screening", "sharing", "may_print", "digest")
        assert blanks[0] == blanks[1] == ({}, {}, "programme", False, "")


class TestACohortWithoutComments:
    """Nobody has the hours to read them, so nobody is asked for words."""

    @pytest.fixture
    def quiet(self, in_maple: School, cohort: Cohort, answering_process: None) -> Answering:
        cohort.comments_on = False
        cohort.save(update_fields=["comments_on"])
        return open_link(in_maple, cohort, NOW)

    def test_there_is_no_box_and_nothing_about_who_reads_it(self, quiet: Answering) -> None:
        page = quiet.browser.get(quiet.address).content.decode()
        assert "c-what_helps" not in page
        assert "w-sharing" not in page
        assert "In your words" not in page
        assert "trained" not in page

    def test_words_that_are_sent_all_the_same_are_not_taken(self, quiet: Answering) -> None:
        reply = quiet.send({"c-what_helps": "Kind", "submission_id": ID})
        assert reply.status_code == 400
        assert Response.objects.count() == 0
        assert quiet.send({"submission_id": ID}).status_code == 200


class TestVerdicts:
    def test_a_verdict_is_given_once_and_the_words_stay_as_written(self, round_: Round) -> None:
        answer(round_, answers={}, comments=KIND, wishes=TO_SCHOOL)
        (comment,) = unread_comments(round_)

        given = give_verdict(
            round_=round_, handle=comment.handle, verdict=Verdict(CommentState.RELEASED, "Kind [people]")
        )
        assert given == comment
        assert unread_comments(round_) == []
        assert give_verdict(round_=round_, handle=comment.handle, verdict=Verdict(CommentState.KEPT)) is None
        row = Response.objects.get()
        assert row.comments == KIND
        assert row.screening == {"what_helps": {"state": "released", "text": "Kind [people]"}}

    def test_a_verdict_that_comes_a_moment_later_is_not_written(
        self, round_: Round, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Both readers' processes had seen it unread; the row is looked at again when it is held."""
        answer(round_, answers={}, comments=KIND)
        (comment,), stale = unread_comments(round_), Response.objects.get()
        give_verdict(round_=round_, handle=comment.handle, verdict=Verdict(CommentState.KEPT))
        monkeypatch.setattr(services, "_unread", lambda _round: iter([(comment, stale)]))

        assert give_verdict(round_=round_, handle=comment.handle, verdict=Verdict(CommentState.CONCERN)) is None
        assert Response.objects.get().screening["what_helps"]["state"] == "kept"

    def test_boxes_are_decided_on_one_by_one(self, round_: Round) -> None:
        answer(round_, answers={}, comments={"what_helps": "One", "what_would_help": "Two"})
        handles = {comment.text: comment.handle for comment in unread_comments(round_)}
        for text, state in (("One", CommentState.KEPT), ("Two", CommentState.CONCERN)):
            assert give_verdict(round_=round_, handle=handles[text], verdict=Verdict(state))

        assert {box: said["state"] for box, said in Response.objects.get().screening.items()} == {
            "what_helps": "kept",
            "what_would_help": "concern",
        }

    def test_a_handle_is_no_key(self, round_: Round) -> None:
        answer(round_, answers={}, comments=KIND)
        (comment,) = unread_comments(round_)

        assert comment.handle not in Response.objects.get().key
        assert Response.objects.filter(key__startswith=comment.handle[:8]).count() == 0

    def test_no_verdict_can_change_the_words(self, round_: Round) -> None:
        answer(round_, answers={}, comments=KIND)
        with pytest.raises(DatabaseError, match="refused by"), transaction.atomic():
            Response.objects.update(comments={"what_helps": "Kinder"}, screening={})

    @pytest.mark.parametrize(
        ("state", "text"),
        [(CommentState.RELEASED, ""), (CommentState.CONCERN, "words"), (CommentState.UNREAD, "words")],
    )
    def test_a_verdict_that_makes_no_sense_cannot_be_made(self, state: CommentState, text: str) -> None:
        with pytest.raises(ValueError, match="released"):
            Verdict(state, text)


class TestSealing:
    def test_verdicts_and_wishes_are_carried_over(self, round_: Round) -> None:
        for number in range(10):
            answer(round_, answers={}, comments={"what_helps": f"Word {number}"}, wishes=TO_SCHOOL)
        said = {"Word 0": Verdict(CommentState.RELEASED, "Word"), "Word 1": Verdict(CommentState.KEPT, "For the team")}
        for comment in unread_comments(round_):
            if comment.text in said:
                give_verdict(round_=round_, handle=comment.handle, verdict=said[comment.text])
        seal_round(round_=closed(round_), actor="test", now=AFTER)

        kept = {row.text: row for row in SealedComment.objects.all()}
        assert (kept["Word 0"].state, kept["Word 0"].released_text) == ("released", "Word")
        assert (kept["Word 1"].state, kept["Word 1"].released_text) == ("kept", "For the team")
        assert (kept["Word 2"].state, kept["Word 2"].released_text) == ("unread", "")
        assert {(row.sharing, row.may_print) for row in kept.values()} == {("school", True)}
        assert sealing_is_whole(round_)

    def test_of_fewer_than_ten_answers_no_comment_is_for_the_school(self, round_: Round) -> None:
        for number in range(9):
            answer(round_, answers={}, comments={"what_helps": f"Word {number}"}, wishes=TO_SCHOOL)
        seal_round(round_=closed(round_), actor="test", now=AFTER)

        assert set(SealedComment.objects.values_list("sharing", flat=True)) == {"programme"}

    def test_a_sealed_comment_is_read_and_its_words_are_for_good(self, round_: Round) -> None:
        answer(round_, answers={}, comments=KIND)
        seal_round(round_=closed(round_), actor="test", now=AFTER)
        (comment,) = unread_comments(round_)

        assert give_verdict(round_=round_, handle=comment.handle, verdict=Verdict(CommentState.RELEASED, "Kind"))
        assert not give_verdict(round_=round_, handle=comment.handle, verdict=Verdict(CommentState.KEPT))
        assert SealedComment.objects.get().released_text == "Kind"
        assert sealing_is_whole(round_)
        with pytest.raises(DatabaseError, match="refused by"), transaction.atomic():
            SealedComment.objects.update(sharing="school")


@pytest.mark.parametrize(
    ("count", "words"), [(0, ""), (1, "Some comments"), (9, "Some comments"), (10, "10 comments"), (31, "31 comments")]
)
def test_a_small_number_of_kept_comments_is_not_said(count: int, words: str) -> None:
    assert how_many_kept(count) == words
