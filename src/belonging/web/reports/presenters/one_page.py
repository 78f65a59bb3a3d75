"""The front of a school's report as a page to print, for the typesetter."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from belonging.web.reports.presenters.front import Front
from belonging.web.reports.presenters.printed_school import Extras, Printed, printed_extras

FRONT = "front.typ"


def template() -> str:
    return files("belonging.web.reports").joinpath("typst", "one_page.typ").read_text(encoding="utf-8")


def one_page(front: Front) -> tuple[Printed, Mapping[str, bytes]]:
    """The template's data and its files by name."""
    report = front.report
    assets = {FRONT: files("belonging.web.reports").joinpath("typst", FRONT).read_bytes()}
    data: Printed = {
        "title": report.title,
        "about": report.about,
        "lead": report.lead,
        "simulated": report.simulated,
        "released": report.released,
        "front": printed_extras(Extras(front), {})["front"],
    }
    return data, assets
