"""Guidance for one school."""

from django.urls import URLPattern, path

from belonging.web.learning.views import guidance

urlpatterns: list[URLPattern] = [
    path("schools/<slug:school>/guidance/", guidance.guidance, name="guidance"),
    path("schools/<slug:school>/guidance/guidance.pdf", guidance.guidance_file, name="guidance_pdf"),
]
