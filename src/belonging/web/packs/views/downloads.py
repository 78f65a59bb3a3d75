"""A pack's own link: for the one who asked, for a week."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.packs.presenters.packs import NAMES, link_rows
from belonging.web.packs.queries.packs import may_download
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.packs.services.downloading import is_link_of, take_pack
from belonging.web.packs.views.packs import found_pack


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.READ_PROGRAMME_REPORT)
@recently_authenticated
def link(request: HttpRequest, cohort: str, handle: str, token: str) -> HttpResponse:
    """The page says what is downloaded; its button downloads it, and that is in the journal."""
    found = found_pack(request, cohort, handle)
    if not may_download(found, str(request.user.pk)) or not is_link_of(found, token):
        raise Http404
    name = NAMES[PackKind(found.kind)]
    if request.method != "POST":
        shown = {"cohort": found.cohort, "pack": found, "name": name}
        return render(request, "packs/link.html", {**shown, "rows": link_rows(found)})
    try:
        content = take_pack(pack=found, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("packs:pack", cohort=cohort, handle=handle)
    file = f'attachment; filename="{name.lower().replace(" ", "-")}-{cohort}-{handle}.zip"'
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": file})
