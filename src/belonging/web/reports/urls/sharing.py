"""A school's report as its trust or local authority reads it."""

from django.urls import path

from belonging.web.reports.views import sharing

SHARED = "bodies/<slug:body>/schools/<slug:of>/<slug:cohort>/"

urlpatterns = [
    path("schools/<slug:school>/reports/<slug:cohort>/readers/", sharing.readers, name="readers"),
    path(SHARED, sharing.shared, name="shared"),
    path(f"{SHARED}report.pdf", sharing.shared_pdf, name="shared_pdf"),
    path(f"{SHARED}tables.csv", sharing.shared_csv, name="shared_csv"),
]
