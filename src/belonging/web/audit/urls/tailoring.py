"""Own statements, hidden ones, versions, past audits."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
