"""Adding, changing and writing about actions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.actions.errors import ChangedMeanwhile, NotAnAction, NothingSaid, OwnerUnknown, StopNeedsReason
from belonging.web.actions.models import Action, Ground, Status, Update
from belonging.web.actions.queries.plan import action_in, last_heard, plan_counts
from belonging.web.actions.rules.measures import Measure
from belonging.web.actions.rules.sources import GroundWords
from belonging.web.actions.services.plan import (
    ActionWords,
    UpdateWords,
    add_action,
    change_action,
    note_update,
    words_of,
)
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import ACTOR, CLUB, planned
from tests.web.conftest import NOW

LATER = NOW + timedelta(days=2)


def noted(action: Action, **said: object) -> Update:
    return note_update(action=action, said=UpdateWords(**said), actor=ACTOR, now=LATER)  # type: ignore[arg-type]  # passed on as they come


class TestAdding:
    def test_it_gets_the_next_number_its_reasons_and_a_journal_entry(self, in_maple: School, cohort: Cohort) -> None:
        planned(in_maple, cohort)
        grounds = [GroundWords("pupils", "Too loud.", source="discussion:3"), GroundWords("idea", "I saw it too.")]
        added = add_action(
            school=in_maple,
            cohort=cohort,
            words=ActionWords(what="A quiet room"),
            grounds=grounds,
            actor=ACTOR,
            now=NOW,
        )
        assert added.number == 2
        assert [each.words for each in Ground.objects.filter(action=added)] == ["Too loud.", "I saw it too."]
        assert Entry.objects.filter(act="action-added", subject=f"action:{added.pk}").exists()

    def test_all_that_was_said_comes_back(self, in_maple: School, cohort: Cohort, lead: User) -> None:
        words = ActionWords(
            what="A quiet room",
            detail="Behind the library.",
            who_for="send",
            owner=lead.pk,
            starts_on=date(2026, 12, 1),
            due_on=date(2026, 12, 11),
            measure=Measure("pupil", "safe", "send", "send"),
            reach_planned=20,
            cost_planned=150,
            for_pupils="A room for a quiet moment.",
            for_families="We open a quiet room.",
        )
        assert words_of(planned(in_maple, cohort, words)) == words

    @pytest.mark.parametrize(
        "words", [ActionWords(what="  "), ActionWords(what="x", starts_on=date(2027, 1, 1), due_on=date(2026, 1, 1))]
    )
    def test_what_is_no_action_is_refused(self, in_maple: School, cohort: Cohort, words: ActionWords) -> None:
        with pytest.raises(NotAnAction):
            planned(in_maple, cohort, words)

    def test_an_action_without_a_reason_is_refused(self, in_maple: School, cohort: Cohort) -> None:
        with pytest.raises(NotAnAction, match="Please say why"):
            add_action(school=in_maple, cohort=cohort, words=CLUB, grounds=[], actor=ACTOR, now=NOW)

    def test_an_owner_is_somebody_of_the_school_who_works_on_the_plan(
        self, in_maple: School, cohort: Cohort, adviser: User, river: School
    ) -> None:
        elsewhere = User.objects.create(email="r@river.example", name="River")
        elsewhere.memberships.create(role=Role.LEAD, school=river)
        for person in (adviser, elsewhere):
            with pytest.raises(OwnerUnknown):
                planned(in_maple, cohort, owner=person.pk)

    def test_two_actions_never_share_a_number(self, in_maple: School, cohort: Cohort) -> None:
        first = planned(in_maple, cohort)
        first.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            first.save(force_insert=True)

    def test_half_a_measure_cannot_be_stored(self, in_maple: School, cohort: Cohort) -> None:
        action = planned(in_maple, cohort)
        action.measure_item = "safe"
        with pytest.raises(IntegrityError), transaction.atomic():
            action.save()


class TestChanging:
    def test_a_change_counts_and_is_recorded(self, in_maple: School, cohort: Cohort) -> None:
        action = planned(in_maple, cohort)
        changed = change_action(
            action=action, words=ActionWords(what="Two clubs"), revision=1, actor="other", now=LATER
        )
        assert (changed.what, changed.revision, changed.changed_by) == ("Two clubs", 2, "other")
        assert Entry.objects.get(act="action-changed").details["changed"] == ["what", "due_on"]

    def test_a_form_opened_before_somebody_elses_change_changes_nothing(self, in_maple: School, cohort: Cohort) -> None:
        action = planned(in_maple, cohort)
        change_action(action=action, words=ActionWords(what="Theirs"), revision=1, actor="other", now=LATER)
        with pytest.raises(ChangedMeanwhile) as refusal:
            change_action(action=action, words=ActionWords(what="Mine"), revision=1, actor=ACTOR, now=LATER)
        assert refusal.value.theirs.what == "Theirs"
        assert Action.objects.get().what == "Theirs"

    def test_an_owner_who_left_may_stay_on_it(self, in_maple: School, cohort: Cohort, colleague: User) -> None:
        action = planned(in_maple, cohort, owner=colleague.pk)
        colleague.memberships.all().delete()
        words = ActionWords(what="Two clubs", owner=colleague.pk)
        assert change_action(action=action, words=words, revision=1, actor=ACTOR, now=LATER).owner == colleague


class TestWriting:
    def test_an_update_says_how_it_goes_and_numbers_stay_until_they_change(
        self, in_maple: School, cohort: Cohort
    ) -> None:
        action = planned(in_maple, cohort)
        noted(action, text="We began.", status="under_way", reach=40)
        noted(action, text="More came.", cost=120)
        action.refresh_from_db()
        assert (action.status, action.reach, action.cost) == (Status.UNDER_WAY, 40, 120)
        newest = Update.objects.first()
        assert newest is not None
        assert (newest.text, newest.status, newest.reach, newest.cost) == ("More came.", "under_way", 40, 120)

    def test_an_update_does_not_make_an_open_form_stale(self, in_maple: School, cohort: Cohort) -> None:
        action = planned(in_maple, cohort)
        noted(action, status="done")
        change_action(action=action, words=ActionWords(what="Two clubs"), revision=1, actor=ACTOR, now=LATER)
        assert Action.objects.get().status == Status.DONE

    @pytest.mark.parametrize("said", [{}, {"text": "  "}, {"status": "planned"}])
    def test_nothing_is_no_update(self, in_maple: School, cohort: Cohort, said: dict[str, object]) -> None:
        with pytest.raises(NothingSaid):
            noted(planned(in_maple, cohort), **said)

    def test_it_stops_only_with_a_reason(self, in_maple: School, cohort: Cohort) -> None:
        action = planned(in_maple, cohort)
        with pytest.raises(StopNeedsReason):
            noted(action, status="stopped")
        noted(action, status="stopped", text="The hall is being rebuilt.")
        assert Action.objects.get().status == Status.STOPPED

    def test_a_status_that_is_none_is_refused(self, in_maple: School, cohort: Cohort) -> None:
        with pytest.raises(NotAnAction):
            noted(planned(in_maple, cohort), status="nowhere")


class TestCounting:
    def test_the_plan_is_counted(self, in_maple: School, cohort: Cohort) -> None:
        today = NOW.date()
        late = planned(in_maple, cohort, due_on=today - timedelta(days=1))
        noted(planned(in_maple, cohort), status="done")
        noted(planned(in_maple, cohort, due_on=today), status="under_way")
        planned(in_maple, cohort, idea=True, due_on=None)
        counts = plan_counts(in_maple, cohort, today)
        assert (counts.total, counts.under_way, counts.done, counts.overdue, counts.stalled) == (4, 1, 1, 1, 1)
        assert counts.next_due == today
        noted(late, status="done")
        assert plan_counts(in_maple, cohort, today).stalled == 0

    def test_the_latest_word_is_known(self, in_maple: School, cohort: Cohort) -> None:
        action = planned(in_maple, cohort)
        assert last_heard(action) == NOW.date()
        noted(action, text="It goes well.")
        found = action_in(in_maple, cohort.slug, 1)
        assert found is not None
        assert last_heard(found) == LATER.date()
