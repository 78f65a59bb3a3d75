"""The first sections: foreword, key findings, what it is and who took part, what it rests on, why it matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from belonging.evaluation.released import Findings
from belonging.figures import wave_name
from belonging.instruments.load import load_framework
from belonging.web.reports.presenters.programme.content import (
    Block,
    Box,
    Grid,
    KeyFindings,
    Number,
    Numbers,
    Points,
    Section,
    Sentence,
    Words,
)
from belonging.web.reports.presenters.programme.key_findings import key_findings
from belonging.web.reports.presenters.programme.parts import BY_NAME, written
from belonging.web.reports.presenters.programme.places import Place
from belonging.web.reports.presenters.programme.saying import ids, listed
from belonging.web.reports.presenters.wording import VOICES
from belonging.web.reports.queries.programme import Evidence
from belonging.web.schools.models import Setting

FEWEST: Final = 3
"""Schools of one kind, below which their number is not told."""
KINDS: Final = {
    Setting.PRIMARY: "primary schools",
    Setting.SECONDARY: "secondary schools",
    Setting.ALL_THROUGH: "all-through schools",
    Setting.SPECIAL: "special schools",
    Setting.ALTERNATIVE_PROVISION: "alternative provision",
}
SPEAKS_FOR_ALL: Final = 60
"""Of every 100 on roll: below this the others may feel differently, and the report says so."""


def opening_sections(evidence: Evidence, places: Mapping[str, Place]) -> Iterator[Section]:
    yield Section("foreword", "Foreword", written(BY_NAME["foreword"], evidence, places), part="foreword")
    found = (*written(BY_NAME["opening"], evidence, places), KeyFindings(key_findings(evidence)))
    yield Section("key-findings", "Key findings", found, part="opening")
    took_part = (*written(BY_NAME["programme"], evidence, places), *_taking_part(evidence))
    yield Section("programme", "The programme, and who took part", took_part, part="programme")
    yield Section("evidence", "What this report rests on", tuple(_evidence(evidence)))
    yield Section("why", "Why belonging matters", tuple(_why()))


def settings_words(settings: tuple[str, ...]) -> str:
    """ "10 schools: primary schools, secondary schools and alternative provision".

    Numbers by kind stand only where no kind, nor what is left beside those told, is of fewer than three.
    """
    counts = Counter(settings)
    kinds = [(words, counts[kind]) for kind, words in KINDS.items() if counts[kind]]
    told = all(count >= FEWEST for _, count in kinds)
    names = [f"{count} {words}" if told else words for words, count in kinds]
    return f"{len(settings)} schools: {listed(names)}" if names else ""


def _taking_part(evidence: Evidence) -> Iterator[Block]:
    numbers = [Number(str(len(evidence.settings)), "schools", findings=("taking-part:schools",))]
    numbers += [_heard(findings) for findings in evidence.voices.findings.values()]
    yield Numbers("Who took part", tuple(numbers))
    words = settings_words(evidence.settings)
    if words:
        yield Words((Sentence(f"{words}.", ("taking-part:schools",)),))


def _heard(findings: Findings) -> Number:
    """The first wave large, the later ones beside it."""
    first, *later = findings.responses
    then = [f"{said.answered_text.lower()} in the {wave_name(said.wave).lower()}" for said in later]
    figure = f"{first.answered:,}" if first.answered is not None else first.answered_text
    says = f"{VOICES[findings.audience].lower()} in the {wave_name(first.wave).lower()}"
    rests = ids(findings, *(f"responses:{said.wave}" for said in findings.responses))
    return Number(
        f"About {figure}" if first.answered is not None else figure, says, before="; ".join(then), findings=rests
    )


def _evidence(evidence: Evidence) -> Iterator[Block]:
    heard = evidence.voices.findings
    waves = tuple(dict.fromkeys(said.wave for findings in heard.values() for said in findings.responses))
    rows = tuple(_row(findings, waves) for findings in heard.values())
    rests = tuple(
        ids(findings, *(f"responses:{said.wave}" for said in findings.responses)) for findings in heard.values()
    )
    head = ("Questionnaire", "Statements", *(wave_name(wave) for wave in waves))
    yield Grid("Answers, rounded to 5", head, rows, rests)
    lines = tuple(_also(evidence))
    if lines:
        yield Points("And beside the questionnaires", lines)
    yield Words((Sentence(_caution(heard.get("pupil"))),), look="small")


def _row(findings: Findings, waves: tuple[str, ...]) -> tuple[str, ...]:
    said = {response.wave: response for response in findings.responses}
    told = (said[wave].answered if wave in said else None for wave in waves)
    counts = ("not shown" if count is None else f"{count:,}" for count in told)
    return (VOICES[findings.audience], str(len(findings.items)), *counts)


def _also(evidence: Evidence) -> Iterator[Sentence]:
    if evidence.across is not None:
        text = f"The 360° audits of {evidence.across.schools} schools, from the start and the end."
        yield Sentence(text, ("audit:schools",))
    for findings, what in ((evidence.feedback, "after the training"), (evidence.leads, "by school leads at the end")):
        answered = findings.responses[0].answered if findings and findings.responses else None
        if findings is not None and answered is not None:
            yield Sentence(f"{answered:,} forms filled in {what}.", ids(findings, "responses:once"))
    if evidence.practices:
        count = len(evidence.practices)
        yield Sentence(f"{'One case study' if count == 1 else f'{count} case studies'} written by schools.")
    if evidence.remarks:
        yield Sentence("What parents, carers and staff wrote in their own words, where they said it may be printed.")


def _caution(pupils: Findings | None) -> str:
    base = "The same people need not have answered in each wave."
    rates = [
        100 * said.answered / said.roll for said in (pupils.responses if pupils else ()) if said.answered and said.roll
    ]
    if rates and min(rates) < SPEAKS_FOR_ALL:
        lowest = int(min(rates) + 0.5)
        return (
            f"{base} Not every pupil did: in one wave {lowest} in 100 of those on roll. The others may feel otherwise."
        )
    return base


def _why() -> Iterator[Block]:
    framework = load_framework()
    text = (
        "A child who belongs at school has people who know them, is safe there, joins in, and need not hide a part of "
        "themselves. Research links this to learning, friendship, attendance and health. Pupils with special "
        "educational needs and disabilities are more often left at the edge of school life, so their answers stand "
        "beside everyone's on each statement."
    )
    yield Words((Sentence(text),), look="lead")
    definition = framework.definition
    yield Box("What we mean by belonging", f"“{definition.text}”", definition.reference.short)
    sides = tuple(Sentence(f"{side.title}: {side.description}") for side in framework.constructs)
    yield Points("Its eight sides" if len(sides) == 8 else "Its sides", sides)
