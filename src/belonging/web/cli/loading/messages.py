"""What the visitor's school and its adviser have written to each other, and one call that the school may read of."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from belonging.web.accounts.models import User
from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.people import Team
from belonging.web.cli.loading.sittings import Place
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term, weekday
from belonging.web.programme.models.support import ContactBy
from belonging.web.programme.services import Contacted, log_support
from belonging.web.programme.services.messages import send_message

THREAD = (
    (9, 8, True, "Good morning. Two teaching assistants asked whether they may read the questions aloud to a table of "
     "six. I said I would check before we begin."),
    (9, 12, False, "Yes, they may: aloud to everyone at the table at once, from a place where they see no screen. The "
     "sheet on top of each pack has the words to say. Shall we talk on Thursday?"),
    (6, 16, True, "It went well. One pupil was away all week. Can she still use her slip on Monday?"),
    (5, 9, False, "She can, until the last day. Keep the slip in the sealed envelope until then."),
)  # fmt: skip
"""School days ago, hour, whether the school wrote it, and the words."""


def tell_of_messages(story: Story, term: Term, place: Place, team: Team) -> None:
    for ago, hour, from_school, words in THREAD:
        story.then(term.ago(ago, hour, 10), partial(_write, place, team, from_school, words))
    story.then(term.ago(7, 15, 30), partial(_log, place, team, term))


def _write(place: Place, team: Team, from_school: bool, words: str, now: datetime) -> None:
    sender = User.objects.get(pk=team.own_lead if from_school else team.adviser)
    with school_scope(place.school.pk):
        send_message(school=place.school, text=words, from_school=from_school, sender=sender, now=now)


def _log(place: Place, team: Team, term: Term, now: datetime) -> None:
    contact = Contacted(
        ContactBy.CALL, now.date(), 20,
        "The second questionnaire is under way. Agreed to look at the action plan together once it is sealed.",
        "Look at the plan beside the new findings", weekday(term.today, 10), shared=True,
    )  # fmt: skip
    with school_scope(place.school.pk):
        log_support(school=place.school, cohort=place.cohort, contact=contact, actor=team.adviser, now=now)
