"""The library of practices: for whoever is signed in, and beside a school's plan."""

from django.urls import URLPattern, path

from belonging.web.actions.views import practices

_PLAN = "schools/<slug:school>/plan/<slug:cohort>/practices/"

urlpatterns: list[URLPattern] = [
    path("practices/", practices.library, name="practices"),
    path("practices/<slug:practice>/", practices.practice_, name="practice"),
    path(_PLAN, practices.school_library, name="school_practices"),
    path(f"{_PLAN}<slug:practice>/", practices.school_practice, name="school_practice"),
]
