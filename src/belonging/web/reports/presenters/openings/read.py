"""What a reader's page is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Page
from belonging.web.reports.queries import Slips, Voices
from belonging.web.schools.models import School


@dataclass(frozen=True, slots=True)
class Read:
    """The releases that the reader is shown, the school's words to them, and the pages of what is done that are out.

    `notes`: what the lead wrote for staff, by place. `age`: the version that a pupil asked for. `roles`: kinds of named
    people of the school; `lead_email`: the address that its letter gave families.
    """

    school: School
    cohort: Cohort
    voices: SchoolVoices
    words: str = ""
    out: Mapping[str, Page] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    age: str = ""
    roles: frozenset[str] = frozenset()
    lead_email: str = ""
    slips: Slips = field(default_factory=dict)

    @property
    def report_voices(self) -> Voices:
        """The same releases, as a report takes them."""
        stored = {one.findings.audience: one for one in self.voices.stored}
        made = max(one.released_at for one in stored.values())
        return Voices({name: one.findings for name, one in stored.items()}, made, slips=self.slips)
