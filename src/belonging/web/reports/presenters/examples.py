"""Example pages: what a setting of a size reads. Fictional answers, and findings by the engine that all schools get."""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.urls import reverse

from belonging.evaluation.released import Findings, ReleasedTable
from belonging.web.reports.presenters.front import Front, front_of
from belonging.web.reports.presenters.groups import GroupSection, group_sections
from belonging.web.reports.presenters.report import Report, example_report
from belonging.web.reports.presenters.sections import Reader
from belonging.web.reports.queries import EXAMPLE_DAY, Voices


@dataclass(frozen=True, slots=True)
class ExampleSetting:
    """`says` is the rung of disclosure in a sentence."""

    key: str
    name: str
    size: str
    says: str

    @property
    def href(self) -> str:
        return reverse("reports:example", args=[self.key])


SETTINGS = (
    ExampleSetting(
        "eight",
        "Millpond Centre",
        "A setting of 8 pupils",
        "Too few for any wave to be shown. Both together hold ten answers and more, so they are shown once, in words.",
    ),
    ExampleSetting(
        "twenty-four",
        "Heron School",
        "A school of 24 pupils",
        "From 10 to 29 answers, shares are given in words: few, about half, most.",
    ),
    ExampleSetting(
        "forty-five",
        "Fernleigh Primary",
        "A school of 45 pupils",
        "From 30 to 59 answers, shares are given as ranges of ten. Groups of pupils are often too small to be shown.",
    ),
    ExampleSetting(
        "one-hundred-and-twenty",
        "Larkfield Primary",
        "A school of 120 pupils",
        "From 60 to 299 answers, shares are given as ranges of five. A change has to be large to be told from chance.",
    ),
    ExampleSetting(
        "four-hundred-and-twenty",
        "Oakbridge School",
        "A school of 420 pupils",
        "From 300 answers on, shares are given to one in 100, and smaller changes can be told.",
    ),
)


@dataclass(frozen=True, slots=True)
class OnePage:
    """Every way of a report that stands on one page, as places on it."""

    def to(self, section: str, anchor: str = "") -> str:
        if anchor == "who":
            return "#answered"
        return f"#{anchor}" if anchor else {"school_groups": "#groups"}.get(section, "#statements")

    def explore(self, audience: str, item: str, by: str = "all", **_more: str) -> str:
        place = f"{audience}-{item}" if by == "all" else f"groups-{by}"
        return f"#{place}".replace("_", "-")

    def table(self, audience: str, table: ReleasedTable) -> str:
        return self.explore(audience, table.item, table.by)

    def ask(self, _question: str) -> str:
        return "#statements"

    def action(self, _audience: str, _item: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class ExamplePage:
    setting: ExampleSetting
    report: Report
    front: Front
    groups: tuple[GroupSection, ...]
    others: tuple[ExampleSetting, ...]


@cache
def example_page(key: str) -> ExamplePage | None:
    """None for a key that names no example. Kept: it never changes."""
    setting = next((one for one in SETTINGS if one.key == key), None)
    if setting is None:
        return None
    voices = Voices({"pupil": example_findings(key)}, EXAMPLE_DAY)
    report = example_report(setting.name, voices)
    front = front_of(report, voices, OnePage(), Reader())
    others = tuple(one for one in SETTINGS if one.key != key)
    # A breakdown that is not shown stands among what is not shown; once is enough on one page.
    groups = tuple(group for group in group_sections(voices, OnePage()) if group.rows)
    return ExamplePage(setting, report, front, groups, others)


def example_findings(key: str) -> Findings:
    """As `belonging.simulation.examples` wrote them."""
    file = files("belonging.web.reports").joinpath("examples", f"{key}.json.xz")
    return Findings.from_json(lzma.decompress(file.read_bytes()).decode())
