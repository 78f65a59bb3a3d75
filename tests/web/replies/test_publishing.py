"""Out they go: by the lead, or by themselves on the promised day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from belonging.web.actions.models import Action
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort, CohortWave
from belonging.web.replies.errors import (
    AlreadyPublished,
    ChangedMeanwhile,
    DayPassed,
    NotApproved,
    NotChecked,
    NothingToShow,
    NotPublished,
    ReasonNeeded,
)
from belonging.web.replies.models import Line, Page, PageState
from belonging.web.replies.queries.pages import held_pages, late_pages, lines_of
from belonging.web.replies.rules.days import step_on
from belonging.web.replies.rules.snapshots import shown_from
from belonging.web.replies.services.pages import (
    LineWords,
    PageWords,
    approve,
    build_pages,
    edit_page,
    publish,
    publish_due,
    remind_due,
    withdraw,
    withhold,
)
from belonging.web.schools.models import School
from tests.web.replies.conftest import AN_ACTOR, NOW, PROMISED, approved, state

ANOTHER = "7f4b7c1e-9e55-4a4c-8b0e-0d5b0d0c0a02"
SEVEN = datetime(2026, 12, 4, 7, 59, tzinfo=UTC)
EIGHT = datetime(2026, 12, 4, 8, 0, tzinfo=UTC)


def test_an_approved_page_is_published_as_it_was_read(pages: dict[str, Page]) -> None:
    page = publish(page=approved(pages["pupils"]), actor=AN_ACTOR, now=NOW)

    shown = shown_from(page.shown)
    assert page.state == PageState.PUBLISHED
    assert [line.said for line in shown.lines] == [line.said for line in lines_of(page)]
    assert not shown.as_built
    assert [entry.act for entry in Entry.objects.filter(subject=f"page:{page.pk}")] == [
        "replies-approved",
        "replies-published",
    ]


def test_a_page_that_nobody_approved_cannot_be_published_by_hand(pages: dict[str, Page]) -> None:
    with pytest.raises(NotApproved, match="approve the page first"):
        publish(page=pages["pupils"], actor=AN_ACTOR, now=NOW)


def test_what_was_changed_since_it_was_read_is_not_approved(pages: dict[str, Page]) -> None:
    page = pages["pupils"]
    read = state(page)
    lines = [LineWords(line.pk, line.place, line.said, line.did, line.stage) for line in lines_of(page)]
    words = PageWords("Hello.", "", tuple(lines))
    edit_page(page=page, words=words, began=read, actor=ANOTHER, now=NOW)

    with pytest.raises(ChangedMeanwhile):
        approve(page=page, read=read, checked=True, actor=AN_ACTOR, now=NOW)


def test_nor_what_was_built_anew_since(pages: dict[str, Page], in_maple: School, cohort: Cohort) -> None:
    page = pages["pupils"]
    read = state(page)
    Action.objects.update(for_pupils="We open a den at lunch.")
    build_pages(school=in_maple, cohort=cohort, wave="endline", actor=AN_ACTOR, now=NOW)

    with pytest.raises(ChangedMeanwhile):
        approve(page=page, read=read, checked=True, actor=AN_ACTOR, now=NOW)
    page.refresh_from_db()
    assert page.state == PageState.DRAFT


def test_words_of_the_school_are_read_for_children_who_could_be_recognised(pages: dict[str, Page]) -> None:
    page = pages["pupils"]
    with pytest.raises(NotChecked, match="no child can be recognised"):
        approve(page=page, read=state(page), checked=False, actor=AN_ACTOR, now=NOW)

    Action.objects.all().delete()
    assert approve(page=page, read=state(page), checked=False, actor=AN_ACTOR, now=NOW).approved_by == AN_ACTOR


def test_a_page_of_hidden_lines_is_not_approved(pages: dict[str, Page]) -> None:
    Line.objects.filter(page=pages["pupils"]).update(shown=False)

    with pytest.raises(NothingToShow, match="show at least one"):
        approved(pages["pupils"])


def test_a_page_is_published_once(pages: dict[str, Page]) -> None:
    page = publish(page=approved(pages["pupils"]), actor=AN_ACTOR, now=NOW)

    with pytest.raises(AlreadyPublished):
        publish(page=page, actor=AN_ACTOR, now=NOW)


def test_at_eight_on_the_promised_day_all_pages_publish_by_themselves(pages: dict[str, Page], maple: School) -> None:
    approved(pages["families"])

    assert publish_due(now=SEVEN) == 0
    assert publish_due(now=EIGHT) == 3
    assert publish_due(now=EIGHT) == 0

    with school_scope(maple.pk):
        found = {page.edition: page for page in Page.objects.all()}
    assert {page.published_by for page in found.values()} == {""}
    assert [found[name].shown["as_built"] for name in ("pupils", "younger", "families")] == [True, True, False]


def test_what_nobody_approved_goes_out_as_it_was_built(pages: dict[str, Page]) -> None:
    page = pages["pupils"]
    first, second, *_ = built = lines_of(page)
    Line.objects.filter(pk=first.pk).update(said="My own words that nobody has approved", edited=True)
    Line.objects.filter(pk=second.pk).update(shown=False)
    Page.objects.filter(pk=page.pk).update(opening="Not approved either", revision=2)

    publish_due(now=EIGHT)

    page.refresh_from_db()
    shown = shown_from(page.shown)
    assert [line.said for line in shown.lines] == [first.said, *(line.said for line in built[2:])]
    assert "Not approved" not in shown.opening
    assert "My own words that nobody has approved" in [line.said for line in lines_of(page)]


def test_on_a_day_without_school_they_publish_on_the_next_one(pages: dict[str, Page]) -> None:
    saturday = date(2026, 12, 5)
    Page.objects.update(due_on=saturday)

    assert publish_due(now=EIGHT + timedelta(days=1)) == 0
    assert publish_due(now=EIGHT + timedelta(days=3)) == len(pages)


def test_a_reason_on_record_keeps_them_back(pages: dict[str, Page], maple: School, cohort: Cohort) -> None:
    withhold(pages=list(pages.values()), reason="A family is in grief.", until=None, actor=AN_ACTOR, now=NOW)

    assert publish_due(now=EIGHT) == 0
    with programme_scope("test"):
        (late,) = late_pages([maple.pk], [cohort.pk], today=PROMISED + timedelta(days=1))
    assert (late.reason, late.until, late.no_findings) == ("A family is in grief.", None, False)
    assert late.editions == ("pupils", "younger", "families")


def test_one_pages_reason_is_no_others(pages: dict[str, Page], maple: School, cohort: Cohort) -> None:
    withhold(pages=[pages["pupils"]], reason="A family is in grief.", until=None, actor=AN_ACTOR, now=NOW)

    with programme_scope("test"):
        late = late_pages([maple.pk], [cohort.pk], today=PROMISED + timedelta(days=1))

    assert [(each.editions, each.reason) for each in late] == [
        (("pupils",), "A family is in grief."),
        (("younger", "families"), ""),
    ]


def test_the_team_sees_a_reason_before_the_day_has_come(pages: dict[str, Page], maple: School, cohort: Cohort) -> None:
    day = date(2026, 12, 14)
    withhold(pages=[pages["pupils"]], reason="Inspection this week.", until=day, actor=AN_ACTOR, now=NOW)

    with programme_scope("test"):
        (held,) = held_pages([maple.pk], [cohort.pk], today=NOW.date())
        assert held_pages([maple.pk], [cohort.pk], today=PROMISED + timedelta(days=1)) == []

    assert (held.promised, held.editions, held.reason, held.until) == (
        PROMISED,
        ("pupils",),
        "Inspection this week.",
        day,
    )


def test_a_reason_with_a_new_day_moves_them_to_it(pages: dict[str, Page]) -> None:
    monday = date(2026, 12, 14)
    withhold(pages=[pages["pupils"]], reason="Inspection this week.", until=monday, actor=AN_ACTOR, now=NOW)

    assert publish_due(now=EIGHT) == len(pages) - 1
    assert publish_due(now=EIGHT + timedelta(days=10)) == 1


def test_a_reason_is_a_sentence_and_its_day_lies_ahead(pages: dict[str, Page]) -> None:
    with pytest.raises(ReasonNeeded):
        withhold(pages=[pages["pupils"]], reason="  ", until=None, actor=AN_ACTOR, now=NOW)
    with pytest.raises(DayPassed):
        withhold(pages=[pages["pupils"]], reason="Later.", until=NOW.date(), actor=AN_ACTOR, now=NOW)


def test_a_page_that_is_taken_down_stays_down(pages: dict[str, Page]) -> None:
    page = publish(page=approved(pages["pupils"]), actor=AN_ACTOR, now=NOW)

    page = withdraw(page=page, reason="A name slipped in.", actor=AN_ACTOR, now=NOW)

    assert (page.state, page.shown, page.due_on) == (PageState.WITHDRAWN, {}, None)
    assert publish_due(now=EIGHT) == len(pages) - 1
    with pytest.raises(NotPublished):
        withdraw(page=page, reason="Again.", actor=AN_ACTOR, now=NOW)


def test_only_what_was_promised_and_is_not_there_is_late(
    pages: dict[str, Page], maple: School, river: School, cohort: Cohort
) -> None:
    with programme_scope("test"):
        assert late_pages([maple.pk], [cohort.pk], today=PROMISED) == []
    publish_due(now=EIGHT)
    with programme_scope("test"):
        assert late_pages([maple.pk, river.pk], [cohort.pk], today=PROMISED + timedelta(days=1)) == []


def test_a_wave_without_findings_is_told_as_such(maple: School, cohort: Cohort) -> None:
    cohort.results_on = date(2027, 7, 14)
    cohort.save()
    CohortWave.objects.create(cohort=cohort, wave="baseline", opens_on=date(2026, 11, 2), closes_on=date(2026, 11, 20))

    with programme_scope("test"):
        (late,) = late_pages([maple.pk], [cohort.pk], today=date(2027, 7, 15))

    assert (late.wave, late.promised, late.no_findings, late.reason) == ("baseline", date(2027, 7, 14), True, "")


@pytest.mark.parametrize("schools", [1, 2])
def test_looking_for_late_pages_takes_the_same_queries(
    pages: dict[str, Page],
    maple: School,
    river: School,
    cohort: Cohort,
    schools: int,
    django_assert_num_queries: object,
) -> None:
    ids = [maple.pk, river.pk][:schools]
    with programme_scope("test"), django_assert_num_queries(5):  # type: ignore[operator]  # a fixture of pytest-django
        late_pages(ids, [cohort.pk], today=PROMISED + timedelta(days=1))


@pytest.mark.parametrize(("days", "step"), [(15, None), (14, 14), (8, 14), (7, 7), (2, 7), (1, 1), (0, None)])
def test_the_lead_is_reminded_in_three_steps(days: int, step: int | None) -> None:
    assert step_on(PROMISED - timedelta(days=days), PROMISED) == step


def test_one_mail_a_step_tells_of_all_pages(pages: dict[str, Page], lead: object) -> None:
    fortnight, week = EIGHT - timedelta(days=14), EIGHT - timedelta(days=7)

    assert [remind_due(now=fortnight), remind_due(now=fortnight), remind_due(now=week)] == [1, 0, 1]

    with programme_scope("test"):
        mail = OutgoingMail.objects.order_by("pk").first()
    assert mail is not None
    assert mail.subject == "“You said, we did” at Maple Tree School publishes on 4 December"
    assert "- Younger pupils" in mail.text
    assert "/schools/maple-tree/replies/pilot-2026/" in mail.text


def test_who_has_approved_everything_is_not_reminded(pages: dict[str, Page], lead: object) -> None:
    for page in pages.values():
        approved(page)

    assert remind_due(now=EIGHT - timedelta(days=7)) == 0


def test_the_lead_is_told_what_went_out_by_itself(pages: dict[str, Page], lead: object) -> None:
    publish_due(now=EIGHT)

    assert [remind_due(now=EIGHT), remind_due(now=EIGHT)] == [1, 0]

    with programme_scope("test"):
        mail = OutgoingMail.objects.get()
    assert f"/said-and-done/{pages['families'].token}/" in mail.text
    assert "Nobody had approved all of them" in mail.text


def test_what_went_out_as_built_is_replaced_by_what_the_lead_approves(pages: dict[str, Page]) -> None:
    page = pages["pupils"]
    Line.objects.filter(page=page, place=1).update(did="My own words.", edited=True)
    Page.objects.filter(pk=page.pk).update(revision=2)
    publish_due(now=EIGHT)

    page = publish(page=approved(page, now=EIGHT), actor=AN_ACTOR, now=EIGHT + timedelta(hours=1))

    assert page.shown["lines"][0]["did"] == "My own words."
    assert not page.shown["as_built"]
    assert page.published_by == AN_ACTOR
