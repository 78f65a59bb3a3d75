"""Mail: what waits, what failed, and how to have less of it."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "notices"
urlpatterns: list[URLPattern] = []
