"""Schools that are interested: what they write, and what the team does with it. All of it is made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.text import slugify

from belonging.web.base.scope import programme_scope
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term
from belonging.web.programme.models import Cohort, Interest
from belonging.web.programme.services import (
    Contact,
    NewInterest,
    Place,
    add_note,
    decline_interest,
    express_interest,
    put_on_waiting_list,
)
from belonging.web.schools.models import RegisterEntry


@dataclass(frozen=True, slots=True)
class Wish:
    """What one school wrote, so many days ago. `town`, `nation` and `setting`: of a school outside the register."""

    school: str
    authority: str
    who: str
    role: str
    came: int
    why: str
    pupils: int | None = None
    head_knows: bool = True
    town: str = ""
    nation: str = ""
    setting: str = ""

    @property
    def email(self) -> str:
        return address_of(self.who, self.school)

    def told(self) -> NewInterest:
        contact = Contact(self.who, self.role, self.email)
        return NewInterest(self._place(), contact, self.why, self.pupils, self.head_knows)

    def _place(self) -> Place:
        if self.nation:
            return Place(self.school, self.town, self.setting, nation=self.nation, local_authority=self.authority)
        entry = RegisterEntry.objects.get(name=self.school, authority=self.authority)
        return Place(
            entry.name, entry.town, entry.setting, urn=entry.urn, nation="england", local_authority=entry.authority
        )


QUEUE = (
    Wish(
        "Hill Top School", "Eastreach", "Moira Sandell", "Deputy head", 41,
        "Many of our pupils come by taxi from all over the county and hardly meet outside lessons. We would like to "
        "know who feels left out, and we need a form that all of them can answer.", 132,
    ),
    Wish(
        "Saint Brendan's Roman Catholic High School", "Southlea", "Peter Quill", "Assistant head, pastoral", 38,
        "Year 8 attendance has dropped and we think belonging is behind it. A colleague at Quillmarsh told us that the "
        "report was worth the morning it took.", 986,
    ),
    Wish(
        "Brockhurst Manor Preparatory School", "Hollowdale", "Annabel Brock", "Bursar", 36,
        "We are looking for a satisfaction survey of our parents.", 216, head_knows=False,
    ),
    Wish(
        "Zoë Harcourt Girls' School", "Northmere", "Ines Duarte", "Head of Year 9", 29,
        "Friendships break in Year 9 and take the summer term with them. We want to hear it from the girls and not "
        "from us.", 812,
    ),
    Wish(
        "Kingfisher AP Free School", "Northmere", "Desmond Clay", "Headteacher", 24,
        "Pupils are with us for a term or two. What would help them to feel that they belong here, and to go back?", 60,
    ),
    Wish(
        "Primrose Court Infant and Nursery School", "Southlea", "Hannah Ives", "SENCO", 19,
        "Can five-year-olds take part? We saw that the pictures may make it possible.", 176,
    ),
    Wish(
        "Christ Church C of E Junior School", "Brackenwater", "Grace Otieno", "Headteacher", 16,
        "Half of our families arrived in the last two years. We want newcomers and old hands to feel at home.", 238,
    ),
    Wish(
        "Island of Skerra High School", "Skerra", "Fiona MacRae", "Depute head", 13,
        "We are the only secondary on the island, and pupils from the outer isles lodge here in the week.", 143,
        town="Port Skerra", nation="scotland", setting="secondary",
    ),
    Wish(
        "Southlea University Technical College", "Southlea", "Ravi Menon", "Vice principal", 9,
        "Our students come at 14 from thirty schools. The first half-term decides whether they stay.", 377,
    ),
    Wish(
        "Gull Point Primary School", "Brackenwater", "Carol Finch", "Headteacher", 6,
        "We may close in two years. It matters to us that nobody is lost on the way.", 61,
    ),
    Wish(
        "Meadowlark School", "Southlea", "Jo Penrose", "Speech and language lead", 3,
        "Most pupils use symbols. We could try the questionnaire with them and tell you what does not work.", 88,
        head_knows=False,
    ),
    Wish(
        "Holy Trinity C.E. Primary School", "Hollowdale", "Martin Rowe", "Chair of governors", 1,
        "The governors would like to take part. What would it cost, and how much time do teachers need?", 142,
        head_knows=False,
    ),
)  # fmt: skip
AGAIN = Wish(
    "Saint Brendan's Roman Catholic High School", "Southlea", "Bridie Nolan", "Headteacher", 33,
    "I hear my colleague has written already; please count me in as the person to talk to.", 986,
)  # fmt: skip
DECLINED, WAITS = "Brockhurst Manor Preparatory School", "Zoë Harcourt Girls' School"
LETTER = (
    "Thank you for writing to us. The programme asks how pupils, parents and staff belong, and works with what they "
    "say over two years; it is no survey of satisfaction, so we do not think that it would serve you well. "
    "Our questionnaires are public, and you are welcome to read them. We wish you and your pupils a good term."
)
NOTES = {
    "Hill Top School": (
        "Rang back. Eleven pupils use eye-gaze; wants to see the picture codes before deciding.",
        "Sent the sample slips. Will talk to the head after half-term.",
    ),
    "Kingfisher AP Free School": ("Small rolls: explain that results show only what protects everyone.",),
    "Primrose Court Infant and Nursery School": ("Reception and Year 1 only with an adult reading aloud. Suggest Y2.",),
}


def tell_of_interest(story: Story, term: Term, cohort: Cohort, team: str) -> None:
    """The queue as it grew, with the team's notes, a place on the waiting list and a polite no."""
    for wish in (*QUEUE, AGAIN):
        story.then(term.ago(wish.came, 8, 40), partial(write, wish))
    for school, notes in NOTES.items():
        came = next(wish.came for wish in QUEUE if wish.school == school)
        for place, note in enumerate(notes, 1):
            story.then(term.ago(came - 2 * place, 11, 30), partial(_note, school, note, team))
    story.then(term.ago(31, 15), partial(_decline, team))
    story.then(term.ago(22, 15), partial(_let_wait, cohort, team))


def write(wish: Wish, now: datetime) -> None:
    express_interest(new=wish.told(), now=now)


def interest_of(school: str) -> Interest:
    """In a programme-wide scope."""
    return Interest.objects.get(school_name=school)


def address_of(who: str, school: str) -> str:
    """An address that no mail reaches."""
    return f"{slugify(who).replace('-', '.')}@{slugify(school)[:40].strip('-')}.example"


def _note(school: str, note: str, team: str, now: datetime) -> None:
    with programme_scope("the team reads the queue"):
        add_note(interest=interest_of(school), text=note, actor=team, now=now)


def _decline(team: str, now: datetime) -> None:
    with programme_scope("the team reads the queue"):
        decline_interest(interest=interest_of(DECLINED), letter=LETTER, actor=team, now=now)


def _let_wait(cohort: Cohort, team: str, now: datetime) -> None:
    with programme_scope("the team reads the queue"):
        put_on_waiting_list(interest=interest_of(WAITS), cohort=cohort, actor=team, now=now)
