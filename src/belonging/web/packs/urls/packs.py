"""Agreements, packs and their links."""

from django.urls import path

from belonging.web.packs.views import agreements, downloads, packs

PACKS = "programme/<slug:cohort>/packs/"

urlpatterns = [
    path(PACKS, packs.packs, name="packs"),
    path(f"{PACKS}agreement/", agreements.agreement, name="agreement"),
    path(f"{PACKS}agreement/end/", agreements.agreement_end, name="agreement_end"),
    path(f"{PACKS}ask/", packs.ask, name="ask"),
    path(f"{PACKS}twin/", packs.twin, name="twin"),
    path(f"{PACKS}<slug:handle>/", packs.pack, name="pack"),
    path(f"{PACKS}<slug:handle>/decide/", packs.decide, name="decide"),
    path(f"{PACKS}<slug:handle>/link/<slug:token>/", downloads.link, name="link"),
]
