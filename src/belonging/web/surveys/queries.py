"""Reading rounds and sealed answers. All but the answering door's look-up need a scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import UUID

from belonging.evaluation.groups import ONCE
from belonging.instruments.load import load
from belonging.instruments.model import Instrument
from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.schools.queries import settings_by_school
from belonging.web.surveys.models import Pack, Response, Round, SealedAnswers, SealedComment, State
from belonging.web.surveys.rules.rounds import by_number, known_facts
from belonging.web.surveys.rules.sealed_rows import COLUMNS, SealedRow, digest_of
from belonging.web.surveys.rules.year_groups import only_phase

Columns = dict[str, list[str | int | None]]


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


def packs_of(round_: Round) -> list[Pack]:
    """By name, numbers by their size: Year 7 before Year 10."""
    return sorted(Pack.objects.filter(round=round_), key=lambda pack: by_number(pack.label))


def pack_in_round(round_: Round, pk: int) -> Pack | None:
    return Pack.objects.filter(round=round_, pk=pk).select_related("round", "round__school", "round__cohort").first()


def labels_taken(round_: Round) -> frozenset[str]:
    """The names of the packs that are in use, in lower case: a lost pack's name is free again."""
    labels = Pack.objects.filter(round=round_, revoked_at=None).values_list("label", flat=True)
    return frozenset(label.casefold() for label in labels)


def pack_of_school(school: School, pk: int) -> Pack | None:
    return Pack.objects.filter(school=school, pk=pk).select_related("school", "round", "round__school").first()


@dataclass(frozen=True, slots=True)
class Watched:
    """A round and its packs, by name."""

    round: Round
    packs: tuple[Pack, ...]


def watched_rounds(school: School) -> list[Watched]:
    """The school's rounds that are not sealed yet, those with slips first, each with its packs: two queries."""
    rounds = list(
        Round.objects.filter(school=school)
        .exclude(state=State.SEALED)
        .select_related("school", "cohort")
        .order_by("-entrance", "opens_at", "pk")
    )
    packs = packs_by_round(rounds)
    return [Watched(round_, tuple(packs[round_.pk])) for round_ in rounds]


def packs_by_round(rounds: Sequence[Round]) -> Mapping[int, list[Pack]]:
    """The packs of each round, by name; an empty list for a round without."""
    found: dict[int, list[Pack]] = {round_.pk: [] for round_ in rounds}
    for pack in Pack.objects.filter(round__in=list(found)):
        found[pack.round_id].append(pack)
    return {pk: sorted(packs, key=lambda pack: by_number(pack.label)) for pk, packs in found.items()}


def slips_out(packs: Iterable[Pack]) -> int:
    """Slips that are with somebody: of a lost pack those that were used, as rounded."""
    return sum(pack.used if pack.revoked_at else pack.slips for pack in packs)


def whole_of(round_: Round, packs: Iterable[Pack]) -> int:
    """How many could have answered: the roll, or else the slips that are out; 0 where neither is known."""
    return round_.roll or slips_out(packs)


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


def sealed_columns(
    *,
    cohort: Cohort,
    audience: str,
    instrument: str,
    school_ids: Iterable[int] | None = None,
    waves: Iterable[str] | None = None,
) -> Columns:
    """Every sealed answer in the scope as columns of equal length, rows in the order of their random keys.

    Columns: school (the id as text), setting, wave, year_group, gender, sen, other facts that the form asks
    (phase, role), then one per item with its option code. None: not stated, or unanswered.
    """
    asked = load(instrument)
    columns: Columns = {name: [] for name in _names(asked)}
    settings = settings_by_school()
    for row in _sealed(cohort, audience, instrument, school_ids, waves):
        record = _record(asked, row) | {"setting": settings[row.round.host_id]}
        for name, value in record.items():
            columns[name].append(value)
    return columns


def sealing_is_whole(round_: Round) -> bool:
    """Whether the sealed rows are those that the digest was made of."""
    answers = SealedAnswers.objects.filter(round=round_)
    comments = SealedComment.objects.filter(round=round_)
    rows = [(row.key, _row_of(row)) for row in answers]
    return digest_of(rows, comments.values_list("key", "box", "text")) == round_.sealed_digest


def _sealed(
    cohort: Cohort, audience: str, instrument: str, school_ids: Iterable[int] | None, waves: Iterable[str] | None
) -> Iterator[SealedAnswers]:
    rows = SealedAnswers.objects.filter(
        round__cohort=cohort, round__audience=audience, round__instrument=instrument, round__state=State.SEALED
    )
    if school_ids is not None:
        rows = rows.filter(school_id__in=list(school_ids))
    if waves is not None:
        rows = rows.filter(round__wave__in=list(waves))
    return rows.select_related("round").order_by("key").iterator()


def _other_facts(asked: Instrument) -> list[str]:
    return [question.fact for question in asked.about_me if question.fact not in COLUMNS]


def _names(asked: Instrument) -> list[str]:
    return ["school", "setting", "wave", *COLUMNS, *_other_facts(asked), *(item.key for item in asked.items)]


def _record(asked: Instrument, row: SealedAnswers) -> dict[str, str | int | None]:
    record: dict[str, str | int | None] = {
        "school": row.round.occasion or str(row.school_id),
        "wave": row.round.wave or ONCE,
        "year_group": row.year_group or None,
        "gender": row.gender or row.sex or None,
        "sen": row.sen or None,
    }
    for question in asked.about_me:
        if question.fact not in COLUMNS:
            record[question.fact] = question.value_of(row.answers.get(question.key))
    return record | {item.key: row.answers.get(item.key) for item in asked.items}


def _row_of(row: SealedAnswers) -> SealedRow:
    return SealedRow(
        answers=row.answers,
        year_group=row.year_group,
        sex=row.sex,
        sen=row.sen,
        gender=row.gender,
        edition=row.edition,
        language=row.language,
        help=row.help,
    )


def occasion_round(occasion: str) -> Round | None:
    """The round of an occasion ("training:12", "leads:pilot"). In any scope or none."""
    with programme_scope("surveys: find an occasion"):
        return Round.objects.filter(occasion=occasion).exclude(occasion="").select_related("cohort").first()


def occasion_rounds(cohort: Cohort, instrument: str) -> list[Round]:
    """The cohort's rounds of occasions that ask this, in the order they were planned. In a programme-wide scope."""
    found = Round.objects.filter(cohort=cohort, instrument=instrument).exclude(occasion="")
    return list(found.select_related("cohort").order_by("pk"))


def occasion_columns(rounds: Sequence[Round]) -> Columns:
    """The sealed answers of these rounds of occasions, as `sealed_columns` has them; `school` is the occasion.

    Call in a programme-wide scope. The engine's one wave of an occasion is `groups.ONCE`.
    """
    asked = load(rounds[0].instrument)
    columns: Columns = {name: [] for name in _names(asked) if name != "setting"}
    for row in SealedAnswers.objects.filter(round__in=list(rounds)).select_related("round").order_by("key").iterator():
        for name, value in _record(asked, row).items():
            columns[name].append(value)
    return columns
