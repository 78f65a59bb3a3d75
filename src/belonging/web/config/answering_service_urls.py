"""What machines ask of the answering process."""

from django.urls import path

from belonging.web.config import health

app_name = "health"
urlpatterns = [
    path("live/", health.live, name="live"),
    path("ready/", health.answering_ready, name="ready"),
]
