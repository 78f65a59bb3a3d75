"""The evaluator's packs: addresses, by part."""

from belonging.web.packs.urls import packs

app_name = "packs"
urlpatterns = [*packs.urlpatterns]
