"""The discussion pack as a sheet to print (PDF) and one to change (Word)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from belonging.web.enrolment.presenters.word import document_docx
from belonging.web.enrolment.rules.documents import ENGLISH, Block, Document, Section
from belonging.web.replies.models import Edition
from belonging.web.replies.presenters.words import wave_words
from belonging.web.replies.rules.discussing import CHILDLINE, MINUTES, NOTES, RULES, WORRIED, Question, plan
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import typeset

TITLES: Final = {
    Edition.PUPILS: "What do our findings mean? A talk with pupils",
    Edition.YOUNGER: "What do our findings mean? A talk with younger pupils",
}
HEAD: Final = ("Minutes", "What", "How")
NEED: Final = "You need: this sheet, a pen, big paper, a quiet room. Reading it beforehand: 5 minutes."
AFTERWARDS: Final = (
    "Write down what the group said on the page “What pupils say about the findings”: the day, who talked, how many, "
    "and their words, without names. It takes five minutes, and can become the reason for an action of your plan."
)
PLAN, FIRST, ASKED = "Your half hour", "Say this first", "What pupils said, and what to ask"
ADULT, WORRY, AFTER = "For the adult", "If you are worried about a pupil", "Afterwards"
LINES: Final = 4
"""To write on, under each question."""
_HERE: Final = "They said:"


@dataclass(frozen=True, slots=True)
class Pack:
    """`safeguarding`: the lead's name, empty where the school has named nobody."""

    edition: Edition
    asked: tuple[Question, ...]
    school: str
    wave: str
    safeguarding: str

    @property
    def title(self) -> str:
        return TITLES[self.edition]

    @property
    def about(self) -> str:
        return f"{self.school}, {wave_words(self.wave).lower()}. {MINUTES} minutes with a group of six to eight pupils."

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple((str(step.minutes), step.title, step.what) for step in plan(self.edition, len(self.asked)))

    @property
    def worried(self) -> str:
        return WORRIED + (f" Your safeguarding lead is {self.safeguarding}." if self.safeguarding else "")


def pack_pdf(pack: Pack, *, now: datetime) -> bytes:
    data = {
        "title": pack.title,
        "about": pack.about,
        "school": pack.school,
        "label": environment_label(),
        "plan": {"heading": PLAN, "head": HEAD, "rows": pack.rows, "need": NEED},
        "rules": {"heading": FIRST, "items": RULES[pack.edition]},
        "asked": {
            "heading": ASKED,
            "questions": [
                {"finding": each.finding, "question": f"{at}. {each.question}"}
                for at, each in enumerate(pack.asked, start=1)
            ],
        },
        "sections": [
            {"heading": ADULT, "words": (), "items": NOTES},
            {"heading": WORRY, "words": (pack.worried, CHILDLINE), "items": ()},
            {"heading": AFTER, "words": (AFTERWARDS,), "items": ()},
        ],
    }
    template = files("belonging.web.replies").joinpath("typst", "pack.typ").read_text("utf-8")
    return typeset(template, data, made_at=now).pdf


def pack_docx(pack: Pack, *, now: datetime) -> bytes:
    made: Any = docx.Document(BytesIO(document_docx(_document(pack), now=now)))
    _narrow(made.tables[0])
    paragraphs = list(made.paragraphs)
    for at, paragraph in enumerate(paragraphs):
        if paragraph.text == _HERE:
            _write_here(paragraph, paragraphs[at - 1])
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def _document(pack: Pack) -> Document:
    sections = (
        Section(PLAN, (Block(head=HEAD, rows=pack.rows), Block(text=NEED))),
        Section(FIRST, (Block(items=RULES[pack.edition]),)),
        Section(ASKED, tuple(_asked(pack.asked))),
        Section(ADULT, (Block(items=NOTES),)),
        Section(WORRY, (Block(text=pack.worried), Block(text=CHILDLINE))),
        Section(AFTER, (Block(text=AFTERWARDS),)),
    )
    return Document(
        key="discussion_pack",
        version=1,
        language=ENGLISH,
        title=pack.title,
        about=pack.about,
        warning="",
        sections=sections,
        digest="",
        size=12,
    )


def _asked(asked: Sequence[Question]) -> list[Block]:
    return [
        block
        for at, each in enumerate(asked, start=1)
        for block in (Block(text=f"{at}. {each.finding} {each.question}".replace("  ", " ")), Block(text=_HERE))
    ]


def _narrow(table: Any) -> None:
    """The minutes and the step need little room."""
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, (Mm(20), Mm(24), Mm(122)), strict=True):
            cell.width = width


def _write_here(paragraph: Any, question: Any) -> None:
    """Lines over the full width, on one page with the question."""
    question.paragraph_format.keep_with_next = True
    question.paragraph_format.keep_together = True
    for _ in range(LINES - 1):
        _rule(paragraph.insert_paragraph_before(""), together=True)
    paragraph.runs[0].text = ""
    _rule(paragraph, together=False)


def _rule(paragraph: Any, *, together: bool) -> None:
    borders = OxmlElement("w:pBdr")
    for side in ("w:bottom", "w:between"):
        line = OxmlElement(side)
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "5B6770")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)
    # Only now: what Word wants before and after the borders then finds its place by itself.
    form = paragraph.paragraph_format
    form.keep_with_next, form.space_after, form.line_spacing = together, Pt(0), Pt(24)
