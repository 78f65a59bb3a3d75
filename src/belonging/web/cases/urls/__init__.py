"""Addresses, by part."""

from belonging.web.cases.urls import publishing, writing

app_name = "cases"
urlpatterns = [
    *writing.urlpatterns,
    *publishing.urlpatterns,
]
