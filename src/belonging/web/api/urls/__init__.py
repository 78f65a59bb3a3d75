"""The API, its keys and its open data: addresses, by part."""

from belonging.web.api.urls import calls, pages

app_name = "api"
urlpatterns = [*calls.urlpatterns, *pages.urlpatterns]
