"""Addresses, by part."""

from belonging.web.learning.urls import guidance, modules

app_name = "learning"
urlpatterns = [
    *modules.urlpatterns,
    *guidance.urlpatterns,
]
