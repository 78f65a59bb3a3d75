"""Which calls somebody may read, by who they are at the school."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from belonging.web.accounts.roles import Role
from belonging.web.safeguarding.rules.escalation import SUBJECTS, About, Asked

TURNED_TO: Final = {Role.HEAD: Asked.HEAD, Role.CHAIR: Asked.CHAIR}
KEEPERS: Final = frozenset({Asked.SAFEGUARDING, Asked.DEPUTY})
"""They see a call at once, whichever of the two was asked first."""


def account_mark(account: str) -> str:
    """An account id as it stands among addresses."""
    return f"account:{account}"


@dataclass(frozen=True, slots=True)
class Somebody:
    """A signed-in person, or an address alone."""

    email: str
    account: str = ""

    @property
    def marks(self) -> frozenset[str]:
        """What tells them among the people whom something is about."""
        return frozenset({self.email.lower(), account_mark(self.account)})


@dataclass(frozen=True, slots=True)
class Standing:
    """Who a signed-in person is for a school's calls."""

    email: str
    kinds: frozenset[Asked]
    account: str = ""

    def may_read(self, *, about: About, asked_of: Collection[str], barred: Collection[str]) -> bool:
        """`barred`: addresses and accounts of the people whom the call is about."""
        if Somebody(self.email, self.account).marks & set(barred) or self.kinds & SUBJECTS[about]:
            return False
        return bool(self.kinds & KEEPERS) or bool(self.kinds & set(asked_of))


def standing(*, email: str, roles: Collection[str], named: Collection[Asked], account: str = "") -> Standing | None:
    """`roles` held at the school; `named`: the kinds of contact that have this address. None: nobody here.

    The head and the chair of governors are let in for what was turned to them, and are no keepers by that.
    """
    if not {*TURNED_TO, Role.SAFEGUARDING} & set(roles):
        return None
    kinds = {kind for role, kind in TURNED_TO.items() if role in roles}
    kinds |= {kind for kind in named if kind is not Asked.HEAD}
    if Role.SAFEGUARDING in roles:
        kinds |= KEEPERS
    return Standing(email, frozenset(kinds), account)
