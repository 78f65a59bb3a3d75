"""New keys in place of old ones. What the environment holds, a person sets; what the database holds, is done here.

Each act looks at what is there, so it may be killed and run again.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from belonging.web.accounts.secrecy import encrypted_anew
from belonging.web.base.database_roles import apply_grants
from belonging.web.base.pepper import RANDOM, mark_of, peppers
from belonging.web.base.scope import programme_scope
from belonging.web.cli.keeping.peppers import LOST, SECRETS_OF, fit_of_factors, fit_of_slips
from belonging.web.journal.services import Act, record_act

ACTOR = "rotate-keys"
STOP_AND_START = (
    "stop and start the service (systemctl restart belonging, or its units): 'belonging restart' keeps the settings "
    "that it was started with."
)


@dataclass(frozen=True, slots=True)
class Line:
    """`wrong`: something has to be mended before this goes on."""

    said: str
    wrong: bool = False


def secret_key(*, dry_run: bool) -> Iterator[Line]:
    """Signs sessions and links. Nobody is signed out while the old one stands beside it."""
    before = settings.SECRET_KEY_FALLBACKS
    if before and settings.SECRET_KEY not in before:
        count = "1 earlier secret key still counts" if len(before) == 1 else f"{len(before)} earlier secret keys count"
        yield Line(f"{count}. Sessions end within 12 hours; a link in a mail, and a comment's reference that was "
                   "read out, are of use for as long as people keep them.")  # fmt: skip
        yield Line(f"When that may end, unset BELONGING_SECRET_KEY_BEFORE; then {STOP_AND_START}")
        return
    yield from _to_set("BELONGING_SECRET_KEY", dry_run, begun=bool(before))
    yield Line("Write the new one on the paper in place of the old one.")
    yield Line("Pictures tapped on a tablet without a network before the change need another ticket.")


def pepper(*, dry_run: bool) -> Iterator[Line]:
    """Goes into codes, authenticator secrets and signatures."""
    now, *before = peppers()
    if not before and _earlier_is_missing():
        yield Line(
            "A change has begun: what is stored goes with a pepper that is not set. No new one is made. Set "
            "BELONGING_PEPPER_BEFORE to the one before, and run 'belonging rotate-keys pepper' again. If it is lost "
            f"for good: {LOST} (docs/running.md, “New keys”).", wrong=True,
        )  # fmt: skip
        return
    if not before or now in before:
        yield from _to_set("BELONGING_PEPPER", dry_run, begun=bool(before))
        yield Line("Write the new one on the paper, apart from the backups. The old one stays there as "
                   "BELONGING_PEPPER_BEFORE, as long as rounds, plans or a backup go with it.")  # fmt: skip
        yield Line("Then run 'belonging rotate-keys pepper' again: it encrypts second factors anew.")
        return
    done, lost = _factors_anew(dry_run=dry_run)
    yield Line(f"Secrets of second factors that {'would be' if dry_run else 'are'} under the new pepper: {done}.")
    if lost:
        yield Line(
            f"Secrets that fit none of the peppers that are set: {lost}. Add the one they were made under to "
            "BELONGING_PEPPER_BEFORE, or these people need a new second factor.", wrong=True,
        )  # fmt: skip
    fit = fit_of_slips()
    if fit.unknown:
        yield Line(f"{fit.said} {fit.remedy}", wrong=True)
    yield from _still_needed()
    yield Line(
        "What else was made under an earlier pepper is still recognised while it stands there: signed plans, the check "
        "of rows in verify-releases, addresses that want no reminders, links of packs. Without it no plan that is "
        "signed releases anything, so take it out only when every cohort from before is finished."
    )
    yield Line("Not carried over: people without an account who signed up for training are new, and the codes of "
               "schools in research packs change with the next pack.")  # fmt: skip


def database(*, dry_run: bool) -> Iterator[Line]:
    """The passwords of the roles that the service signs in with."""
    if connection.vendor != "postgresql":
        yield Line("SQLite has no roles and no passwords: there is nothing to change.")
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname = ANY(%s)", [[*settings.DATABASE_GRANTS]]
        )
        roles = sorted(name for (name,) in cursor.fetchall())
    if dry_run:
        yield Line(f"Would give new passwords to {', '.join(roles) or 'nobody'}.")
        return
    made = {role: secrets.token_urlsafe(32) for role in roles}
    apply_grants(connection, settings.DATABASE_GRANTS, passwords=made)
    _note("database-passwords", {"roles": len(made)})
    for role, password in made.items():
        yield Line(f"{role}: {password}")
    yield Line(
        "Shown this once. Put each now where it stands, as open connections go on and new ones are refused: into its "
        "database address (on one server in /etc/belonging/staff and /etc/belonging/answering), a pooler's, and "
        "BELONGING_STAFF_PASSWORD and the like (/etc/belonging/owner: for a new server; 'belonging migrate' changes no "
        "password that a role has). A kill before this line: run it again."
    )
    yield Line(f"Then {STOP_AND_START}")
    yield Line(
        "Not changed: those of the owner, belonging_backup and belonging_drill. An administrator does that: "
        "ALTER ROLE … PASSWORD '…'."
    )


def backup_key(*, dry_run: bool) -> Iterator[Line]:
    """The pair that backups are encrypted to."""
    del dry_run
    days = settings.BACKUPS.days
    yield Line("1. On another machine: belonging backup make-key > new-key.txt, and keep it there.")
    yield Line("2. Add its public key to BELONGING_BACKUP_RECIPIENTS beside the one that is there; restart timers.")
    yield Line("3. belonging backup, then belonging drill restore --identity new-key.txt")
    yield Line(f"4. Take the old public key out. After {days} days no backup needs the old private key: destroy it.")
    count = len(settings.BACKUPS.recipients)
    yield Line(f"Backups go to {count} key{'' if count == 1 else 's'} now.")


KINDS: dict[str, Callable[..., Iterator[Line]]] = {
    "secret-key": secret_key,
    "pepper": pepper,
    "database": database,
    "backup-key": backup_key,
}


def _still_needed() -> Iterator[Line]:
    """What slips that are in people's hands go with."""
    waiting, kept = _rounds_under_old(), _kept_under_old()
    if waiting:
        yield Line(
            f"Questionnaires that are open or not yet sealed and go with an earlier pepper: {waiting}. "
            "BELONGING_PEPPER_BEFORE has to stay until the last of them is sealed."
        )
    if kept:
        yield Line(
            f"Questionnaires whose linked slips were made under an earlier pepper: {kept}. They are good until the "
            "linking ends: BELONGING_PEPPER_BEFORE has to stay until then."
        )
    if not waiting and not kept:
        yield Line("No questionnaire needs an earlier pepper.")


