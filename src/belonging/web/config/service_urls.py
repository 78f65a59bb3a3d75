"""What machines ask of the staff process, and whoever has found a weakness."""

from django.urls import path

from belonging.web.config import health
from belonging.web.config.security_txt import security_txt

app_name = "service"
urlpatterns = [
    path("live/", health.live, name="live"),
    path("ready/", health.staff_ready, name="ready"),
    path("metrics/", health.metrics, name="metrics"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
]
