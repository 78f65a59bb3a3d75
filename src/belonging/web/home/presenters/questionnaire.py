"""What a questionnaire asks, for anyone who wants to read it first."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.instruments.load import load
from belonging.instruments.model import AboutMe, Instrument, Item
from belonging.web.home.presenters.words import AUDIENCES, minutes

SHOWN = ("pupil_v1", "parent_v1", "staff_v1")
WHO = {"pupil": "pupils", "parent": "parents and carers", "staff": "school staff"}


@dataclass(frozen=True, slots=True)
class Statement:
    words: str
    plainer: str


@dataclass(frozen=True, slots=True)
class Part:
    """Statements that stand together, with the answers one may choose from."""

    title: str
    statements: tuple[Statement, ...]
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    name: str
    who: str
    audience: str
    title: str
    introduction: str
    length: str
    parts: tuple[Part, ...]
    about: tuple[tuple[str, tuple[str, ...]], ...]
    comments: tuple[str, ...]
    licence: str
    holder: str
    note: str


def previews() -> list[Preview]:
    return [_preview(load(name)) for name in SHOWN]


def preview(name: str) -> Preview | None:
    """None where no questionnaire has that name."""
    return _preview(load(name)) if name in SHOWN else None


def _preview(instrument: Instrument) -> Preview:
    return Preview(
        name=instrument.name,
        who=WHO[instrument.audience],
        audience=AUDIENCES[instrument.audience],
        title=str(instrument.title),
        introduction=str(instrument.introduction),
        length=f"{len(instrument.items)} statements, about {minutes(instrument.minutes)}",
        parts=tuple(
            Part(
                title=str(section.title),
                statements=tuple(_statement(item, instrument) for item in section.items),
                choices=tuple(str(option.label) for option in section.items[0].scale.options),
            )
            for section in instrument.sections
        ),
        about=tuple(_about(question) for question in instrument.about_me),
        comments=tuple(str(box.wording) for box in instrument.comment_boxes),
        licence=instrument.rights.licence,
        holder=instrument.rights.holder,
        note=instrument.rights.note,
    )


def _statement(item: Item, instrument: Instrument) -> Statement:
    return Statement(
        words=str(item.wording[instrument.editions[0]]), plainer="" if item.plainer is None else str(item.plainer)
    )


def _about(question: AboutMe) -> tuple[str, tuple[str, ...]]:
    return str(question.wording), tuple(str(option.label) for option in question.options)
