"""Accounts, roles and invitations: who gets in, and who no longer does."""

from belonging.web.accounts.services.changes import note_change
from belonging.web.accounts.services.erasing import erase_account
from belonging.web.accounts.services.invitations import (
    Invitee,
    accept_invitation,
    invite,
    refuse_own_grant,
    resend_invitation,
    withdraw_invitation,
)
from belonging.web.accounts.services.opening import BACKEND, grant_role, open_account, sign_in_demo
from belonging.web.accounts.services.roles import end_role, refuse_last, reset_second_factor
from belonging.web.accounts.services.unused import close_unused, erase_unused, warn_unused
from belonging.web.accounts.services.upkeep import clear_expired

__all__ = [
    "BACKEND",
    "Invitee",
    "accept_invitation",
    "clear_expired",
    "close_unused",
    "end_role",
    "erase_account",
    "erase_unused",
    "grant_role",
    "invite",
    "note_change",
    "open_account",
    "refuse_last",
    "refuse_own_grant",
    "resend_invitation",
    "reset_second_factor",
    "sign_in_demo",
    "warn_unused",
    "withdraw_invitation",
]
