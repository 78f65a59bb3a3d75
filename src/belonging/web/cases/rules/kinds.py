"""The parts of a case study, its stages, and what it may be used for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db import models


class State(models.TextChoices):
    """Where the writing stands. What is published stands apart from it (`Publication`)."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "With the adviser"
    CHANGES = "changes", "Changes asked for"
    RECOMMENDED = "recommended", "Ready to sign off"
    SIGNED = "signed", "Signed off"


class Use(models.TextChoices):
    """What consent was given for. For the public includes the hub."""

    HUB = "hub", "In the hub, for schools that take part"
    PUBLIC = "public", "In the hub and for everybody, on the public pages"


class Naming(models.TextChoices):
    MASKED = "masked", "Without the school’s name"
    NAMED = "named", "With the school’s name"


class Treatment(models.TextChoices):
    """What becomes of words that were found to look like a name."""

    ALWAYS = "always", "Replace it in every version"
    MASKED = "masked", "Replace it where the school is not named"
    KEPT = "kept", "Keep it: it names nobody"


class Phase(models.TextChoices):
    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    SPECIAL = "special", "Special"
    AP = "ap", "Alternative provision"


class Section(StrEnum):
    CONTEXT = "context"
    AIMS = "aims"
    ACTIONS = "actions"
    IMPACT = "impact"
    LESSONS = "lessons"


@dataclass(frozen=True, slots=True)
class Part:
    """How a section is asked for. `longest` in letters: all of them with figures and quotes fill two pages."""

    title: str
    prompt: str
    longest: int
    rows: int


PARTS: Final = {
    Section.CONTEXT: Part(
        "Our school", "What is your school like, and what did pupils, families or staff tell you?", 700, 6
    ),
    Section.AIMS: Part("What we wanted", "What should be different, and for whom?", 500, 4),
    Section.ACTIONS: Part(
        "What we did", "Who did what, how often, with how much time and money? What had to change on the way?", 1300, 10
    ),
    Section.IMPACT: Part(
        "What came of it", "What do you see now? Figures of the questionnaires have a page of their own.", 1100, 8
    ),
    Section.LESSONS: Part(
        "What we would tell another school", "What made it work? What would you do differently?", 800, 6
    ),
}
LONGEST_TITLE: Final = 90
LONGEST_SUMMARY: Final = 200
LONGEST_QUOTE: Final = 280
MOST_FIGURES: Final = 3
MOST_PICTURES: Final = 4
MOST_QUOTES: Final = 4
