"""The pretend people that a visitor of the demo can be. Their addresses can receive no mail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`sees` is one sentence on what signing in as this person shows."""

    slug: str
    name: str
    sees: str

    @property
    def email(self) -> str:
        return f"{self.slug}@demo.example"


OWN_LEAD = DemoPerson(
    "own-lead",
    "Robin Ashworth",
    "Runs the open questionnaire: watch how many have answered, close it, seal it, and read the report it makes.",
)
NEW_LEAD = DemoPerson(
    "new-lead",
    "Nadia Rahimi",
    "Is half-way through set-up: editions, letters and opt-outs are still to be settled, step by step.",
)
LEAD = DemoPerson(
    "lead",
    "Amara Linden",
    "Has come to the end of the programme: reads what pupils, parents and staff said, before and after.",
)
HEAD = DemoPerson(
    "head",
    "Helen Ferris",
    "Is asked to accept the agreement that the school’s trust has signed, and sees how set-up goes.",
)
SENCO = DemoPerson(
    "senco",
    "Priya Fairweather",
    "Prints slips where pupils are answering now, and reads another school’s report with an eye on pupils with SEND; "
    "does not open or close anything.",
)
COLLEAGUE = DemoPerson(
    "colleague",
    "Josie Marlow",
    "Works on the parts of the audit that the lead has shared out, and writes how the actions of the plan go.",
)
STAFF = DemoPerson(
    "teacher",
    "Ben Achebe",
    "Teaches at the school that came to the end: training, certificates, modules, and the hub with its conversations.",
)
SAFEGUARDING = DemoPerson(
    "safeguarding",
    "Dee Lawson",
    "Is told when a pupil asks to talk to someone: one waits, others are taken up or closed. Sees no answers.",
)
MANAGER = DemoPerson(
    "manager",
    "Tom Calloway",
    "Sees how every school is getting on: interest, stages, who has gone quiet, complaints, mail, and the programme "
    "report, but no school’s own report.",
)
DIRECTOR = DemoPerson(
    "director",
    "Anita Rowe",
    "Directs the programme: the second of the two people who release what an evaluator asks for.",
)
ADVISER = DemoPerson(
    "adviser",
    "Leila Marsh",
    "Supports some of the schools: keeps the log of calls and visits, sees how they get on and reads their reports.",
)
SCREENER = DemoPerson(
    "screener",
    "Kofi Brandt",
    "Reads what parents and staff wrote, one comment at a time, before anyone else does: release, edit, keep, pass on.",
)
TRANSLATOR = DemoPerson(
    "translator",
    "Zofia Malik",
    "Reads translated letters beside the English, comments, sends back or signs off. No text goes out unread.",
)
EVALUATOR = DemoPerson(
    "evaluator",
    "Dr Sam Okafor",
    "Sees the schools under letters alone, and the released figures of the whole programme.",
)
FACILITATOR = DemoPerson(
    "facilitator",
    "Ruth Calder",
    "Leads the meetings of an action learning set: reports, the issue, questions only, insights, commitments.",
)
TRUST = DemoPerson(
    "trust",
    "Margaret Oyelaran",
    "Sees the trust’s own schools, signs the agreement for them, and reads the report that one has shared.",
)
AUTHORITY = DemoPerson(
    "authority",
    "Alun Treharne",
    "Sees the local authority’s own schools and how far they have come; no report has been shared yet.",
)
GROUPS = (
    ("In a school", (OWN_LEAD, NEW_LEAD, LEAD, HEAD, SENCO, COLLEAGUE, STAFF, SAFEGUARDING)),
    ("In the programme", (MANAGER, DIRECTOR, ADVISER, SCREENER, TRANSLATOR, EVALUATOR, FACILITATOR)),
    ("In a trust or local authority", (TRUST, AUTHORITY)),
)
"""In the order in which a visitor gets most from them."""
EVERYONE = tuple(person for _, people in GROUPS for person in people)
