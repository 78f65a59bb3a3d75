"""Attendance, suspensions and behaviour by term: addresses."""

from django.urls import URLPattern

app_name = "outcomes"
urlpatterns: list[URLPattern] = []
