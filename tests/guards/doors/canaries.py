"""Words that stand nowhere but in one school's data, and who may read them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import quote

from belonging.web.accounts.roles import SCHOOL_ROLES, Role


class Canary(StrEnum):
    NAME = "Zephyrine"
    TEXT = "Quoditch"
    """People's names, notes, labels of packs, dates' names: what a school's people and the managers write."""
    AUDIT = "Tamarisk"
    """In audits, evidence, the plan, and what is not published yet: what colleagues write to one another."""
    COMMENT = "Obsidian"
    CALL = "Vexillum"
    """In what somebody who asked to talk wrote."""

    SET = "Quillwort"
    """In what an action learning set said, of which nobody who comes here is a member."""

    def of(self, school: str) -> str:
        return f"{self.value}{school}"


READERS: dict[Canary, frozenset[Role]] = {
    Canary.NAME: SCHOOL_ROLES | {Role.TRUST, Role.AUTHORITY, Role.MANAGER},
    Canary.TEXT: SCHOOL_ROLES | {Role.MANAGER},
    Canary.AUDIT: SCHOOL_ROLES - {Role.SAFEGUARDING, Role.CHAIR},
    Canary.COMMENT: frozenset({Role.LEAD, Role.SCREENER, Role.MANAGER}),
    Canary.CALL: frozenset({Role.SAFEGUARDING}),
    Canary.SET: frozenset(),
}
EVERYWHERE = frozenset({Role.MANAGER, Role.SCREENER})


def hidden_from(role: str, own: frozenset[str], schools: frozenset[str]) -> Iterator[bytes]:
    """The words that nobody with this role may be shown, where `own` are the schools of the role's place."""
    for school in sorted(schools):
        for canary, readers in READERS.items():
            if role not in readers or (role not in EVERYWHERE and school not in own):
                yield canary.of(school).lower().encode()


def found(reply: bytes, asked: str, hidden: Iterator[bytes]) -> list[str]:
    """Which of the hidden words are in the reply. The address that was asked for is not news to whoever asked."""
    heard = reply.lower()
    for form in {asked.lower(), quote(asked.lower()), quote(asked.lower(), safe="")}:
        heard = heard.replace(form.encode(), b"")
    return [word.decode() for word in hidden if word in heard]
