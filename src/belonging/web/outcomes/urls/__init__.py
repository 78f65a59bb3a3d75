"""Attendance, suspensions and behaviour by term: addresses."""

from django.urls import URLPattern, path

from belonging.web.outcomes.views import files, school, team

app_name = "outcomes"
urlpatterns: list[URLPattern] = [
    path("schools/<slug:school>/outcomes/", school.terms, name="terms"),
    path("schools/<slug:school>/outcomes/file/", files.file, name="file"),
    path("schools/<slug:school>/outcomes/file/keep/", files.keep_file, name="keep_file"),
    path("schools/<slug:school>/outcomes/to-fill-in.csv", files.template, name="template"),
    path("schools/<slug:school>/outcomes/all.csv", files.export, name="export"),
    path("schools/<slug:school>/outcomes/<slug:term>/", school.term, name="term"),
    path("programme/outcomes/", team.published, name="published"),
]
