"""The pilot's case studies, from the first word to the public page, and one that the visitor's school is writing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO

from django.db import transaction
from PIL import Image, ImageDraw

from belonging.web.audit.queries.voices import voices_of
from belonging.web.base.scope import school_scope
from belonging.web.cases.models import CaseStudy, Treatment
from belonging.web.cases.queries.composing import marked_words, versions_of
from belonging.web.cases.queries.studies import whole
from belonging.web.cases.rules.figures import Picked, figure_of
from belonging.web.cases.rules.redacting import Marked, Replaced
from belonging.web.cases.services.beside import ConsentWords, PictureWords, add_figure, add_picture, add_quote
from belonging.web.cases.services.publishing import Where, publish
from belonging.web.cases.services.reviewing import ask_review, decide_words, recommend, remark
from belonging.web.cases.services.signing import sign_off
from belonging.web.cases.services.writing import StudyWords, change_study, start_study
from belonging.web.cli.loading.cases_words import GATE, PILOT, REMARKS, REVIEWED, Told
from belonging.web.cli.loading.stage import OWN, Stage
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term
from belonging.web.files.rules.kinds import Kind
from belonging.web.files.services import Checked
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

WIDE, HIGH = 960, 540
MOST_FIGURES = 2
WRITTEN_AGO, READ_AGO, SIGNED_AGO, OUT_AGO = 36, 30, 24, 18
"""School days before today on which the pilot's case studies were written, reviewed, signed off and published."""
OWN_WRITTEN_AGO, OWN_READ_AGO = 5, 2
PAPER, COLOURS = "#fbf6ee", ("#0f5c63", "#f2b134", "#b5432a", "#e2eeee", "#1d2b33")


def tell_of_case_studies(story: Story, term: Term, stage: Stage) -> None:
    """Nine of the pilot's schools, one after the other; then the visitor's."""
    for turn, (key, told) in enumerate(PILOT.items()):
        if key in stage.circles and key in stage.schools:
            acts = _Writing(stage, stage.schools[key], stage.cohort, str(stage.circles[key].lead.pk), told)
            later = timedelta(minutes=11 * turn)
            story.then(term.ago(WRITTEN_AGO, 15, 5) + later, acts.write)
            story.then(term.ago(READ_AGO, 10, 5) + later, acts.review)
            story.then(term.ago(SIGNED_AGO, 9, 5) + later, acts.sign)
            story.then(term.ago(OUT_AGO, 13, 5) + later, acts.publish)
    own = _Writing(stage, stage.own, stage.own_cohort, stage.team.own_lead, GATE)
    story.then(term.ago(OWN_WRITTEN_AGO, 16, 20), own.write)
    story.then(term.ago(OWN_READ_AGO, 11, 45), own.remark)


class _Writing:
    """One school's way with one case study."""

    def __init__(self, stage: Stage, school: School, cohort: Cohort, lead: str, told: Told) -> None:
        self.team, self.school, self.cohort, self.lead, self.told = stage.team, school, cohort, lead, told

    @property
    def study(self) -> CaseStudy:
        return CaseStudy.objects.select_related("school", "cohort").get(school=self.school)

    @transaction.atomic
    def write(self, now: datetime) -> None:
        told, own = self.told, self.school.slug == OWN.key
        with school_scope(self.school.pk):
            begun = start_study(school=self.school, cohort=self.cohort, title=told.title, actor=self.lead, now=now)
            words = StudyWords(
                title=told.title,
                phase=begun.phase,
                summary=told.summary,
                context=told.context,
                aims=told.aims,
                actions=told.actions,
                impact=told.impact,
                lessons=told.lessons,
                # The visitor's school has yet to say so: the page tells it.
                numbers_from="our own count" if own else told.numbers_from,
                areas=told.areas,
            )
            study = change_study(study=begun, words=words, revision=begun.revision, actor=self.lead, now=now)
            self._beside(study, now)
            ask_review(study=study, actor=self.lead, now=now)

    @transaction.atomic
    def review(self, now: datetime) -> None:
        with school_scope(self.school.pk):
            remark(study=self.study, section="", text=REVIEWED, actor=self.team.adviser, now=now)
            study = recommend(study=self.study, actor=self.team.adviser, now=now)
            decisions = [self._decided(each) for each in marked_words(whole(study))]
            decide_words(study=study, decisions=decisions, actor=self.lead, now=now)

    def _decided(self, found: Marked) -> Replaced:
        if found.words in self.told.instead:
            return Replaced(found.words, Treatment.ALWAYS, self.told.instead[found.words])
        return Replaced(found.words, found.treatment or Treatment.KEPT, found.replacement)

    @transaction.atomic
    def sign(self, now: datetime) -> None:
        with school_scope(self.school.pk):
            written = whole(self.study)
            sign_off(
                study=written.study,
                read=versions_of(written, now.date()).digest,
                may_be_named=self.told.named,
                may_be_used="public" if self.told.public else "hub",
                actor=self.lead,
                now=now,
            )

    @transaction.atomic
    def publish(self, now: datetime) -> None:
        where = Where("named" if self.told.named else "masked", in_hub=True, in_public=self.told.public)
        with school_scope(self.school.pk):
            publish(study=self.study, where=where, read=self.study.signed_digest, actor=self.team.manager, now=now)

    @transaction.atomic
    def remark(self, now: datetime) -> None:
        with school_scope(self.school.pk):
            for section, words in REMARKS:
                remark(study=self.study, section=section, text=words, actor=self.team.adviser, now=now)

    def _beside(self, study: CaseStudy, now: datetime) -> None:
        use = "public" if self.told.public else "hub"
        day = now.date() - timedelta(days=6)
        for said in self.told.quotes:
            consent = ConsentWords(f"{said.whose}, in writing", day, use)
            add_quote(study=study, words=said.words, whose=said.whose, consent=consent, actor=self.lead, now=now)
        voices = voices_of(self.school, self.cohort)
        wanted = [Picked(*each) for each in self.told.figures]
        for picked in [each for each in wanted if figure_of(voices, each)][:MOST_FIGURES]:
            add_figure(study=study, picked=picked, actor=self.lead, now=now)
        add_picture(
            study=study,
            file=drawing(self.told.title),
            words=PictureWords(self.told.drawn, adults=0, children=0, fit_for_masked=True),
            consents=[ConsentWords("the pupils who painted it, and their parents", day, use)],
            actor=self.lead,
            now=now,
        )


def drawing(seed: str) -> Checked:
    """Circles that touch, others for each seed: what pupils might have painted."""
    pen = random.Random(seed)  # noqa: S311  # a drawing, no secret
    sheet = Image.new("RGB", (WIDE, HIGH), PAPER)
    brush = ImageDraw.Draw(sheet)
    for x, y, size in _circles(pen):
        box = (x - size, y - size, x + size, y + size)
        filled = pen.random() < 0.7
        colour = pen.choice(COLOURS)
        brush.ellipse(box, fill=colour if filled else None, outline=colour, width=14)
    kept = BytesIO()
    sheet.quantize(16).save(kept, "PNG", optimize=True)
    return Checked(Kind.PNG, kept.getvalue(), WIDE, HIGH)


def _circles(pen: random.Random) -> Iterator[tuple[int, int, int]]:
    x = pen.randint(60, 160)
    while x < WIDE + 60:
        size = pen.randint(60, 170)
        yield x, HIGH // 2 + pen.randint(-90, 90), size
        x += int(size * pen.uniform(1.1, 1.7))
