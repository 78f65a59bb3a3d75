"""Beside which answer an action stands, what is said of its measure, and how a page begins and ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belonging.instruments.load import load_practices
from belonging.instruments.practices import Practice
from belonging.web.actions.rules.outcomes import Came
from belonging.web.audit.rules.heard import SchoolVoices, StoredFindings
from belonging.web.replies.models import Edition, Stage
from belonging.web.replies.rules.building import built_page
from belonging.web.replies.rules.deeds import BuiltLine, Deed, with_deeds
from belonging.web.replies.rules.numbers import counts_said, shares_said
from belonging.web.replies.rules.openings import CLOSING, NOT_WHY
from belonging.web.replies.rules.tenses import planned, under_way
from tests.web.replies.conftest import NOW
from tests.web.reports.conftest import OF_MAPLE, released

FAIR, SAFE = ("pupil", "fair"), ("pupil", "safe")


def _line(item: str, *, by: str = "all", group: str = "all") -> BuiltLine:
    return BuiltLine("Said.", audience="pupil", item=item, by=by, group=group)


def _measured(action: int, item: str, *, by: str = "all", group: str = "all", whose: str = "") -> Deed:
    return Deed(action, f"Deed {action}.", Stage.DOING, (("pupil", item),), by, group, whose, Came.MOVED)


def _beside(edition: Edition, lines: list[BuiltLine], deeds: list[Deed]) -> list[int | None]:
    return [line.action for line in with_deeds(edition, lines, deeds)]


def _voices(*audiences: str) -> SchoolVoices:
    return SchoolVoices(
        tuple(StoredFindings(at, NOW, released(audience, OF_MAPLE)) for at, audience in enumerate(audiences, start=1))
    )


def test_an_answer_that_no_action_is_about_promises_nothing() -> None:
    for edition in Edition:
        assert {line.did for line in built_page(edition, _voices("pupil", "parent"), [], []).lines} == {""}


def test_an_action_is_told_once_and_beside_the_answer_that_it_is_measured_by() -> None:
    deed = replace(_measured(1, "fair"), text="We greet you.")

    lines = built_page(Edition.PUPILS, _voices("pupil"), [deed], [FAIR, SAFE]).lines

    assert [line.item for line in lines if line.did] == ["fair"]


def test_an_action_without_a_measure_never_takes_the_place_of_one_that_has_it() -> None:
    paired = Deed(1, "Paired.", Stage.DOING, (SAFE, FAIR))
    measured = _measured(2, "safe")

    assert _beside(Edition.PUPILS, [_line("safe"), _line("fair")], [paired, measured]) == [2, 1]


def test_an_action_stands_under_no_other_answer_than_its_measures() -> None:
    assert _beside(Edition.PUPILS, [_line("lonely")], [_measured(1, "friendly")]) == [None]


def test_an_action_for_a_group_stands_beside_what_is_said_of_the_group() -> None:
    lines = [_line("safe"), _line("safe", by="send", group="send")]
    for_send = _measured(1, "safe", by="send", group="send", whose="pupils with SEND")

    assert _beside(Edition.FAMILIES, lines, [for_send, _measured(2, "safe")]) == [2, 1]
    assert _beside(Edition.FAMILIES, lines[:1], [for_send]) == [1]
    assert _beside(Edition.FAMILIES, lines, [_measured(1, "safe"), _measured(2, "safe")]) == [1, None]


def test_what_changed_is_said_of_the_measure_alone_and_names_its_group() -> None:
    girls = _measured(1, "safe", by="gender", group="girl", whose="girls")
    send = _measured(1, "safe", by="send", group="send", whose="pupils with SEND")

    def came(edition: Edition, deed: Deed) -> str:
        return with_deeds(edition, [_line("safe")], [deed])[0].what_came

    assert came(Edition.PUPILS, _measured(1, "safe")) == "More of you say so than before."
    assert came(Edition.PUPILS, girls) == "Girls: more say so than before."
    assert came(Edition.PUPILS, send) == ""
    assert came(Edition.YOUNGER, girls) == ""
    assert came(Edition.FAMILIES, send) == "Pupils with SEND: more say so than before."
    assert came(Edition.PUPILS, Deed(1, "Paired.", Stage.DOING, (SAFE,), came=Came.MOVED)) == ""
    assert came(Edition.PUPILS, replace(_measured(1, "safe"), stage=Stage.WILL)) == ""
    assert came(Edition.PUPILS, replace(_measured(1, "safe"), came=Came.NOT_YET)) == ""


def test_the_opening_names_the_answers_that_the_page_counts() -> None:
    page = built_page(Edition.PUPILS, _voices("pupil"), [], [])

    assert "lonely" in [line.item for line in page.lines]
    assert "“all or most of the time”" in page.opening
    assert "“rarely or never”" in page.opening


def test_families_read_once_of_whom_the_numbers_are_and_of_deeds_only_where_there_are_some() -> None:
    idle = built_page(Edition.FAMILIES, _voices("pupil", "parent"), [], [])
    busy = built_page(Edition.FAMILIES, _voices("pupil", "parent"), [_measured(1, "safe")], [SAFE])
    pupils_alone = built_page(Edition.FAMILIES, _voices("pupil"), [], [])
    parents_alone = built_page(Edition.FAMILIES, _voices("parent"), [], [])

    for page in (idle, busy, pupils_alone, parents_alone):
        assert page.opening.count("those who answered") == 1
        assert len(page.opening) <= 600
    assert "what we do about it" not in idle.opening
    assert "what we do about it" in busy.opening
    assert "pupils" not in parents_alone.opening


@pytest.mark.parametrize("edition", Edition)
def test_that_nobody_can_say_why_stands_where_something_changed(edition: Edition) -> None:
    (still, moved) = (built_page(edition, _voices("pupil"), deeds, [SAFE]) for deeds in ([], [_measured(1, "safe")]))

    assert still.closing == CLOSING[edition]
    assert moved.closing == f"{NOT_WHY[edition]} {CLOSING[edition]}"


@pytest.mark.parametrize("edition", Edition)
def test_how_a_page_begins_and_ends_is_no_number_that_the_lead_would_be_refused(edition: Edition) -> None:
    page = built_page(edition, _voices("pupil", "parent"), [_measured(1, "safe")], [SAFE])

    for text in (page.opening, page.closing):
        assert shares_said(text) + counts_said(text) == []


@pytest.mark.parametrize("practice", load_practices().practices, ids=lambda practice: str(practice.key))
def test_what_the_library_tells_agrees_with_how_far_it_has_come(practice: Practice) -> None:
    for words in map(str, (practice.for_pupils, practice.for_younger, practice.for_families)):
        now = under_way(words).split()

        assert shares_said(words) == []
        assert not (now[0] == "We" and now[1].endswith("ed"))
        assert not {"made", "met", "gave", "wrote", "learned", "trained"} & set(now[:6]) or "being" in now


@pytest.mark.parametrize("practice", load_practices().practices, ids=lambda practice: str(practice.key))
def test_what_is_planned_is_told_as_such_and_points_at_nobody_before_pupils(practice: Practice) -> None:
    for words in (practice.for_pupils, practice.for_younger, practice.for_families):
        later = planned(str(words)) or f"We will start something new: {practice.name}."
        assert " will " in later
        assert " now" not in later
        assert words is practice.for_families or "SEND" not in later


def test_what_is_under_way_is_told_as_such() -> None:
    assert under_way("We trained older pupils as mentors.") == "We are training older pupils as mentors."
    assert planned("We trained older pupils as mentors.") == "We will train older pupils as mentors."
    assert under_way("Teachers greet you at the door.") == "Teachers greet you at the door."


def test_no_practice_promises_the_youngest_what_is_not_for_each_of_them() -> None:
    for practice in load_practices().practices:
        words = str(practice.for_younger).lower()
        assert not {"everyone", "everybody", "nobody", "always", "straight", "will"} & set(words.rstrip(".").split())
