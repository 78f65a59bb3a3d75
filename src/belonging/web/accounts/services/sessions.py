"""What is signed in. allauth is imported late: the answering process has these services and not allauth."""

from __future__ import annotations

from django.http import HttpRequest

from belonging.web.accounts.models import User

NO_ADDRESS = "0.0.0.0"  # noqa: S104  # stands in allauth's column, for nobody's address is kept; nothing is bound to it
LONGEST_AGENT = 200


def note_session(request: HttpRequest, user: User) -> None:
    """So that the person sees it listed, and can end it. allauth's own sign-in does so by itself."""
    from allauth.usersessions.models import UserSession

    if not request.session.session_key:
        request.session.save()
    agent = request.META.get("HTTP_USER_AGENT", "")[:LONGEST_AGENT]
    told = {"user": user, "ip": NO_ADDRESS, "user_agent": agent}
    UserSession.objects.update_or_create(session_key=request.session.session_key, defaults=told)


def end_sessions(user: User, *, but: str = "") -> int:
    """End every session of the user, except the one with the key `but`; how many."""
    from allauth.usersessions.models import UserSession

    ended = UserSession.objects.filter(user=user).exclude(session_key=but)
    return sum(1 for session in ended if session.end() is None)


def end_sessions_of_changed(user: User, *, actor: str, session: str = "") -> None:
    """A role was given to the user or ended: whoever else holds a session of theirs signs in anew.

    `session`: the actor's own, which stays. Who changes their own roles where that is not known keeps all.
    """
    if session or str(user.pk) != actor:
        end_sessions(user, but=session)


def end_session(user: User, number: int) -> bool:
    """End one session of this user, by the number of its record; False where it is not theirs or is over."""
    from allauth.usersessions.models import UserSession

    session = UserSession.objects.filter(user=user, pk=number).first()
    if session is None:
        return False
    session.end()
    return True
