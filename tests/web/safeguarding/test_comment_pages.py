"""The readers' pages, and what leaders and the programme's team may read afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.queries.comments import comments_for_school
from belonging.web.safeguarding.services.backlogs import note_backlogs
from belonging.web.safeguarding.services.confirming import confirm_note
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round, Sharing
from belonging.web.surveys.services.answering import Wishes
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.safeguarding.given import person
from tests.web.surveys.given import AFTER, a_link_round, answer, closed

DESK = "/programme/comments/"
HARM = "She comes home with bruises."
TO_SCHOOL = Wishes(Sharing.SCHOOL)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reader(db: None) -> Client:
    client, screener = Client(), person(Role.SCREENER)
    with programme_scope("test"):
        confirm_note(reader=str(screener.pk), now=NOW)
    client.force_login(screener)
    return client


@pytest.fixture
def lead(maple: School) -> Client:
    client = Client()
    client.force_login(person(Role.LEAD, maple))
    return client


@pytest.fixture
def manager(db: None) -> Client:
    client = Client()
    client.force_login(person(Role.MANAGER))
    return client


def words(page: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def wrote(school: School, cohort: Cohort, *texts: str, answers: int = 10, instrument: str = "parent_v1") -> Round:
    """A round of so many answers, of which some have these words for the school."""
    with school_scope(school.pk):
        round_ = a_link_round(school, cohort, instrument)
        box = "what_helps"
        for number in range(answers):
            text = texts[number] if number < len(texts) else ""
            answer(round_, answers={}, comments={box: text} if text else {}, wishes=TO_SCHOOL)
    note_backlogs(now=NOW)
    return round_


def held(page: Any) -> str:
    found = re.search(r'name="handle" value="(\w{32})"', page.content.decode())
    assert found
    return found.group(1)


def decide(client: Client, choice: str, edited: str = "", **more: str) -> Any:
    handle = held(client.get(f"{DESK}one/"))
    return client.post(f"{DESK}decision/", {"handle": handle, "choice": choice, "edited": edited, **more}, follow=True)


def sealed(round_: Round) -> Round:
    with school_scope(round_.host_id):
        seal_round(round_=closed(round_), actor="test", now=AFTER)
    return round_


def test_a_reader_reads_one_after_the_other(reader: Client, maple: School, cohort: Cohort) -> None:
    wrote(maple, cohort, "We thank Mrs Patel.", HARM)
    assert "2 comments wait to be read, 1 of them may be about harm." in words(reader.get(DESK))

    first = reader.post(f"{DESK}next/", follow=True)
    assert HARM in words(first)
    assert "May be about harm" in words(first)
    assert "What helps your child" in words(first)
    assert maple.name not in words(first)
    undecided = decide(reader, "concern")
    assert "Choose one: whoever it is about must not read it." in words(undecided)
    assert " checked" not in undecided.content.decode()
    second = decide(reader, "concern", about="head")
    assert "Passed on as a concern. The school’s safeguarding people are told" in words(second)
    assert "reference" not in words(second)
    assert "We thank [name]." in words(second)
    last = decide(reader, "edited", "We thank [name].")

    assert "There is nothing more to read just now." in words(last)
    assert "All read" in words(last)


def test_a_reader_may_look_before_anything_was_counted(reader: Client, maple: School, cohort: Cohort) -> None:
    with school_scope(maple.pk):
        answer(a_link_round(maple, cohort), answers={}, comments={"what_helps": HARM})
    assert "All read" in words(reader.get(DESK))
    assert "Look again" in words(reader.get(DESK))

    assert HARM in words(reader.post(f"{DESK}next/", follow=True))


def test_what_a_reader_typed_stays_when_it_cannot_be_released(reader: Client, maple: School, cohort: Cohort) -> None:
    wrote(maple, cohort, "We thank Mrs Patel.")
    reader.post(f"{DESK}next/")

    empty = decide(reader, "edited", " ")
    assert empty.status_code == 400
    assert "Nothing is left of the comment." in words(empty)
    long = decide(reader, "edited", "x" * 5000)
    assert long.status_code == 400
    assert "x" * 5000 in long.content.decode()
    assert "Please shorten it" in words(long)


def test_a_comment_that_another_reader_has_is_not_decided_twice(reader: Client, maple: School, cohort: Cohort) -> None:
    wrote(maple, cohort, HARM)
    handle = held(reader.post(f"{DESK}next/", follow=True))
    reader.post(f"{DESK}stop/")

    late = reader.post(f"{DESK}decision/", {"handle": handle, "choice": "as_written"}, follow=True)

    assert "This comment is not yours to decide on any more" in words(late)


def test_the_note_for_readers_is_one_click_from_the_desk(reader: Client) -> None:
    assert f"{DESK}training/" in reader.get(DESK).content.decode()
    assert "pass it on as a concern" in words(reader.get(f"{DESK}training/"))


@pytest.mark.parametrize("role", [Role.MANAGER, Role.EVALUATOR, Role.TRANSLATOR])
def test_only_readers_read(role: Role, maple: School, cohort: Cohort) -> None:
    wrote(maple, cohort, HARM)
    client = Client()
    client.force_login(person(role))
    for path in ("", "one/", "training/"):
        assert client.get(f"{DESK}{path}").status_code == 404
    for path in ("next/", "decision/", "stop/"):
        assert client.post(f"{DESK}{path}").status_code == 404


class TestLeaders:
    def page(self, lead: Client, round_: Round) -> str:
        return words(lead.get(f"/schools/maple-tree/rounds/{round_.handle}/comments/"))

    def test_they_read_what_was_released_after_sealing(
        self, lead: Client, reader: Client, maple: School, cohort: Cohort
    ) -> None:
        round_ = wrote(maple, cohort, "The smiles at the gate.", "Our Mrs Patel helps.")
        reader.post(f"{DESK}next/")
        decide(reader, "edited", "Our [name] helps.")
        decide(reader, "as_written")
        assert "Not before the questionnaire is sealed" in self.page(lead, round_)
        assert "smiles" not in self.page(lead, round_)

        shown = self.page(lead, sealed(round_))

        assert "What helps your child to feel that they belong at this school?" in shown
        assert "The smiles at the gate." in shown
        assert "Our [name] helps." in shown
        assert "Patel" not in shown
        assert "May be printed The" not in shown

    def test_what_was_not_released_is_a_word_and_no_small_number(
        self, lead: Client, reader: Client, maple: School, cohort: Cohort
    ) -> None:
        round_ = wrote(maple, cohort, "One wish.", "Another wish.", "A third wish.")
        reader.post(f"{DESK}next/")
        decide(reader, "keep")
        decide(reader, "programme", "For the team.")
        shown = self.page(lead, sealed(round_))

        assert "Some comments that you were meant to read are not shown" in shown
        assert "Readers have not finished yet" in shown
        assert "wish" not in shown
        assert "For the team." not in shown
        assert not re.search(r"\b[123] comment", shown)

    @pytest.mark.parametrize(("answers", "shown"), [(9, False), (10, True)])
    def test_of_fewer_than_ten_answers_they_read_none(
        self, lead: Client, reader: Client, maple: School, cohort: Cohort, answers: int, shown: bool
    ) -> None:
        round_ = wrote(maple, cohort, "The smiles at the gate.", answers=answers)
        reader.post(f"{DESK}next/")
        decide(reader, "as_written")
        page = self.page(lead, sealed(round_))

        assert ("The smiles at the gate." in page) is shown
        assert ("Fewer than ten people answered" in page) is not shown

    def test_what_was_written_for_the_programme_alone_is_not_for_them(
        self, lead: Client, reader: Client, maple: School, cohort: Cohort
    ) -> None:
        with school_scope(maple.pk):
            round_ = a_link_round(maple, cohort)
            for text in ("For us.", *[""] * 9):
                answer(round_, answers={}, comments={"what_helps": text} if text else {})
        note_backlogs(now=NOW)
        reader.post(f"{DESK}next/")
        decide(reader, "as_written")

        shown = self.page(lead, sealed(round_))
        assert "For us." not in shown
        assert "No comments to read" in shown

    def test_a_small_round_gives_none_even_of_what_is_marked_for_the_school(
        self, reader: Client, maple: School, cohort: Cohort
    ) -> None:
        round_ = wrote(maple, cohort, "The smiles at the gate.")
        reader.post(f"{DESK}next/")
        decide(reader, "as_written")
        sealed(round_)
        with school_scope(maple.pk):
            assert len(comments_for_school(round_)) == 1
            round_.sealed_rows = 9
            assert comments_for_school(round_) == []

    def test_another_schools_comments_are_not_there(self, lead: Client, river: School, cohort: Cohort) -> None:
        round_ = sealed(wrote(river, cohort, "Ours."))

        for school in ("maple-tree", "river-lane"):
            assert lead.get(f"/schools/{school}/rounds/{round_.handle}/comments/").status_code == 404


def test_the_team_reads_all_schools_mixed_and_no_name_of_any(
    manager: Client, reader: Client, maple: School, river: School, cohort: Cohort
) -> None:
    rounds = [wrote(maple, cohort, "From one."), wrote(river, cohort, "From the other.")]
    few = wrote(river, cohort, "From few.", answers=3, instrument="staff_v1")
    reader.post(f"{DESK}next/")
    for choice in ("as_written", "as_written", "as_written"):
        decide(reader, choice)
    assert "Nothing released yet" in words(manager.get(f"{DESK}released/"))
    for round_ in (*rounds, few):
        sealed(round_)

    shown = words(manager.get(f"{DESK}released/"))

    assert "From one." in shown
    assert "From the other." in shown
    assert "From few." not in shown
    assert "Maple" not in shown
    assert "River" not in shown
    assert "From one." not in words(manager.get(f"{DESK}released/?from=staff"))
    assert manager.get(f"{DESK}released/?from=nonsense&page=x").status_code == 200


def test_the_lists_ask_as_often_for_three_comments_as_for_one(
    lead: Client, manager: Client, reader: Client, maple: School, cohort: Cohort
) -> None:
    round_ = wrote(maple, cohort, "One.", "Two.", "Three.")
    sealed(round_)
    note_backlogs(now=AFTER)
    asked: dict[str, list[int]] = {}
    reader.post(f"{DESK}next/")
    for _ in range(3):
        decide(reader, "as_written")
        for client, page in (
            (lead, f"/schools/maple-tree/rounds/{round_.handle}/comments/"),
            (manager, f"{DESK}released/"),
        ):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            asked.setdefault(page, []).append(len(queries))

    assert all(counts[0] == counts[-1] for counts in asked.values()), asked
