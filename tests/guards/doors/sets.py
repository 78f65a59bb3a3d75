"""An action learning set of people who go through no door here: its words are nobody's to read, whatever their role."""

from __future__ import annotations

from datetime import timedelta

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.sets.models import Member, in_room
from belonging.web.sets.services.meetings import MeetingWords, name_presenter, plan_meeting
from belonging.web.sets.services.notes import (
    Saying,
    add_insight,
    ask_question,
    commit,
    keep_issue,
    keep_reflection,
    keep_report,
)
from belonging.web.sets.services.sets import SetWords, make_set
from tests.guards.doors.canaries import Canary
from tests.guards.doors.places import Place
from tests.web.conftest import NOW

ACTOR = "test"
WRITER, ANOTHER, FACILITATOR = "set.lead.0", "set.lead.1", "set.facilitator"
"""What their addresses begin with."""
EARLIER = NOW - timedelta(days=3)
Samples = dict[str, str]


def learning_set(places: list[Place]) -> Samples:
    """Two leads more of each of the first two schools, and a facilitator; something of every kind was said."""
    cohort = Cohort.objects.get(slug="pilot-2026")
    schools = [place.row for place in places if isinstance(place.row, School)][:2]
    leads = [_member(f"Set Lead {number}", Role.LEAD, schools[number % 2]) for number in range(4)]
    facilitator = _member("Set Facilitator", Role.FACILITATOR, None)
    with programme_scope("test"):
        seats = list(Membership.objects.filter(user__in=leads).values_list("pk", flat=True))
        words = SetWords(name="Heron", facilitator=facilitator.pk, seats=seats)
        made = make_set(cohort=cohort, words=words, actor=ACTOR, now=EARLIER)
    member = Member.objects.get(learning_set=made, user__email__startswith=WRITER)
    meeting = plan_meeting(
        learning_set=made, words=MeetingWords(times=[EARLIER]), actor=ACTOR, now=EARLIER - timedelta(hours=1)
    )
    meeting = name_presenter(meeting=meeting, member=member, actor=ACTOR, now=EARLIER)
    with in_room(made.pk):
        question = _said(Saying(meeting=meeting, member=member))
    return {
        "set": str(made.pk),
        "set_meeting": str(meeting.number),
        "set_member": str(member.pk),
        "set_note": str(question),
        "set_kind": "question",
    }


def _said(saying: Saying) -> int:
    """The id of the question among it."""
    word = Canary.SET.of("Alfa")
    keep_report(saying=saying, text=word, actor=ACTOR, now=EARLIER)
    keep_issue(saying=saying, title=word, text=word, actor=ACTOR, now=EARLIER)
    add_insight(saying=saying, text=word, actor=ACTOR, now=EARLIER)
    commit(saying=saying, what=word, by_on=None, actor=ACTOR, now=EARLIER)
    keep_reflection(saying=saying, text=Canary.REFLECTION.of("Alfa"), actor=ACTOR, now=EARLIER)
    return ask_question(saying=saying, text=f"What of {word}?", actor=ACTOR, now=EARLIER).pk


def _member(name: str, role: Role, school: School | None) -> User:
    user = open_account(email=f"{name.lower().replace(' ', '.')}@heron.example", name=name, actor=ACTOR, now=EARLIER)
    grant_role(user=user, role=role, school=school, actor=ACTOR, now=EARLIER)
    return user
