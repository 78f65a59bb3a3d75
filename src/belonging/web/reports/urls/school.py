"""A school's report: the front, its sections, and what is written beside them."""

from django.urls import path

from belonging.web.reports.views import explore, notes, school

REPORT = "schools/<slug:school>/reports/<slug:cohort>/"

urlpatterns = [
    path(REPORT, school.school, name="school"),
    path(f"{REPORT}statements/", school.statements, name="school_statements"),
    path(f"{REPORT}groups/", school.groups, name="school_groups"),
    path(f"{REPORT}parents-and-staff/", school.together, name="school_together"),
    path(f"{REPORT}audit/", school.audit, name="school_audit"),
    path(f"{REPORT}outcomes/", school.outcomes, name="school_outcomes"),
    path(f"{REPORT}other-voices/", school.heard, name="school_heard"),
    path(f"{REPORT}all-schools/", school.all_schools, name="school_programme"),
    path(f"{REPORT}how-sure/", school.method, name="school_method"),
    path(f"{REPORT}explore/", explore.explore, name="school_explore"),
    path(f"{REPORT}note/", notes.note, name="note"),
    path(f"{REPORT}plan/", school.plan, name="school_plan"),
    path(f"{REPORT}report.pdf", school.pdf, name="school_pdf"),
    path(f"{REPORT}tables.csv", school.tables, name="school_csv"),
]
