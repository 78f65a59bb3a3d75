"""What a school of each size reads, for anyone."""

from django.urls import path

from belonging.web.reports.views import examples

urlpatterns = [
    path("examples/", examples.examples, name="examples"),
    path("examples/<slug:name>/", examples.example, name="example"),
]
