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
LEAD = DemoPerson(
    "lead",
    "Amara Linden",
    "Has come to the end of the programme: reads what pupils, parents and staff said, before and after.",
)
SENCO = DemoPerson(
    "senco",
    "Priya Fairweather",
    "Prints slips where pupils are answering now, and reads another school’s report with an eye on pupils with SEND; "
    "does not open or close anything.",
)
MANAGER = DemoPerson(
    "manager",
    "Tom Calloway",
    "Sees how every school is getting on and reads the programme report, but no school's own report.",
)
ADVISER = DemoPerson(
    "adviser",
    "Leila Marsh",
    "Supports five of the schools: sees how they are getting on and reads their reports.",
)
EVALUATOR = DemoPerson(
    "evaluator",
    "Dr Sam Okafor",
    "Sees the schools under letters alone, and the released figures of the whole programme.",
)
EVERYONE = (OWN_LEAD, LEAD, SENCO, MANAGER, ADVISER, EVALUATOR)
