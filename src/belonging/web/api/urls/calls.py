"""The calls, as `views/calls.py` declares them, without the index and the documents that the library would add."""

from __future__ import annotations

from django.urls import URLPattern, path

from belonging.web.api.views.calls import api
from belonging.web.api.views.doors import remembered

START = "api/v1/"
_OF_THE_LIBRARY = frozenset({"api-root"})

urlpatterns = [
    path(f"{START}{each.pattern}", remembered(each.callback), name=each.name)
    for each in api.urls[0]
    if isinstance(each, URLPattern) and each.name not in _OF_THE_LIBRARY
]
