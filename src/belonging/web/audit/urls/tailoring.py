"""Own statements, hidden ones, versions, past audits."""

from django.urls import path

from belonging.web.audit.views import tailoring

HERE = "schools/<slug:school>/audit/<slug:cohort>/<slug:stage>"
TAILOR = f"{HERE}/tailor"

urlpatterns = [
    path(f"{TAILOR}/", tailoring.tailoring, name="tailoring"),
    path(f"{TAILOR}/own/add/", tailoring.own_add, name="own_add"),
    path(f"{TAILOR}/own/<slug:statement>/retire/", tailoring.own_retire, name="own_retire"),
    path(f"{TAILOR}/hide-again/", tailoring.hide_again, name="hide_again"),
    path(f"{TAILOR}/hide/<slug:statement>/", tailoring.hide, name="hide"),
    path(f"{TAILOR}/show/<slug:statement>/", tailoring.show, name="show"),
]
