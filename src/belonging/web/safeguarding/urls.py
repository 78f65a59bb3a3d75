"""Calls of a school, and comments: read first, then released."""

from django.urls import path

from belonging.web.safeguarding.views import calls, glass, public, reading, released

app_name = "safeguarding"
urlpatterns = [
    path("schools/<slug:school>/talk-requests/", calls.calls, name="calls"),
    path("schools/<slug:school>/talk-requests/<slug:handle>/taken/", calls.take, name="take"),
    path("schools/<slug:school>/talk-requests/<slug:handle>/closed/", calls.close, name="close"),
    path("schools/<slug:school>/rounds/<slug:handle>/comments/", released.of_round, name="round_comments"),
    path("schools/<slug:school>/break-glass/<slug:handle>/", glass.glass_codes, name="glass_codes"),
    path("programme/break-glass/", glass.glass, name="glass"),
    path("programme/break-glass/propose/", glass.glass_propose, name="glass_propose"),
    path("programme/break-glass/<slug:handle>/", glass.glass_one, name="glass_one"),
    path("programme/talk-requests/", calls.waiting, name="waiting"),
    path("programme/comments/", reading.desk, name="comments"),
    path("programme/comments/next/", reading.following, name="following"),
    path("programme/comments/one/", reading.one, name="one"),
    path("programme/comments/decision/", reading.decision, name="decision"),
    path("programme/comments/stop/", reading.stop, name="stop"),
    path("programme/comments/training/", reading.training, name="training"),
    path("programme/comments/training/confirmed/", reading.confirmed, name="note_confirmed"),
    path("programme/comments/released/", released.of_programme, name="released"),
    path("safeguarding/counts/", public.counts, name="counts"),
]
