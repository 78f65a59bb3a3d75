"""Addresses, by part."""

from belonging.web.audit.urls import across, evidence, tailoring, voices, work

app_name = "audit"
urlpatterns = [
    *work.urlpatterns,
    *evidence.urlpatterns,
    *tailoring.urlpatterns,
    *voices.urlpatterns,
    *across.urlpatterns,
]
