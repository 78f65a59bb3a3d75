"""Linking baseline and endline: a round joins it as it opens, slips wait in between, links go along at sealing."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from belonging.web.base.pepper import new_salt
from belonging.web.programme.models import Cohort, CohortState, Wave
from belonging.web.surveys.errors import FirstWaveNotSealed, KeyMissing, NotLinked
from belonging.web.surveys.models import KeptSlip, LinkKey, Pack, Round, SealedLink, Slip, State, TicketSalt
from belonging.web.surveys.queries.linking import link_key_of
from belonging.web.surveys.rules.links import link_of
from belonging.web.surveys.services.key_files import has_key_file, make_key_file, read_key

log = logging.getLogger(__name__)
LABEL = "Slips from the first time"
FACTS = ("year_group", "sex", "sen", "edition")


def make_key(*, cohort: Cohort, now: datetime) -> LinkKey:
    """By the user of the answering process, whose database role has no journal: the row says when. Again is safe.

    Raises NotLinked, KeyMissing where the key was made before and its file is not here.
    """
    held = link_key_of(cohort)
    if held is not None:
        if held.key_ended_at is None and not has_key_file(held.digest):
            raise KeyMissing(
                f"A key was made for {cohort.name} on {held.made_at:%d %B %Y}, and its file is not here, or not for "
                "this user to read. Run this as the user of the answering process, or bring the file back."
            )
        return held
    if not cohort.links_waves or cohort.state != CohortState.OPEN:
        raise NotLinked(f"{cohort.name} is not open, or does not link its waves, so it needs no key.")
    return LinkKey.objects.create(cohort=cohort, digest=make_key_file(), made_at=now)


def join_linking(current: Round) -> None:
    """Before a locked draft opens: give it the salt of slips that are good in both waves, where it is linked.

    An endline whose school had no linked baseline, or whose links are gone, opens as any other round does.
    Raises KeyMissing, FirstWaveNotSealed.
    """
    if not current.is_linked:
        return
    held = _held(current.cohort)
    if held is None:
        raise KeyMissing
    salts = TicketSalt.objects.filter(school=current.host, cohort=current.cohort, instrument=current.instrument)
    if held.ended_at is not None or (current.wave == Wave.ENDLINE and not salts.exists()):
        return
    if current.wave == Wave.ENDLINE and _first_wave_unsealed(current):
        raise FirstWaveNotSealed
    found = salts.first() or TicketSalt.objects.create(
        school=current.host, cohort=current.cohort, instrument=current.instrument, salt=new_salt()
    )
    current.ticket_salt, current.link_key = bytes(found.salt), held.digest


def take_kept_slips(current: Round) -> int:
    """The slips that waited for this endline become its own; how many. The round is open and locked."""
    if not current.link_key or current.wave != Wave.ENDLINE:
        return 0
    kept = KeptSlip.objects.filter(cohort=current.cohort, school=current.host, instrument=current.instrument)
    waiting = list(kept)
    if not waiting:
        return 0
    pack = Pack.objects.create(school=current.host, round=current, label=LABEL, slips=len(waiting))
    slips = [
        Slip(
            key=each.key, school=current.host, round=current, pack=pack, **{name: getattr(each, name) for name in FACTS}
        )
        for each in waiting
    ]
    secrets.SystemRandom().shuffle(slips)
    Slip.objects.bulk_create(slips, batch_size=500)
    kept.delete()
    return len(slips)


def link_for(round_: Round, key: str) -> str | None:
    """The link of the answer under this key, by the answering process alone. None where the round is not linked, or the
    key is not here: an answer is worth more than its link.
    """
    if not round_.link_key:
        return None
    secret = read_key(round_.link_key)
    if secret is None:
        log.error("The key file of a linked cohort cannot be read: answers are taken without their links")
        return None
    return link_of(key=secret, ticket=key)


def keep_slips(current: Round) -> int:
    """At the sealing of a linked baseline: its slips lose pack and pictures and wait, in random order; how many."""
    if not _still_linked(current) or current.wave != Wave.BASELINE:
        return 0
    kept = [
        KeptSlip(
            key=key,
            school=current.host,
            cohort=current.cohort,
            instrument=current.instrument,
            **dict(zip(FACTS, facts, strict=True)),
        )
        for key, *facts in Slip.objects.filter(round=current).values_list("key", *FACTS)
    ]
    secrets.SystemRandom().shuffle(kept)
    KeptSlip.objects.bulk_create(kept, batch_size=500)
    return len(kept)


def keep_links(current: Round, links: Iterable[tuple[str, str | None]]) -> int:
    """At sealing: the links of sealed answers by their random keys, apart from the answers; how many."""
    if not _still_linked(current):
        return 0
    kept = [SealedLink(key=key, school=current.host, round=current, link=link) for key, link in _sorted(links) if link]
    SealedLink.objects.bulk_create(kept, batch_size=500)
    return len(kept)


def _sorted(links: Iterable[tuple[str, str | None]]) -> Sequence[tuple[str, str | None]]:
    """By their random keys."""
    return sorted(links, key=lambda pair: pair[0])


def _still_linked(current: Round) -> bool:
    if not current.link_key:
        return False
    held = _held(current.cohort)
    return held is not None and held.ended_at is None


def _held(cohort: Cohort) -> LinkKey | None:
    """Locked until the transaction ends, so that nothing is linked while, or after, links are destroyed."""
    return LinkKey.objects.select_for_update().filter(cohort=cohort).first()


def _first_wave_unsealed(current: Round) -> bool:
    same = Round.objects.filter(school=current.host, cohort=current.cohort, instrument=current.instrument)
    return same.filter(wave=Wave.BASELINE).exclude(state__in=[State.DRAFT, State.SEALED]).exists()
