"""Pages on the API, its keys, and open data as files."""

from django.urls import path

from belonging.web.api.views import keys, open_data, pages

KEYS = "programme/keys/"
REPORT, RESULTS = "programme/<slug:cohort>/report/", "results/<slug:cohort>/"

urlpatterns = [
    path("api/", pages.about, name="about"),
    path("api/v1/openapi.json", pages.openapi, name="openapi"),
    path(KEYS, keys.keys, name="keys"),
    path(f"{KEYS}make/", keys.make, name="make"),
    path(f"{KEYS}<slug:key>/end/", keys.end, name="end"),
    path(f"{REPORT}open-data.csv", open_data.programme, name="open_data"),
    path(f"{REPORT}open-data.meta.csv", open_data.programme_meta, name="open_data_meta"),
    path(f"{RESULTS}open-data.csv", open_data.published, name="published_data"),
    path(f"{RESULTS}open-data.meta.csv", open_data.published_meta, name="published_meta"),
]
