"""What came of it, meetings, files, all schools together."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
