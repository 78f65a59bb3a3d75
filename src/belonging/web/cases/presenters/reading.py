"""A case study as it is read: on a page of the school, of the hub, for everybody; the PDF has the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from belonging.figures import Look, StandingRow, draw_standing, wave_name
from belonging.instruments.load import load_audit
from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.cases.models import CasePicture, Phase, Section
from belonging.web.cases.rules.figures import Picked, shares_of, words_from
from belonging.web.cases.rules.kinds import PARTS
from belonging.web.cases.rules.snapshots import Shown, ShownFigure
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

FIGURE_WIDTH = 290
PAPER_WIDTH = 300
IN_WORDS = "Answers of a small group are told in words"
NEVER_A_CAUSE = "Figures come from the programme’s own questionnaires. They say what changed, not why."
_AUDIENCES = {"pupil": "Pupils’ answers", "parent": "Parents’ and carers’ answers", "staff": "Staff’s answers"}
Address = Callable[[CasePicture], str]


@dataclass(frozen=True, slots=True)
class FigureView:
    """`svg` is empty where the release cannot be drawn; `text` is the same in words."""

    title: str
    who: str
    text: str
    reading: str
    svg: SafeString


@dataclass(frozen=True, slots=True)
class PictureView:
    url: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SectionView:
    key: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuoteView:
    words: str
    whose: str


@dataclass(frozen=True, slots=True)
class ReadPage:
    title: str
    summary: str
    school: str
    programme: str
    """Empty where the school is not named: a programme of few schools would point at it."""
    tags: tuple[str, ...]
    sections: tuple[SectionView, ...]
    numbers_from: str
    figures: tuple[FigureView, ...]
    quotes: tuple[QuoteView, ...]
    pictures: tuple[PictureView, ...]
    caution: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What is read: `pictures` are those in `shown`, in its order; `address` gives where each is served."""

    shown: Shown
    school: School
    cohort: Cohort
    pictures: tuple[CasePicture, ...]
    is_masked: bool


def read_page(subject: Subject, address: Address, *, width: int = FIGURE_WIDTH) -> ReadPage:
    """Call in the school's scope: figures are drawn from its releases."""
    shown = subject.shown
    alts = {each.id: each.alt for each in shown.pictures}
    return ReadPage(
        title=shown.title,
        summary=shown.summary,
        school=shown.school,
        programme="" if subject.is_masked else subject.cohort.name,
        tags=tuple(tags_of(shown.phase, shown.areas)),
        sections=tuple(section_view(key, text) for key, text in shown.sections),
        numbers_from=shown.numbers_from,
        figures=figure_views(shown.figures, subject.school, subject.cohort, width=width),
        quotes=tuple(QuoteView(each.words, opening(each.whose)) for each in shown.quotes),
        pictures=tuple(PictureView(address(each), alts[each.pk], each.width, each.height) for each in subject.pictures),
        caution=NEVER_A_CAUSE if shown.figures else "",
    )


def section_view(key: str, text: str) -> SectionView:
    paragraphs = tuple(line.strip() for line in text.split("\n") if line.strip())
    return SectionView(key, PARTS[Section(key)].title, paragraphs)


def figure_views(
    figures: Iterable[ShownFigure], school: School, cohort: Cohort, *, width: int = FIGURE_WIDTH
) -> tuple[FigureView, ...]:
    asked = list(figures)
    voices = {each: voices_of(school, cohort, releases=[each]) for each in {one.release_id for one in asked}}
    return tuple(_figure(at, each, voices[each.release_id], width) for at, each in enumerate(asked, start=1))


def tags_of(phase: str, areas: Iterable[str]) -> list[str]:
    titles = {area.key: str(area.title) for area in load_audit().areas}
    """`phase` is empty where it would tell which school it is."""
    kind = [str(Phase(phase).label)] if phase else []
    return [*kind, *(titles[key] for key in areas if key in titles)]


def opening(words: str) -> str:
    return words[:1].upper() + words[1:]


def _figure(at: int, shown: ShownFigure, voices: SchoolVoices | None, width: int) -> FigureView:
    words = words_from(shown.printed)
    told = "; ".join(f"{wave_name(each.wave).lower()}, {each.text}" for each in words.told)
    text = f"{opening(words.people)} who answered “{words.positive}”: {told}."
    if any(not set(each.text) & set("0123456789") for each in words.told):
        text = f"{text} {IN_WORDS}{'.' if words.reading else ', and no change is worked out from them.'}"
    return FigureView(
        title=words.wording,
        who=_whose(shown, words.people),
        text=text,
        reading=words.reading,
        svg=_svg(at, shown, voices, width),
    )


def _whose(shown: ShownFigure, people: str) -> str:
    answers = _AUDIENCES.get(shown.audience, "Answers")
    return answers if shown.by == "all" else f"{answers}: {people}"


def _svg(at: int, shown: ShownFigure, voices: SchoolVoices | None, width: int) -> SafeString:
    """The figure escapes every text itself; its colours stand in the elements."""
    if voices is None:
        return SafeString("")
    words = words_from(shown.printed)
    heard = list(shares_of(voices, Picked(shown.audience, shown.item, shown.by, shown.group)))
    cells = [(wave_name(each.wave), voices.cell(each)) for each in heard]
    rows = [StandingRow(name, cell) for name, cell in cells if cell is not None]
    if not rows:
        return SafeString("")
    look = Look(f"case-figure-{at}", width, paper=True)
    return SafeString(draw_standing(words.wording, rows, people=words.people, look=look).svg)
