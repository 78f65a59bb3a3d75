"""The national register, for anyone."""

from __future__ import annotations

from django.urls import path

from belonging.web.schools.views import find

app_name = "schools"
urlpatterns = [path("find-a-school/", find.find, name="find")]
