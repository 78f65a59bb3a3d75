"""Addresses, by part."""

from belonging.web.training.urls import attendance, certificates, sessions, team

app_name = "training"
urlpatterns = [
    *sessions.urlpatterns,
    *attendance.urlpatterns,
    *team.urlpatterns,
    *certificates.urlpatterns,
]
