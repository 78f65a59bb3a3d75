"""A school's support in one place, with the messages between it and its adviser."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from belonging.web.accounts.access import for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.home.presenters.adviser import adviser_page, message_pages, message_views
from belonging.web.home.queries.adviser import story_of
from belonging.web.home.queries.set_up import permissions_in
from belonging.web.programme.forms.messages import MessageForm
from belonging.web.programme.queries.messages import advisers_of, is_message_of, messages_page
from belonging.web.programme.queries.people import names_of
from belonging.web.programme.services.messages import note_read, send_message, take_back_message
from belonging.web.programme.views.asked import page_number
from belonging.web.schools.models import School


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_school(Permission.MESSAGE_ADVISER)
def adviser(request: HttpRequest, school: School) -> HttpResponse:
    user, now = cast(User, request.user), timezone.now()
    may = permissions_in(user, school)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _sent(request, school, form, now):
        return redirect(_thread(school))
    writes_log = Permission.WRITE_SUPPORT_LOG in may
    story = story_of(school, all_notes=writes_log, now=now)
    page = adviser_page(school, story, advisers_of(school), may=may, today=timezone.localdate(now))
    thread = messages_page(school, page=page_number(request))
    shown = message_views(thread, names_of(each.by for each in thread), str(user.pk))
    note_read(school=school, user=user, now=now)
    context = {"school": school, "page": page, "form": form, "writes_log": writes_log}
    return render(request, "home/adviser.html", context | {"thread": shown, "pages": message_pages(thread)})


@require_POST
@for_school(Permission.MESSAGE_ADVISER)
def take_back(request: HttpRequest, school: School, message: int) -> HttpResponse:
    if not is_message_of(school, message):
        raise Http404
    try:
        take_back_message(school=school, number=message, actor=str(request.user.pk), now=timezone.now())
        messages.success(request, "Your message is taken back. Its words are gone.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(_thread(school))


def _sent(request: HttpRequest, school: School, form: MessageForm, now: datetime) -> bool:
    """False leaves the page as it is, with the words still in the box and the reason on it."""
    user = cast(User, request.user)
    from_school = Permission.WRITE_SUPPORT_LOG not in permissions_in(user, school)
    try:
        send_message(school=school, text=form.cleaned_data["text"], from_school=from_school, sender=user, now=now)
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return False
    messages.success(request, "Your message is on its way. We told them by mail that there is one.")
    return True


def _thread(school: School) -> str:
    return f"{reverse('home:adviser', args=[school.slug])}#messages"
