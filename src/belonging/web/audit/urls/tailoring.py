"""Own statements, hidden ones, versions, past audits."""

from django.urls import path

from belonging.web.audit.urls.work import STAGE
from belonging.web.audit.views import drafting, editions, past, printed, tailoring

TAILOR = f"{STAGE}/tailor"
DRAFT = "programme/audit/draft"

urlpatterns = [
    path(f"{TAILOR}/", tailoring.tailoring, name="tailoring"),
    path(f"{TAILOR}/own/add/", tailoring.own_add, name="own_add"),
    path(f"{TAILOR}/own/<slug:statement>/retire/", tailoring.own_retire, name="own_retire"),
    path(f"{TAILOR}/hide-again/", tailoring.hide_again, name="hide_again"),
    path(f"{TAILOR}/hide/<slug:statement>/", tailoring.hide, name="hide"),
    path(f"{TAILOR}/show/<slug:statement>/", tailoring.show, name="show"),
    path("schools/<slug:school>/audits/", past.all_audits, name="all_audits"),
    path(f"{STAGE}/past/", past.past, name="past"),
    path(f"{STAGE}/past/<int:number>/", past.past_earlier, name="past_earlier"),
    path(f"{STAGE}/compare/", past.compare, name="compare"),
    path(f"{STAGE}/print/", printed.printed, name="printed"),
    path(f"{STAGE}/blank/", printed.blank, name="blank"),
    path("programme/audit/", editions.editions, name="editions"),
    path("programme/audit/versions/<int:version>/", editions.edition, name="edition"),
    path(f"{DRAFT}/", editions.draft, name="draft"),
    path(f"{DRAFT}/begin/", editions.draft_begin, name="draft_begin"),
    path(f"{DRAFT}/again/", editions.draft_again, name="draft_again"),
    path(f"{DRAFT}/preview/", editions.draft_preview, name="draft_preview"),
    path(f"{DRAFT}/compare/", editions.draft_compare, name="draft_compare"),
    path(f"{DRAFT}/publish/", editions.draft_publish, name="draft_publish"),
    path(f"{DRAFT}/frame/", drafting.frame, name="draft_frame"),
    path(f"{DRAFT}/source/", drafting.source, name="draft_source"),
    path(f"{DRAFT}/add/", drafting.add, name="draft_add"),
    path(f"{DRAFT}/statements/<slug:key>/", drafting.statement, name="draft_statement"),
    path(f"{DRAFT}/statements/<slug:key>/remove/", drafting.remove, name="draft_remove"),
    path(f"{DRAFT}/statements/<slug:key>/put-back/", drafting.back_in, name="draft_put_back"),
]
