"""A school's report as staff, governors, pupils and families read it, one after the other."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
