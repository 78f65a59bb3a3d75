"""Every page of the answering process: some twenty routes, none of them staff's."""

from django.urls import include, path

urlpatterns = [
    path("", include("belonging.web.config.answering_service_urls")),
    # Before the round's pages: the last of those take any word for an edition.
    path("", include("belonging.web.safeguarding.answering_urls")),
    path("", include("belonging.web.surveys.answering_urls")),
]

handler400 = "belonging.web.config.sorry.bad_request"
handler404 = "belonging.web.surveys.views.addressed.not_found"
handler500 = "belonging.web.config.sorry.server_error"
