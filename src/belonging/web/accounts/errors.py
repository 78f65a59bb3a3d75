"""What the accounts' services refuse, in the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class EmailTaken(Refused):
    """Two accounts cannot share an address."""


class RoleHeld(Refused):
    """The person holds this role there already."""


class DemoSignInRefused(Refused):
    """One-click sign-in was tried outside the demo, or for an account that the demo did not make."""
