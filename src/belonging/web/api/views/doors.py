"""The door in front of each call: a key in the header, never a session; and what is said to who has none that fits."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja.security import HttpBearer

from belonging.web.api.errors import Problem, lacks_scope, no_key, nothing_there
from belonging.web.api.models import ApiKey
from belonging.web.api.queries.keys import cohort_for
from belonging.web.api.rules.keys import Scope
from belonging.web.api.services.keys import admit
from belonging.web.programme.models import Cohort


class KeyInHeader(HttpBearer):
    """`Authorization: Bearer bm_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey:  # noqa: ARG002  # the library's signature
        return admit(sent=token, now=timezone.now())

    def __call__(self, request: HttpRequest) -> ApiKey:
        key = super().__call__(request)
        if key is None:
            raise no_key()
        return cast(ApiKey, key)


def key_with(request: HttpRequest, scope: Scope) -> ApiKey:
    """The key of the call; Problem (403) where it lacks the scope."""
    key = cast(ApiKey, request.auth)  # type: ignore[attr-defined]  # what the door gave
    if scope not in key.scopes:
        raise lacks_scope(scope)
    return key


def cohort_with(request: HttpRequest, slug: str, scope: Scope) -> Cohort:
    """Problem (404) for a cohort that the key may not read, as for one that is not there."""
    found = cohort_for(key_with(request, scope), slug)
    if found is None:
        raise nothing_there()
    return found


def told(problem: Problem) -> HttpResponse:
    body = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail}
    return JsonResponse(body, status=problem.status, content_type="application/problem+json", headers=problem.headers)


def remembered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Replies are kept by the caller alone, and asked for again: what has not changed is a 304."""

    @wraps(view, updated=())
    def asked(request: HttpRequest, **parts: str) -> HttpResponse:
        response = view(request, **parts)
        response["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Authorization"])
        if response.status_code != 200:
            return response
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"] = etag
        return cast(HttpResponse, get_conditional_response(request, etag, None, response))

    asked.csrf_exempt = True  # type: ignore[attr-defined]  # Django's mark: no session, so nothing to forge
    return asked
