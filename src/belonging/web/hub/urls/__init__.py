"""Addresses, by part."""

from belonging.web.hub.urls import editing, resources

app_name = "hub"
urlpatterns = [
    *resources.urlpatterns,
    *editing.urlpatterns,
]
