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


@dataclass(frozen=True, slots=True)
class Standing:
    """Who a signed-in person is for a school's calls."""

    email: str
    kinds: frozenset[Asked]

    def may_read(self, *, about: About, asked_of: Collection[str], barred: Collection[str]) -> bool:
        """`barred`: addresses of the people whom the call is about."""
        if self.email.lower() in barred or self.kinds & SUBJECTS[about]:
            return False
        return bool(self.kinds & KEEPERS) or bool(self.kinds & set(asked_of))


def standing(*, email: str, roles: Collection[str], named: Collection[Asked]) -> Standing | None:
    """`roles` held at the school; `named`: the kinds of contact that have this address. None: nobody here.

    The head and the chair of governors are let in for what was turned to them, and are no keepers by that.
    """
    if not {*TURNED_TO, Role.SAFEGUARDING} & set(roles):
        return None
    kinds = {kind for role, kind in TURNED_TO.items() if role in roles}
    kinds |= {kind for kind in named if kind is not Asked.HEAD}
    if Role.SAFEGUARDING in roles:
        kinds |= KEEPERS
    return Standing(email, frozenset(kinds))
