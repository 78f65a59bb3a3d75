"""The demo's content: the simulated pilot, whole, one more school that a visitor may run, and a cohort under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from belonging.simulation import AnswerRow, Pilot, in_editions, simulate_school
from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.audits_own import OwnAudit, tell_of_own_audit
from belonging.web.cli.loading.audits_year import SCHOOL_STEPS, AuditYear
from belonging.web.cli.loading.calendar import SchoolYear
from belonging.web.cli.loading.cases import tell_of_case_studies
from belonging.web.cli.loading.cohorts import make_new
from belonging.web.cli.loading.community import tell_of_community
from belonging.web.cli.loading.diaries import tell_together
from belonging.web.cli.loading.enquiries import tell_of_enquiries
from belonging.web.cli.loading.hub import fill_hub, use_hub
from belonging.web.cli.loading.imports import tell_of_past_survey
from belonging.web.cli.loading.interested import tell_of_interest
from belonging.web.cli.loading.joining import Joining, tell_of_joining
from belonging.web.cli.loading.learning import begin_another, work_through_modules
from belonging.web.cli.loading.messages import tell_of_messages
from belonging.web.cli.loading.notes import write_notes
from belonging.web.cli.loading.occasions import leads_survey
from belonging.web.cli.loading.openings import open_reports
from belonging.web.cli.loading.outcomes import enter_outcomes, tell_of_outcomes
from belonging.web.cli.loading.own_school import tell_of_own_school
from belonging.web.cli.loading.packs import tell_of_packs
from belonging.web.cli.loading.people import seen
from belonging.web.cli.loading.pictures import tell_of_pictures
from belonging.web.cli.loading.readiness import prepare_sitting
from belonging.web.cli.loading.sets import meet_in_sets, tell_of_sets
from belonging.web.cli.loading.sittings import Place, hold, open_for_link, open_for_slips, send
from belonging.web.cli.loading.stage import OWN, Stage, end_the_pilot, set_the_stage
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.support import tell_of_support
from belonging.web.cli.loading.tally import Tally
from belonging.web.cli.loading.term import Term
from belonging.web.cli.loading.themes import tell_of_themes
from belonging.web.cli.loading.training import pilot_training, tell_of_training
from belonging.web.cli.loading.translations import tell_of_translations
from belonging.web.cli.loading.trials import tell_of_trials
from belonging.web.cli.loading.voices import listen_in_the_pilot, tell_of_voices
from belonging.web.enrolment.services.readiness import Where
from belonging.web.findings.services import release_due
from belonging.web.home.demo_file import TryIt
from belonging.web.home.demo_people import OWN_LEAD
from belonging.web.home.services.standings import refresh_standings
from belonging.web.schools.queries import calendar_of
from belonging.web.surveys.rules.codes import shown
from belonging.web.surveys.services.counting import recount_due

OWN_PUPILS, OWN_YET_TO_ANSWER, OWN_PARENTS = 72, 8, 34
RELEASE_STEPS = 400
"""A wave's findings count as so many answers in the progress: they take about as long."""
STORY_STEPS = 130
"""Acts of the story of the present, or so."""
PLANNED_AGO = 60
"""Days before today on which the cohort that is under way was planned."""


