"""Questions, complaints and requests from the public, as the team has them: one due soon, one settled."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from belonging.web.base.scope import programme_scope
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term
from belonging.web.complaints.models import Enquiry, EnquiryKind, Outcome
from belonging.web.complaints.services import Wording, add_note, answer_enquiry, close_enquiry, take_enquiry

OPEN = Wording(
    EnquiryKind.COMPLAINT,
    "The letter about the questionnaire came home two days before my daughter answered it. We had no time to talk "
    "about it, and I would have liked to. Please tell me how schools are reminded to send it in time.",
    "Letter to parents",
    "Marta Lewandowska",
    "marta.lewandowska@post.example",
)
SETTLED = Wording(
    EnquiryKind.DATA_PROTECTION,
    "My son says that his slip had his year group on it. Can the answers be traced back to him?",
    "Slips for pupils",
    "Jonah Abara",
    "jonah.abara@post.example",
)
QUESTION = Wording(
    EnquiryKind.QUESTION,
    "We educate our two children at home. Is there a way for them to take part?",
    "",
    "Sian Prosser",
    "sian.prosser@post.example",
)
REQUEST = Wording(
    EnquiryKind.REQUEST,
    "Please send me a copy of what you keep about me. I left the school in the summer.",
    "",
    "Iris Holm",
    "iris.holm@post.example",
)
ANSWER = (
    "Thank you for asking. The slip says the year group and nothing that names your son. Whoever prints slips keeps no "
    "list of who got which, and when the questionnaire closes the answers are shuffled and the codes destroyed. "
    "From then on nobody can tell whose answers are whose, and neither can we. We have made the sentence on the slip "
    "clearer, so that children can read it for themselves."
)


def tell_of_enquiries(story: Story, term: Term, team: str) -> None:
    story.then(term.ago(26, 8, 40), partial(_take, OPEN))
    story.then(
        term.ago(24, 12, 15), partial(_note, OPEN, "Asked the school's adviser when the letters went out.", team)
    )
    story.then(term.ago(21, 7, 5), partial(_take, SETTLED))
    story.then(term.ago(14, 10, 50), partial(_answer, SETTLED, ANSWER, team))
    story.then(term.ago(8, 14), partial(_close, SETTLED, Outcome.PARTLY, team))
    story.then(term.ago(4, 12, 35), partial(_take, QUESTION))
    story.then(term.ago(2, 16, 5), partial(_take, REQUEST))


def _take(wording: Wording, now: datetime) -> None:
    take_enquiry(wording=wording, form_token=f"demo {wording.kind} {wording.email}", now=now)


def _note(wording: Wording, text: str, team: str, now: datetime) -> None:
    with programme_scope("the team answers"):
        add_note(enquiry=_enquiry(wording), text=text, actor=team, now=now)


def _answer(wording: Wording, text: str, team: str, now: datetime) -> None:
    with programme_scope("the team answers"):
        answer_enquiry(enquiry=_enquiry(wording), text=text, actor=team, now=now)


def _close(wording: Wording, outcome: Outcome, team: str, now: datetime) -> None:
    with programme_scope("the team answers"):
        close_enquiry(enquiry=_enquiry(wording), outcome=outcome, actor=team, now=now)


def _enquiry(wording: Wording) -> Enquiry:
    return Enquiry.objects.get(email=wording.email)
