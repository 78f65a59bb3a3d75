"""Certificates: one's own, checked by anybody, and all for the team."""

from django.urls import URLPattern, path

from belonging.web.training.views import certificates

urlpatterns: list[URLPattern] = [
    path("certificates/", certificates.check_any, name="check_any"),
    path("certificates/<str:number>/", certificates.check, name="check"),
    path("training/certificates/<slug:number>/", certificates.own, name="certificate"),
    path("training/certificates/<slug:number>/certificate.pdf", certificates.own_file, name="certificate_pdf"),
    path("training/certificates/<slug:number>/name/", certificates.own_name, name="certificate_name"),
    path("programme/training/certificates/", certificates.team, name="certificates"),
    path(
        "programme/training/certificates/<int:certificate>/revoke/",
        certificates.team_revoke,
        name="certificate_revoke",
    ),
]
