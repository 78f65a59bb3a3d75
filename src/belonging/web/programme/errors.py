"""What the programme refuses, in the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class CohortExists(Refused):
    """A cohort has this address already."""


class CohortFixed(Refused):
    """What was planned cannot be changed once the cohort is open."""


class CohortNotReady(Refused):
    """Something is missing before the cohort can open."""


class CohortNotOpen(Refused):
    """The act needs a cohort that is open, or at least not over."""


class CohortFull(Refused):
    """Every place is taken."""


class CommentsDoNotFit(Refused):
    """The comment readers' hours do not cover the comments."""


class AlreadyEnrolled(Refused):
    """The school is in this cohort already."""


class NotTakingPart(Refused):
    """The school is not in this cohort, or has left it."""


class ArmFixed(Refused):
    """A school stays in its arm once its baseline has been answered."""


class NotAForeignWording(Refused):
    """The wording needs nobody's permission, or no such questionnaire exists."""


class InterestMoved(Refused):
    """The school's place in the queue changed meanwhile, or the step does not fit it."""


class NudgedAlready(Refused):
    """The same nudge went out less than a week ago."""


class NudgeDoesNotFit(Refused):
    """The nudge would say what is not so of the school."""


class NobodyToNudge(Refused):
    """The school has no lead with an account."""


class StepNotOpen(Refused):
    """The next step is done already, or there is none."""


class NoAdviserYet(Refused):
    """A message to nobody."""


class NotYourMessage(Refused):
    """Somebody else's message, or one that was taken back before."""


class NothingToLink(Refused):
    """Linking without slips of pupils in both waves."""

    def __init__(self) -> None:
        super().__init__(
            "Waves can be linked only where pupils answer with slips at the baseline and at the endline. Choose both "
            "waves and slips for a pupils’ questionnaire, or leave linking off."
        )
