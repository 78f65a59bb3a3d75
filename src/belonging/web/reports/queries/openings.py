"""To whom a school's report is open, and the releases that each of them reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.base.scope import programme_scope
from belonging.web.enrolment.models import ContactKind, Duty, DutyDone
from belonging.web.enrolment.queries.contacts import contacts
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Page, PageState
from belonging.web.replies.queries.pages import pages_of
from belonging.web.reports.models import Opening, Reader, SchoolNote
from belonging.web.reports.rules.readers import TOLD
from belonging.web.schools.models import School


def openings_of(school: School, cohort: Cohort) -> dict[str, Opening]:
    """Those that are open now, by reader. Call in the school's scope."""
    current = Opening.objects.filter(school=school, cohort=cohort, ended_at__isnull=True)
    return {opening.reader: opening for opening in current.select_related("school", "cohort")}


def ever_opened(school: School, cohort: Cohort) -> frozenset[str]:
    """Readers to whom it is open, or was. Call in the school's scope."""
    return frozenset(Opening.objects.filter(school=school, cohort=cohort).values_list("reader", flat=True))


def opening_at(token: str) -> Opening | None:
    """Ended ones too, with their school. Outside any scope: the address is the permission."""
    with programme_scope("an opened report: its address"):
        return Opening.objects.filter(token=token).select_related("school", "cohort").first()


def newest_releases(school: School, cohort: Cohort, reader: str) -> list[int]:
    """The latest release of each audience that this reader is told of. Call in the school's scope."""
    made = Release.objects.filter(school=school, cohort=cohort, audience__in=TOLD[reader])
    latest = dict(made.order_by("released_at", "pk").values_list("audience", "pk"))
    return sorted(latest.values())


def voices_read(school: School, cohort: Cohort, releases: Iterable[int]) -> SchoolVoices | None:
    """Exactly those releases. Call in the school's scope."""
    return voices_of(school, cohort, releases=list(releases))


def notes_for_staff(school: School, cohort: Cohort) -> Mapping[str, str]:
    """What the lead wrote beside the figures for staff to read, by place. Call in the school's scope."""
    found = SchoolNote.objects.filter(school=school, cohort=cohort, for_staff=True)
    return dict(found.values_list("place", "text"))


def said_and_done(school: School, cohort: Cohort) -> dict[str, Page]:
    """The latest page of each edition of “You said, we did” that is out. Call in the school's scope."""
    found: dict[str, Page] = {}
    for page in pages_of(school, cohort):
        if page.state == PageState.PUBLISHED:
            found.setdefault(page.edition, page)
    return found


def who_to_ask(school: School, cohort: Cohort) -> tuple[frozenset[str], str]:
    """The kinds of people that the school has named, and the address of its lead where a letter has given it to
    families already. Call in the school's scope."""
    named = contacts(school)
    lead = named.get(ContactKind.LEAD)
    is_known = DutyDone.objects.filter(school=school, cohort=cohort, duty=Duty.LETTERS).exists()
    return frozenset(kind.value for kind in named), lead.email if lead is not None and is_known else ""


def opened_to_staff(school_ids: Iterable[int]) -> list[Opening]:
    """What staff of these schools may read now, the newest first. Outside any scope: the schools are the reader's."""
    with programme_scope("reports opened to a person's schools"):
        current = Opening.objects.filter(school__in=list(school_ids), reader=Reader.STAFF, ended_at__isnull=True)
        return list(current.select_related("school", "cohort").order_by("school__name", "-opened_at"))
