"""The front of a school's report: one page that is read in two minutes."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.beside_programme import ProgrammeBeside
from belonging.web.reports.presenters.linked import LinkedLine, linked_line
from belonging.web.reports.presenters.looks import NOTHING, FirstLook, looks_of
from belonging.web.reports.presenters.minutes import SmallSetting
from belonging.web.reports.presenters.notes import Note
from belonging.web.reports.presenters.questions import Ask, asks_of
from belonging.web.reports.presenters.report import Report, Turnout, school_report
from belonging.web.reports.presenters.sections import Paths, Reader, Ways
from belonging.web.reports.queries import Voices
from belonging.web.schools.models import School

LOOKS = ("What to look at first", "Look at this first", "Two things to look at first", "Three things to look at first")


@dataclass(frozen=True, slots=True)
class FrontBlock:
    name: str
    title: str
    lines: tuple[LinkedLine, ...]


@dataclass(frozen=True, slots=True)
class WhoLine:
    """Who answered of one audience, in one line. `findings`: ids by spaces."""

    title: str
    words: str
    findings: str


@dataclass(frozen=True, slots=True)
class Front:
    """`no_looks` says why there is nothing to look at first. `small`: too few for figures of their own."""

    report: Report
    blocks: tuple[FrontBlock, ...]
    looks: tuple[FirstLook, ...]
    looks_title: str
    no_looks: str
    who: tuple[WhoLine, ...]
    asks: tuple[Ask, ...]
    small: SmallSetting | None
    note: Note | None = None
    beside: ProgrammeBeside | None = None

    @property
    def alone(self) -> bool:
        """Whether nothing stands here that the school's answers said by themselves."""
        return self.small is not None and self.small.alone


def front_page(school: School, cohort: Cohort, voices: Voices, reader: Reader) -> Front:
    return front_of(school_report(school, cohort, voices, parts=()), voices, Ways(school, cohort), reader)


def front_of(report: Report, voices: Voices, ways: Paths, reader: Reader) -> Front:
    looks = looks_of(voices, ways, reader)
    return Front(
        report=report,
        blocks=_blocks(report, voices, ways),
        looks=looks,
        looks_title=LOOKS[len(looks)],
        no_looks="" if looks else NOTHING,
        who=tuple(_who(turnout) for turnout in report.turnout),
        asks=asks_of(voices, ways),
        small=report.pupils.small if report.pupils else None,
    )


def _blocks(report: Report, voices: Voices, ways: Paths) -> tuple[FrontBlock, ...]:
    if report.pupils is None:
        return ()
    findings = voices.findings["pupil"]
    return tuple(
        FrontBlock(block.name, block.title, tuple(linked_line(line, findings, ways) for line in block.lines))
        for block in report.pupils.minutes
    )


def _who(turnout: Turnout) -> WhoLine:
    words = "; ".join(f"{wave.lower()}: {said[0].lower()}{said[1:]}" for wave, said, _ in turnout.waves)
    return WhoLine(turnout.title, f"{words[:1].upper()}{words[1:]}.", " ".join(one for _, _, one in turnout.waves))
