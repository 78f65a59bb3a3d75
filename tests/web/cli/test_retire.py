"""`belonging retire`: what is past its time is said first, and goes on --yes; again finds nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.db.models import CASCADE, SET_NULL, Model
from django.utils import timezone
from pytest_django import Settings

from belonging.web.accounts.models import DayPass, Invitation
from belonging.web.actions.models import Action, Review
from belonging.web.audit.models import Audit, EvidenceFile
from belonging.web.base.database_roles import STAFF
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cases.models import CaseStudy
from belonging.web.cli.main import main
from belonging.web.cli.retention import sweeps
from belonging.web.cli.retention.sweeps import ALL_SWEEPS, BY_EVENT
from belonging.web.cli.retire import _due
from belonging.web.community.models import Pause, Topic
from belonging.web.config.grants import MATRIX
from belonging.web.enrolment.models import Contact
from belonging.web.journal.models import Entry
from belonging.web.learning.models import Progress
from belonging.web.outcomes.models import TermRecord
from belonging.web.programme.models import AdviserMessage, Cohort, Enrolment, MessagesRead, Nudge, SupportNote
from belonging.web.programme.queries.retention import cohorts_over, schools_over
from belonging.web.programme.rules.retention import WORDS_KEPT
from belonging.web.replies.models import Discussion, Page
from belonging.web.reports.models import Opening, SchoolNote, Sharing
from belonging.web.safeguarding.models import BreakGlass
from belonging.web.safeguarding.services.breaking import end
from belonging.web.schools.models import School
from belonging.web.sets.models import LearningSet, Meeting, Member
from belonging.web.surveys.models import KeptSlip, LinkKey, Round, SealedComment, SealedLink, Slip, TicketSalt
from belonging.web.surveys.services.key_files import has_key_file
from belonging.web.themes.models import CodedComment
from belonging.web.voice.models import VoiceRecord
from tests.web.conftest import NOW, enrolled
from tests.web.safeguarding.glass import confirmed, wrote
from tests.web.surveys.linked import LATER, both_waves, linking
from tests.web.themes.given import written

ACTS = {sweep.name: sweep.act for sweep in ALL_SWEEPS}
ENDED = date(2020, 7, 31)


@pytest.fixture
def past(db: None) -> Cohort:
    """Over long ago by the database's own clock too, which a trigger asks."""
    return Cohort.objects.create(name="Past", slug="past", starts_on=date(2019, 9, 1), ends_on=ENDED, comments_on=True)


@pytest.fixture
def oak(past: Cohort) -> School:
    return enrolled(past, name="Oak School", slug="oak", mask="A")


def _on(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=timezone.get_current_timezone())


def _note(school: School, cohort: Cohort) -> None:
    with programme_scope("test"):
        SupportNote.objects.create(
            school=school, cohort=cohort, kind="call", on=ENDED, minutes=5, what="Ask Jo", by="me", at=_on(ENDED)
        )


def test_it_says_how_much_and_since_when_and_changes_nothing(
    oak: School, past: Cohort, capsys: pytest.CaptureFixture[str]
) -> None:
    _note(oak, past)
    assert main(["retire"]) == 0
    said = capsys.readouterr().out
    assert "Schools: forget support and messages: 1 due, for more than a year\n" in said
    assert "Nothing was changed. “belonging retire --yes” does it.\n" in said
    assert all(words in said for words in BY_EVENT.values())
    with programme_scope("test"):
        assert SupportNote.objects.count() == 1
        assert not Entry.objects.filter(act="time-over").exists()


def test_on_yes_it_goes_with_an_entry_in_the_journal_and_again_finds_nothing(
    oak: School, past: Cohort, capsys: pytest.CaptureFixture[str]
) -> None:
    _note(oak, past)
    assert main(["retire", "--yes"]) == 0
    with programme_scope("test"):
        assert not SupportNote.objects.exists()
        assert not Contact.objects.filter(school=oak).exists()
        entry = Entry.objects.get(act="time-over", subject="clock:support")
    assert entry.details == {"programme.SupportNote": 1}
    capsys.readouterr()
    assert main(["retire"]) == 0
    assert capsys.readouterr().out.startswith(f"Nothing is past its time: {len(ALL_SWEEPS)} clocks were looked at.\n")


