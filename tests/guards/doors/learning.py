"""Modules, and a certificate that belongs to nobody who comes to a door."""

from __future__ import annotations

from belonging.instruments.module_catalogue import modules
from belonging.web.accounts.services import open_account
from belonging.web.training.services.certificates import award
from tests.web.conftest import NOW

ACTOR = "test"
Samples = dict[str, str]


def learning() -> Samples:
    """Whoever has the number reads the name: no word of any school is in that."""
    person = open_account(email="jo.bright@elsewhere.example", name="Jo Bright", actor=ACTOR, now=NOW)
    held = award(
        user=person,
        school=None,
        source="session:0",
        title="Noticing who is left out",
        minutes=60,
        on=NOW.date(),
        actor=ACTOR,
        now=NOW,
    )
    return {
        "module": modules()[0].slug,
        "module_page": "1",
        "certificate_number": held.code,
        "certificate": str(held.pk),
    }
