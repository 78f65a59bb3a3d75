"""Themes of comments: addresses."""

from django.urls import URLPattern

app_name = "themes"
urlpatterns: list[URLPattern] = []
