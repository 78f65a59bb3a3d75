"""How far a school's set-up has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from belonging.web.enrolment.models import Choices, Contact, ContactKind, Duty, DutyDone, OptOuts, SchoolWave
from belonging.web.enrolment.queries.agreements import agreement_gap
from belonging.web.enrolment.queries.contacts import REACHED_FIRST, contacts, not_signed_in
from belonging.web.programme.models import Cohort, Enrolment, Stage
from belonging.web.programme.queries import wave_window
from belonging.web.schools.models import School

NEEDED = (ContactKind.LEAD, ContactKind.HEAD, ContactKind.CHAIR, ContactKind.SAFEGUARDING, ContactKind.DEPUTY)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands on record for one school, cohort and wave. `window` is the cohort's, `dates` the school's own."""

    agreement_gap: str
    contacts: dict[ContactKind, Contact]
    not_signed_in: tuple[ContactKind, ...]
    """Who is named and has no account with the role that goes with it."""
    window: tuple[date, date] | None
    dates: SchoolWave | None
    choices: Choices | None
    done: dict[Duty, date]
    opt_outs: int | None
    """None until they are counted."""

    @property
    def unnamed(self) -> tuple[ContactKind, ...]:
        """Who has to be named and is not."""
        return tuple(kind for kind in NEEDED if kind not in self.contacts)

    @property
    def still_to_come_in(self) -> tuple[Contact, ...]:
        """Safeguarding lead and deputy where they are named and could not read a request to talk yet."""
        return tuple(self.contacts[kind] for kind in REACHED_FIRST if kind in self.not_signed_in)

    @property
    def nobody_could_read(self) -> bool:
        """Whether a child's request to talk would come to nobody who has signed in: no pupils' round opens."""
        named = [kind for kind in REACHED_FIRST if kind in self.contacts]
        return bool(named) and len(self.still_to_come_in) == len(named)


def readiness(school: School, cohort: Cohort, wave: str) -> Readiness:
    """A constant number of queries."""
    here = {"school": school, "cohort": cohort, "wave": wave}
    done = {Duty(each.duty): each.done_on for each in DutyDone.objects.filter(**here)}
    counts = opt_outs(school, cohort, wave)
    named = contacts(school)
    return Readiness(
        agreement_gap=agreement_gap(school, cohort),
        contacts=named,
        not_signed_in=not_signed_in(school, named),
        window=wave_window(cohort, wave),
        dates=SchoolWave.objects.filter(**here).first(),
        choices=choices_of(school, cohort),
        done=done,
        opt_outs=sum(counts.values()) if counts else None,
    )


def choices_of(school: School, cohort: Cohort) -> Choices | None:
    return Choices.objects.filter(school=school, cohort=cohort).first()


def opt_outs(school: School, cohort: Cohort, wave: str) -> dict[str, int]:
    """How many by year group ("": not by year); empty until they are counted."""
    counted = OptOuts.objects.filter(school=school, cohort=cohort, wave=wave)
    return dict(counted.values_list("year_group", "number"))


def current_cohorts(school: School) -> list[Cohort]:
    """The cohorts in which the school takes part, the latest first."""
    held = Enrolment.objects.filter(school=school, stage=Stage.TAKING_PART).select_related("cohort")
    return sorted((each.cohort for each in held), key=lambda cohort: cohort.starts_on, reverse=True)
