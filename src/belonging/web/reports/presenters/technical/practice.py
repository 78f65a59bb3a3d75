"""Training, audit, leads and outcomes, statement by statement; comments by theme; published figures beside ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from belonging.figures import wave_name
from belonging.web.audit.models import Stage
from belonging.web.audit.rules.across import Across
from belonging.web.reports.presenters.benchmarks import beside
from belonging.web.reports.presenters.pictures import Easel
from belonging.web.reports.presenters.programme.content import Block, Grid, Section, Sentence, Words
from belonging.web.reports.presenters.programme.places import figures_of
from belonging.web.reports.presenters.programme.practice import practice_sections, schools_words
from belonging.web.reports.presenters.programme.saying import ids, latest
from belonging.web.reports.presenters.technical.results import professional_tables
from belonging.web.reports.presenters.wording import VOICES
from belonging.web.reports.queries.technical import TechnicalEvidence
from belonging.web.themes.rules.results import ThemeAgreement, ThemeResults, ThemeShare

TAKEN: Final = ("training", "audit", "leads", "outcomes")
"""Sections of the programme's report that stand here too; its case studies are not figures."""


def practised_sections(evidence: TechnicalEvidence, easel: Easel) -> Iterator[Section]:
    whole = evidence.whole
    more = {
        "training": tuple(professional_tables(whole.feedback, "training")),
        "leads": tuple(professional_tables(whole.leads, "lead")),
        "audit": tuple(_every_statement(whole.across)) if whole.across else (),
    }
    for section in practice_sections(whole, figures_of(whole), easel):
        if section.key in TAKEN:
            yield replace(section, blocks=(*section.blocks, *more.get(section.key, ())))


def _every_statement(found: Across) -> Iterator[Block]:
    """Area by area, in the audit's order."""
    two = found.stage != Stage.BASELINE
    head = ("Fully met", *(("Baseline",) if two else ()), Stage(found.stage).label)
    told = {one.statement.key: one for one in found.statements}
    for area in found.areas:
        each = [told[statement.key] for statement in area.area.statements if statement.key in told]
        rows = tuple(
            (
                f"{one.statement.key}: {one.statement.wording}",
                *((schools_words(one.earlier) if one.earlier else "",) if two else ()),
                schools_words(one.now),
            )
            for one in each
        )
        rests = tuple((f"audit:statement:{one.statement.key}",) for one in each)
        yield Grid(f"{area.area.title}: every statement", head, rows, rests)
    if found.too_few:
        keys = ", ".join(statement.key for statement in found.too_few)
        yield Words((Sentence(f"Rated by too few schools to be told: {keys}."),), look="small")


def themes_section(evidence: TechnicalEvidence) -> Iterator[Section]:
    if evidence.themes:
        text = (
            "What people wrote in their own words was read by one person and, in a sample drawn by lot, by a second "
            "who did not see the first’s work. Each comment may hold several themes. Shares are of 100 comments."
        )
        blocks = (Words((Sentence(text),)), *(block for each in evidence.themes for block in _themes(each)))
        yield Section("themes", "What people wrote, by theme", blocks)


def _themes(found: ThemeResults) -> Iterator[Block]:
    waves = found.waves
    head = ("Theme", *(wave_name(wave) for wave in waves), "Alike", "Kappa (95% interval)")
    rows, rests = [], []
    for theme in found.themes:
        shares = {share.wave: share for share in theme.shares}
        told = (_share(shares[wave]) if wave in shares else "not shown" for wave in waves)
        rows.append((f"{theme.name}. {theme.definition}", *told, *_agreement(theme.agreement)))
        rests.append(tuple(share.id for share in theme.shares))
    sample = f"{found.sample} comments were read by two people."
    over_all = f" Krippendorff’s alpha over all themes: {found.alpha:.2f}." if found.alpha is not None else ""
    note = f"Codebook, version {found.version}. {sample}{over_all}"
    yield Grid(VOICES[found.audience], head, tuple(rows), tuple(rests), note=note)


def _share(share: ThemeShare) -> str:
    if not share.text:
        return "not shown"
    return share.text if share.n is None else f"{share.text} (of about {share.n})"


def _agreement(agreement: ThemeAgreement) -> tuple[str, str]:
    alike = "not known" if agreement.agreed is None else f"{agreement.agreed} in 100"
    if agreement.kappa is None or agreement.low is None or agreement.high is None:
        return alike, "none"
    return alike, f"{agreement.kappa:.2f} ({agreement.low:.2f} to {agreement.high:.2f})"


def benchmarks_section(evidence: TechnicalEvidence) -> Iterator[Section]:
    rows, rests = [], []
    for audience, findings in evidence.heard.items():
        for table in findings.tables:
            cell = latest(table) if table.by == "all" else None
            if cell is None or cell.parts is None:
                continue
            for one in beside(table.item, audience, evidence.whole.settings):
                ours = f"“{table.wording}”: {cell.parts['positive'].text}"
                about = f"{one.of_whom} {one.reason} {one.caution}".strip()
                rows.append((ours, one.text, one.word, about, one.source))
                rests.append((*ids(findings, cell.id), f"benchmark:{one.key}"))
    if rows:
        head = ("Ours", "Published", "Comparable?", "Whose, and why so", "Source")
        text = "Nothing is tested between the two: other children, other years, and mostly other words."
        grid = Grid("", head, tuple(rows), tuple(rests))
        yield Section("benchmarks", "Published figures", (Words((Sentence(text),)), grid))
