"""Addresses, by part."""

from belonging.web.community.urls import moderation, topics

app_name = "community"
urlpatterns = [
    *topics.urlpatterns,
    *moderation.urlpatterns,
]
