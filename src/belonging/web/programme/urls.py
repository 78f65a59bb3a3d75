"""Expressions of interest, cohorts, and the log of support."""

from __future__ import annotations

from django.urls import path

from belonging.web.programme.views import cohort_schools, cohorts, interest, queue, support, wordings

app_name = "programme"
urlpatterns = [
    path("interest/", interest.interest, name="interest"),
    path("interest/thanks/", interest.thanks, name="interest_thanks"),
    path("programme/interest/", queue.queue, name="queue"),
    path("programme/interest/<slug:reference>/", queue.one, name="interest_one"),
    path("programme/interest/<slug:reference>/select/", queue.select, name="interest_select"),
    path("programme/interest/<slug:reference>/wait/", queue.wait, name="interest_wait"),
    path("programme/interest/<slug:reference>/decline/", queue.decline, name="interest_decline"),
    path("programme/interest/<slug:reference>/put-back/", queue.put_back_, name="interest_put_back"),
    path("programme/interest/<slug:reference>/take-back/", queue.take_back_, name="interest_take_back"),
    path("programme/interest/<slug:reference>/forget/", queue.forget, name="interest_forget"),
    path("programme/schools/add/", cohort_schools.add, name="add_school"),
    path("programme/schools/<slug:school>/support/", support.programme_log, name="school_support"),
    path("programme/schools/<slug:school>/support/mark/", support.programme_mark, name="school_support_mark"),
    path("programme/wordings/", wordings.wordings, name="wordings"),
    path("programme/wordings/<slug:instrument>/", wordings.wording, name="wording"),
    path("programme/cohorts/", cohorts.list_, name="cohorts"),
    path("programme/cohorts/plan/", cohorts.new, name="cohort_new"),
    path("programme/cohorts/<slug:cohort>/", cohorts.cohort, name="cohort"),
    path("programme/cohorts/<slug:cohort>/dates/", cohorts.dates, name="cohort_dates"),
    path("programme/cohorts/<slug:cohort>/questionnaires/", cohorts.modes, name="cohort_modes"),
    path("programme/cohorts/<slug:cohort>/hours/", cohorts.hours, name="cohort_hours"),
    path("programme/cohorts/<slug:cohort>/open/", cohorts.open_, name="cohort_open"),
    path("programme/cohorts/<slug:cohort>/finish/", cohorts.finish, name="cohort_finish"),
    path("programme/cohorts/<slug:cohort>/support.csv", support.programme_csv, name="cohort_support_csv"),
    path("programme/cohorts/<slug:cohort>/schools/", cohort_schools.schools, name="cohort_schools"),
    path("programme/cohorts/<slug:cohort>/schools/<slug:school>/", cohort_schools.school, name="cohort_school"),
    path("schools/<slug:school>/support/", support.log, name="support"),
    path("schools/<slug:school>/support/mark/", support.mark, name="support_mark"),
    path("schools/<slug:school>/support/log.csv", support.log_csv, name="support_csv"),
    path("schools/<slug:school>/support/shared/", support.shared, name="support_shared"),
]
