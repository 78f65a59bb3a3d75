"""What people said, and priorities."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
