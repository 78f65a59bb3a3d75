"""Fewer reminders, from a link in the mail itself: no account, and mail programs may press the button too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from belonging.web.base.scope import programme_scope
from belonging.web.notices.errors import LinkNotOurs
from belonging.web.notices.queries import wants_no_reminders
from belonging.web.notices.services import resume_reminders, stop_reminders
from belonging.web.notices.services.addresses import hash_from


@csrf_exempt  # RFC 8058: the reader's mail program posts without our cookie; the signed link is the permission
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest, token: str) -> HttpResponse:
    try:
        if request.method == "POST":
            act = request.POST.get("act", "")
            if act == "resume":
                resume_reminders(token=token)
            else:
                stop_reminders(token=token, now=timezone.now())
            if act:
                return redirect("notices:reminders", token=token)
            # A mail program's post, which must not be sent elsewhere (RFC 8058, 3.1).
        with programme_scope("page: reminders to an address"):
            stopped = wants_no_reminders(hash_from(token))
    except LinkNotOurs as refusal:
        return render(request, "notices/reminders.html", {"refusal": str(refusal), "stopped": False}, status=404)
    return render(request, "notices/reminders.html", {"refusal": "", "stopped": stopped})
