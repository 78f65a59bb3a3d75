"""Invitations, one's own account, and who holds which role."""

from __future__ import annotations

from django.urls import path

from belonging.web.accounts.views import invitations, own, passes, people, team

app_name = "accounts"
urlpatterns = [
    path("invitation/<str:token>/", invitations.accept, name="accept"),
    path("account/", own.own, name="own"),
    path("account/second-factor/", own.second_factor, name="second_factor"),
    path("account/unsent/", own.unsent, name="unsent"),
    path("account/sessions/", own.sessions, name="sessions"),
    path("schools/<slug:school>/people/", people.people, name="people"),
    path("schools/<slug:school>/people/passes/", passes.passes, name="passes"),
    path("schools/<slug:school>/people/invite/", people.invite_, name="invite"),
    path("schools/<slug:school>/people/roles/<int:number>/end/", people.end, name="end_role"),
    path("schools/<slug:school>/people/invitations/<int:number>/", people.invitation, name="invitation"),
    path("programme/people/", team.people, name="team"),
    path("programme/people/invite/", team.invite_, name="team_invite"),
    path("programme/people/roles/<int:number>/end/", team.end, name="team_end_role"),
    path("programme/people/invitations/<int:number>/", team.invitation, name="team_invitation"),
    path("programme/people/<uuid:person>/second-factor/", team.second_factor, name="team_second_factor"),
]
