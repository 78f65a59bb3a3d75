"""Own statements, hidden ones, versions, past audits."""

from django.urls import path

from belonging.web.audit.urls.work import STAGE
from belonging.web.audit.views import past, printed, tailoring

TAILOR = f"{STAGE}/tailor"

urlpatterns = [
    path(f"{TAILOR}/", tailoring.tailoring, name="tailoring"),
    path(f"{TAILOR}/own/add/", tailoring.own_add, name="own_add"),
    path(f"{TAILOR}/own/<slug:statement>/retire/", tailoring.own_retire, name="own_retire"),
    path(f"{TAILOR}/hide-again/", tailoring.hide_again, name="hide_again"),
    path(f"{TAILOR}/hide/<slug:statement>/", tailoring.hide, name="hide"),
    path(f"{TAILOR}/show/<slug:statement>/", tailoring.show, name="show"),
    path("schools/<slug:school>/audits/", past.history, name="all_audits"),
    path(f"{STAGE}/past/", past.past, name="past"),
    path(f"{STAGE}/past/<int:number>/", past.past_earlier, name="past_earlier"),
    path(f"{STAGE}/compare/", past.compare, name="compare"),
    path(f"{STAGE}/print/", printed.printed, name="printed"),
    path(f"{STAGE}/blank/", printed.blank, name="blank"),
]
