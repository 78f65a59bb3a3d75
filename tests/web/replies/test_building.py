"""Pages made from findings and plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from belonging.web.actions.models import Action, Status
from belonging.web.actions.services.plan import UpdateWords, note_update
from belonging.web.base.scope import school_scope
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort, CohortWave
from belonging.web.replies.errors import NothingReleased
from belonging.web.replies.models import Edition, Line, Page, PageState, Stage
from belonging.web.replies.queries.pages import lines_of, pages_of, waves_released
from belonging.web.replies.services.pages import build_pages, build_pages_due
from belonging.web.schools.models import School, Setting
from tests.web.replies.conftest import AN_ACTOR, NOW, PROMISED, measured, planned


def _said(page: Page) -> list[str]:
    return [line.said for line in lines_of(page)]


def test_a_primary_school_gets_three_pages_for_the_day_that_was_promised(pages: dict[str, Page]) -> None:
    assert list(pages) == ["pupils", "younger", "families"]
    assert {page.due_on for page in pages.values()} == {PROMISED}
    assert {page.state for page in pages.values()} == {PageState.DRAFT}
    assert len({page.token for page in pages.values()}) == 3


def test_a_secondary_school_has_no_page_for_younger_pupils(in_maple: School, cohort: Cohort) -> None:
    in_maple.setting = Setting.SECONDARY
    in_maple.save()

    made = build_pages(school=in_maple, cohort=cohort, wave="endline", actor=AN_ACTOR, now=NOW)

    assert [page.edition for page in made] == ["pupils", "families"]


def test_the_best_answer_comes_first_and_then_what_the_plan_wants_to_change(pages: dict[str, Page]) -> None:
    best, planned_one, *_ = lines_of(pages["pupils"])

    assert best.said == "About 9 in 10 of you hardly ever feel lonely here."
    assert best.did == "We open a quiet room at lunch."
    assert planned_one.did == ""


def test_an_actions_own_words_are_told_to_nobody(in_maple: School, cohort: Cohort) -> None:
    planned(in_maple, cohort, detail="Kai in 4B hits", **measured("safe"))

    made = build_pages(school=in_maple, cohort=cohort, wave="endline", actor=AN_ACTOR, now=NOW)

    told = " ".join(f"{line.said} {line.did}" for page in made for line in lines_of(page))
    assert "gym" not in told
    assert "Kai" not in told


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.STOPPED])
def test_an_idea_and_what_was_stopped_are_not_told(in_maple: School, cohort: Cohort, status: Status) -> None:
    planned(in_maple, cohort, for_pupils="A secret plan.", status=status, **measured("safe"))

    (page, *_) = build_pages(school=in_maple, cohort=cohort, wave="endline", actor=AN_ACTOR, now=NOW)

    assert "A secret plan." not in [line.did for line in lines_of(page)]


def test_what_is_done_is_told_as_done(in_maple: School, cohort: Cohort) -> None:
    planned(in_maple, cohort, for_pupils="We mended the fence.", status=Status.DONE, **measured("safe"))

    (page, *_) = build_pages(school=in_maple, cohort=cohort, wave="endline", actor=AN_ACTOR, now=NOW)

    (line,) = [line for line in lines_of(page) if line.did == "We mended the fence."]
    assert line.stage == Stage.DID


def test_families_hear_from_parents_first_and_then_from_pupils(pages: dict[str, Page]) -> None:
    said = _said(pages["families"])

    assert 3 <= len(said) <= 6 + 1
    assert "parents and carers" in said[0]
    assert any(" pupils " in words for words in said[3:])


@pytest.mark.parametrize("edition", Edition.values)
def test_a_page_is_short_and_its_lines_are_too(pages: dict[str, Page], edition: str) -> None:
    most = {"pupils": (6, 15), "younger": (4, 11), "families": (7, 26)}[edition]

    lines = lines_of(pages[edition])

    assert 3 <= len(lines) <= most[0]
    for line in lines:
        assert len(line.said.split()) <= most[1], line.said
        assert len(line.what_came.split()) <= most[1], line.what_came


def test_every_line_rests_on_a_finding_of_the_pages_releases(pages: dict[str, Page]) -> None:
    for page in pages.values():
        findings = " ".join(Release.objects.filter(pk__in=page.releases).values_list("findings", flat=True))
        for line in lines_of(page):
            assert line.findings
            assert all(f'"id":"{finding}"' in findings for finding in line.findings)


def _came(school: School, cohort: Cohort, **words: object) -> dict[str, str]:
    CohortWave.objects.create(cohort=cohort, wave="endline", opens_on=date(2026, 11, 9), closes_on=date(2026, 11, 13))
    planned(school, cohort, for_pupils="We open a quiet room.", **{**measured("lonely"), **words})
    page, *_ = build_pages(school=school, cohort=cohort, wave="endline", actor=AN_ACTOR, now=NOW)
    return {line.item: line.what_came for line in lines_of(page)}


def test_what_happened_is_told_as_the_plan_reads_it_and_only_beside_what_was_done(
    in_maple: School, cohort: Cohort
) -> None:
    came = _came(in_maple, cohort, starts_on=date(2025, 1, 6))

    assert came["lonely"] == "We can't see a clear change yet."
    assert {words for item, words in came.items() if item != "lonely"} == {""}


@pytest.mark.parametrize("words", [{"starts_on": date(2027, 1, 4)}, {"status": Status.PLANNED}])
def test_nothing_came_yet_of_what_had_not_begun(in_maple: School, cohort: Cohort, words: dict[str, object]) -> None:
    assert set(_came(in_maple, cohort, **{"starts_on": date(2025, 1, 6), **words}).values()) == {""}


def test_an_action_stands_under_its_measure_and_not_under_what_its_statement_shares(
    in_maple: School, cohort: Cohort
) -> None:
    """The statement on friendships is heard in “friendly” and “lonely”: the best answer, on top of the page."""
    planned(in_maple, cohort, for_pupils="We play together.", statement="friendships", **measured("friendly"))

    page, *_ = build_pages(school=in_maple, cohort=cohort, wave="endline", actor=AN_ACTOR, now=NOW)

    assert [line.item for line in lines_of(page) if line.did] == ["friendly"]


def test_a_practice_that_is_under_way_is_not_told_as_done(in_maple: School, cohort: Cohort) -> None:
    suggested = "We trained older pupils as mentors, so that younger pupils have someone to go to."
    planned(in_maple, cohort, practice="peer_mentoring", for_pupils=suggested, **measured("safe"))

    page, *_ = build_pages(school=in_maple, cohort=cohort, wave="endline", actor=AN_ACTOR, now=NOW)

    (line,) = [line for line in lines_of(page) if line.did]
    assert (line.stage, line.did.split(",")[0]) == (Stage.DOING, "We are training older pupils as mentors")


def test_without_findings_there_is_no_page(maple: School, cohort: Cohort) -> None:
    with school_scope(maple.pk), pytest.raises(NothingReleased, match="nothing to tell"):
        build_pages(school=maple, cohort=cohort, wave="baseline", actor=AN_ACTOR, now=NOW)

    assert build_pages_due(now=NOW) == 0


def test_pages_are_made_by_themselves_once(maple_released: School, cohort: Cohort) -> None:
    assert build_pages_due(now=NOW) == 1
    assert build_pages_due(now=NOW) == 0

    with school_scope(maple_released.pk):
        assert [page.wave for page in pages_of(maple_released, cohort)] == ["endline"] * 3
        assert waves_released(maple_released, cohort) == ("endline",)


def test_a_draft_follows_the_plan_and_what_the_lead_wrote_stays(pages: dict[str, Page], cohort: Cohort) -> None:
    page = pages["pupils"]
    mine = lines_of(page)[1]
    Line.objects.filter(pk=mine.pk).update(said="Some of you feel lonely sometimes.", edited=True)
    Page.objects.filter(pk=page.pk).update(revision=2, opening="Hello from all of us.")
    later = NOW + timedelta(hours=1)
    planned(page.school, cohort, for_pupils="We greet you at the gate.", changed_at=later, **measured("happy"))

    assert build_pages_due(now=later + timedelta(minutes=1)) == 1

    page.refresh_from_db()
    lines = lines_of(page)
    assert page.opening == "Hello from all of us."
    assert "We greet you at the gate." in [line.did for line in lines]
    assert "Some of you feel lonely sometimes." in [line.said for line in lines]


@pytest.mark.parametrize("status", [Status.DONE, Status.STOPPED])
def test_a_draft_follows_an_action_that_is_done_or_stopped(
    pages: dict[str, Page], cohort: Cohort, status: Status
) -> None:
    (action,) = Action.objects.filter(cohort=cohort)
    later = NOW + timedelta(hours=1)
    note_update(action=action, said=UpdateWords(status=status, text="So it is."), actor=AN_ACTOR, now=later)

    assert build_pages_due(now=later + timedelta(minutes=1)) == 1

    stages = [line.stage for line in lines_of(pages["pupils"]) if line.did]
    assert stages == ([Stage.DID] if status is Status.DONE else [])


def test_a_page_that_is_approved_is_left_alone(pages: dict[str, Page], cohort: Cohort) -> None:
    Page.objects.update(state=PageState.APPROVED, approved_at=NOW, approved_by=AN_ACTOR)
    planned(pages["pupils"].school, cohort, for_pupils="New.", changed_at=NOW + timedelta(hours=1), **measured("happy"))

    assert build_pages_due(now=NOW + timedelta(hours=2)) == 0
    build_pages(school=pages["pupils"].school, cohort=cohort, wave="endline", actor=AN_ACTOR, now=NOW)
    assert "New." not in [line.did for line in lines_of(pages["pupils"])]
