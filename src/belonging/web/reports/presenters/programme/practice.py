"""What schools did: training, the audit, what leads say, their own practice, and outcomes beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from belonging.web.audit.models import Stage
from belonging.web.audit.presenters.across import gains_sentence
from belonging.web.audit.rules.across import NUMBERS_FROM, Across, Standing, StatementAcross
from belonging.web.outcomes.presenters.panels import belonging_panel, over_time, programme_panels
from belonging.web.outcomes.rules.counts import Group, half_up
from belonging.web.outcomes.rules.pooling import Pool
from belonging.web.reports.presenters.pictures import Easel
from belonging.web.reports.presenters.programme.content import (
    Block,
    Chart,
    Grid,
    Number,
    Numbers,
    Practice,
    Practices,
    Quote,
    Section,
    Sentence,
    Words,
)
from belonging.web.reports.presenters.programme.counted import feedback_numbers, held_sentence, leads_numbers
from belonging.web.reports.presenters.programme.parts import BY_NAME, written
from belonging.web.reports.presenters.programme.places import Place
from belonging.web.reports.presenters.programme.remarks import quotes_of
from belonging.web.reports.queries.programme import Evidence

FEWEST: Final = 3
"""Schools, below which their number is not told."""
LISTED: Final = 5
OUTCOMES: Final = (
    ("missed", "Sessions missed, in 100"),
    ("persistent", "Persistently absent, in 100"),
    ("suspensions", "Suspensions, per 100 pupils"),
    ("incidents", "Behaviour incidents, per 100 pupils"),
)
"""Column and its title; rates as in the picture above."""


def practice_sections(evidence: Evidence, places: Mapping[str, Place], easel: Easel) -> Iterator[Section]:
    held = evidence.training
    if held is not None and held.sessions:
        yield Section("training", "Training", tuple(_training(evidence)))
    if evidence.across is not None:
        yield Section("audit", "How schools see their practice", tuple(_audit(evidence.across)))
    numbers = leads_numbers(evidence)
    if numbers:
        yield Section("leads", "What school leads say at the end", tuple(_leads(evidence, numbers)))
    if evidence.practices:
        found = (*written(BY_NAME["practice"], evidence, places), Practices(tuple(_practices(evidence))))
        yield Section("practice", "What schools did", found, part="practice")
    outcomes = tuple(_outcomes(evidence, easel))
    if outcomes:
        yield Section("outcomes", "Attendance, suspensions and behaviour over the same time", outcomes)


def _training(evidence: Evidence) -> Iterator[Block]:
    held = evidence.training
    yield Words((held_sentence(evidence),), look="lead")
    if held is not None:
        counts = (("sessions", held.sessions, "sessions"), ("people", held.people, "members of staff trained"))
        leaders = (("leaders", held.leaders, "of them senior leaders"),) if held.leaders else ()
        yield Numbers(
            "",
            tuple(
                Number(f"{count:,}", says, findings=(f"training:{name}",)) for name, count, says in (*counts, *leaders)
            ),
        )
    feedback = feedback_numbers(evidence)
    if feedback:
        yield Numbers("What those who came said afterwards", feedback)
        aside = "Forms are counted and not people: whoever came twice may have filled in two."
        yield Words((Sentence(aside),), look="small")
    yield from quotes_of(evidence, "training")


def _leads(evidence: Evidence, numbers: tuple[Number, ...]) -> Iterator[Block]:
    text = (
        "One form for each school, filled in by whoever led the work there. It tells what they think; leads have "
        "worked hard for a year, and may see more change than others do."
    )
    yield Words((Sentence(text),), look="lead")
    yield Numbers("", numbers)
    yield from quotes_of(evidence, "lead")


def _audit(found: Across) -> Iterator[Block]:
    latest = Stage(found.stage).label.lower()
    text = (
        f"{found.schools} schools used the 360° audit: they rated each statement as fully met, partly met or not yet "
        f"met, and wrote down how they know. What follows sets their baseline beside their {latest} audit."
        if found.stage != Stage.BASELINE
        else f"{found.schools} schools rated each statement as fully met, partly met or not yet met."
    )
    yield Words((Sentence(text, ("audit:schools",)),), look="lead")
    yield _areas(found)
    gains = gains_sentence(found.areas)
    if gains:
        yield Words((Sentence(gains, tuple(f"audit:area:{area.area.key}" for area in found.areas)),))
    strong = sorted(found.statements, key=lambda one: -one.now.share)[:LISTED]
    yield _grid("Where most schools are there", strong, found.stage)
    yield _grid("Still to work on", found.weakest, found.stage)
    yield Words(
        (Sentence("Schools rate themselves. A rating says what a school thinks of its practice, with evidence."),),
        look="small",
    )


def _areas(found: Across) -> Grid:
    two = found.stage != Stage.BASELINE
    head = ("Area", "Baseline", Stage(found.stage).label) if two else ("Area", Stage(found.stage).label)
    rows = tuple(
        (str(area.area.title), *((f"{area.earlier} in 100",) if two else ()), f"{area.now} in 100")
        for area in found.areas
    )
    rests = tuple((f"audit:area:{area.area.key}",) for area in found.areas)
    return Grid(
        "Ratings that are “fully met”", head, rows, rests, note="Rounded, of all ratings in the area.", bars=True
    )


def _grid(title: str, told: Sequence[StatementAcross], stage: str) -> Grid:
    """Statements with the schools that have fully met them."""
    two = any(one.earlier for one in told)
    head = ("Fully met", *(("Baseline",) if two else ()), Stage(stage).label)
    rows = tuple(
        (
            str(one.statement.wording),
            *((schools_words(one.earlier) if one.earlier else "",) if two else ()),
            schools_words(one.now),
        )
        for one in told
    )
    return Grid(title, head, rows, tuple((f"audit:statement:{one.statement.key}",) for one in told))


def schools_words(standing: Standing) -> str:
    """ "6 of 10"; neither fewer than three schools nor all but so few are told as a number."""
    if standing.schools < NUMBERS_FROM:
        return standing.words.replace("them", "the schools")
    met = round(standing.share * standing.schools)
    if met < FEWEST:
        return f"fewer than {FEWEST} of {standing.schools}"
    if standing.schools - met < FEWEST:
        return f"{standing.schools - FEWEST + 1} or more of {standing.schools}"
    return f"{met} of {standing.schools}"


def _practices(evidence: Evidence) -> Iterator[Practice]:
    for one in evidence.practices:
        quotes = tuple(Quote(quote.words, quote.whose) for quote in one.shown.quotes)
        yield Practice(one.shown.title, one.shown.summary, one.shown.school, quotes, one.slug)


def _outcomes(evidence: Evidence, easel: Easel) -> Iterator[Block]:
    """Beside belonging, in the order of time; no sentence joins the two."""
    rows, rests = [], []
    for each in evidence.outcomes:
        pools = each.groups.get(Group.ALL, {})
        if pools:
            name = f"{each.term.period.value.capitalize()} term of {each.term.year}/{(each.term.year + 1) % 100:02d}"
            rows.append((name, *(_rate(pools.get(key)) for key, _ in OUTCOMES)))
            rests.append((f"outcomes:{each.term.year}-{each.term.period.value}",))
    if not rows:
        return
    text = (
        "Schools entered these by term. They stand beside what pupils said, over the same time. They do not explain "
        "it, and nothing here says that the one has changed the other."
    )
    yield Words((Sentence(text),), look="lead")
    yield from _over_time(evidence, easel)
    head = ("Term", *(title for _, title in OUTCOMES))
    note = "From schools that entered the term, three or more, none with over 80 per cent of the pupils."
    yield Grid("All schools together", head, tuple(rows), tuple(rests), note=note)


def _over_time(evidence: Evidence, easel: Easel) -> Iterator[Block]:
    """What pupils said above, what happened below, each on a scale of its own."""
    happened = programme_panels(evidence.outcomes, Group.ALL)
    if not happened:
        return
    said = belonging_panel(evidence.voices.findings.get("pupil"), Group.ALL, evidence.days)
    panels = [said, *happened] if said is not None else happened
    title = "All pupils: what they said and what happened, over time"
    picture = easel.picture("outcomes", lambda look: over_time(title, panels, evidence.days.values(), look))
    yield Chart("Over time", picture, ("belong-by-all",) if said is not None else ())


def _rate(pool: Pool | None) -> str:
    return "not shown" if pool is None or not pool.base else half_up(pool.number, pool.base)
