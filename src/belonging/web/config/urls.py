"""Every page of the staff process, by the part of the programme it belongs to."""

from django.urls import include, path

urlpatterns = [
    path("", include("belonging.web.home.urls")),
    path("", include("belonging.web.surveys.urls")),
    path("", include("belonging.web.reports.urls")),
]
