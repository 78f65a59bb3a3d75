"""Trials of wording: the programme's pages, and the one that a child opens by a link."""

from django.urls import URLPattern, path

from belonging.web.trials.views import child, trials

app_name = "trials"
urlpatterns: list[URLPattern] = [
    path("programme/trials/", trials.trials, name="trials"),
    path("programme/trials/<int:number>/", trials.trial, name="trial"),
    path("programme/trials/<int:number>/discard/", trials.discard, name="discard"),
    path("programme/trials/<slug:edition>/<slug:language>/", trials.edition, name="edition"),
    path("trials/<slug:token>/", child.page, name="child"),
]
