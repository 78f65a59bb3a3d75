"""Pupils talk about the findings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
