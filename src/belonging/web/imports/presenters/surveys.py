"""What was brought in and what would come in, as tables and sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localtime

from belonging.instruments.load import load, published
from belonging.instruments.model import Audience
from belonging.web.imports.models import BroughtSurvey, SavedMapping, Upload
from belonging.web.imports.rules.tables import SurveyTable
from belonging.web.imports.rules.tools import TOOL_NAMES, Tool
from belonging.web.imports.services.bringing import Looked
from belonging.web.programme.models import Wave
from belonging.web.ui.components import Table, Task

NUMBERS_SHOWN = 12
FEWEST = 10
ASKED_OF = {Audience.PUPIL: "Pupils", Audience.PARENT: "Parents and carers", Audience.STAFF: "Staff"}


@dataclass(frozen=True, slots=True)
class Waiting:
    what: str
    since: str
    href: str
    drop: str


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    what: str
    remove: str


def questionnaires() -> list[tuple[str, str]]:
    """Those of waves, by who answers them."""
    asked = [(name, load(name)) for name in published()]
    return [(name, f"{ASKED_OF[each.audience]}: {each.title}") for name, each in asked if each.audience in ASKED_OF]


def brought_tasks(surveys: Iterable[BroughtSurvey]) -> list[Task]:
    """Each leads to its results."""
    return [
        Task(
            title=each.cohort.name,
            status="Brought in" if each.brought_at else "Coming in",
            href=reverse("reports:programme", args=[each.cohort.slug]),
            hint=_brought(each),
            colour="teal" if each.brought_at else "yellow",
        )
        for each in surveys
    ]


def _brought(survey: BroughtSurvey) -> str:
    kept = "1 answer" if survey.kept == 1 else f"{survey.kept:,} answers"
    left = f", {survey.left_out:,} left out" if survey.left_out else ""
    agreed = f"Agreed by {survey.agreed_by}, {survey.agreed_on:%-d %B %Y}"
    return f"{kept} from {TOOL_NAMES[Tool(survey.tool)]}{left}. {agreed}."


def waiting(uploads: Iterable[Upload]) -> list[Waiting]:
    return [
        Waiting(
            f"{load(each.instrument).title}, from {TOOL_NAMES[Tool(each.tool)]}",
            f"{localtime(each.uploaded_at):%-d %B, %-H:%M}",
            reverse("imports:columns", args=[each.pk]),
            reverse("imports:drop", args=[each.pk]),
        )
        for each in uploads
    ]


def kept(mappings: Iterable[SavedMapping]) -> list[Kept]:
    return [
        Kept(
            each.name,
            f"{load(each.instrument).title}, from {TOOL_NAMES[Tool(each.tool)]}",
            reverse("imports:remove_mapping", args=[each.pk]),
        )
        for each in mappings
    ]


def recognised(table: SurveyTable) -> str:
    """The sentence at the top of the columns' page."""
    rows = len(table.rows)
    return f"Read as {TOOL_NAMES[Tool(table.tool)]}: {rows:,} {'row' if rows == 1 else 'rows'} that were sent."


def dropped(table: SurveyTable) -> list[str]:
    """What was thrown away, by why: the words and the headings."""
    by_reason: dict[str, list[str]] = {}
    for each in table.dropped:
        by_reason.setdefault(each.why, []).append(each.heading[:60])
    return [f"{why}: {', '.join(headings)}" for why, headings in by_reason.items()]


def coming_in(looked: Looked, called: Mapping[str, str]) -> Table:
    """`called`: by id, what the file calls each school; whoever brings it in may know no other name."""
    waves = [wave for wave in Wave if wave.value in looked.waves]
    counts = looked.counts
    named = sorted({school for school, _wave in counts}, key=lambda pk: called.get(pk, ""))
    return Table(
        caption="By school",
        head=("School", *(str(wave.label) for wave in waves)),
        rows=[
            (called.get(pk, "The school of all rows"), *(_count(counts[pk, wave.value]) for wave in waves))
            for pk in named
        ],
        numeric=frozenset(range(1, len(waves) + 1)),
    )


def small_ones(looked: Looked) -> str:
    """What is said where some school's wave has too few answers to tell groups apart."""
    few = sum(count < FEWEST for count in looked.counts.values())
    if not few:
        return ""
    some = "One school’s wave has" if few == 1 else f"{few} schools’ waves have"
    return (
        f"{some} fewer than {FEWEST} answers. They come in without year group, gender and SEND, and nothing is shown "
        "of them alone."
    )


def left_out(looked: Looked) -> Table:
    reasons = Counter(why for _number, why in looked.left)
    return Table(
        caption="What would stay out",
        head=("Why", "Rows", "Which, by the file’s own numbers"),
        rows=[(why.capitalize(), f"{times:,}", _numbers(looked.left, why)) for why, times in reasons.most_common()],
        numeric=frozenset({1}),
    )


def totals(looked: Looked) -> object:
    return format_html(
        "<strong>{}</strong> rows would come in and <strong>{}</strong> would stay out.",
        f"{len(looked.rows):,}",
        f"{len(looked.left):,}",
    )


def _numbers(left: Sequence[tuple[int, str]], wanted: str) -> str:
    numbers = [str(number) for number, why in left if why == wanted]
    more = f" and {len(numbers) - NUMBERS_SHOWN:,} more" if len(numbers) > NUMBERS_SHOWN else ""
    return ", ".join(numbers[:NUMBERS_SHOWN]) + more


def _count(answers: int) -> str:
    return f"{answers:,}" if answers else "–"
