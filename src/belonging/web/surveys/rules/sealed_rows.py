"""What of an open answer row lives on after sealing, and the digest over all of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from belonging.evaluation.choices import codes_of, kind_of
from belonging.instruments.model import Instrument
from belonging.web.surveys.rules.helping import Manner

FEWEST_WITH_FACTS = 10
"""A round of fewer answers is sealed without any fact that could tell one person from another."""

FEWEST_PROFESSIONAL = 5
"""Of an occasion, whose answers are given in a professional role: as few as its figures are shown for."""

COLUMNS = ("year_group", "gender", "sen")
"""The asked facts that have a column of their own; others stay in the answers under their question's key."""


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """What the slip said; all empty for an open link."""

    year_group: str = ""
    sex: str = ""
    sen: str = ""


@dataclass(frozen=True, slots=True)
class SealedRow:
    answers: Mapping[str, int]
    year_group: str
    sex: str
    sen: str
    gender: str
    edition: str
    language: str
    help: str
    way: str


def sealed_row(instrument: Instrument, answers: Mapping[str, int], slip: SlipFacts, manner: Manner) -> SealedRow:
    """Facts of the slip come before those of the form; roster sex leaves no room for an answered gender."""
    asked = {
        question.fact: question.value_of(answers.get(question.key)) or ""
        for question in instrument.about_me
        if question.fact in COLUMNS
    }
    others = [question.key for question in instrument.about_me if question.fact not in COLUMNS]
    # Rewritten in the questionnaire's order: the order of a device's own JSON could tell devices apart.
    kept = [*(item.key for item in instrument.items), *others]
    return SealedRow(
        answers={key: answers[key] for key in kept if key in answers},
        year_group=slip.year_group or asked.get("year_group", ""),
        sex=slip.sex,
        sen=slip.sen or asked.get("sen", ""),
        gender="" if slip.sex else asked.get("gender", ""),
        edition=manner.edition,
        language=manner.language,
        help=manner.help,
        way=manner.way,
    )


def settled_answers(instrument: Instrument, only_phase: str) -> dict[str, int]:
    """The code of every question that the school itself answers, for instance the phase in a primary school."""
    return {
        question.key: option.code
        for question in instrument.about_me
        if question.fact == "phase"
        for option in question.options
        if option.value == only_phase
    }


def without_facts(instrument: Instrument, rows: Sequence[SealedRow]) -> list[SealedRow]:
    """The answers to the items alone, and the edition where it tells nobody from the others.

    Without it answers among two choices could not be told from answers among three (docs/methods/editions.md).
    """
    editions = {row.edition for row in rows}
    one_kind = len(editions) < 2 or len({kind_of(instrument, each) for each in editions}) == 1
    blank = SealedRow({}, year_group="", sex="", sen="", gender="", edition="", language="", help="", way="")
    made = []
    for row in rows:
        answers = {item.key: row.answers[item.key] for item in instrument.items if item.key in row.answers}
        told = len(editions) == 1 or (one_kind and _is_told_by_codes(instrument, answers))
        made.append(replace(blank, answers=answers, edition=row.edition if told else ""))
    return made


def _is_told_by_codes(instrument: Instrument, answers: Mapping[str, int]) -> bool:
    return any(code not in codes_of(instrument, key) for key, code in answers.items())


def digest_of(rows: Iterable[tuple[str, SealedRow]], comments: Iterable[tuple[str, str, str]]) -> str:
    """SHA-256 (hex) over the sorted canonical rows (key, row) and comments (key, box, text)."""
    lines = [_canonical([key, _facts(row)]) for key, row in rows]
    lines += [_canonical(["comment", *comment]) for comment in comments]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _facts(row: SealedRow) -> dict[str, object]:
    """A row without a way reads as rows did before ways were kept: their digests stay good."""
    facts = asdict(row)
    if not row.way:
        del facts["way"]
    return facts


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
