"""The same thing is called the same on the list, the page, the outcomes, in PDF and in Word."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from belonging.evaluation.released import Reading, Share
from belonging.web.actions.models import Action, Ground, GroundKind, Status
from belonging.web.actions.presenters.outcomes import COLOURS, ORDER, outcomes_lead
from belonging.web.actions.queries.beginnings import beginning_of, priority_ground
from belonging.web.actions.rules.measures import measure_caution, measure_words
from belonging.web.actions.rules.outcomes import HOLD_WORDS, NOT_SHOWN, UNLIKE, WORDS, Came, Outcome
from belonging.web.actions.services.plan import UpdateWords, note_update
from belonging.web.audit.queries.editions import current_edition
from belonging.web.audit.rules.priorities import PriorityKind, ranked, weigh
from belonging.web.audit.services.rating import Said, rate
from belonging.web.audit.services.starting import start_audit
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import ACTOR, PLAN, planned, text_of
from tests.web.actions.test_following_pages import pdf_of, word_of, words_of
from tests.web.actions.test_outcomes import SAFE, change, heard
from tests.web.audit.hearing import cell, findings, gap, store, table, third, voices
from tests.web.conftest import NOW

LESS = gap(Reading.FEWER)
UNEVEN = (cell(60), cell(60, wave="endline"), cell(60, group="send"), third("most", group="send", wave="endline"))


@pytest.fixture
def club(in_maple: School, cohort: Cohort) -> Action:
    """Its group answered in numbers at first and in words later: no change is worked out."""
    asked = [table("safe", *cells) for cells in (UNEVEN[:2], UNEVEN[2:])]
    store(findings(*asked, waves=("baseline", "endline")), cohort, in_maple)
    return planned(in_maple, cohort, measure=SAFE, starts_on=date(2026, 11, 24))


def read(client: Client, page: str = "") -> str:
    return text_of(client.get(f"{PLAN}{page}").content)


def test_too_few_to_tell_is_called_so_everywhere(lead_browser: Client, club: Action) -> None:
    word = " ".join(word_of(lead_browser).split())
    for text in (read(lead_browser), read(lead_browser, "1/"), read(lead_browser, "outcomes/"), word):
        assert "Too few to tell" in text
        assert NOT_SHOWN not in text
    assert "1 too few to tell" in read(lead_browser, "outcomes/")
    for text in (read(lead_browser, "1/"), read(lead_browser, "outcomes/"), word):
        assert f"Baseline: between 60 and 65 in 100. Endline: most. {UNLIKE}" in text
    assert "Too few to tell" in words_of(pdf_of(lead_browser))


def test_a_reading_is_said_once_where_the_sentence_begins_with_it(
    in_maple: School, cohort: Cohort, lead_browser: Client
) -> None:
    level = change(Reading.NO_CLEAR_CHANGE, *[Share(60, 65, "between 60 and 65 in 100")] * 2)
    store(heard(level).stored[0].findings, cohort, in_maple)
    planned(in_maple, cohort, measure=SAFE, starts_on=date(2026, 11, 24))

    assert "What came of it: No clear change: between" in word_of(lead_browser)


def test_each_short_reading_has_its_place_on_the_page() -> None:
    assert set(ORDER) == {*WORDS.values(), *HOLD_WORDS.values(), NOT_SHOWN}
    assert set(COLOURS) == set(Came)


def test_of_those_that_should_hold_the_lead_says_more_or_fewer(in_maple: School, cohort: Cohort) -> None:
    action = planned(in_maple, cohort, measure=SAFE)
    outcome = Outcome(Came.MOVED, HOLD_WORDS[Came.MOVED], "")
    assert outcomes_lead([action], {action.pk: outcome}) == "Of 1 action with a measure: 1 with more than before."


def test_that_few_answered_is_said_until_the_next_questionnaire_is_in(
    in_maple: School, cohort: Cohort, lead_browser: Client
) -> None:
    first, later = third("few", group="send"), third("most", group="send", wave="endline")
    store(findings(table("safe", first)), cohort, in_maple)
    planned(in_maple, cohort, measure=SAFE, starts_on=date(2026, 11, 24))
    caution = "Fewer than 30 of them answered last time"
    assert caution in read(lead_browser, "1/")

    store(findings(table("safe", first, later), waves=("baseline", "endline")), cohort, in_maple)
    Action.objects.update(status=Status.DONE)
    page = read(lead_browser, "1/")
    assert "Too few to tell" in page
    assert caution not in page


def test_every_status_is_counted_and_what_is_late_is_among_them(
    in_maple: School, cohort: Cohort, lead_browser: Client
) -> None:
    planned(in_maple, cohort, what="Late", due_on=date(2026, 11, 2))
    planned(in_maple, cohort, what="An idea", due_on=None, idea=True)
    for status in (Status.UNDER_WAY, Status.DONE, Status.STOPPED):
        action = planned(in_maple, cohort, what=f"One {status}", due_on=None)
        note_update(action=action, said=UpdateWords(text="So.", status=status, reach=12), actor=ACTOR, now=NOW)

    counted = "5 actions: 1 planned, 1 under way, 1 done, 1 idea, 1 stopped. Of these, 1 overdue."
    word = word_of(lead_browser)
    assert counted in read(lead_browser)
    assert counted in word
    assert counted in words_of(pdf_of(lead_browser))
    assert "Reach and cost: 12 people took part so far." in word
    assert "So far: " not in word


def test_a_reason_stands_under_a_heading_that_fits_it(in_maple: School, cohort: Cohort, lead_browser: Client) -> None:
    low, gaps = (
        voices(findings(table("safe", cell(20)))),
        voices(findings(table("safe", cell(65, group="send"), gaps=(LESS,)))),
    )
    found = {
        (met, said is low): next(
            each
            for each in ranked(weigh(current_edition().statements, {"safe_places": met}, said))
            if each.statement.key == "safe_places"
        )
        for met in ("fully", "partially")
        for said in (low, gaps)
    }
    kinds = {priority.kind: priority_ground(priority).kind for priority in found.values()}
    assert kinds[PriorityKind.RATED_HIGHER] == GroundKind.GAP
    assert kinds[PriorityKind.BOTH_SAY_SO] == GroundKind.BOTH
    assert kinds[PriorityKind.SEND_GAP] == GroundKind.SEND_GAP

    planned(in_maple, cohort)
    Ground.objects.update(kind=GroundKind.BOTH)
    page = read(lead_browser, "1/")
    assert "We and they both say it is not there yet" in page
    assert "A gap between" not in page


def test_success_is_proposed_for_the_group_that_the_reason_is_about(in_maple: School, cohort: Cohort) -> None:
    audit = start_audit(school=in_maple, cohort=cohort, stage="baseline", actor=ACTOR, now=NOW)
    rate(audit=audit, statement="safe_places", said=Said("not_yet", "We asked.", 0), actor=ACTOR, now=NOW)
    said = voices(findings(table("safe", cell(20)), table("safe", third("few", group="send"))))
    begun = beginning_of({"statement": "safe_places"}, school=in_maple, cohort=cohort, voices=said)

    assert begun.measure is not None
    assert (begun.measure.item, begun.measure.by, begun.measure.group) == ("safe", "send", "send")
    assert "pupils with SEND" in measure_words(begun.measure, said)
    assert measure_caution(begun.measure, said)


def test_how_you_will_know_and_by_when_are_asked_openly(in_maple: School, cohort: Cohort, lead_browser: Client) -> None:
    store(findings(table("safe", cell(20))), cohort, in_maple)
    page = read(lead_browser, "add/")

    assert page.index("How will you know?") < page.index("Which statement should move?") < page.index("Say more")
    assert "Needed, unless you keep it as an idea." in page


def test_an_action_from_pupils_words_says_whom_to_ask(in_maple: School, cohort: Cohort, lead_browser: Client) -> None:
    planned(in_maple, cohort)
    assert "Nobody has said yet what should move." in read(lead_browser, "1/")

    Ground.objects.update(kind=GroundKind.PUPILS)
    for text in (read(lead_browser, "1/"), word_of(lead_browser)):
        assert "Ask the pupils who raised this whether it is better." in text
        assert "Nobody has said yet" not in text


def test_before_anything_can_be_told_there_is_nothing_to_decide(
    in_maple: School, cohort: Cohort, lead_browser: Client
) -> None:
    planned(in_maple, cohort, measure=SAFE)
    page = read(lead_browser, "outcomes/")
    assert "What now? Until the next questionnaire, go through the plan together" in page
    assert "Keep what moved" not in page


def test_the_outcomes_end_with_what_to_do_now(lead_browser: Client, club: Action) -> None:
    page = lead_browser.get(f"{PLAN}outcomes/").content.decode()
    assert page.index("Too few to tell") < page.index("What now?") < page.index("Keep what moved")
    assert f'href="{PLAN}reviews/add/"' in page
    assert f'href="{PLAN}add/"' in page
