"""Addresses, by part."""

from belonging.web.sets.urls import meetings, sets

app_name = "sets"
urlpatterns = [
    *sets.urlpatterns,
    *meetings.urlpatterns,
]
