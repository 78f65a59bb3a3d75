"""Three case studies of a school: one waits to be signed off, one is out without words of its own, one is down."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from belonging.web.audit.queries.voices import voices_of
from belonging.web.cases.models import CaseStudy, Treatment
from belonging.web.cases.queries.composing import marked_words, versions_of
from belonging.web.cases.queries.studies import whole
from belonging.web.cases.rules.figures import figures_offered, picked_from
from belonging.web.cases.rules.redacting import Replaced
from belonging.web.cases.services.beside import ConsentWords, PictureWords, add_figure, add_picture, add_quote
from belonging.web.cases.services.publishing import Where, publish
from belonging.web.cases.services.reviewing import ask_review, decide_words, recommend, remark
from belonging.web.cases.services.signing import sign_off
from belonging.web.cases.services.withdrawing import withdraw_study
from belonging.web.cases.services.writing import StudyWords, change_study, start_study
from belonging.web.files.rules.kinds import Kind
from belonging.web.files.services import Checked
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.conftest import NOW

ACTOR, OTHER = "test", "another"
EARLIER = NOW - timedelta(days=4)
"""Before the resources of the hub: those who follow links open what is new first."""
CONSENT = ConsentWords("a parent", EARLIER.date(), "public")
Samples = dict[str, str]


def case_studies(school: School, cohort: Cohort, text: str) -> Samples:
    """In the school's scope. `text` stands in all that is written; taken out of what is out, not of what was."""
    waiting = _read(_written(school, cohort, f"A quiet corner {text}", text))
    out = _published(_read(_written(school, cohort, f"A bench for {school.pk} friends", f"A bench by {text}."), text))
    gone = _published(_read(_written(school, cohort, f"A bench for {school.pk} foes", f"A gate by {text}.")))
    withdraw_study(study=gone.study, reason="Asked to.", actor=ACTOR, now=EARLIER)
    written = whole(waiting)
    return {
        "case": str(waiting.number),
        "case_pk": str(waiting.pk),
        "case_figure": str(written.figures[0].pk) if written.figures else "1",
        "case_picture": str(written.pictures[0].pk),
        "case_quote": str(written.quotes[0].pk),
        "case_section": "aims",
        "case_remark": str(written.remarks[0].pk),
        "case_out_pk": str(out.study.pk),
        "case_out": out.study.publication.slug,
        "case_out_picture": str(out.pictures[0].pk),
        "case_token": out.pictures[0].token,
        "case_gone": gone.study.publication.slug,
        "case_gone_token": gone.pictures[0].token,
    }


def _written(school: School, cohort: Cohort, title: str, text: str) -> CaseStudy:
    begun = start_study(school=school, cohort=cohort, title=title, actor=ACTOR, now=EARLIER)
    parts: dict[str, Any] = dict.fromkeys(("summary", "context", "aims", "actions", "impact", "lessons"), text)
    words = StudyWords(title=title, phase="primary", **parts)
    study = change_study(study=begun, words=words, revision=begun.revision, actor=ACTOR, now=EARLIER)
    add_quote(study=study, words=text, whose="a parent", consent=CONSENT, actor=ACTOR, now=EARLIER)
    drawn = BytesIO()
    Image.new("RGB", (60, 40)).save(drawn, "PNG")
    picture = Checked(Kind.PNG, drawn.getvalue(), 60, 40)
    shown = PictureWords(text, adults=0, children=1, fit_for_masked=False)
    if title.startswith("A bench"):
        shown = PictureWords(text, adults=0, children=0, fit_for_masked=True)
    add_picture(study=study, file=picture, words=shown, consents=[CONSENT], actor=OTHER, now=EARLIER)
    offered = figures_offered(voices_of(school, cohort))
    if offered and (picked := picked_from(offered[0][0])):
        add_figure(study=study, picked=picked, actor=ACTOR, now=EARLIER)
    return study


def _read(study: CaseStudy, taken_out: str = "") -> CaseStudy:
    """Reviewed and decided: what looks like a name names nobody, but for what is taken out."""
    ask_review(study=study, actor=ACTOR, now=EARLIER)
    remark(study=study, section="aims", text=study.aims, actor=ACTOR, now=EARLIER)
    found = recommend(study=study, actor=ACTOR, now=EARLIER)
    decisions = [Replaced(each.words, Treatment.KEPT, "") for each in marked_words(whole(found))]
    if taken_out:
        others = [each for each in decisions if each.words != taken_out]
        decisions = [*others, Replaced(taken_out, Treatment.ALWAYS, "somebody")]
    return decide_words(study=found, decisions=decisions, actor=ACTOR, now=EARLIER)


class _Out:
    def __init__(self, study: CaseStudy) -> None:
        self.study = study
        self.pictures = whole(study).pictures


def _published(study: CaseStudy) -> _Out:
    read = versions_of(whole(study), EARLIER.date()).digest
    signed = sign_off(study=study, read=read, may_be_named=False, may_be_used="public", actor=ACTOR, now=EARLIER)
    where = Where("masked", in_hub=True, in_public=True)
    publish(study=signed, where=where, read=signed.signed_digest, actor=ACTOR, now=EARLIER)
    return _Out(CaseStudy.objects.select_related("school", "cohort", "publication").get(pk=study.pk))
