"""Are the peppers that are set those that this database was run with? Told by the marks that its salts end in."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from django.conf import settings

from belonging.web.accounts.secrecy import decrypted
from belonging.web.base.pepper import RANDOM, mark_of, peppers
from belonging.web.base.scope import programme_scope

SECRETS_OF = {"totp": ("secret",), "recovery_codes": ("seed",)}
"""Where an authenticator's data has what `accounts.secrecy` encrypted."""
LOST = "BELONGING_PEPPER_LOST"


@dataclass(frozen=True, slots=True)
class Fit:
    """Of how many questionnaires slips go with a pepper that is set; by its mark, how many go with one that is not."""

    fitting: int
    unknown: Counter[str]

    @property
    def wrong(self) -> bool:
        """Slips are out, and none of them fits."""
        return bool(self.unknown) and not self.fitting

    @property
    def said(self) -> str:
        marks = ", ".join(sorted(self.unknown))
        which = "all that are out" if self.wrong else f"those of {self.fitting} fit"
        return (
            f"BELONGING_PEPPER does not fit the codes of {_questionnaires(self.unknown.total())} ({which}): nobody "
            f"could answer with them. They go with a pepper of the mark {marks}."
        )

    @property
    def remedy(self) -> str:
        if settings.MODE == "demo":
            return "The demo's own secrets are other ones than it was loaded with. Load it anew: belonging demo --reset"
        return (
            "Set BELONGING_PEPPER to what it was, or BELONGING_PEPPER_BEFORE if it was changed on purpose; then stop "
            f"and start the service. If it is lost for good, {LOST}={','.join(sorted(self.unknown))} starts it: what "
            "was answered is kept, those codes stay unknown."
        )


def fit_of_slips(*, linked: bool = True) -> Fit:
    """Of rounds that are open or not yet sealed. `linked`: and of slips that wait for the endline.

    Salts of version 0.1.0 have no mark and are not judged; nor is a pepper that was said to be lost.
    """
    from belonging.web.surveys.models import Round, TicketSalt

    with programme_scope("does the pepper fit the slips that are out?"):
        pairs = Round.objects.filter(salt__isnull=False).values_list("ticket_salt", "salt")
        salts = [ticket or salt or b"" for ticket, salt in pairs]
        if linked:
            salts += TicketSalt.objects.values_list("salt", flat=True)
    known = {mark_of(pepper) for pepper in peppers()}
    marks = Counter(mark for salt in salts if (mark := bytes(salt)[RANDOM:].hex()))
    lost = os.environ.get(LOST, "").replace(",", " ").split()
    unknown = Counter({mark: count for mark, count in marks.items() if mark not in {*known, *lost}})
    return Fit(sum(marks[mark] for mark in known), unknown)


def fit_of_factors() -> tuple[int, int]:
    """How many secrets of second factors open with a pepper that is set, and how many do not."""
    from allauth.mfa.models import Authenticator

    opens = lost = 0
    for factor in Authenticator.objects.filter(type__in=SECRETS_OF):
        for name in SECRETS_OF[factor.type]:
            try:
                decrypted(factor.data.get(name, ""))
                opens += 1
            except InvalidToken:
                lost += name in factor.data
    return opens, lost


def _questionnaires(count: int) -> str:
    return "1 questionnaire" if count == 1 else f"{count} questionnaires"
