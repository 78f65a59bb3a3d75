"""allauth's own record that an address is the person's."""

from __future__ import annotations

from belonging.web.accounts.models import User


def note_verified(user: User) -> None:
    """The link that was mailed there has come back, or an identity provider vouches for the address."""
    # Not at the top: the answering process has these services and not allauth.
    from allauth.account.models import EmailAddress

    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
