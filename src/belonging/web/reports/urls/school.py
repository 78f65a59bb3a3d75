"""A school's report."""

from django.urls import path

from belonging.web.reports.views import reports

REPORT = "schools/<slug:school>/reports/<slug:cohort>/"

urlpatterns = [
    path(REPORT, reports.school, name="school"),
    path(f"{REPORT}plan/", reports.school_plan, name="school_plan"),
    path(f"{REPORT}report.pdf", reports.school_pdf, name="school_pdf"),
    path(f"{REPORT}tables.csv", reports.school_csv, name="school_csv"),
]
