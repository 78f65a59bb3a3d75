"""Ways in through somebody else: Google, Microsoft, DfE Sign-in, whatever the settings name."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from belonging.web.ui.components import Link


def provider_links(request: HttpRequest) -> list[Link]:
    wanted = request.GET.get("next", "")
    query = f"?{urlencode({'next': wanted})}" if wanted.startswith("/") else ""
    apps = cast("list[dict[str, str]]", settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])
    return [
        Link(f"Continue with {app['name']}", reverse("openid_connect_login", args=[app["provider_id"]]) + query)
        for app in apps
    ]
