"""A tiny pilot through the real services and the real engine."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection
from pytest_django import Settings

from belonging.instruments.load import load
from belonging.simulation import Pilot, SimulatedSchool, simulate_school
from belonging.web.accounts.models import Membership, User
from belonging.web.actions.models import Action, Review
from belonging.web.audit.models import Audit, Evidence, Rating, RatingEntry
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cli.loading.calendar import SchoolYear
from belonging.web.cli.loading.demo import OwnAnswers, load_demo
from belonging.web.cli.loading.newcomers import FEW_ANSWERS, NEWCOMERS, QUIET, READY, UNSIGNED
from belonging.web.cli.loading.own_school import READ
from belonging.web.complaints.models import Enquiry
from belonging.web.enrolment.models import BodyAcceptance, Contact, ContactKind
from belonging.web.files.models import Picture
from belonging.web.findings.models import Release
from belonging.web.home.demo_file import TryIt
from belonging.web.home.demo_people import EVERYONE
from belonging.web.home.models import Standing
from belonging.web.home.rules.standing import Place, Quietness
from belonging.web.imports.models import BroughtSurvey, SavedMapping, Upload
from belonging.web.journal.models import Entry
from belonging.web.journal.queries import broken_link
from belonging.web.notices.models import MailState, OutgoingMail
from belonging.web.programme.models import Arm, Cohort, Enrolment, Interest, Nudge, Stage, SupportNote
from belonging.web.replies.models import Page
from belonging.web.safeguarding.models import Backlog, Call, Sitting
from belonging.web.schools.models import School
from belonging.web.surveys.models import Response, Round, SealedAnswers, Slip, State
from belonging.web.surveys.queries import packs_of, round_by_handle
from belonging.web.surveys.rules.codes import read_code
from belonging.web.surveys.services.answering import key_of, refuse_unusable_code
from tests.web.conftest import NOW
from tests.web.shared_database import shared_database

__all__ = ["shared_database"]

BIG = SimulatedSchool("big-oak", "Big Oak School", "secondary", True, 90, "Eastreach")
SMALL = SimulatedSchool("tiny-acorn", "Tiny Acorn School", "special", False, 20, "Eastreach")
GONE = SimulatedSchool("gone-elm", "Gone Elm School", "primary", False, 20, "Eastreach", dropped_out=True)


def tiny_pilot() -> Pilot:
    answers = [
        row
        for wave in ("baseline", "endline")
        for school, pupils in ((BIG, 40), (SMALL, 12))
        for audience, people in (("pupil", pupils), ("staff", 11))
        for row in simulate_school(5, school.setting, people, wave, audience, school.key)
    ]
    return Pilot(5, (BIG, SMALL, GONE), tuple(answers))


Told = list[tuple[int, int, str]]


@pytest.fixture
def loaded(shared_database: str, settings: Settings) -> tuple[TryIt, Pilot, OwnAnswers, Told]:
    settings.DEMO = True
    pilot, own, told = tiny_pilot(), OwnAnswers.simulated(5, pupils=30, parents=34), []
    try_it = load_demo(pilot=pilot, own=own, year=SchoolYear.before(NOW), tell=lambda *step: told.append(step))
    return try_it, pilot, own, told


@pytest.mark.django_db(transaction=True)
def test_a_whole_demo_is_loaded_through_the_services(loaded: tuple[TryIt, Pilot, OwnAnswers, Told]) -> None:
    try_it, pilot, own, told = loaded
    with programme_scope("test"):
        _check_everything_is_marked_as_made_up()
        _check_the_pilot_is_sealed_and_released(pilot)
        _check_the_journal_is_whole_and_in_order()
        _check_a_past_survey_is_in()
        _check_schools_have_audited_planned_and_told()
        _check_schools_are_under_way()
        _check_the_team_has_work()
        _check_the_visitors_school_is_alive()
    _check_the_visitors_round_is_open(try_it, own)
    _check_no_code_is_in_the_database(try_it)
    assert told[-1][0] == told[-1][1]
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def _check_everything_is_marked_as_made_up() -> None:
    assert School.objects.count() == 4 + len(NEWCOMERS)
    assert not School.objects.filter(is_simulated=False).exists()
    assert not Cohort.objects.filter(is_demo=False).exists()
    assert {user.email for user in User.objects.all()} > {person.email for person in EVERYONE}
    assert all(user.memberships.exists() for user in User.objects.all()), "nobody is left without a role"
    assert not User.objects.filter(is_demo=False).exists()
    assert [row.school.name for row in Enrolment.objects.filter(stage=Stage.LEFT)] == ["Gone Elm School"]
    advised = Membership.objects.filter(role="adviser").values_list("school__slug", flat=True)
    assert {"big-oak", "tiny-acorn", "hazel-bank"} < set(advised)
    prints = Membership.objects.filter(role="senco").values_list("school__slug", flat=True)
    assert set(prints) == {"big-oak", "tiny-acorn", "gone-elm", "hazel-bank"}, "each school has somebody for SEND"


def _check_the_pilot_is_sealed_and_released(pilot: Pilot) -> None:
    rounds = Round.objects.filter(cohort__slug="pilot")
    assert {round_.state for round_ in rounds} == {State.SEALED}
    occasions = Counter(round_.audience for round_ in rounds if round_.is_occasion)
    assert occasions == {"training": 19, "lead": 1}
    assert rounds.count() - occasions.total() == 8
    for audience in ("pupil", "staff"):
        sent = sum(row.audience == audience for row in pilot.answers)
        assert SealedAnswers.objects.filter(round__cohort__slug="pilot", round__audience=audience).count() == sent
    sealed = SealedAnswers.objects.filter(round__cohort__slug="pilot", round__audience="pupil")
    items = {item.key for item in load("pupil_v1").items}
    found = [
        (row.year_group, row.sen, row.gender, sorted((key, code) for key, code in row.answers.items() if key in items))
        for row in sealed
    ]
    wanted = [(row.year_group, row.sen, row.gender, sorted(row.answers.items())) for row in pilot.of("pupil")]
    assert sorted(found) == sorted(wanted)
    waves = set(Release.objects.filter(cohort__slug="pilot").values_list("school__slug", "audience", "waves"))
    assert ("big-oak", "pupil", "baseline+endline") in waves
    whole = Release.objects.filter(cohort__slug="pilot", school=None, audience="pupil")
    assert whole.filter(waves="baseline+endline").count() == 1


def _check_a_past_survey_is_in() -> None:
    survey = BroughtSurvey.objects.get(brought_at__isnull=False)
    assert (survey.kept, survey.left_out, SavedMapping.objects.count(), Upload.objects.count()) == (48, 0, 1, 0)
    told = Release.objects.filter(cohort=survey.cohort).values_list("school__slug", flat=True)
    assert set(told) == {"big-oak", "tiny-acorn", None}
    assert not Page.objects.filter(cohort=survey.cohort).exists()


def _check_schools_have_audited_planned_and_told() -> None:
    done = Audit.objects.filter(signed_off_at__isnull=False)
    assert Counter(done.values_list("school__slug", "stage")) == {
        (school, stage): 1 for school in ("big-oak", "tiny-acorn") for stage in ("baseline", "final")
    }
    assert all(audit.record and audit.releases for audit in done)
    rated = Counter(Rating.objects.filter(audit__signed_off_at=None).values_list("audit__school__slug", flat=True))
    assert rated == {"gone-elm": 14, "hazel-bank": 20}
    waiting = RatingEntry.objects.filter(taken=False, settled_at=None)
    assert waiting.get().audit.school.slug == "hazel-bank", "two people rated one statement at the same time"
    assert set(Evidence.objects.values_list("kind", flat=True)) == {"text", "link", "file"}
    plans = Action.objects.filter(school__slug="big-oak")
    assert {"done", "stopped", "under_way"} <= set(plans.values_list("status", flat=True))
    assert not Action.objects.filter(grounds=None).exists()
    assert Review.objects.filter(held_at__isnull=False).count() == 4
    assert Review.objects.get(held_at=None).school.slug == "hazel-bank"
    told = Page.objects.filter(school__slug="big-oak")
    assert set(told.values_list("wave", "state")) == {("baseline", "published"), ("endline", "published")}


def _check_schools_are_under_way() -> None:
    standings = {each.name: each for each in Standing.objects.filter(cohort__slug="under-way")}
    places = {name: each.place for name, each in standings.items()}
    assert set(places) == {newcomer.wish.school for newcomer in NEWCOMERS}
    assert set(places.values()) == {Place.INVITED, Place.SETTING_UP, Place.BASELINE}
    reasons = {name: {reason for reason, _ in each.quiet} for name, each in standings.items() if each.quiet}
    assert reasons == {
        QUIET.wish.school: {Quietness.NO_AGREEMENT, Quietness.NO_SIGN_IN},
        UNSIGNED.wish.school: {Quietness.NO_AGREEMENT},
        FEW_ANSWERS.wish.school: {Quietness.LOW_RESPONSE, Quietness.STEP_OVERDUE},
    }
    assert standings[FEW_ANSWERS.wish.school].response == 15
    assert set(Enrolment.objects.values_list("arm", flat=True)) == set(Arm.values)
    assert Enrolment.objects.filter(set_up_on__isnull=False, cohort__slug="under-way").count() == 3
    pilot = Enrolment.objects.filter(cohort__slug="pilot")
    assert {(each.stage, bool(each.set_up_on), bool(each.baseline_on), bool(each.finished_on)) for each in pilot} == {
        (Stage.TAKING_PART, True, True, True),
        (Stage.LEFT, False, False, False),
    }
    away = Contact.objects.get(away_from__isnull=False)
    assert (away.kind, away.school.name) == (ContactKind.SAFEGUARDING, READY.wish.school)


def _check_the_team_has_work() -> None:
    states = Counter(Interest.objects.values_list("state", flat=True))
    assert states == {"new": 10, "selected": len(NEWCOMERS), "waiting": 1, "declined": 1}
    again = Interest.objects.get(school_name__startswith="Saint Brendan")
    assert "wrote again" in again.notes.get().text
    assert Counter(Enquiry.objects.values_list("kind", "state")) == {
        ("complaint", "new"): 1,
        ("data", "closed"): 1,
        ("question", "new"): 1,
        ("request", "new"): 1,
    }
    assert Nudge.objects.count() == 2
    assert SupportNote.objects.filter(done_on__isnull=False).count() == 1
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {MailState.SENT}
    assert BodyAcceptance.objects.exists()


def _check_the_visitors_school_is_alive() -> None:
    calls = sorted((each.acknowledged_at is None, each.outcome) for each in Call.objects.all())
    assert calls == [(False, ""), (False, "followed_up"), (True, "")]
    assert Backlog.objects.get(waiting__gt=0).round.host.slug == "hazel-bank"
    assert Sitting.objects.get().shown == len(READ)
    assert sorted(each.confirmed_at is None for each in Picture.objects.all()) == [False, True]


def _check_the_journal_is_whole_and_in_order() -> None:
    for chain in set(Entry.objects.values_list("chain", flat=True)):
        assert broken_link(chain) is None
        moments = list(Entry.objects.filter(chain=chain).order_by("number").values_list("at", flat=True))
        assert moments == sorted(moments), chain


def _check_the_visitors_round_is_open(try_it: TryIt, own: OwnAnswers) -> None:
    round_ = round_by_handle(try_it.pupil_handle)
    assert round_ is not None
    assert round_.state == State.OPEN
    assert len(try_it.codes) == own.yet_to_answer
    with school_scope(round_.host_id):
        assert Response.objects.filter(round=round_).count() == 30 - own.yet_to_answer
        printed = sum(pack.slips for pack in packs_of(round_))
        assert Slip.objects.filter(round=round_).count() == printed > 30
        for code in try_it.codes:
            refuse_unusable_code(round_=round_, key=key_of(round_=round_, secret=read_code(code)))


def _check_no_code_is_in_the_database(try_it: TryIt) -> None:
    with connection.cursor() as cursor:
        texts = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # a name that the database gave
            texts += [str(row) for row in cursor.fetchall()]
    everything = "\n".join(texts)
    for code in try_it.codes:
        assert code not in everything
        assert code.replace("-", "") not in everything
