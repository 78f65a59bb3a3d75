"""How it was worked out, what is not shown, what cannot be said, and how every figure is made again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from belonging.instruments.load import load
from belonging.web.reports.presenters.heard import Heard
from belonging.web.reports.presenters.programme.amended import day
from belonging.web.reports.presenters.programme.closing import closing_sections
from belonging.web.reports.presenters.programme.content import Block, Grid, Points, Section, Sentence, Words
from belonging.web.reports.presenters.programme.places import figures_of
from belonging.web.reports.presenters.wording import PEOPLE
from belonging.web.reports.queries.technical import TechnicalEvidence

TAKEN: Final = ("heard", "not-told", "method", "references")
"""Sections of the programme's report that stand here too."""

SHARES: Final = (
    ("A share", "p = positive / sent, of everyone who sent the questionnaire in that wave", "shares"),
    (
        "Its interval",
        "V = Σ ((y − p n) / (N √(1 − n/N)))² over schools (CR2); beta quantiles at the effective number",
        "shares",
    ),
    ("A gap", "p of the group − p of the other, in one design with schools as clusters", "gaps"),
    ("Scale score", "the mean of a pupil’s answers, 1 to 4, reversed statements turned", "scale"),
    ("Alpha", "K / (K − 1) · (1 − trace V / sum V)", "reliability"),
    ("Omega", "one factor on polychoric correlations (Green and Yang)", "reliability"),
)
CHANGES: Final = (
    ("A change", "later p − earlier p; 95%: ± t(df) · √V, df by Satterthwaite from the schools’ sizes", "change"),
    (
        "A reading",
        "“more”: interval above 0, still clear when read together, 5 points and 3 people or more; “fewer” likewise",
        "readings",
    ),
    (
        "Read together",
        "main statement alone; the others by Holm; within a group, and gaps, by Benjamini and Hochberg",
        "many-comparisons",
    ),
    ("A gap’s change", "(later − earlier of the group) − (later − earlier of the other)", "gaps"),
    ("Average school", "the mean of schools’ own changes ± t(C − 1) · s / √C", "average-school"),
    (
        "Same mix of pupils",
        "later pupils weighted by baseline’s share of their year and SEN over the later",
        "standardisation",
    ),
    ("Linked pupils", "Σ (gained − lost) / Σ linked, where schools linked answers", "linked"),
)
NOT_SAID: Final = (
    "Whether anything that schools did made the change: no schools without the programme were asked the same.",
    "How those feel who were not there, or did not want to answer. No weights mend that.",
    "Whether single pupils feel differently than before: mostly other pupils may have answered each time.",
    "Why a group answers differently. A gap says that it is there.",
    "How any one school did. Schools are never set side by side.",
)
ALWAYS: Final = (
    "Schools chose to take part. They need not be like other schools, and few schools make wide intervals.",
    "Answers are what people say on the day. A class may just have had a test, or a trip.",
    "Statements stand for a feeling; each alone says little. Reliable is not the same as valid.",
    "Whether a pupil is counted with SEND is what the school or the pupil said, and practice differs.",
    "Bands and rounding hide small differences. That is what they are for.",
)
DRAWN: Final = "Drafts of wordings are named under “What was asked”; figures of those editions may be less sure."


def method_sections(evidence: TechnicalEvidence, heard: Heard) -> Iterator[Section]:
    whole = evidence.whole
    taken = {one.key: one for one in closing_sections(whole, figures_of(whole), heard) if one.key in TAKEN}
    if "heard" in taken and not evidence.interim:
        yield taken["heard"]
    yield Section("method", "How it was worked out", (*_formulas(evidence), *taken["method"].blocks))
    # The list of what no report can tell follows under the limits, in full.
    held = tuple(
        block
        for block in taken["not-told"].blocks
        if not (isinstance(block, Points) and block.title.startswith("Nor can"))
    )
    yield Section("disclosure", "What is not shown, and why", held)
    yield Section("limits", "Limits", tuple(_limits(evidence)))
    yield Section("again", "How to get every figure again", tuple(_again(evidence)))
    yield taken["references"]


def _formulas(evidence: TechnicalEvidence) -> Iterator[Grid]:
    told = (*SHARES, *(() if evidence.interim else CHANGES))
    rows = tuple((name, formula, f"docs/methods/{page}.md") for name, formula, page in told)
    note = "y and n: a school’s positive and all answers; N and p: those of all schools. Each page has its sources."
    yield Grid("In short", ("What", "How", "In full"), rows, tuple(() for _ in rows), note=note)


def _limits(evidence: TechnicalEvidence) -> Iterator[Block]:
    cannot = (NOT_SAID[1], *NOT_SAID[3:]) if evidence.interim else NOT_SAID
    yield Points("What cannot be said", tuple(Sentence(line) for line in cannot))
    simulated = ("Everything here is simulated: invented schools, invented answers.",)
    lines = (*ALWAYS, DRAWN, *(simulated if evidence.whole.cohort.is_demo else ()))
    yield Points("What to keep in mind", tuple(Sentence(line) for line in lines))


def _again(evidence: TechnicalEvidence) -> Iterator[Block]:
    text = (
        "The evaluator’s reproduction pack holds counts, plan and policy. “belonging reproduce PACK.zip” makes every "
        "figure anew and says that all are equal, or which differ. The digests below say which plan and which answers "
        "a figure rests on; docs/evaluator.md tells the rest."
    )
    yield Words((Sentence(text),))
    whole = evidence.whole
    found = (*evidence.heard.values(), *(one for one in (whole.feedback, whole.leads) if one is not None))
    rows = tuple(
        (
            str(load(one.instrument).title),
            f"{one.policy} {one.policy_version}",
            one.engine_version,
            one.plan_digest[:16],
            evidence.digests.get(one.instrument, one.input_digest)[:16],
        )
        for one in found
    )
    rests = tuple((f"{one.audience}:input_digest", f"{one.audience}:plan_digest") for one in found)
    yield Grid("", ("Questionnaire", "Policy", "Engine", "Plan", "Answers"), rows, rests)
    yield Words((Sentence(_released(evidence)),), look="small")


def _released(evidence: TechnicalEvidence) -> str:
    who = ", ".join(PEOPLE[audience] for audience in evidence.heard)
    return f"Released on {day(evidence.whole.voices.released_at)}: {who}. Digests are SHA-256, their first 16 signs."
