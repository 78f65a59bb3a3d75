"""What waits, what failed and why; and, in the demo, every message as its reader sees it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.base.numbers import LARGEST_KEY, whole_number
from belonging.web.base.scope import programme_scope
from belonging.web.home.presenters.keeping import keeping_table
from belonging.web.home.presenters.mail import (
    duties_shown,
    letter,
    mail_lines,
    mail_sentence,
    state_links,
    state_shown,
)
from belonging.web.notices.queries import all_mails, duty_runs, mail_by_id, mail_counts, mails_in
from belonging.web.notices.services import try_again

ON_A_PAGE = 25


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.RUN_PROGRAMME)
def mail(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _tried_again(request)
    counts = mail_counts()
    shown = state_shown(request.GET.get("show", ""), counts)
    page = Paginator(mails_in(shown), ON_A_PAGE).get_page(request.GET.get("page"))
    runs, now = list(duty_runs()), timezone.now()
    context = {
        "sentence": mail_sentence(counts, ready=settings.MAIL_READY),
        "states": state_links(counts, shown),
        "shown": shown,
        "page": page,
        "lines": mail_lines(page.object_list),
        "keeping": keeping_table(runs, now, demo=settings.DEMO is True),
        "duties": duties_shown(runs, now),
    }
    return render(request, "home/mail.html", context)


@never_cache
@require_safe
def post_box(request: HttpRequest) -> HttpResponse:
    """In the URLconf of the demo alone; asks again, because it shows everybody's mail to anybody."""
    if settings.DEMO is not True:
        raise Http404
    with programme_scope("page: the demo's post box"):
        page = Paginator(all_mails(), ON_A_PAGE).get_page(request.GET.get("page"))
        letters = [letter(each) for each in page.object_list]
    return render(request, "home/post_box.html", {"letters": letters, "page": page})


@never_cache
@require_safe
def demo_letter(request: HttpRequest, number: int) -> HttpResponse:
    if settings.DEMO is not True:
        raise Http404
    with programme_scope("page: a message of the demo"):
        found = mail_by_id(number)
    if found is None:
        raise Http404
    return render(request, "home/letter.html", {"letter": letter(found)})


def _tried_again(request: HttpRequest) -> HttpResponse:
    number = whole_number(request.POST.get("mail", ""), most=LARGEST_KEY)
    found = None if number is None else mail_by_id(number)
    if found is None:
        raise Http404
    try:
        try_again(mail=found, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "It goes out with the next mail, in a few seconds.")
    return redirect("home:mail")
