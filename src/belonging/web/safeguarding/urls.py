"""Talk requests, and comments before anyone else reads them."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "safeguarding"
urlpatterns: list[URLPattern] = []
