"""What is held about an adult who asks: collected, corrected, erased."""

from __future__ import annotations

from django.urls import path

from belonging.web.rights.views import agreeing, own, team

app_name = "rights"
urlpatterns = [
    path("account/information/", own.own, name="own"),
    path("your-information/confirm/<str:token>/", agreeing.agree_, name="agree"),
    path("programme/requests/", team.team, name="team"),
    path("programme/requests/<slug:handle>/", team.request_, name="request"),
    path("programme/requests/<slug:handle>/ask/", agreeing.ask, name="ask"),
    path("programme/requests/<slug:handle>/confirm/", agreeing.second, name="second"),
    path("programme/requests/<slug:handle>/erase/", team.erase, name="erase"),
    path("programme/requests/<slug:handle>/correct/", team.correct, name="correct"),
]
