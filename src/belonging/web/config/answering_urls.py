"""Every page of the answering process: a dozen routes at most, none of them staff's."""

from django.urls import include, path

urlpatterns = [path("", include("belonging.web.surveys.answering_urls"))]
