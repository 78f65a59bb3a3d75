"""Pupils talk about the findings, and what they said is kept for the plan."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from belonging.web.accounts.roles import Role
from belonging.web.actions.rules.sources import signed_ground
from belonging.web.programme.models import Cohort
from belonging.web.replies.errors import EmptyDiscussion, NobodyThere
from belonging.web.replies.models import Discussion, DiscussionWord, Edition
from belonging.web.replies.queries.discussions import questions_for
from belonging.web.replies.rules.discussing import MINUTES, Question, plan
from belonging.web.replies.services.discussions import DiscussionSaid, record_discussion, remove_discussion
from belonging.web.schools.models import School
from tests.web.replies.conftest import AN_ACTOR, NOW
from tests.web.reports.conftest import signed_in

PAGE = "/schools/maple-tree/replies/pilot-2026/discussions/"
RECORD = f"{PAGE}record/endline/pupils/"
SAID = {"held_on": "2026-11-20", "group": "School council", "pupils": "8", "words-0": "The gym corner is dark."}


def _held(school: School, cohort: Cohort, words: str = "The gym corner is dark.", *, now: datetime = NOW) -> Discussion:
    question = Question("Where does school feel safe?", "About 8 in 10 of you feel safe at school.", "safe")
    said = DiscussionSaid("endline", date(2026, 11, 20), "School council", 8, ((question, words),))
    return record_discussion(school=school, cohort=cohort, said=said, actor=AN_ACTOR, now=now)


@pytest.mark.parametrize("edition", [Edition.PUPILS, Edition.YOUNGER])
def test_five_or_six_questions_about_the_schools_own_findings(
    in_maple: School, cohort: Cohort, edition: Edition
) -> None:
    asked = questions_for(in_maple, cohort, "endline", edition)

    assert 5 <= len(asked) <= 6
    assert asked[0].finding
    assert not asked[-1].finding
    assert sum(step.minutes for step in plan(edition, len(asked))) == MINUTES
    assert all(step.minutes >= 3 for step in plan(edition, len(asked)))


def test_the_pack_says_where_to_turn(lead: Client) -> None:
    answer = lead.get(f"{PAGE}pack/endline/pupils/pdf/")

    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())
    assert b"pdfuaid" in answer.content
    assert "0800 1111" in text
    assert "Your safeguarding lead is" in text
    assert "Nobody has to speak" in text


def test_the_pack_for_younger_pupils_can_be_changed_in_word(lead: Client) -> None:
    answer = lead.get(f"{PAGE}pack/endline/younger/docx/")

    words = [paragraph.text for paragraph in docx.Document(BytesIO(answer.content)).paragraphs]
    assert "What do our findings mean? A talk with younger pupils" in words
    assert any("children hardly ever" in line or "children are not often lonely" in line for line in words)


def test_each_question_has_four_lines_to_write_on_and_stays_with_them(lead: Client) -> None:
    answer = lead.get(f"{PAGE}pack/endline/pupils/docx/")

    paragraphs = docx.Document(BytesIO(answer.content)).paragraphs
    asked = next(at for at, each in enumerate(paragraphs) if each.text.startswith("1. About 9 in 10"))
    ruled = [bool(each._p.xpath("./w:pPr/w:pBdr/w:bottom")) for each in paragraphs[asked : asked + 6]]
    assert ruled == [False, True, True, True, True, False]
    kept = [bool(each.paragraph_format.keep_with_next) for each in paragraphs[asked : asked + 5]]
    assert kept == [True, True, True, True, False]


@pytest.mark.parametrize("where", ["baseline/pupils/pdf", "endline/families/pdf", "endline/pupils/xlsx"])
def test_there_is_no_other_pack(lead: Client, where: str) -> None:
    assert lead.get(f"{PAGE}pack/{where}/").status_code == 404


def test_what_a_group_said_becomes_the_reason_for_an_action(lead: Client, in_maple: School, cohort: Cohort) -> None:
    assert lead.post(RECORD, SAID)["Location"] == PAGE

    html = lead.get(PAGE).content.decode()
    token = html.split("/plan/pilot-2026/add/?ground=")[1].split('"')[0]
    ground = signed_ground(token, school_id=in_maple.pk)
    held = Discussion.objects.get()
    assert ground is not None
    assert (ground.kind, ground.source) == ("pupils", f"discussion:{held.pk}")
    assert "They said: The gym corner is dark." in ground.words


def test_words_that_look_like_a_name_are_pointed_out_and_kept(lead: Client) -> None:
    named = SAID | {"words-0": "It was better when Callum moved class."}

    html = lead.post(RECORD, named).content.decode()

    assert "“Callum” looks like a name." in html
    assert "It was better when Callum moved class." in html
    assert lead.post(RECORD, named | {"checked": "on"}).status_code == 302


def test_words_that_may_be_about_harm_are_led_to_the_safeguarding_lead(lead: Client) -> None:
    html = lead.post(RECORD, SAID | {"words-0": "someone hits me"}).content.decode()

    assert "tell your safeguarding lead now" in html


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"words-0": ""}, "to one question at least"),
        ({"pupils": "0"}, "1 or more"),
        ({"pupils": "many"}, "in figures, such as 8"),
        ({"group": ""}, "who talked, without a name"),
        ({"held_on": "2999-01-01"}, "This day has not come yet"),
        ({"held_on": "yesterday"}, "like 24/11/2026"),
    ],
)
def test_what_is_wrong_is_said(lead: Client, wrong: dict[str, str], sentence: str) -> None:
    assert sentence in lead.post(RECORD, SAID | wrong).content.decode()


def test_a_discussion_without_words_or_pupils_is_refused(in_maple: School, cohort: Cohort) -> None:
    question = Question("Why?")
    with pytest.raises(EmptyDiscussion):
        record_discussion(
            school=in_maple,
            cohort=cohort,
            said=DiscussionSaid("endline", NOW.date(), "A group", 8, ((question, " "),)),
            actor=AN_ACTOR,
            now=NOW,
        )
    with pytest.raises(NobodyThere):
        record_discussion(
            school=in_maple,
            cohort=cohort,
            said=DiscussionSaid("endline", NOW.date(), "A group", 0, ((question, "Yes."),)),
            actor=AN_ACTOR,
            now=NOW,
        )


def test_a_discussion_is_removed_with_its_words(lead: Client, in_maple: School, cohort: Cohort) -> None:
    held = _held(in_maple, cohort)

    assert lead.get(f"{PAGE}remove/{held.pk}/").status_code == 200
    lead.post(f"{PAGE}remove/{held.pk}/")

    assert not DiscussionWord.objects.exists()
    assert lead.post(f"{PAGE}remove/{held.pk}/").status_code == 404


def test_an_adviser_reads_and_writes_nothing_down(maple_released: School) -> None:
    adviser = signed_in(Role.ADVISER, maple_released)

    assert "Write down" not in adviser.get(PAGE).content.decode()
    assert adviser.get(f"{PAGE}pack/endline/pupils/pdf/").status_code == 200
    assert adviser.get(RECORD).status_code == 404


def test_the_list_takes_the_same_queries_however_long(lead: Client, in_maple: School, cohort: Cohort) -> None:
    _held(in_maple, cohort)
    with CaptureQueriesContext(connection) as few:
        lead.get(PAGE)
    _held(in_maple, cohort, "More lights.")
    _held(in_maple, cohort, "More benches.")

    with CaptureQueriesContext(connection) as more:
        lead.get(PAGE)

    assert len(more) <= len(few)


def test_a_second_press_records_nothing_twice(in_maple: School, cohort: Cohort) -> None:
    first = _held(in_maple, cohort)

    assert _held(in_maple, cohort).pk == first.pk
    assert _held(in_maple, cohort, "More lights.").pk != first.pk
    later = _held(in_maple, cohort, now=NOW + timedelta(minutes=3))
    assert (later.pk != first.pk, Discussion.objects.count()) == (True, 3)


def test_removing_keeps_other_discussions(in_maple: School, cohort: Cohort) -> None:
    first, second = _held(in_maple, cohort), _held(in_maple, cohort, "More lights.")

    remove_discussion(discussion=first, actor=AN_ACTOR, now=NOW + timedelta(days=1))

    assert [held.pk for held in Discussion.objects.all()] == [second.pk]
