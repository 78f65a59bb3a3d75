"""The end of a cohort's linking: links, waiting slips and their salts first, then the key file, then the certificate.

Each step is derived from what is stored and may be done again: what was killed in between is finished at the next turn.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.surveys.errors import NotLinked
from belonging.web.surveys.models import Ending, KeptSlip, KeyEnd, LinkKey, Round, SealedLink, State, TicketSalt
from belonging.web.surveys.queries.linking import ended_uncertified, is_past_its_links, link_key_of, linked_to_end
from belonging.web.surveys.services.key_files import destroy_key_file, forget_mark
from belonging.web.surveys.services.traces import erase_traces, note_traces

ACTOR = "linking"


def destroy_links_due(*, now: datetime) -> int:
    """End what is past its last day and finish what was begun; how many steps were done. Outside any scope."""
    done = 0
    with programme_scope("linking: what is to be destroyed"):
        for held in linked_to_end():
            if is_past_its_links(held.cohort, now):
                done += end_linking(cohort=held.cohort, because=Ending.LAST_DAY, actor=ACTOR, now=now)
    for held in ended_uncertified():
        done += destroy_key(cohort=held.cohort, now=now)
        done += certify(cohort=held.cohort, now=now)
    return done


@transaction.atomic
def end_linking(*, cohort: Cohort, because: Ending, actor: str, now: datetime) -> bool:
    """Delete every link, waiting slip and salt of the cohort; False where that is done. Nothing joins answers then.

    Raises NotLinked.
    """
    transaction.on_commit(erase_traces)
    with programme_scope("linking: destroyed"):
        held = _locked(cohort)
        if held.ended_at is not None:
            return False
        held.counts = _destroyed(cohort)
        held.ended_at, held.ended_because, held.ended_by = now, because.value, actor
        held.save(update_fields=["counts", "ended_at", "ended_because", "ended_by"])
        totals = {name: held.counts[name] for name in ("slips", "links", "salts")}
        act = Act("linking-ended", f"cohort:{cohort.pk}", {"because": because.value, **totals})
        record_act(act=act, actor=actor, now=now)
    return True


def destroy_key(*, cohort: Cohort, now: datetime) -> bool:
    """Destroy the key file where the linking has ended and this user may; whether it was done now.

    Raises NotLinked.
    """
    held = _held(cohort)
    if held.ended_at is None or held.key_ended_at is not None or not destroy_key_file(held.digest):
        return False
    return _key_ended(held, KeyEnd.OVERWRITTEN, now)


def say_key_is_lost(*, cohort: Cohort, now: datetime) -> bool:
    """Whoever runs the service says that there is no key file any more. Raises NotLinked."""
    held = _held(cohort)
    return held.ended_at is not None and held.key_ended_at is None and _key_ended(held, KeyEnd.LOST, now)


@transaction.atomic
def certify(*, cohort: Cohort, now: datetime) -> bool:
    """Chain the certificate in the journal once slips, links and key are gone; whether it was done now.

    Raises NotLinked.
    """
    with programme_scope("linking: the certificate"):
        held = _locked(cohort)
        if held.key_ended_at is None or held.certified_at is not None:
            return False
        held.certified_at = now
        held.save(update_fields=["certified_at"])
        details = {"key": held.digest, "key_end": held.key_end, "because": held.ended_because}
        totals = {name: held.counts[name] for name in ("slips", "links", "salts")}
        act = Act("linking-destroyed", f"cohort:{cohort.pk}", {**details, **totals})
        record_act(act=act, actor=ACTOR, now=now)
    forget_mark(held.digest)
    return True


def _key_ended(held: LinkKey, how: KeyEnd, now: datetime) -> bool:
    """Of the row two columns alone: no more may the answering process change."""
    waiting = LinkKey.objects.filter(pk=held.pk, key_ended_at__isnull=True)
    return bool(waiting.update(key_ended_at=now, key_end=how.value))


def _destroyed(cohort: Cohort) -> dict[str, object]:
    """What was deleted, in all and by school."""
    slips = Counter(KeptSlip.objects.filter(cohort=cohort).values_list("school_id", flat=True))
    links = Counter(SealedLink.objects.filter(round__cohort=cohort).values_list("school_id", flat=True))
    salts = TicketSalt.objects.filter(cohort=cohort)
    schools = {
        str(school): {"slips": slips[school], "links": links[school]}
        for school in sorted({*slips, *links, *salts.values_list("school_id", flat=True)})
    }
    # Of sealed rounds alone: one that is being sealed waits for the lock that is held here.
    for round_ in Round.objects.filter(cohort=cohort, link_key__isnull=False, state=State.SEALED):
        note_traces(round_)
    KeptSlip.objects.filter(cohort=cohort).delete()
    SealedLink.objects.filter(round__cohort=cohort).delete()
    return {"slips": slips.total(), "links": links.total(), "salts": salts.delete()[0], "schools": schools}


def _locked(cohort: Cohort) -> LinkKey:
    held = LinkKey.objects.select_for_update().filter(cohort=cohort).first()
    if held is None:
        raise NotLinked(f"No key was ever made for {cohort.name}.")
    return held


def _held(cohort: Cohort) -> LinkKey:
    held = link_key_of(cohort)
    if held is None:
        raise NotLinked(f"No key was ever made for {cohort.name}.")
    return held
