"""Addresses, by part."""

from django.urls import URLPattern

app_name = "trials"
urlpatterns: list[URLPattern] = []
