"""Modules in one's own time, and how many people finished them."""

from django.urls import URLPattern, path

from belonging.web.learning.views import modules, team

urlpatterns: list[URLPattern] = [
    path("learning/", modules.home, name="home"),
    path("learning/<slug:module>/", modules.module_, name="module"),
    path("learning/<slug:module>/<int:page>/", modules.page, name="page"),
    path("learning/<slug:module>/check/", modules.check, name="check"),
    path("programme/learning/", team.team, name="team"),
    path("programme/cohorts/<slug:cohort>/learning/", team.cohort_, name="cohort"),
]
