"""What is held about an adult who asks: collected, corrected, erased."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "rights"
urlpatterns: list[URLPattern] = []
