"""Which calls somebody may read, by who they are at the school."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from belonging.web.safeguarding.rules.escalation import SUBJECTS, About, Asked

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


def standing(*, email: str, is_keeper: bool, is_head: bool, named: Collection[Asked]) -> Standing | None:
    """`is_keeper`, `is_head`: holds that role; `named`: the kinds of contact that have this address.

    The chair of governors, let in for what was turned to the chair, is no keeper by that. None: nobody here.
    """
    kinds = {kind for kind in named if kind is not Asked.HEAD or is_head}
    if is_head:
        kinds.add(Asked.HEAD)
    if is_keeper and Asked.CHAIR not in kinds:
        kinds |= KEEPERS
    return Standing(email, frozenset(kinds)) if is_keeper or is_head else None
