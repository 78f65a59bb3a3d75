"""Doing the audit."""

from django.urls import path, register_converter
from django.urls.converters import SlugConverter

from belonging.web.audit.views import rating, sharing, work


class StageConverter(SlugConverter):
    """A stage's name and nothing else, so that other pages of a cohort's audits keep their addresses."""

    regex = "baseline|midpoint|final"


register_converter(StageConverter, "stage")

SCHOOL = "schools/<slug:school>/audit"
COHORT = f"{SCHOOL}/<slug:cohort>"
STAGE = f"{COHORT}/<stage:stage>"
STATEMENT = f"{STAGE}/statements/<slug:statement>"

urlpatterns = [
    path(f"{SCHOOL}/", work.home, name="home"),
    path(f"{COHORT}/", work.overview, name="overview"),
    path(f"{STAGE}/", work.stage, name="stage"),
    path(f"{STAGE}/start/", work.start, name="start"),
    path(f"{STAGE}/due/", work.due, name="due"),
    path(f"{STAGE}/share/", sharing.share, name="share"),
    path(f"{STAGE}/sign-off/", work.sign_off_, name="sign_off"),
    path(f"{STAGE}/reopen/", work.reopen_, name="reopen"),
    path(f"{STATEMENT}/", rating.statement, name="statement"),
    path(f"{STATEMENT}/rate/", rating.rate_, name="rate"),
    path(f"{STATEMENT}/history/", rating.history, name="history"),
    path(f"{STATEMENT}/versions/<int:entry>/", rating.version, name="version"),
]
