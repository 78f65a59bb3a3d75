"""The team's pages: programmes, sessions, who has been, totals."""

from django.urls import path

from belonging.web.training.views import session_pages, team, totals

urlpatterns = [
    path("programme/training/", team.team, name="team"),
    path("programme/training/add/", team.programme_add, name="programme_add"),
    path("programme/training/of/<slug:programme>/", team.programme, name="programme"),
    path("programme/training/of/<slug:programme>/add/", team.session_add, name="session_add"),
    path("programme/training/<int:session>/", session_pages.team_session, name="team_session"),
    path("programme/training/<int:session>/change/", team.session_change, name="session_change"),
    path("programme/training/<int:session>/call-off/", team.session_cancel, name="session_cancel"),
    path("programme/training/<int:session>/attendance/", session_pages.attendance, name="attendance"),
    path("programme/training/<int:session>/walk-ins/", session_pages.walk_ins, name="walk_ins"),
    path("programme/training/<int:session>/list.pdf", session_pages.sheet, name="sheet"),
    path("programme/training/<int:session>/door.pdf", session_pages.poster, name="poster"),
    path("programme/training/<int:session>/code/", session_pages.code, name="code"),
    path("programme/training/<int:session>/materials/", session_pages.materials, name="materials"),
    path(
        "programme/training/<int:session>/materials/<int:material>/",
        session_pages.material,
        name="team_material",
    ),
    path(
        "programme/training/<int:session>/materials/<int:material>/remove/",
        session_pages.material_remove,
        name="material_remove",
    ),
    path("programme/cohorts/<slug:cohort>/training/", totals.totals, name="totals"),
]
