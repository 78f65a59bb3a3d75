"""A school's agreement, contacts, dates, letters and calendar."""

from __future__ import annotations

from django.urls import URLPattern, path

from belonging.web.enrolment.views import agreements, dates, letters, people

WAVE = "schools/<slug:school>/{}/<slug:cohort>/<slug:wave>/"

app_name = "enrolment"
urlpatterns: list[URLPattern] = [
    path("schools/<slug:school>/agreement/<slug:cohort>/", agreements.agreement, name="agreement"),
    path("schools/<slug:school>/contacts/", people.people, name="people"),
    path("schools/<slug:school>/contacts/<slug:kind>/away/", people.away, name="away"),
    path("schools/<slug:school>/editions/<slug:cohort>/", dates.choices, name="choices"),
    path(WAVE.format("dates"), dates.dates, name="dates"),
    path(WAVE.format("letters"), letters.letters, name="letters"),
    path(WAVE.format("opt-outs"), letters.opted_out, name="opt_outs"),
    path(WAVE.format("briefing"), letters.briefing, name="briefing"),
    path(WAVE.format("documents"), letters.documents, name="documents"),
    path(WAVE.format("documents") + "<slug:name>/", letters.document, name="document"),
    path(WAVE.format("documents") + "<slug:name>.<slug:kind>", letters.document_file, name="document_file"),
    path("bodies/<slug:body>/agreement/", agreements.body_agreements, name="body_agreements"),
    path("bodies/<slug:body>/agreement/<slug:cohort>/", agreements.body_agreement, name="body_agreement"),
    path("programme/cohorts/<slug:cohort>/parties/", agreements.parties, name="parties"),
    path("programme/cohorts/<slug:cohort>/documents/", letters.templates, name="templates"),
    path("programme/cohorts/<slug:cohort>/documents/<slug:name>/", letters.template, name="template"),
    path(
        "programme/cohorts/<slug:cohort>/documents/<slug:name>.<slug:kind>", letters.template_file, name="template_file"
    ),
]
