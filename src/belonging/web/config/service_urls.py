"""What machines ask of the staff process."""

from django.urls import path

from belonging.web.config import health

app_name = "service"
urlpatterns = [
    path("live/", health.live, name="live"),
    path("ready/", health.staff_ready, name="ready"),
    path("metrics/", health.metrics, name="metrics"),
]
