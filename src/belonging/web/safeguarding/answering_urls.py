"""The talk request's routes in the answering process."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "talking"
urlpatterns: list[URLPattern] = []
