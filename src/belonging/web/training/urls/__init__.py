"""Addresses, by part."""

from belonging.web.training.urls import attendance, certificates, sessions

app_name = "training"
urlpatterns = [
    *sessions.urlpatterns,
    *attendance.urlpatterns,
    *certificates.urlpatterns,
]
