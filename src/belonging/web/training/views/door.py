"""“I am here”: by the QR code at the door, or by the code that the trainer shows."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from belonging.web.accounts.models import User
from belonging.web.accounts.queries import schools_of
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.training.errors import NoSuchCode, NotForYourSchool, NotOnTheList
from belonging.web.training.forms.signing_up import DoorForm
from belonging.web.training.models import Attended, Booking, Session
from belonging.web.training.queries.bookings import leads_a_school
from belonging.web.training.queries.sessions import is_for, session_at_door
from belonging.web.training.rules.people import Attendee
from belonging.web.training.services.attendance import (
    Tries,
    booking_at,
    check_tries,
    come_in,
    note_wrong_try,
    session_by_code,
    walk_in,
)
from belonging.web.training.views.parts import page_or_post, posted


@never_cache
@page_or_post
def here(request: HttpRequest) -> HttpResponse:
    """The code is typed. Whose code it is not, hears no more than that it does not fit."""
    return _door(request, None)


@never_cache
@page_or_post
def at_door(request: HttpRequest, token: str) -> HttpResponse:
    """The QR at the door brings the session with it."""
    session = session_at_door(token)
    if session is None:
        raise Http404
    return _door(request, session)


def _door(request: HttpRequest, session: Session | None) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    form = DoorForm(posted(request), by_code=session is None, signed_in=user is not None)
    if request.method == "POST" and form.is_valid():
        try:
            booking = _come_in(session, user, form)
        except Refused as refusal:
            form.add_error(_where(refusal, form), str(refusal))
        else:
            if user is not None:
                return redirect("training:session", session=booking.session_id)
            return _private(render(request, "training/came.html", {"session": booking.session}))
    sign_in = f"{reverse('account_login')}?next={request.get_full_path()}"
    shown = {"form": form, "session": session, "signed_in": user is not None, "sign_in": sign_in}
    return _private(render(request, "training/here.html", shown))


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"], response["Referrer-Policy"] = "noindex", "same-origin"
    return response


def _where(refusal: Refused, form: DoorForm) -> str | None:
    """The field that is wrong, where it stands on the page."""
    wrong = {NoSuchCode: "code", NotOnTheList: "email"}.get(type(refusal), "")
    return wrong if wrong in form.fields else None


def _come_in(session: Session | None, user: User | None, form: DoorForm) -> Booking:
    """Raises Refused. Who tries too many codes or addresses is sent to the trainer.

    Whose booking is an account's signs in: an address alone, which a colleague knows too, would earn a certificate.
    """
    now, tries = timezone.now(), Tries.of(user, session)
    check_tries(tries)
    found = session or session_by_code(typed=form.typed, tries=tries, now=now)
    booking = booking_at(found, user=user, email=form.address)
    how = Attended.QR if session is not None else Attended.CODE
    if booking is not None and (user is not None or booking.user_id is None):
        return come_in(session=found, booking=booking, how=how, now=now)
    if user is None:
        note_wrong_try(tries if session is not None else Tries.of(None, found))
        raise NotOnTheList
    school = next((each for each in schools_of(user, Permission.LEARN) if is_for(found, each)), None)
    if school is None:
        raise NotForYourSchool
    attendee = Attendee(user.name, user.email, leads_a_school(user))
    return walk_in(session=found, school=school, attendee=attendee, how=how, actor=str(user.pk), now=now)
