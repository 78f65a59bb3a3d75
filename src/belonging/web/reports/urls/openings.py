"""A school's report as staff, governors, pupils and families read it, one after the other."""

from django.urls import path

from belonging.web.reports.views import opened, openings

REPORT = "schools/<slug:school>/reports/<slug:cohort>/"
STEP = f"{REPORT}open/<slug:reader>/"

urlpatterns = [
    path(f"{REPORT}open/", openings.steps, name="open"),
    path(STEP, openings.step, name="open_step"),
    path(f"{STEP}preview/", openings.preview, name="open_preview"),
    path(f"{STEP}poster.pdf", openings.poster, name="open_poster"),
    path(f"{REPORT}staff/", opened.staff, name="opened_staff"),
    path("opened/<slug:token>/", opened.page, name="opened"),
]