@dataclass(frozen=True, slots=True)
class OwnAnswers:
    """What is answered at the visitor's school. The last `yet_to_answer` of `endline` keep their codes."""

    baseline: tuple[AnswerRow, ...]
    endline: tuple[AnswerRow, ...]
    yet_to_answer: int

    @classmethod
    def simulated(cls, seed: int, pupils: int = OWN_PUPILS, parents: int = OWN_PARENTS) -> OwnAnswers:
        def rows(offset: int, count: int, wave: str, audience: str) -> list[AnswerRow]:
            return in_editions(simulate_school(seed + offset, OWN.setting, count, wave, audience, OWN.key))

        return cls(
            baseline=(*rows(1, pupils, "baseline", "pupil"), *rows(2, parents, "baseline", "parent")),
            endline=(*rows(3, pupils, "endline", "pupil"), *rows(4, parents // 2, "endline", "parent")),
            yet_to_answer=OWN_YET_TO_ANSWER,
        )

    def steps(self) -> int:
        return len(self.baseline) + len(self.endline) - self.yet_to_answer


def load_demo(*, pilot: Pilot, own: OwnAnswers, year: SchoolYear, tell: Callable[[int, int, str], None]) -> TryIt:
    """Load everything in the order in which it would have happened; `tell(done, total, words)` hears of each step."""
    staying = sum(not school.dropped_out for school in pilot.schools)
    answers = len(pilot.answers) + own.steps()
    tally = Tally(answers + staying * SCHOOL_STEPS + 3 * RELEASE_STEPS + STORY_STEPS, tell)
    stage = set_the_stage(pilot, year)
    fill_hub(stage, year)
    audits = AuditYear.of(stage, pilot, year)
    audits.begin(tally)
    _hold_wave(pilot, stage, "baseline", year, tally)
    audits.plan(tally)
    tell_together(
        [
            *audits.diaries(),
            *pilot_training(stage, pilot, year),
            *work_through_modules(stage, pilot, year),
            meet_in_sets(stage, year),
            listen_in_the_pilot(stage, year),
        ]
    )
    audits.go_on(tally)
    tell_together([leads_survey(stage, year, pilot.seed)])
    _hold_wave(pilot, stage, "endline", year, tally)
    audits.close(tally)
    begin_another(year)
    end_the_pilot(stage, pilot, year)
    enter_outcomes(stage, pilot, year)
    write_notes(stage, year.released("endline"))
    open_reports(stage, year.released("endline"))
    audits.publish_by_the_clock()
    use_hub(stage, pilot, year)
    try_it = _tell_the_present(stage, own, year, pilot, tally)
    recount_due(now=year.now)
    refresh_standings(now=year.now, everything=True)
    tally.step("Everything is loaded", tally.total - tally.done)
    return try_it


def _tell_the_present(stage: Stage, own: OwnAnswers, year: SchoolYear, pilot: Pilot, tally: Tally) -> TryIt:
    """The visitor's school and the cohort that is under way, up to now."""
    term = Term(year.now, calendar_of(stage.own))
    began = max(year.released("endline"), term.ago(PLANNED_AGO))
    cohort = make_new(term, began)
    story = Story(since=began, until=year.now)
    opened: list[TryIt] = []
    story.then(year.own_baseline.opens, lambda _: _hold_own(stage, own, year, tally))
    tell_of_past_survey(story, year.own_baseline.opens, stage, pilot)
    story.then(year.own_baseline.sealed, lambda now: _release(now, tally))
    story.then(year.own_endline.opens, lambda _: opened.append(_open_own(stage.own_place, own, year, tally)))
    tell_of_own_school(story, term, stage.own_place, stage.team, year.own_endline)
    tell_of_messages(story, term, stage.own_place, stage.team)
    tell_of_training(story, term, stage)
    tell_of_community(story, term, stage)
    tell_of_sets(story, term, stage)
    tell_of_own_audit(story, term, OwnAudit(stage.own_place, stage.circles[OWN.key], OWN, pilot.seed))
    tell_of_case_studies(story, term, stage)
    tell_of_pictures(story, term, stage.own, stage.team)
    tell_of_translations(story, term, stage.team)
    tell_of_trials(story, term, stage.team)
    tell_of_voices(story, term, stage.own, stage.own_cohort, stage.team)
    tell_of_outcomes(story, term, OWN, stage.own, stage.team)
    joining = Joining(term, cohort, stage.team, stage.trust, pilot.seed)
    tell_of_joining(story, joining)
    tell_of_support(story, joining)
    tell_of_interest(story, term, cohort, stage.team.manager)
    tell_of_enquiries(story, term, stage.team.manager)
    tell_of_packs(story, term, stage.cohort, stage.team)
    tell_of_themes(story, term, stage.cohort, stage.team)
    story.tell(partial(tally.step, "The cohort that is under way"))
    seen(OWN_LEAD.email, term.ago(1, 8, 5))
    return opened[0]


def _hold_own(stage: Stage, own: OwnAnswers, year: SchoolYear, tally: Tally) -> None:
    prepare_sitting(Where(stage.own, stage.own_cohort, "baseline"), year.own_baseline, {}, tell_with_cohort=True)
    with school_scope(stage.own.pk):
        place = Place(stage.own, stage.own_cohort, "baseline", OWN.roll)
        hold(place, own.baseline, year.own_baseline, tally)


def _hold_wave(pilot: Pilot, stage: Stage, wave: str, year: SchoolYear, tally: Tally) -> None:
    for place, (key, school) in enumerate(stage.schools.items()):
        rows = [row for row in pilot.answers if (row.school, row.wave) == (key, wave)]
        with school_scope(school.pk):
            hold(Place(school, stage.cohort, wave, pilot.school(key).roll), rows, year.wave(wave, place), tally)
    _release(year.released(wave), tally)


def _release(now: datetime, tally: Tally) -> None:
    """Have the engine make what is due, counted as RELEASE_STEPS whatever their number; note how far schools are."""
    before = tally.done

    def tell(done: int, of: int) -> None:
        tally.step(f"Findings: {done} of {of}", before + RELEASE_STEPS * done // max(of, 1) - tally.done)

    release_due(now=now, progress=tell)
    refresh_standings(now=now, everything=True)
    tally.step("Findings made", before + RELEASE_STEPS - tally.done)


def _open_own(place: Place, own: OwnAnswers, year: SchoolYear, tally: Tally) -> TryIt:
    """The visitor's open rounds: most pupils have answered, the codes of the others are free."""
    with school_scope(place.school.pk):
        return _opened(place, own, year, tally)


def _opened(place: Place, own: OwnAnswers, year: SchoolYear, tally: Tally) -> TryIt:
    sitting = year.own_endline
    pupils = [row for row in own.endline if row.audience == "pupil"]
    round_, codes = open_for_slips(place, pupils, sitting)
    parents_round = open_for_link(place, "parent", sitting)
    answered = len(pupils) - own.yet_to_answer
    for index, row in enumerate(pupils[:answered]):
        send(round_, row, sitting.answered, codes[index])
        tally.step(f"{place.school.name}: open now, answers")
    for row in own.endline:
        if row.audience == "parent":
            send(parents_round, row, sitting.answered)
            tally.step(f"{place.school.name}: open now, answers")
    return TryIt(
        school=place.school.slug,
        cohort=place.cohort.slug,
        pupil_handle=round_.handle,
        parent_handle=parents_round.handle,
        codes=tuple(shown(codes[index]) for index in range(answered, len(pupils))),
    )
