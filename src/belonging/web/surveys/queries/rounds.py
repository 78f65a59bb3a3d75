"""Finding rounds, and what stands around one. All but the answering door's look-up need a scope."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from uuid import UUID

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Response, Round, State
from belonging.web.surveys.rules.rounds import known_facts
from belonging.web.surveys.rules.year_groups import only_phase


def locked(round_: Round) -> Round:
    """The round as it stands now, held against others until the transaction ends."""
    return Round.objects.select_for_update(of=("self",)).select_related("school", "cohort").get(pk=round_.pk)


def open_rounds(cohort: Cohort | None = None) -> list[Round]:
    """The rounds that take answers, the latest opened first, each with its school."""
    rounds = Round.objects.filter(state=State.OPEN).select_related("school", "cohort")
    return list(rounds if cohort is None else rounds.filter(cohort=cohort))


def rounds_of(cohort: Cohort, school: School | None = None) -> list[Round]:
    """The cohort's rounds (of one school) in the scope, by wave and audience, each with its school."""
    rounds = Round.objects.filter(cohort=cohort).select_related("school", "cohort")
    return list((rounds if school is None else rounds.filter(school=school)).order_by("wave", "audience", "pk"))


def round_in_school(school: School, handle: str) -> Round | None:
    """The school's round of that handle, for staff's pages."""
    return Round.objects.filter(school=school, handle=handle).select_related("school", "cohort").first()


def round_by_handle(handle: str) -> Round | None:
    """The round of any school, for the answering door. Opens and leaves its own scopes: enter the school's next."""
    with programme_scope("answering door"):
        found = Round.objects.filter(handle=handle).only("pk", "school_id").first()
    if found is None:
        return None
    with scope_of(found):
        return Round.objects.select_related("school", "cohort").filter(pk=found.pk).first()


def scope_of(round_: Round) -> AbstractContextManager[None]:
    """The scope in which the round is answered, closed and sealed: its school's, or for an occasion the programme's."""
    return programme_scope("surveys: an occasion") if round_.is_occasion else school_scope(round_.host_id)


def used_keys(round_: Round, keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys that an answer, or the blank of a withdrawn one, stands under. Call in the school's scope."""
    found = Response.objects.filter(round=round_, key__in=list(keys))
    return frozenset(found.values_list("key", flat=True))


def handle_taken(handle: str) -> bool:
    """Whether any school's round has it. Handles are unique in the whole service."""
    with programme_scope("a new handle"):
        return Round.objects.filter(handle=handle).exists()


def facts_known(round_: Round) -> frozenset[str]:
    """What the form does not ask: the slips say it, or it is the same for everybody at the school."""
    return known_facts(round_.slip_facts, only_phase="" if round_.is_occasion else phase_of(round_.host))


def phase_of(school: School) -> str:
    """The phase that everybody of the school is in; "" where there are several."""
    return only_phase(school.setting, has_sixth_form=school.has_sixth_form)


def acts_on(round_: Round, act: str) -> list[tuple[Entry, str]]:
    """What the journal has of this act on the round, the latest first, each with the name of who did it."""
    entries = list(Entry.objects.filter(act=act, subject=f"round:{round_.pk}").order_by("-number"))
    names = {str(pk): name for pk, name in User.objects.filter(pk__in=_ids(entries)).values_list("pk", "name")}
    return [(entry, names.get(entry.actor, "The service")) for entry in entries]


def _ids(entries: Iterable[Entry]) -> list[UUID]:
    """Of those actors that are people: commands have names instead."""
    found = []
    for entry in entries:
        try:
            found.append(UUID(entry.actor))
        except ValueError:
            continue
    return found


def occasion_round(occasion: str) -> Round | None:
    """The round of an occasion ("training:12", "leads:pilot"). In any scope or none."""
    with programme_scope("surveys: find an occasion"):
        return Round.objects.filter(occasion=occasion).exclude(occasion="").select_related("cohort").first()


def occasion_rounds(cohort: Cohort, instrument: str) -> list[Round]:
    """The cohort's rounds of occasions that ask this, in the order they were planned. In a programme-wide scope."""
    found = Round.objects.filter(cohort=cohort, instrument=instrument).exclude(occasion="")
    return list(found.select_related("cohort").order_by("pk"))
