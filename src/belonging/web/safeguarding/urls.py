"""Calls of a school, and comments: read first, then released."""

from django.urls import path

from belonging.web.safeguarding.views import calls

app_name = "safeguarding"
urlpatterns = [
    path("schools/<slug:school>/talk-requests/", calls.calls, name="calls"),
    path("schools/<slug:school>/talk-requests/<slug:handle>/taken/", calls.take, name="take"),
    path("schools/<slug:school>/talk-requests/<slug:handle>/closed/", calls.close, name="close"),
    path("programme/talk-requests/", calls.waiting, name="waiting"),
]
