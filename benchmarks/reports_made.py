"""What `benchmarks.reports` times: each form of a school's report, from findings in memory. Needs Django set up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from belonging.web.reports.presenters.examples import SETTINGS, OnePage, example_findings
from belonging.web.reports.presenters.files.school import school_pieces, titled
from belonging.web.reports.presenters.files.school_slides import school_slides
from belonging.web.reports.presenters.files.slides import slides_file
from belonging.web.reports.presenters.files.word import word_file
from belonging.web.reports.presenters.front import front_of
from belonging.web.reports.presenters.groups import group_sections
from belonging.web.reports.presenters.printed import printed, template
from belonging.web.reports.presenters.printed_school import Extras
from belonging.web.reports.presenters.report import Report, example_report
from belonging.web.reports.presenters.sections import Reader
from belonging.web.reports.queries import EXAMPLE_DAY, Voices
from belonging.web.ui.typeset import typeset


@dataclass(frozen=True, slots=True)
class Given:
    name: str
    voices: Voices


def inputs() -> list[Given]:
    return [Given(one.name, Voices({"pupil": example_findings(one.key)}, EXAMPLE_DAY)) for one in SETTINGS]


def forms() -> Mapping[str, Callable[[Given], object]]:
    return {"content": content, "word": word, "slides": slides, "pdf": pdf}


def content(given: Given) -> tuple[Report, Extras]:
    report = example_report(given.name, given.voices)
    front = front_of(report, given.voices, OnePage(), Reader())
    return report, Extras(front, group_sections(given.voices, OnePage()))


def word(given: Given) -> bytes:
    report, extras = content(given)
    return word_file(titled(report), school_pieces(report, extras, given.voices), made_at=EXAMPLE_DAY)


def slides(given: Given) -> bytes:
    report, extras = content(given)
    return slides_file(titled(report), school_slides(report, extras, given.voices), made_at=EXAMPLE_DAY)


def pdf(given: Given) -> bytes:
    report, extras = content(given)
    data, pictures = printed(report, extras)
    return typeset(template(), data, made_at=EXAMPLE_DAY, assets=pictures).pdf
