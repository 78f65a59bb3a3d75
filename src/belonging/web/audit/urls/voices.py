"""What people said, and priorities."""

from django.urls import path

from belonging.web.audit.views import voices

urlpatterns = [
    path("schools/<slug:school>/audit/<slug:cohort>/priorities/", voices.priorities, name="priorities"),
]
