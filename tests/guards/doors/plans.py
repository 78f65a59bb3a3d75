"""A school's action plan, and what it tells pupils and families: a page in each state."""

from __future__ import annotations

from datetime import timedelta

from belonging.web.accounts.models import User
from belonging.web.actions.rules.measures import Measure
from belonging.web.actions.rules.sources import GroundWords
from belonging.web.actions.services.plan import ActionWords, UpdateWords, add_action, note_update
from belonging.web.actions.services.reviews import MeetingWords, call_off, hold_meeting, plan_meeting
from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Edition, Page
from belonging.web.replies.queries.pages import lines_of
from belonging.web.replies.queries.reading import state_of
from belonging.web.replies.rules.discussing import Question
from belonging.web.replies.services.discussions import DiscussionSaid, record_discussion
from belonging.web.replies.services.pages import (
    LineWords,
    PageWords,
    approve,
    build_pages,
    edit_page,
    publish,
    withdraw,
    withhold,
)
from belonging.web.schools.models import School
from tests.web.conftest import NOW

ACTOR = "test"
EARLIER, AHEAD = NOW - timedelta(days=20), NOW + timedelta(days=7)
TOLD_TO_ALL = "We open a quiet room."
"""What pupils and families are told has none of the school's own words in it."""
Samples = dict[str, str]


def plan(school: School, cohort: Cohort, owner: User, item: str, text: str) -> Samples:
    """In the school's scope. `text` stands in everything that is written for colleagues."""
    words = ActionWords(
        what=f"Quiet room {text}",
        detail=text,
        who_words=text,
        practice="breakfast_club",
        statement="safe_places",
        owner=owner.pk,
        due_on=AHEAD.date(),
        measure=Measure("pupil", item, "all", "all"),
        for_pupils=TOLD_TO_ALL,
        for_families=TOLD_TO_ALL,
    )
    grounds = [GroundWords(kind, f"{kind} {text}") for kind in ("gap", "voice", "statement", "pupils", "idea")]
    action = add_action(school=school, cohort=cohort, words=words, grounds=grounds, actor=ACTOR, now=EARLIER)
    said = UpdateWords(text=text, status="under_way", reach=12, cost=30)
    note_update(action=action, said=said, actor=ACTOR, now=EARLIER)
    idea = ActionWords(what=f"A bench {text}", owner_name=text, idea=True)
    add_action(school=school, cohort=cohort, words=idea, grounds=grounds[-1:], actor=ACTOR, now=EARLIER)
    return {"action": str(action.number), "review": _meetings(school, cohort, text)}


def _meetings(school: School, cohort: Cohort, text: str) -> str:
    """One held, one called off, one to come."""
    held, off, ahead = (
        plan_meeting(
            school=school,
            cohort=cohort,
            words=MeetingWords(starts_at=AHEAD + timedelta(days=days), place=text, who=text, actions=(1,)),
            actor=ACTOR,
            now=EARLIER,
        )
        for days in range(3)
    )
    hold_meeting(review=held, notes=text, updates={1: UpdateWords(text=text)}, actor=ACTOR, now=EARLIER)
    call_off(review=off, actor=ACTOR, now=EARLIER)
    return str(ahead.pk)


def replies(school: School, cohort: Cohort, text: str, reason: str) -> Samples:
    """In the school's scope. `reason` is what the programme team reads too."""
    made = build_pages(school=school, cohort=cohort, wave="baseline", actor=ACTOR, now=EARLIER)
    pages = {page.edition: page for page in made}
    out = _edited(_published(pages[Edition.YOUNGER]), text)
    approve(page=out, read=state_of(out, lines_of(out)), checked=True, actor=ACTOR, now=NOW)
    gone = _published(pages[Edition.FAMILIES])
    withdraw(page=gone, reason=reason, actor=ACTOR, now=NOW)
    draft = _edited(pages[Edition.PUPILS], text)
    withhold(pages=[draft], reason=reason, until=None, actor=ACTOR, now=EARLIER)
    question = Question("What would you change?")
    talk = DiscussionSaid("baseline", EARLIER.date(), text, 6, ((question, text),), adult=text)
    discussion = record_discussion(school=school, cohort=cohort, said=talk, actor=ACTOR, now=EARLIER)
    return {
        "discussion": str(discussion.pk),
        "published": out.token,
        "withdrawn": gone.token,
        "draft": draft.token,
    }


def _published(page: Page) -> Page:
    approve(page=page, read=state_of(page, lines_of(page)), checked=True, actor=ACTOR, now=EARLIER)
    return publish(page=page, actor=ACTOR, now=NOW)


def _edited(page: Page, text: str) -> Page:
    """Every line in the lead's own words, and one more."""
    lines = tuple(LineWords(line.pk, line.place, line.said, text, line.stage, line.shown) for line in lines_of(page))
    more = LineWords(None, len(lines) + 1, f"You said {text}", text, "will")
    words = PageWords(text, text, (*lines, more))
    return edit_page(page=page, words=words, began=state_of(page, lines_of(page)), actor=ACTOR, now=EARLIER)
