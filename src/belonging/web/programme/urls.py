"""Expressions of interest, cohorts, and the log of support."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "programme"
urlpatterns: list[URLPattern] = []
