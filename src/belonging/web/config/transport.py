"""What staff's process says where a web server in front speaks TLS, which this process cannot see."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware


class TransportMiddleware(SecurityMiddleware):
    """Django's, and `Strict-Transport-Security` where the staff address is one of https.

    Django sends it where the request came by https, which nobody can tell behind a proxy whose word is not taken. Over
    http browsers pass over that header. The answering process does the same (`answering_headers`).
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if self.sts_seconds:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={self.sts_seconds}")
        return super().process_response(request, response)


class _NamedCookie(CookieStorage):
    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class Messages(FallbackStorage):
    """A sentence for the next page, in a cookie of our own naming; one too long for it, in the session."""

    storage_classes = (_NamedCookie, SessionStorage)


class KeptNowhere:
    """What somebody sees while signed in is kept by no browser, unless the page says otherwise: after signing out at a
    shared computer, Back shows nothing of it. Stands below the sessions, and asks for none that the page did not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.accessed:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
