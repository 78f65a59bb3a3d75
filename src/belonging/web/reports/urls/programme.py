"""The programme's report."""

from django.urls import path

from belonging.web.reports.views import reports

REPORT = "programme/<slug:cohort>/report/"

urlpatterns = [
    path(REPORT, reports.programme, name="programme"),
    path(f"{REPORT}report.pdf", reports.programme_pdf, name="programme_pdf"),
    path(f"{REPORT}tables.csv", reports.programme_csv, name="programme_csv"),
    path(f"{REPORT}findings-<slug:audience>.json", reports.programme_findings, name="programme_findings"),
]
