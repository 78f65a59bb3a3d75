"""Whether a stored release can be had again from the sealed rows: checked one claim at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from belonging.evaluation.disclosure.certificate import Certificate
from belonging.evaluation.released import Findings
from belonging.evaluation.run import ENGINE_VERSION
from belonging.evaluation.verification import verify
from belonging.web.base.pepper import fits
from belonging.web.base.scope import programme_scope
from belonging.web.findings.engine.ledger import ledger_entries
from belonging.web.findings.engine.making import Made, evaluated, same_rows
from belonging.web.findings.models import LedgerEntry, Release
from belonging.web.findings.rules import Due, Strand, signature_of_plan
from belonging.web.surveys.models import Round
from belonging.web.surveys.queries import sealing_is_whole
from belonging.web.surveys.queries.archives import archive_is_whole, archived_of

LEAD: Final = "lead"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that was looked at, and in plain words what was found."""

    agrees: bool
    sentence: str


class _Entry(NamedTuple):
    table: str
    wave: str
    rung: str
    shown: bool
    reader: str
    digest: str


def verified(release: Release) -> list[Claim]:
    """Every claim of one release. Calls in a programme-wide scope; reads and writes nothing else."""
    gone = archived_of(release.rounds)
    if gone:
        return [*_archived(gone), *_plan(release), *_ledger(release)]
    claims = [*_rows(release), *_plan(release)]
    if release.plan is None or not all(claim.agrees for claim in claims[-1:]):
        return claims
    if release.engine_version != ENGINE_VERSION:
        return [*claims, _other_engine(release)]
    made = evaluated(due_of(release), release.plan)
    return [*claims, *_figures(release, made), *_ledger(release), *_certificate(release, made)]


def due_of(release: Release) -> Due:
    """What was due when it was made: the same waves, the same frozen list of rounds."""
    strand = Strand(release.cohort_id, release.audience, release.instrument, release.school_id or 0)
    return Due(strand, tuple(release.waves.split("+")), tuple(release.rounds))


def _rows(release: Release) -> Iterator[Claim]:
    with programme_scope("findings: verify"):
        rounds = list(Round.objects.filter(pk__in=release.rounds))
        broken = [round_.pk for round_ in rounds if not sealing_is_whole(round_)]
    if len(rounds) < len(release.rounds):
        yield Claim(False, f"{len(release.rounds) - len(rounds)} of its rounds are gone. Restore them from a backup.")
    if broken:
        named = ", ".join(str(pk) for pk in broken)
        yield Claim(False, f"The sealed rows of round {named} are not those that were sealed. Compare a backup.")
    elif rounds:
        counted = "round" if len(rounds) == 1 else f"{len(rounds)} rounds"
        yield Claim(True, f"The sealed rows of its {counted} are those that were sealed.")


def _archived(gone: Sequence[int]) -> Iterator[Claim]:
    """Findings stay as they were stored; the rows that they were made from do not."""
    named = ", ".join(map(str, gone))
    yield Claim(
        True,
        f"Round {named} is archived: its sealed rows were destroyed, so the figures cannot be made again. They stand "
        "as they were stored.",
    )
    broken = [each.pk for each in Round.objects.filter(pk__in=gone) if not archive_is_whole(each)]
    if broken:
        named = ", ".join(map(str, broken))
        yield Claim(False, f"The archived rows of round {named} are not those that were kept. Compare a backup.")
        return
    yield Claim(True, "Its archived rows are those that were kept.")


def _plan(release: Release) -> Iterator[Claim]:
    if release.plan is None:
        yield Claim(False, "It was made before plans were fixed, so there is no plan to make it again with.")
        return
    text, signature = release.plan.plan, release.plan.signature
    if not fits(lambda pepper: signature_of_plan(text, pepper=pepper), signature):
        yield Claim(False, "Its plan is not the one that was signed, or the pepper is another.")
        return
    when = "before the first round was sealed" if release.plan.before_sealing else "after a round had been sealed"
    yield Claim(True, f"Its plan (version {release.plan.version}) is the one that was signed, {when}.")


def _other_engine(release: Release) -> Claim:
    return Claim(
        False,
        f"It was made by engine {release.engine_version}, and this is engine {ENGINE_VERSION}, whose figures may "
        "differ. Check it with the version of belonging that made it.",
    )


def _figures(release: Release, made: Made) -> Iterator[Claim]:
    same = same_rows(made.digest, release.input_digest)
    yield Claim(same, "The rows counted now are the rows counted then." if same else "Other rows are counted.")
    if made.findings.to_json() == release.findings:
        yield Claim(True, f"All {len(made.findings.tables)} tables and every sentence come out again, byte for byte.")
        return
    different = _differing(made.findings, Findings.from_json(release.findings))
    named = ", ".join(different[:5]) or "no table, but the notes or headlines"
    yield Claim(False, f"The findings come out otherwise: {len(different)} tables differ ({named}).")


def _differing(now: Findings, then: Findings) -> list[str]:
    before = {table.id: table for table in then.tables}
    after = {table.id: table for table in now.tables}
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def _ledger(release: Release) -> Iterator[Claim]:
    """Against the findings as stored, so that an altered ledger is told apart from altered findings.

    A school may have opened its report to more readers: of each of them it holds what it holds of the lead, or a part.
    """
    findings = Findings.from_json(release.findings)
    version = release.plan.version if release.plan else 0
    expected = {_entry(entry) for entry in ledger_entries(release, findings, version)}
    with programme_scope("findings: verify"):
        stored = {_entry(entry) for entry in LedgerEntry.objects.filter(release=release)}
    lead = {entry for entry in stored if entry.reader == LEAD}
    opened = {entry for entry in stored - lead if lead and entry._replace(reader=LEAD) in lead}
    differs = expected ^ (stored - opened)
    agrees = not differs
    yield Claim(
        agrees,
        f"The ledger holds its {len(stored)} entries as they were shown."
        if agrees
        else f"The ledger differs in {len(differs)} entries.",
    )


def _certificate(release: Release, made: Made) -> Iterator[Claim]:
    """Every witness is found again, and the whole release made again from rows that hold their answers."""
    if not release.certificate:
        if release.school_id is not None and made.findings.tables:
            yield Claim(True, "No certificate stands beside it, so there is none to check.")
        return
    stored = replace(made.released, findings=Findings.from_json(release.findings))
    found = verify(stored, Certificate.from_json(release.certificate))
    yield from (Claim(True, f"Certificate: {sentence}") for sentence in found.agrees)
    yield from (Claim(False, f"Certificate: {sentence}") for sentence in found.differs)


def _entry(entry: LedgerEntry) -> _Entry:
    return _Entry(entry.table, entry.wave, entry.rung, entry.shown, entry.reader, entry.digest)
