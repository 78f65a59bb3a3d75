"""Pupils talk about the findings."""

from django.urls import path

from belonging.web.replies.views import discussions

COHORT = "schools/<slug:school>/replies/<slug:cohort>/discussions/"

urlpatterns = [
    path(COHORT, discussions.discussions, name="discussions"),
    path(f"{COHORT}pack/<slug:wave>/<slug:edition>/<slug:kind>/", discussions.pack, name="pack"),
    path(f"{COHORT}record/<slug:wave>/<slug:edition>/", discussions.record, name="record"),
    path(f"{COHORT}remove/<int:number>/", discussions.remove, name="remove_discussion"),
]
