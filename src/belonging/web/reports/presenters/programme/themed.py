"""What parents and staff wrote: how many comments speak of each theme, how far two readers agreed, and quotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from belonging.figures import wave_name
from belonging.web.reports.presenters.programme.content import Block, Grid, Quote, Quotes, Section, Sentence, Words
from belonging.web.reports.presenters.programme.remarks import WHOSE
from belonging.web.reports.presenters.wording import VOICES, said_by
from belonging.web.reports.queries.programme import Evidence, Written
from belonging.web.themes.rules.results import ThemeResults, ThemeShare

LEAD: Final = (
    "Somebody read every comment and said which themes are in it; one comment may hold several. The shares are of "
    "comments and not of people. They tell what those who wrote had on their minds, and not how many others feel so."
)
OF_A_THEME: Final = 1
"""Quotes: a few words from each, so that no theme speaks louder than the others."""


def themed_sections(evidence: Evidence) -> Iterator[Section]:
    """Nothing until themes are released."""
    if evidence.written:
        who = said_by([each.results.audience for each in evidence.written])
        blocks = (block for each in evidence.written for block in _blocks(each))
        yield Section("written", f"What {who} wrote", (Words((Sentence(LEAD),), look="lead"), *blocks))


def _blocks(told: Written) -> Iterator[Block]:
    results = told.results
    head = ("Theme", *(_wave(results, wave) for wave in results.waves))
    rows = tuple((theme.name, *(_share(share) for share in theme.shares)) for theme in results.themes)
    rests = tuple(tuple(share.id for share in theme.shares) for theme in results.themes)
    yield Grid(f"{VOICES[results.audience]}: what comments are about", head, rows, rests, note=agreed(results))
    quotes = list(_quotes(told))
    if quotes:
        yield Quotes(f"{VOICES[results.audience]}, in their own words", tuple(quotes))


def agreed(results: ThemeResults) -> str:
    """How far two readers agreed before they talked, from the theme on which they agreed least."""
    alike = [theme.agreement.agreed for theme in results.themes if theme.agreement.agreed is not None]
    if not alike:
        return ""
    least, most = min(alike), max(alike)
    span = str(most) if least == most else f"{least} to {most}"
    drawn = f"A second person read {results.sample} of these comments, drawn by lot, without seeing the first’s work."
    said = f"{drawn} Of every 100 they judged {span} alike, by theme."
    return said if results.alpha is None else f"{said} Krippendorff’s alpha: {results.alpha:.2f} (1 is full agreement)."


def _wave(results: ThemeResults, wave: str) -> str:
    counted = next((share.n for theme in results.themes for share in theme.shares if share.wave == wave), None)
    return wave_name(wave) if counted is None else f"{wave_name(wave)}, about {counted} comments"


def _share(share: ThemeShare) -> str:
    return f"{share.text[:1].upper()}{share.text[1:]}" if share.text else share.refused


def _quotes(told: Written) -> Iterator[Quote]:
    """No words twice, though they may hold two themes."""
    seen: set[str] = set()
    for theme in told.results.themes:
        new = [words for words in told.quotes.get(theme.key, ()) if words not in seen][:OF_A_THEME]
        seen.update(new)
        yield from (Quote(words, f"{WHOSE[told.results.audience]}, on “{theme.name}”") for words in new)
