"""Questions and complaints from anyone, and the team's pages that answer them."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "complaints"
urlpatterns: list[URLPattern] = []
