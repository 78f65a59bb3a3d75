"""The evaluator's packs and amendments of plans: addresses, by part."""

from belonging.web.packs.urls import amendments, packs

app_name = "packs"
urlpatterns = [*packs.urlpatterns, *amendments.urlpatterns]
