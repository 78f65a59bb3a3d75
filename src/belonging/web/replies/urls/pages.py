"""“You said, we did”."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
