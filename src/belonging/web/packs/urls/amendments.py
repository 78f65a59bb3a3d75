"""The programme's plan, and what was asked for after it was fixed."""

from django.urls import path

from belonging.web.packs.views import amendments

PLAN = "programme/<slug:cohort>/plan/"

urlpatterns = [
    path(PLAN, amendments.plan, name="plan"),
    path(f"{PLAN}<slug:instrument>/", amendments.amend, name="amend"),
    path(f"{PLAN}<slug:instrument>/<int:number>/", amendments.amendment, name="amendment"),
    path(f"{PLAN}<slug:instrument>/<int:number>/decide/", amendments.decide_amendment, name="decide_amendment"),
]
