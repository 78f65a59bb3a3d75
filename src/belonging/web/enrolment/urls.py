"""A school's agreement, contacts, dates, letters and calendar."""

from __future__ import annotations

from django.urls import URLPattern, path

from belonging.web.enrolment.views import agreements, calendar, calendar_templates, dates, letters, people, translations

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
    path("schools/<slug:school>/calendar/", calendar.calendar, name="calendar"),
    path("schools/<slug:school>/calendar/keep/", calendar.keep, name="calendar_keep"),
    path("schools/<slug:school>/calendar/add/", calendar.days, name="calendar_add"),
    path("schools/<slug:school>/calendar/hours/", calendar.hours, name="calendar_hours"),
    path("schools/<slug:school>/calendar/copy/", calendar.take, name="calendar_take"),
    path("schools/<slug:school>/calendar/<int:row>/", calendar.days, name="calendar_change"),
    path("schools/<slug:school>/calendar/<int:row>/remove/", calendar.remove, name="calendar_remove"),
    path("programme/translations/", translations.translations, name="translations"),
    path("programme/translations/<str:name>/<slug:language>/", translations.translation, name="translation"),
    path("programme/translations/<str:name>/<slug:language>.xlsx", translations.book, name="translation_book"),
    path("programme/translations/<str:name>/<slug:language>/bring/", translations.bring, name="translation_bring"),
    path("programme/calendars/", calendar_templates.list_, name="calendar_templates"),
    path("programme/calendars/add/", calendar_templates.add, name="calendar_template_add"),
    path("programme/calendars/<slug:template>/", calendar_templates.template, name="calendar_template"),
    path("programme/calendars/<slug:template>/keep/", calendar_templates.keep, name="calendar_template_keep"),
    path("programme/calendars/<slug:template>/days/", calendar_templates.days, name="calendar_template_days"),
    path("programme/calendars/<slug:template>/<int:row>/", calendar_templates.days, name="calendar_template_change"),
    path(
        "programme/calendars/<slug:template>/<int:row>/remove/",
        calendar_templates.remove,
        name="calendar_template_remove",
    ),
    path("bodies/<slug:body>/agreement/", agreements.body_agreements, name="body_agreements"),
    path("bodies/<slug:body>/agreement/<slug:cohort>/", agreements.body_agreement, name="body_agreement"),
    path("programme/cohorts/<slug:cohort>/parties/", agreements.parties, name="parties"),
    path("programme/cohorts/<slug:cohort>/documents/", letters.templates, name="templates"),
    path("programme/cohorts/<slug:cohort>/documents/<slug:name>/", letters.template, name="template"),
    path(
        "programme/cohorts/<slug:cohort>/documents/<slug:name>.<slug:kind>", letters.template_file, name="template_file"
    ),
]
