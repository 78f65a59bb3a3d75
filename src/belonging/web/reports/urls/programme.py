"""The programme's report, and the words around its figures."""

from django.urls import path

from belonging.web.reports.views import programme, words

REPORT = "programme/<slug:cohort>/report/"

urlpatterns = [
    path(REPORT, programme.programme, name="programme"),
    path(f"{REPORT}part/<slug:part>/", programme.programme_section, name="programme_section"),
    path(f"{REPORT}words/", words.words, name="words"),
    path(f"{REPORT}words/<slug:part>/", words.words_part, name="words_part"),
    path(f"{REPORT}report.pdf", programme.programme_pdf, name="programme_pdf"),
    path(f"{REPORT}tables.csv", programme.programme_csv, name="programme_csv"),
    path(f"{REPORT}findings-<slug:audience>.json", programme.programme_findings, name="programme_findings"),
]
