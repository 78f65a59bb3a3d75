"""Mail: how to have less of it. What waits and what failed is a page of the team (`home`)."""

from __future__ import annotations

from django.urls import path

from belonging.web.notices import views

app_name = "notices"
urlpatterns = [path("reminders/<str:token>/", views.reminders, name="reminders")]
