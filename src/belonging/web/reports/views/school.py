"""A school's report: the front, and one page for each section behind it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school, recently_authenticated
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.audit.queries.asked import asked_in
from belonging.web.audit.queries.audits import audits_of, ratings_of
from belonging.web.audit.queries.priorities import audit_to_go_by
from belonging.web.audit.queries.voices import voices_of
from belonging.web.outcomes.presenters.beside import beside_of
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.acting import with_marks
from belonging.web.reports.presenters.beside_audit import AuditBeside, audit_beside
from belonging.web.reports.presenters.beside_programme import programme_beside
from belonging.web.reports.presenters.files.take import files_to_take
from belonging.web.reports.presenters.front import Front, front_page
from belonging.web.reports.presenters.groups import group_sections
from belonging.web.reports.presenters.heard import heard_at
from belonging.web.reports.presenters.notes import notes_by_place
from belonging.web.reports.presenters.plan import plan_page
from belonging.web.reports.presenters.printed_school import Extras
from belonging.web.reports.presenters.report import Part, Report, school_report
from belonging.web.reports.presenters.sections import Reader, Ways, section_links
from belonging.web.reports.presenters.waiting import waiting_for
from belonging.web.reports.queries import Voices, planned, pupil_rounds, roll_of, school_voices
from belonging.web.reports.queries.beside import programme_beside_school
from belonging.web.reports.queries.notes import notes_of
from belonging.web.reports.rules.places import FRONT
from belonging.web.reports.views.reports import cohort_of, csv_of, pdf_of, released
from belonging.web.schools.models import School

Shown = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """A report that is there, and who has opened it."""

    school: School
    cohort: Cohort
    voices: Voices
    reader: Reader

    @property
    def ways(self) -> Ways:
        return Ways(self.school, self.cohort)

    def report(self, parts: Collection[Part] = ()) -> Report:
        return school_report(self.school, self.cohort, self.voices, parts=parts)

    def front(self) -> Front:
        """With the lead's note; where there are too few for figures, with the results of all schools beside it."""
        front = front_page(self.school, self.cohort, self.voices, self.reader)
        written = notes_of(self.school, self.cohort)
        notes = notes_by_place(self.school, self.cohort, written, (), may_write=self.reader.writes)
        beside = programme_beside(programme_beside_school(self.cohort), self.ways) if front.small else None
        report = replace(front.report, heard=heard_at(self.school, self.cohort))
        return replace(front, note=notes.get(FRONT), beside=beside, report=report)

    def audit(self) -> AuditBeside:
        """The ratings of the audit to go by, each beside what was said about the same thing."""
        found = audit_to_go_by(audits_of(self.school, self.cohort))
        asked = asked_in(found) if found else []
        met = {key: rating.value for key, rating in ratings_of(found).items()} if found else {}
        return audit_beside(found, asked, met, voices_of(self.school, self.cohort))

    def extras(self) -> Extras:
        return Extras(
            front=self.front(),
            groups=group_sections(self.voices, self.ways),
            audit=self.audit() if self.reader.sees_audit else None,
            outcomes=beside_of(self.school, self.cohort, paper=True),
        )

    def page(self, request: HttpRequest, section: str, **shown: Any) -> HttpResponse:
        links = section_links(self.ways, self.reader, section)
        named = {"school": self.school, "cohort": self.cohort, "reader": self.reader, "sections": links}
        return render(request, f"reports/{section}.html", {**named, "ways": self.ways, **shown})


def opened(request: HttpRequest, school: School, cohort: str) -> Opened:
    """404 before the first release."""
    ours = cohort_of(school, cohort)
    return Opened(school, ours, released(school_voices(school, ours)), reader_of(request, school))


def reader_of(request: HttpRequest, school: School) -> Reader:
    def may(permission: Permission) -> bool:
        return visible_school(cast(User, request.user), school.slug, permission) is not None

    return Reader(
        sees_audit=may(Permission.SEE_AUDIT),
        acts=may(Permission.WORK_ON_AUDIT),
        writes=may(Permission.OPEN_REPORT),
        shares=may(Permission.SET_UP),
    )


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def school(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    ours = cohort_of(school, cohort)
    voices = school_voices(school, ours)
    if voices is None:
        waiting = {"waiting": waiting_for(pupil_rounds(school, ours)), "heading": f"Belonging at {school.name}"}
        return render(request, "reports/waiting.html", {"school": school, "cohort": ours, **waiting})
    here = Opened(school, ours, voices, reader_of(request, school))
    front = here.front()
    files = files_to_take("school", school.slug, ours.slug)
    return here.page(request, "school", front=front, report=front.report, files=files)


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def together(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    """Parents and staff beside pupils."""
    here = opened(request, school, cohort)
    return here.page(request, "school_together", report=here.report({Part.TOGETHER}))


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def method(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    """Who answered, what is not shown and why, and how it was worked out."""
    here = opened(request, school, cohort)
    return here.page(request, "school_method", report=here.report())


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def statements(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    """All statements at a glance, then each."""
    here = opened(request, school, cohort)
    report = with_marks(here.report({Part.GLANCES, Part.ITEMS}), here.ways, here.reader, notes_of(school, here.cohort))
    return here.page(request, "school_statements", report=report)


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def groups(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    here = opened(request, school, cohort)
    sections = group_sections(here.voices, here.ways)
    return here.page(request, "school_groups", report=here.report(), groups=sections)


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def audit(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    here = opened(request, school, cohort)
    if not here.reader.sees_audit:
        raise Http404
    return here.page(request, "school_audit", report=here.report(), audit=here.audit())


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def outcomes(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    """What the school has entered by term, beside belonging over time and never as its cause."""
    here = opened(request, school, cohort)
    may_enter = visible_school(cast(User, request.user), school.slug, Permission.ENTER_OUTCOMES) is not None
    beside = beside_of(school, here.cohort)
    return here.page(request, "school_outcomes", report=here.report(), beside=beside, may_enter=may_enter)


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def heard(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    here = opened(request, school, cohort)
    report = replace(here.report(), heard=heard_at(school, here.cohort))
    return here.page(request, "school_heard", report=report)


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def all_schools(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    here = opened(request, school, cohort)
    beside = programme_beside(programme_beside_school(here.cohort), here.ways)
    return here.page(request, "school_programme", report=here.report(), beside=beside)


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def plan(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    """What will be shown, from the fixed plan; before there is one, from the plan that would be fixed."""
    ours = cohort_of(school, cohort)
    page = plan_page(school, planned(school, ours), roll_of(school, ours))
    return render(request, "reports/plan.html", {"school": school, "cohort": ours, "page": page})


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def pdf(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    here = opened(request, school, cohort)
    report = school_report(school, here.cohort, here.voices, paper=True)
    report = replace(report, heard=heard_at(school, here.cohort))
    return pdf_of(report, here.voices, f"belonging-{school.slug}-{here.cohort.slug}", here.extras())


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
@recently_authenticated
def tables(_request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    ours = cohort_of(school, cohort)
    return csv_of(released(school_voices(school, ours)), f"belonging-{school.slug}-{ours.slug}")
