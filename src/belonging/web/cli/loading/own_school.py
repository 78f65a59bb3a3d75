"""The present of the visitor's school: open rounds, comments half read, and pupils who asked to talk."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cli.loading.calendar import Sitting
from belonging.web.cli.loading.people import Team
from belonging.web.cli.loading.readiness import prepare_sitting
from belonging.web.cli.loading.sittings import INSTRUMENTS, Place
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term
from belonging.web.enrolment.services.readiness import Where
from belonging.web.safeguarding.models import Call, Outcome
from belonging.web.safeguarding.services.backlogs import note_backlogs
from belonging.web.safeguarding.services.calls import close_call, take_up
from belonging.web.safeguarding.services.confirming import confirm_note
from belonging.web.safeguarding.services.escalating import escalate_due
from belonging.web.safeguarding.services.reading import Choice, Decision, decide, end_sitting, next_comment
from belonging.web.safeguarding.services.talking import Wanted, ask_to_talk
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round

OPT_OUTS = {"4": 1, "6": 2}
SPOKEN = Wanted("Kai", "Class 5A", "Miss Okoro", words="I sit by myself at lunch now. Can I talk to someone?")
TAKEN_UP = Wanted("Lena P", "Class 6B", "", words="Somebody keeps taking my things.")
WAITING = Wanted("Yusuf", "Class 4A", "Mrs Lawson", words="I want to talk about moving house.")
READ = (Choice.AS_WRITTEN, Choice.AS_WRITTEN, Choice.KEEP, Choice.PROGRAMME)
"""What the reader chose for the first comments; the others wait."""
KEPT_FOR_THE_TEAM = "A parent asks for earlier word when something has gone wrong."
WAITS_FOR = timedelta(minutes=40)


def tell_of_own_school(story: Story, term: Term, place: Place, team: Team, sitting: Sitting) -> None:
    """`sitting`: the one that is open now."""
    where = Where(place.school, place.cohort, place.wave)
    story.then(sitting.opens - timedelta(weeks=1), lambda _: prepare_sitting(where, sitting, OPT_OUTS))
    for wanted, ago in ((SPOKEN, 5), (TAKEN_UP, 1)):
        story.then(term.ago(ago, 11, 20), partial(_ask, place, wanted))
        story.then(term.ago(ago, 11, 45), partial(_take_up, place.school, wanted, team))
    story.then(term.ago(5, 14, 10), partial(_close, place.school, SPOKEN, team))
    story.then(term.now - timedelta(hours=3), partial(_read, team))
    story.then(term.lately(sitting.opens, WAITS_FOR), partial(_ask, place, WAITING))


def _ask(place: Place, wanted: Wanted, now: datetime) -> None:
    with school_scope(place.school.pk):
        round_ = Round.objects.get(
            school=place.school, cohort=place.cohort, wave=place.wave, instrument=INSTRUMENTS["pupil"]
        )
        ask_to_talk(round_=round_, wanted=wanted, token=f"demo {wanted.name}", now=now)
    escalate_due(now=now)


def _take_up(school: School, wanted: Wanted, team: Team, now: datetime) -> None:
    with school_scope(school.pk):
        take_up(call=_call(wanted), actor=team.safeguarding, now=now)


def _close(school: School, wanted: Wanted, team: Team, now: datetime) -> None:
    with school_scope(school.pk):
        close_call(call=_call(wanted), outcome=Outcome.FOLLOWED_UP, actor=team.safeguarding, now=now)


def _call(wanted: Wanted) -> Call:
    return Call.objects.get(name=wanted.name)


def _read(team: Team, now: datetime) -> None:
    """The reader of the programme sits down for a few comments, and goes."""
    note_backlogs(now=now)
    with programme_scope("comments are read"):
        confirm_note(reader=team.screener, now=now)
        for choice in READ:
            claim = next_comment(reader=team.screener, now=now)
            if claim is None:
                break
            edited = KEPT_FOR_THE_TEAM if choice is Choice.PROGRAMME else ""
            decide(handle=claim.handle, decision=Decision(choice, edited), reader=team.screener, now=now)
        end_sitting(reader=team.screener, now=now)
