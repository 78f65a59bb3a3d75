"""Themes in words: how far coding is, how far two agree, what is released."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belonging.evaluation.agreement import Pairs
from belonging.figures import wave_name
from belonging.instruments.load import load
from belonging.web.themes.models import Codebook, CodedComment
from belonging.web.themes.queries import AUDIENCES, Progress
from belonging.web.themes.rules.results import Codes, ThemeAgreement, ThemeResults, agreement_of, pairs_of
from belonging.web.ui.components import Table

WHO = {"parent": "A parent or carer wrote this", "staff": "A member of staff wrote this"}
PREVALENCE = (
    "Kappa falls where nearly every comment, or nearly none, has a theme, however well two people agree. Read it "
    "beside how many they coded alike."
)
BY_COMMENT = "The base is comments, not people: somebody may have written two. What nobody wrote about is not told."


@dataclass(frozen=True, slots=True)
class Line:
    """One audience on the first page."""

    audience: str
    title: str
    sentence: str
    begun: bool
    fixed: bool
    released: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A comment to be coded; nothing tells which school it is from."""

    number: int
    who: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A comment on which two differ."""

    shown: Shown
    first: str
    second: str


def line(audience: str, codebook: Codebook | None, progress: Progress | None, *, released: bool) -> Line:
    fixed = codebook is not None and codebook.fixed_at is not None
    return Line(
        audience=audience,
        title=AUDIENCES[audience],
        sentence=_standing(codebook, progress, released=released),
        begun=codebook is not None,
        fixed=fixed,
        released=released,
    )


def shown(row: CodedComment) -> Shown:
    round_ = row.comment.round
    boxes = {box.key: str(box.wording) for box in load(round_.instrument).comment_boxes}
    return Shown(row.pk, WHO[round_.audience], boxes.get(row.comment.box, ""), row.comment.released_text)


def how_far(progress: Progress, *, second: bool) -> str:
    done, of = (progress.second, progress.sample) if second else (progress.first, progress.comments)
    return f"{done} of {of} coded."


def apart_lines(rows: Iterable[CodedComment], names: Mapping[str, str]) -> list[Apart]:
    return [Apart(shown(row), _named(row.first_themes, names), _named(row.second_themes, names)) for row in rows]


def agreement_table(coded: list[Codes], names: Mapping[str, str]) -> Table:
    """By theme, of comments that two people have coded."""
    twice = [each for each in coded if each.first is not None and each.second is not None]
    rows = [(name, *_agreement(pairs_of(key, twice))) for key, name in names.items()]
    return Table(
        caption="How far two people agree, of every comment that both have coded",
        head=("Theme", "Coded alike, in 100", "Kappa", "95 % interval"),
        rows=rows,
        numeric=frozenset({1, 2, 3}),
    )


def results_table(results: ThemeResults) -> Table:
    rows = [
        (theme.name, *(share.refused or f"{share.text[:1].upper()}{share.text[1:]}" for share in theme.shares))
        for theme in results.themes
    ]
    return Table(
        caption=f"What {AUDIENCES[results.audience].lower()} wrote about",
        head=("Theme", *(_wave(results, wave) for wave in results.waves)),
        rows=rows,
    )


def released_agreement(results: ThemeResults) -> Table:
    rows = [(theme.name, *_printed(theme.agreement)) for theme in results.themes]
    return Table(
        caption=f"How far two people agreed on {results.sample} comments",
        head=("Theme", "Coded alike, in 100", "Kappa", "95 % interval"),
        rows=rows,
        numeric=frozenset({1, 2, 3}),
    )


def _wave(results: ThemeResults, wave: str) -> str:
    counted = next((share.n for theme in results.themes for share in theme.shares if share.wave == wave), None)
    return wave_name(wave) if counted is None else f"{wave_name(wave)}, about {counted} comments"


def _standing(codebook: Codebook | None, progress: Progress | None, *, released: bool) -> str:
    if codebook is None or progress is None:
        return "No codebook yet."
    if codebook.fixed_at is None:
        return f"Version {codebook.version} of the codebook is being written."
    if released:
        return f"Version {codebook.version} is coded and released."
    parts = [f"{progress.first} of {progress.comments} comments coded"]
    parts.append(f"{progress.second} of {progress.sample} by a second person")
    if progress.apart:
        parts.append(f"{progress.apart} to settle")
    return f"Version {codebook.version}: {', '.join(parts)}."


def _agreement(pairs: Pairs) -> tuple[str, str, str]:
    return _printed(agreement_of(pairs))


def _printed(found: ThemeAgreement) -> tuple[str, str, str]:
    alike = "–" if found.agreed is None else str(found.agreed)
    if found.kappa is None:
        return alike, "–", "–"
    return alike, f"{found.kappa:.2f}", f"{found.low:.2f} to {found.high:.2f}"


def _named(keys: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(key, key) for key in keys) or "None of these"
