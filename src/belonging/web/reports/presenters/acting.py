"""From what a report says to what is done about it: an action of the plan, a note, its tables one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from belonging.web.reports.models import SchoolNote
from belonging.web.reports.presenters.items import ItemSection
from belonging.web.reports.presenters.notes import Note, notes_by_place
from belonging.web.reports.presenters.report import Report, Voice
from belonging.web.reports.presenters.sections import Reader, Ways
from belonging.web.reports.rules.places import place_of


def with_marks(report: Report, ways: Ways, reader: Reader, written: Mapping[str, SchoolNote]) -> Report:
    """The report with what stands beside each statement for this reader."""
    if report.pupils is None:
        return report
    places = tuple(place_of("pupil", item.key) for item in report.pupils.items)
    notes = notes_by_place(ways.school, ways.cohort, written, places, may_write=reader.writes)
    return replace(report, pupils=_marked(report.pupils, ways, reader, notes))


def _marked(voice: Voice, ways: Ways, reader: Reader, notes: Mapping[str, Note]) -> Voice:
    def marked(item: ItemSection) -> ItemSection:
        return replace(
            item,
            act=ways.action(voice.audience, item.key) if reader.acts and item.picture else "",
            explore=ways.explore(voice.audience, item.key),
            held=ways.to("school_method", "not-shown"),
            note=notes.get(place_of(voice.audience, item.key)),
        )

    return replace(voice, items=tuple(marked(item) for item in voice.items))
