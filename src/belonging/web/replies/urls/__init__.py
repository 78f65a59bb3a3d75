"""Addresses, by part."""

from belonging.web.replies.urls import discussions, pages

app_name = "replies"
urlpatterns = [
    *pages.urlpatterns,
    *discussions.urlpatterns,
]
