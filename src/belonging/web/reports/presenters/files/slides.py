"""A report as slides: 16:9, a title of its own on each, tables and charts that can be edited, ids in the notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from belonging.web.reports.presenters.files.blocks import (
    Bars,
    Bullets,
    Heading,
    Paragraph,
    Piece,
    Sheet,
    Slide,
    Titled,
)
from belonging.web.reports.presenters.files.charts import FONT, INK, TEAL, WHITE, add_bars
from belonging.web.reports.presenters.files.plain import printable
from belonging.web.reports.presenters.files.slide_tables import add_table
from belonging.web.reports.presenters.files.steady import steady
from belonging.web.reports.presenters.programme.content import Sentence

SLIDES_TYPE: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, TOP, INNER, BODY = Inches(0.6), Inches(1.45), Inches(12.1), Inches(5.3)
SLATE: Final = RGBColor(0x4A, 0x56, 0x5E)
TITLE, TITLE_ONLY = 0, 5
"""Layouts of the library's own template, which has real title places: a screen reader finds each slide by it."""


def slides_file(titled: Titled, slides: Sequence[Slide], *, made_at: datetime) -> bytes:
    """The same report gives the same bytes."""
    made = Presentation()
    made.slide_width, made.slide_height = WIDE, HIGH
    about = made.core_properties
    about.title, about.author, about.language = printable(titled.title), "Belonging Matters", "en-GB"
    about.created = about.modified = made_at.replace(tzinfo=None)
    about.last_modified_by = ""
    _cover(made, titled)
    for slide in slides:
        _slide(made, slide, titled)
    kept = BytesIO()
    made.save(kept)
    return steady(kept.getvalue(), made_at)


def _cover(made: Any, titled: Titled) -> None:
    slide = made.slides.add_slide(made.slide_layouts[TITLE])
    fill = slide.background.fill
    fill.solid()
    fill.fore_color.rgb = TEAL
    title, below = slide.placeholders[0], slide.placeholders[1]
    _place(title, (LEFT, Inches(2.1), INNER, Inches(1.8)))
    _place(below, (LEFT, Inches(4.1), INNER, Inches(1.6)))
    _write(title.text_frame, [Sentence(titled.title)], size=44, colour=WHITE, bold=True)
    lines = [titled.about, titled.released, titled.label]
    _write(below.text_frame, [Sentence(line) for line in lines if line], size=22, colour=WHITE)


def _slide(made: Any, one: Slide, titled: Titled) -> None:
    slide = made.slides.add_slide(made.slide_layouts[TITLE_ONLY])
    title = slide.shapes.title
    _place(title, (LEFT, Inches(0.4), INNER, Inches(0.9)))
    _write(title.text_frame, [Sentence(one.title)], size=30, colour=TEAL, bold=True)
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    top = int(TOP)
    shares = _heights(one.pieces)
    for piece, high in zip(one.pieces, shares, strict=True):
        _add(slide.shapes, piece, (int(LEFT), top, int(INNER), high))
        top += high
    foot = slide.shapes.add_textbox(LEFT, Inches(6.95), INNER, Inches(0.4))
    words = " · ".join(filter(None, (titled.about, titled.released, titled.label)))
    _write(foot.text_frame, [Sentence(words)], size=11, colour=SLATE)
    slide.notes_slide.notes_text_frame.text = printable(_notes(one))


def _heights(pieces: Sequence[Piece]) -> list[int]:
    """Lines of words take what they need; the rest is for tables and charts."""
    flexible = [isinstance(piece, Sheet | Bars) for piece in pieces]
    lines = [0 if bends else _lines(piece) for piece, bends in zip(pieces, flexible, strict=True)]
    unit = int(BODY) // max(15, sum(lines)) if any(flexible) or sum(lines) > 15 else int(Inches(0.36))
    left = int(BODY) - unit * sum(lines)
    each = left // max(1, sum(flexible))
    return [each if bends else unit * count for count, bends in zip(lines, flexible, strict=True)]


def _lines(piece: Piece) -> int:
    """Of about 95 letters."""
    texts = _texts(piece)
    return sum(1 + len(text) // 95 for text in texts) + 1


def _texts(piece: Piece) -> list[str]:
    if isinstance(piece, Bullets):
        return [line.text for line in piece.lines]
    if isinstance(piece, Paragraph):
        return [" ".join(sentence.text for sentence in piece.sentences)]
    return [piece.text] if isinstance(piece, Heading) else []


def _add(shapes: Any, piece: Piece, place: tuple[int, int, int, int]) -> None:
    if isinstance(piece, Bars):
        add_bars(shapes, piece, place=place)
        return
    if isinstance(piece, Sheet):
        add_table(shapes, piece, place=place)
        return
    box = shapes.add_textbox(*map(Emu, place))
    listed = isinstance(piece, Bullets)
    texts = [Sentence(text) for text in _texts(piece)]
    size = 18 if sum(len(one.text) for one in texts) < 900 else 15
    _write(box.text_frame, texts, size=size, colour=INK, bold=isinstance(piece, Heading), listed=listed)


def _write(
    frame: Any, lines: Sequence[Sentence], *, size: float, colour: RGBColor, bold: bool = False, listed: bool = False
) -> None:
    frame.word_wrap = True
    for nth, line in enumerate(lines):
        into = frame.paragraphs[0] if nth == 0 else frame.add_paragraph()
        into.alignment = PP_ALIGN.LEFT
        into.space_after = Pt(6 if listed else 2)
        run = into.add_run()
        run.text = printable(f"•  {line.text}" if listed else line.text)
        run.font.name, run.font.size, run.font.bold, run.font.color.rgb = FONT, Pt(size), bold, colour
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK


def _place(shape: Any, place: tuple[int, int, int, int]) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Emu, place)


def _notes(one: Slide) -> str:
    """What the speaker may say, and the findings behind the slide: a chart's and a table's row by row."""
    ids: list[str] = []
    for piece in one.pieces:
        if isinstance(piece, Bars):
            ids += [f"{bar.label}: {bar.printed} [{bar.finding}]" for bar in piece.bars]
        elif isinstance(piece, Sheet):
            rests = piece.findings or ((),) * len(piece.rows)
            pairs = zip(piece.rows, rests, strict=True)
            ids += [f"{' | '.join(row)} [{' '.join(rest)}]" for row, rest in pairs if rest]
        else:
            lines = piece.lines if isinstance(piece, Bullets) else getattr(piece, "sentences", ())
            ids += [f"{line.text} [{' '.join(line.findings)}]" for line in lines if line.findings]
    return "\n".join([*one.notes, *(["Where the figures come from:", *ids] if ids else [])])
