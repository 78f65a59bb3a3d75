"""A span for each request to staff's pages, where BELONGING_OTLP_ENDPOINT is set. The answering process makes none."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from belonging.web.base.tracing import span, start_tracing
from belonging.web.config.logs import Next, told_of


class StaffTraces:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        start_tracing(settings.OTLP_ENDPOINT, "belonging-staff")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with span("nowhere") as facts:
            response = self.get_response(request)
            facts |= {
                "name": told_of(request),
                "http.request.method": request.method or "",
                "http.response.status_code": response.status_code,
            }
            if response.status_code >= 500:
                facts["failed"] = 1
        return response
