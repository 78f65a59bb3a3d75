"""All schools together."""

from django.urls import path

from belonging.web.audit.views import across

urlpatterns = [
    path("programme/cohorts/<slug:cohort>/audits/", across.across, name="across"),
    path("programme/cohorts/<slug:cohort>/audits.csv", across.across_file, name="across_csv"),
]
