"""The national register, for anyone."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "schools"
urlpatterns: list[URLPattern] = []
