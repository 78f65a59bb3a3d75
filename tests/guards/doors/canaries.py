"""Words that stand nowhere but in one school's data, and who may read them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import quote

from belonging.web.accounts.roles import GRANTS, SCHOOL_ROLES, Permission, Role


class Canary(StrEnum):
    NAME = "Zephyrine"
    TEXT = "Quoditch"
    """People's names, notes, labels of packs, dates' names: what a school's people and the managers write."""
    AUDIT = "Tamarisk"
    """In audits, evidence, the plan, and what is not published yet: what colleagues write to one another."""
    COMMENT = "Obsidian"
    CALL = "Vexillum"
    """In what somebody who asked to talk wrote."""

    MESSAGE = "Bergamot"
    """In what a school and its adviser write to one another."""
    BOOKED = "Larkspur"
    """In the names of those whom a school signed up for training."""
    TALK = "Woodruff"
    """In the hub and in its conversations, which are nobody's own and open to those who use the hub."""
    SET = "Quillwort"
    """In what an action learning set said. Members are of the schools here; nobody who comes here is one."""
    REFLECTION = "Saltmarsh"
    """In what one of its members wrote for themselves."""

    def of(self, school: str) -> str:
        return f"{self.value}{school}"


READERS: dict[Canary, frozenset[Role]] = {
    Canary.NAME: SCHOOL_ROLES | {Role.TRUST, Role.AUTHORITY, Role.MANAGER},
    Canary.TEXT: SCHOOL_ROLES - {Role.STAFF} | {Role.MANAGER},
    Canary.AUDIT: SCHOOL_ROLES - {Role.SAFEGUARDING, Role.CHAIR, Role.STAFF},
    Canary.COMMENT: frozenset({Role.LEAD, Role.SCREENER, Role.MANAGER}),
    Canary.CALL: frozenset({Role.SAFEGUARDING}),
    Canary.MESSAGE: frozenset({Role.LEAD, Role.HEAD, Role.ADVISER}),
    Canary.BOOKED: frozenset({Role.LEAD, Role.HEAD, Role.MANAGER}),
    Canary.TALK: frozenset(role for role, may in GRANTS.items() if Permission.USE_HUB in may),
    Canary.SET: frozenset(),
    Canary.REFLECTION: frozenset(),
}
EVERYWHERE = frozenset({Role.MANAGER, Role.SCREENER})
NOBODYS_OWN = frozenset({Canary.TALK})
"""Read by the same roles whatever their place."""

KEPT_IN: dict[Canary, frozenset[str]] = {
    Canary.MESSAGE: frozenset({"programme.AdviserMessage"}),
    Canary.BOOKED: frozenset({"training.Booking", "notices.OutgoingMail"}),
    Canary.SET: frozenset(),
    Canary.REFLECTION: frozenset(),
}
"""In no other table: neither the journal nor what is searched, nor a mail, but for those that are written to whoever is
booked. What a set said, its own tables keep, which answer in its room alone."""


def hidden_from(role: str, own: frozenset[str], schools: frozenset[str]) -> Iterator[bytes]:
    """The words that nobody with this role may be shown, where `own` are the schools of the role's place."""
    for school in sorted(schools):
        for canary, readers in READERS.items():
            is_own = school in own or role in EVERYWHERE or canary in NOBODYS_OWN
            if role not in readers or not is_own:
                yield canary.of(school).lower().encode()


def found(reply: bytes, asked: str, hidden: Iterator[bytes]) -> list[str]:
    """Which of the hidden words are in the reply. The address that was asked for is not news to whoever asked."""
    heard = reply.lower()
    for form in {asked.lower(), quote(asked.lower()), quote(asked.lower(), safe="")}:
        heard = heard.replace(form.encode(), b"")
    return [word.decode() for word in hidden if word in heard]
