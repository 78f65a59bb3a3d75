"""Certificates of destruction: of a sealed questionnaire, and of a cohort's links. As rows, and as a text to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Ending, KeyEnd, LinkKey, Round
from belonging.web.surveys.presenters.rounds import long_day, round_title
from belonging.web.surveys.queries.linking import Standing
from belonging.web.surveys.rules.rounds import count_words, shown_count
from belonging.web.ui.components import SummaryRow

HOW_FAR = (
    "What “destroyed” means: rows are deleted; SQLite overwrites their place, and PostgreSQL writes the tables anew in "
    "the nightly rebuild. Safety copies that were made before may hold them for 35 days."
)
OF_THE_KEY = (
    "The key file is overwritten and deleted. A solid-state disk, or a file system that copies on writing, may keep "
    "the old block until it is used again. There is nothing left here that the key opens."
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """`done`: whether there is anything to certify yet."""

    title: str
    about: str
    says: str
    done: bool
    rows: Sequence[SummaryRow]
    notes: Sequence[str]

    @property
    def text(self) -> str:
        """To keep or to print: no page around it."""
        lines = [self.title, self.about, "", self.says, ""]
        lines += [f"{row.key}: {row.value}" for row in self.rows]
        return "\n".join([*lines, "", *self.notes, ""])


def sealing_certificate(round_: Round, entry: Entry | None) -> Certificate:
    """What the journal and the round say of the sealing. Numbers of people are rounded, as everywhere."""
    title, about = f"Certificate of sealing: {round_title(round_)}", f"{round_.host.name}, {round_.cohort.name}"
    if entry is None or round_.sealed_on is None:
        return Certificate(title, about, "This questionnaire is not sealed yet.", False, (), ())
    kept = entry.details.get("slips_kept", 0)
    rows = [
        SummaryRow("Sealed", long_day(round_.sealed_on)),
        SummaryRow("Answers shuffled under random keys", _about(round_.sealed_rows or 0)),
        *_slips(entry, kept),
        SummaryRow("The secret that went into their codes", _salt(round_)),
        SummaryRow("SHA-256 of the sealed answers", round_.sealed_digest),
        *_entry(entry),
    ]
    says = "The answers lost every tie to their slips."
    if round_.link_key:
        says = "The answers were shuffled. Until this cohort’s links are destroyed, slips still lead to them."
    return Certificate(title, about, says, True, rows, (HOW_FAR,))


def linking_certificate(cohort: Cohort, standing: Standing, school: School | None = None) -> Certificate:
    """Of the whole cohort, or (with `school`) with that school's own numbers."""
    title = f"Linking of baseline and endline: {cohort.name}"
    about = school.name if school else "All schools of the cohort"
    held = standing.key
    if not cohort.links_waves:
        return Certificate(title, about, NOT_LINKED, False, (), ())
    if held is None:
        make = f" The command is “belonging keys make {cohort.slug}”."
        return Certificate(title, about, NO_KEY + (make if school is None else ""), False, (), ())
    if held.ended_at is None:
        return Certificate(title, about, _goes_on(standing), False, _now(standing, school), (HOW_FAR,))
    done = held.certified_at is not None
    return Certificate(title, about, _ended(held), done, _destroyed(standing, held, school), (HOW_FAR, OF_THE_KEY))


NOT_LINKED = "This cohort does not link its waves: there is nothing to destroy."
NO_KEY = (
    "Once the cohort is open, whoever runs the service makes its key. Before that no questionnaire of pupils can open."
)


def _goes_on(standing: Standing) -> str:
    last = f", on {long_day(standing.last_day)} at the latest" if standing.last_day else ""
    return (
        "Links are kept: whoever holds the key, the database and a slip could find the answers that came with it. "
        "A school holds neither key nor database. Links, waiting slips and the key are destroyed a day after the "
        f"evaluator has downloaded the matched file{last}."
    )


def _ended(held: LinkKey) -> str:
    if held.certified_at is not None:
        return (
            "Links, waiting slips, their secrets and the key are destroyed. No slip leads to a sealed answer any more."
        )
    if held.key_ended_at is not None:
        return "Links, waiting slips, their secrets and the key are destroyed. The certificate is being written."
    return (
        "Links and waiting slips are destroyed: there is nothing left that the key opens. The key file waits to be "
        "destroyed by the user of the answering process: belonging keys tidy"
    )


def _now(standing: Standing, school: School | None) -> list[SummaryRow]:
    rows = [*_key(standing.key)]
    if school is None:
        rows += [
            SummaryRow("Slips that wait for the endline", f"{standing.slips:,}"),
            SummaryRow("Sealed answers with a link", f"{standing.links:,}"),
        ]
    return rows


def _destroyed(standing: Standing, held: LinkKey, school: School | None) -> list[SummaryRow]:
    assert held.ended_at is not None  # noqa: S101  # for the type checker: the caller has looked
    counts = held.counts if school is None else held.counts["schools"].get(str(school.pk), {"slips": 0, "links": 0})
    rows = [
        *_key(held),
        SummaryRow("Links and slips destroyed", long_day(held.ended_at)),
        SummaryRow("Because", Ending(held.ended_because).label.capitalize()),
        SummaryRow("By", standing.ended_by),
        SummaryRow("Waiting slips destroyed", f"{counts['slips']:,}" if school is None else _about(counts["slips"])),
        SummaryRow("Links destroyed", f"{counts['links']:,}" if school is None else _about(counts["links"])),
    ]
    if held.key_ended_at:
        rows.append(SummaryRow("Key file", f"{KeyEnd(held.key_end).label.capitalize()}, {long_day(held.key_ended_at)}"))
    return [*rows, *(_entry(standing.entry) if standing.entry else [])]


def _about(exact: int) -> str:
    """To the nearest 5, as pages have numbers of people."""
    return count_words(shown_count(exact)).capitalize()


def _key(held: LinkKey | None) -> list[SummaryRow]:
    if held is None:
        return []
    return [SummaryRow("Key made", long_day(held.made_at)), SummaryRow("SHA-256 of the key", held.digest)]


def _slips(entry: Entry, kept: int) -> list[SummaryRow]:
    """Sealings before certificates did not count their slips."""
    if "slips" not in entry.details:
        return [SummaryRow("Fingerprints of slips", "Destroyed")]
    slips = entry.details["slips"]
    if kept:
        return [SummaryRow("Fingerprints of slips", f"{kept:,} lost their pack and wait for the endline")]
    return [SummaryRow("Fingerprints of slips", f"{slips:,} destroyed" if slips else "There were none")]


def _salt(round_: Round) -> str:
    if round_.link_key:
        return "The questionnaire’s own is destroyed; that of the slips is kept until the links are destroyed"
    return "Destroyed"


def _entry(entry: Entry) -> list[SummaryRow]:
    return [
        SummaryRow("Entry of the journal", f"Number {entry.number} of its chain, {long_day(entry.at)}"),
        SummaryRow("Hash of that entry", entry.hash),
    ]
