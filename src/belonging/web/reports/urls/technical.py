"""The technical report, and the interim editions after the baseline."""

from django.urls import path

from belonging.web.reports.views import technical

EDITION = "programme/<slug:cohort>/report/editions/<slug:edition>/"

urlpatterns = [
    path(EDITION, technical.edition, name="edition"),
    path(f"{EDITION}part/<slug:part>/", technical.section, name="edition_section"),
    path(f"{EDITION}report.pdf", technical.pdf, name="edition_pdf"),
]
