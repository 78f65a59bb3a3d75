"""A staff round by slips in which one wrote that a life is in danger; everybody who has a part in a break-glass."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.models import BreakGlass, Ground
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.services.breaking import Reason, confirm, propose
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from belonging.web.surveys.services.comments import unread_comments
from belonging.web.surveys.services.rounds import plan_round
from tests.web.conftest import NOW
from tests.web.surveys.given import ACTOR, answer, opened, slips

WRITTEN = "I can’t go on any more. Not after this week."
SEEN = "Wants to end it this week, no name."


@dataclass(frozen=True, slots=True)
class Written:
    """`theirs`: the code with which the words came; `used`: of somebody else; `unused`: of nobody."""

    round: Round
    theirs: str
    used: str
    unused: str
    comment: str

    @property
    def reference(self) -> str:
        return self.comment[:12]


def wrote(school: School, cohort: Cohort) -> Written:
    """In the school's scope."""
    planned = plan_round(
        school=school, cohort=cohort, wave="baseline", instrument="staff_v1", entrance="slips", actor=ACTOR, now=NOW
    )
    round_ = opened(planned)
    theirs, used, unused = slips(round_, 3, "Staff")
    answer(round_, theirs, answers={}, comments={"what_helps": WRITTEN})
    answer(round_, used, answers={}, comments={"what_helps": "The tea."})
    (handle,) = [each.handle for each in unread_comments(round_) if each.text == WRITTEN]
    return Written(round_, theirs, used, unused, handle)


def proposed(written: Written, *, about: About = About.NOBODY, actor: str = "1") -> BreakGlass:
    reason = Reason(Ground.OWN_LIFE, SEEN, about)
    return propose(reference=written.reference, reason=reason, actor=actor, now=NOW)


def confirmed(written: Written, *, about: About = About.NOBODY) -> BreakGlass:
    glass = proposed(written, about=about)
    confirm(glass=glass, actor="2", now=NOW)
    glass.refresh_from_db()
    return glass
