"""Every page of the staff process, by the part of the programme it belongs to."""

from django.urls import include, path

urlpatterns = [
    path("", include("belonging.web.config.service_urls")),
    path("", include("belonging.web.home.urls")),
    path("", include("belonging.web.schools.urls")),
    path("", include("belonging.web.accounts.urls")),
    path("", include("belonging.web.accounts.sign_in_urls")),
    path("", include("belonging.web.notices.urls")),
    path("", include("belonging.web.complaints.urls")),
    path("", include("belonging.web.programme.urls")),
    path("", include("belonging.web.enrolment.urls")),
    path("", include("belonging.web.surveys.urls")),
    path("", include("belonging.web.safeguarding.urls")),
    path("", include("belonging.web.trials.urls")),
    path("", include("belonging.web.voice.urls")),
    path("", include("belonging.web.imports.urls")),
    path("", include("belonging.web.outcomes.urls")),
    path("", include("belonging.web.themes.urls")),
    path("", include("belonging.web.audit.urls")),
    path("", include("belonging.web.actions.urls")),
    path("", include("belonging.web.replies.urls")),
    path("", include("belonging.web.training.urls")),
    path("", include("belonging.web.hub.urls")),
    path("", include("belonging.web.learning.urls")),
    path("", include("belonging.web.community.urls")),
    path("", include("belonging.web.sets.urls")),
    path("", include("belonging.web.cases.urls")),
    path("", include("belonging.web.reports.urls")),
    path("", include("belonging.web.packs.urls")),
    path("", include("belonging.web.rights.urls")),
    path("", include("belonging.web.api.urls")),
]

handler400 = "belonging.web.config.error_pages.bad_request"
handler403 = "belonging.web.config.error_pages.refused"
handler404 = "belonging.web.config.error_pages.not_found"
handler500 = "belonging.web.config.error_pages.server_error"