def _to_set(name: str, dry_run: bool, *, begun: bool) -> Iterator[Line]:
    """`begun`: the first step was done before, and the second was not."""
    first = "is the present value: done" if begun else f"is to be set to the present value of {name}"
    yield Line(f"1. {name}_BEFORE {first}.")
    value = "a new one, which is shown without --dry-run" if dry_run else secrets.token_urlsafe(48)
    yield Line(f"2. Set {name} to {value}")
    yield Line(f"3. Now {STOP_AND_START}")


def _earlier_is_missing() -> bool:
    """Whether something was made under a pepper that is not set, and was not said to be lost.

    Second factors carry no mark: where any is said to be lost, those that do not open are taken to be under it.
    """
    _, unopened = fit_of_factors()
    return bool(fit_of_slips().unknown or (unopened and not os.environ.get(LOST)))


@transaction.atomic
def _factors_anew(*, dry_run: bool) -> tuple[int, int]:
    """How many secrets are under the present pepper now, and how many fit none."""
    from allauth.mfa.models import Authenticator

    done = lost = 0
    for factor in Authenticator.objects.select_for_update().filter(type__in=SECRETS_OF):
        for name in SECRETS_OF[factor.type]:
            if name not in factor.data:
                continue
            try:
                factor.data[name] = encrypted_anew(factor.data[name])
                done += 1
            except InvalidToken:
                lost += 1
        if not dry_run:
            factor.save(update_fields=["data"])
    if done and not dry_run:
        _note("second-factors-encrypted-anew", {"secrets": done, "lost": lost})
    return done, lost


def _rounds_under_old() -> int:
    from belonging.web.surveys.models import Round

    present = mark_of(peppers()[0])
    with programme_scope("rotate-keys: rounds under an earlier pepper"):
        salts = Round.objects.filter(salt__isnull=False).values_list("salt", "ticket_salt")
        return sum(any(_mark(salt) != present for salt in pair if salt is not None) for pair in salts)


def _kept_under_old() -> int:
    """Of how many schools' questionnaires slips that were made under an earlier pepper wait for the endline."""
    from belonging.web.surveys.models import TicketSalt

    present = mark_of(peppers()[0])
    with programme_scope("rotate-keys: slips under an earlier pepper"):
        return sum(_mark(salt) != present for salt in TicketSalt.objects.values_list("salt", flat=True))


def _mark(salt: bytes | memoryview) -> str:
    return bytes(salt)[RANDOM:].hex()


def _note(act: str, details: dict[str, int]) -> None:
    with programme_scope("rotate-keys: journal"):
        record_act(act=Act(act, "keys", details), actor=ACTOR, now=timezone.now())
