"""The headers of every reply of the answering process: worked out once, as they are the same for all.

They are those that Django's SecurityMiddleware and django-csp give by the same settings; a test compares them.
"""

from __future__ import annotations

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

Next = Callable[[HttpRequest], HttpResponse]
UNCACHED = {
    "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    "Expires": "Thu, 01 Jan 1970 00:00:00 GMT",
}
"""No page is kept by a browser or on the way: the next child at this device sees nothing of the last."""


def fixed_headers() -> dict[str, str]:
    """The content policy, and what browsers are told beside it.

    Whether a request came by https nobody can tell behind a proxy, whose word is not taken: where answering has an
    address of https, every reply says to keep to it. Over http browsers pass over that header.
    """
    seconds = settings.SECURE_HSTS_SECONDS
    return {
        "Content-Security-Policy": build_policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        **({"Strict-Transport-Security": f"max-age={seconds}"} if seconds else {}),
    }


class HeadersMiddleware:
    """Gives every reply its headers, the refusal of a name that is not ours too: CommonMiddleware, below, raises it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self._fixed = fixed_headers()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        for name, value in self._fixed.items():
            if name not in headers:
                headers[name] = value
        # A picture may be kept, where its address changes with what it shows: it says "immutable" itself.
        if "immutable" not in headers.get("Cache-Control", ""):
            for name, value in UNCACHED.items():
                headers[name] = value
        return response
