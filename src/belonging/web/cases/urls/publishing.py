"""The team's pages, the hub's, and those for everybody."""

from django.urls import path

from belonging.web.cases.views import public, team

TEAM = "programme/case-studies/"
OUT = "case-studies/"
HUB = "hub/case-studies/<slug:slug>/"

urlpatterns = [
    path(TEAM, team.team, name="team"),
    path(f"{TEAM}<int:study>/", team.study, name="team_study"),
    path(f"{TEAM}<int:study>/take-down/", team.withdraw, name="team_withdraw"),
    path(f"{TEAM}<int:study>/pictures/<int:picture>/", team.picture, name="team_picture"),
    path(OUT, public.listing, name="published"),
    path(f"{OUT}<slug:slug>/", public.page, name="public"),
    path(f"{OUT}<slug:slug>/pdf/", public.pdf, name="pdf"),
    path(f"{OUT}<slug:slug>/pictures/<slug:token>/", public.picture, name="picture_out"),
    path(HUB, public.in_hub, name="in_hub"),
    path(f"{HUB}pdf/", public.hub_pdf, name="hub_pdf"),
    path(f"{HUB}pictures/<slug:token>/", public.hub_picture, name="hub_picture"),
]
