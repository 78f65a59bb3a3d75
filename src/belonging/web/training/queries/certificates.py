"""Certificates: a person's own, one by its number, all together for the team."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.training.models.certificates import Certificate


def certificates_of(user: User) -> list[Certificate]:
    """A person's own, the newest first, wherever they worked when they earned it. Revoked ones too."""
    with programme_scope("a person's own certificates"):
        return list(Certificate.objects.filter(user=user).select_related("school"))


def certificate_of(user: User, number: str) -> Certificate | None:
    """The person's own of that number."""
    with programme_scope("a person's own certificate"):
        return Certificate.objects.filter(user=user, code=number).select_related("user").first()


def certificate_by_number(number: str) -> Certificate | None:
    """Whosever it is: for the page on which anybody checks a number."""
    with programme_scope("a certificate is checked by its number"):
        return Certificate.objects.filter(code=number).select_related("user").first()


def all_certificates(search: str) -> QuerySet[Certificate]:
    """For the team, the newest first: each word in the name, the title or the school's name, or the number itself.
    Call in a programme-wide scope."""
    found = Certificate.objects.select_related("school").order_by("-awarded_at", "-pk")
    for word in search.split()[:6]:
        number = "".join(symbol for symbol in word.upper() if symbol != "-")
        fits = Q(name__icontains=word) | Q(title__icontains=word) | Q(school__name__icontains=word) | Q(code=number)
        found = found.filter(fits)
    return found
