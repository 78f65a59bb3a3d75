"""What was asked: every statement's words and choices, whose they are, and in which editions they were put."""

from __future__ import annotations

from collections.abc import Iterator

from belonging.evaluation.choices import MIX
from belonging.evaluation.released import Findings
from belonging.instruments.load import load, load_framework
from belonging.instruments.model import Instrument, Item
from belonging.web.reports.presenters.mix import draft_line, mix_lines
from belonging.web.reports.presenters.programme.content import Block, Grid, Points, Section, Sentence
from belonging.web.reports.presenters.programme.saying import ids
from belonging.web.reports.queries.technical import TechnicalEvidence

LANGUAGES = {"en": "English", "cy": "Welsh"}


def instruments_section(evidence: TechnicalEvidence) -> Section:
    whole = evidence.whole
    found = (*evidence.heard.values(), *(one for one in (whole.feedback, whole.leads) if one is not None))
    blocks = tuple(block for findings in found for block in _asked(findings))
    return Section("instruments", "What was asked", blocks)


def _asked(findings: Findings) -> Iterator[Block]:
    asked = load(findings.instrument)
    yield Points(f"{asked.title} ({asked.name})", tuple(_about(findings, asked)))
    scales = {item.key: _choices(item) for item in asked.items}
    rows = tuple((item.key, _words(item), _side(item), scales[item.key]) for item in asked.items)
    rests = tuple((f"{findings.audience}:{item.key}",) for item in asked.items)
    yield Grid("", ("Key", "Statement", "Side of belonging", "Choices"), rows, rests)


def _about(findings: Findings, asked: Instrument) -> Iterator[Sentence]:
    rights = asked.rights
    yield Sentence(f"{len(asked.items)} statements, about {asked.minutes} minutes. Digest {asked.digest[:16]}.")
    yield Sentence(f"Words: {rights.holder}. Licence: {rights.licence}. {rights.note}".strip())
    languages = ", ".join(LANGUAGES.get(code, code) for code in asked.languages)
    yield Sentence(f"Languages: {languages}.")
    for edition in asked.other_editions:
        yield Sentence(f"Edition “{edition.name}”: {edition.for_whom}.")
    mix = ids(findings, *(note.code for note in findings.notes if note.code.startswith(MIX)))
    yield from (Sentence(line, mix) for line in mix_lines(findings))
    draft = draft_line(findings)
    if draft:
        yield Sentence(draft)
    for box in asked.comment_boxes:
        yield Sentence(f"In their own words: “{box.wording}”")


def _words(item: Item) -> str:
    words = f"“{item.wording['standard']}”"
    return f"{words} (turned round: to disagree is the positive answer)" if item.reverse else words


def _side(item: Item) -> str:
    sides = {side.key: str(side.title) for side in load_framework().constructs}
    return sides.get(item.construct, item.construct.replace("_", " ").capitalize())


def _choices(item: Item) -> str:
    return " / ".join(str(option.label) for option in item.scale.options)