def test_links_of_linked_waves_go_by_hand_and_a_dry_run_leaves_the_key(
    maple: School,
    cohort: Cohort,
    capsys: pytest.CaptureFixture[str],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    settings.BELONGING_LINK_KEYS = tmp_path / "keys"
    monkeypatch.setattr(sweeps, "rebuild_open_tables", lambda: None)  # a test is a transaction
    with school_scope(maple.pk):
        linking(cohort)
        both_waves(maple, cohort)
    digest = LinkKey.objects.get().digest
    with time_machine.travel(LATER + timedelta(days=400), tick=False):
        assert main(["retire"]) == 0
        assert "Linked waves: destroy what joins them: 1 due, for more than a month\n" in capsys.readouterr().out
        assert has_key_file(digest)
        assert main(["retire", "--yes"]) == 0
        assert "Linked waves: destroy what joins them: 1 done\n" in capsys.readouterr().out
    with school_scope(maple.pk):
        left = [model.objects.count() for model in (SealedLink, TicketSalt, KeptSlip)]
    assert left == [0, 0, 0]
    assert not has_key_file(digest)


def test_what_a_round_and_a_break_glass_leave_goes_by_hand(
    maple: School, cohort: Cohort, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with school_scope(maple.pk):
        written_down = wrote(maple, cohort)
        end(glass=confirmed(written_down), actor="1", now=NOW)
    with time_machine.travel(NOW + timedelta(days=60), tick=False):
        main(["retire"])
        assert "Questionnaires: close, seal: 1 due" in capsys.readouterr().out
        with school_scope(maple.pk):
            assert Slip.objects.exists()
        monkeypatch.setattr(sweeps, "rebuild_open_tables", lambda: None)  # a test is a transaction
        main(["retire", "--yes"])
    with programme_scope("test"):
        assert BreakGlass.objects.get().seen == ""
        assert not Round.objects.filter(state="open").exists()


def test_nothing_is_due_a_day_before(oak: School, past: Cohort) -> None:
    _note(oak, past)
    act = ACTS["Schools: forget support and messages"]
    assert _due(act, _on(ENDED + WORDS_KEPT) - timedelta(hours=1)) == "0 due"
    assert _due(act, _on(ENDED + WORDS_KEPT)) == "1 due, for less than a day"


def test_a_school_that_goes_on_elsewhere_keeps_its_people(oak: School, cohort: Cohort) -> None:
    now = _on(ENDED + WORDS_KEPT)
    with programme_scope("test"):
        assert [school.pk for school in schools_over(since=WORDS_KEPT, now=now)] == [oak.pk]
        Enrolment.objects.create(school=oak, cohort=cohort, mask="Z")
        assert not schools_over(since=WORDS_KEPT, now=now).exists()


def test_a_cohort_without_a_last_day_is_over_when_it_was_finished_or_two_years_after_its_start(cohort: Cohort) -> None:
    assert cohorts_over(since=timedelta(0), now=_on(cohort.starts_on + timedelta(days=729))) == []
    assert cohorts_over(since=timedelta(0), now=_on(cohort.starts_on + timedelta(days=730))) == [cohort]


def test_the_words_of_comments_go_and_the_database_refuses_it_before(past: Cohort, cohort: Cohort) -> None:
    with programme_scope("test"):
        written(past, 12)
        written(cohort, 12)
    act = ACTS["Comments: forget words"]
    with programme_scope("test"):
        fresh = SealedComment.objects.filter(round__cohort=cohort)
        kept = fresh.count()
        with pytest.raises(DatabaseError, match="only_screened"), transaction.atomic():
            fresh.update(text="")
        assert act(timezone.now()) == 12
        assert not SealedComment.objects.filter(round__cohort=past).exclude(text="", released_text="").exists()
        assert fresh.exclude(text="").count() == kept
    assert act(timezone.now()) == 0


@pytest.mark.parametrize("sweep", ALL_SWEEPS, ids=lambda sweep: sweep.name)
def test_every_sweep_runs_where_nothing_is_due(db: None, sweep: object) -> None:
    assert ACTS[getattr(sweep, "name", "")](timezone.now()) == 0


DELETED = (
    Audit, EvidenceFile, Action, Review, Page, Discussion, CaseStudy, CodedComment, VoiceRecord, SchoolNote, Opening,
    Sharing, TermRecord, LearningSet, Member, Meeting, Topic, Pause, Progress, SupportNote, Nudge, AdviserMessage,
    MessagesRead, Contact, DayPass, Invitation,
)  # fmt: skip


def test_on_postgresql_staffs_role_may_delete_all_that_goes_with_them() -> None:
    waiting: list[type[Model]] = list(DELETED)
    seen = set[type[Model]]()
    while waiting:
        model = waiting.pop()
        seen.add(model)
        assert "DELETE" in MATRIX[STAFF][model._meta.db_table], model
        for relation in model._meta.related_objects:
            if relation.on_delete is CASCADE and relation.related_model not in seen:
                waiting.append(relation.related_model)
            elif relation.on_delete is SET_NULL:
                assert "UPDATE" in MATRIX[STAFF][relation.related_model._meta.db_table], relation
