"""What the accounts' services refuse, in the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class EmailTaken(Refused):
    """Two accounts cannot share an address."""


class RoleHeld(Refused):
    """The person holds this role there already."""


class RoleMisplaced(Refused):
    """The role is not one that is held in this kind of place."""


class OwnGrant(Refused):
    """Nobody lets themself read what children asked to talk about."""


class LastOne(Refused):
    """Without this person, nobody could invite the next."""


class InvitationOver(Refused):
    """The link of an invitation leads nowhere any more."""


class NotTheirs(Refused):
    """The account or role is not one that this person looks after."""


class DemoSignInRefused(Refused):
    """One-click sign-in was tried outside the demo, or for an account that the demo did not make."""
