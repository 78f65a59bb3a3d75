"""What a school's audit and the people it asked put first, for the library of practices. In the school's scope."""

from __future__ import annotations

from belonging.web.actions.queries.beginnings import top_priorities
from belonging.web.actions.rules.suggestions import Need
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.audit.rules.priorities import Priority, PriorityKind
from belonging.web.audit.rules.voices import Beside, gap_sentence, low_items, share_sentence
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

MOST_STATEMENTS = 8
MOST_ITEMS = 6
_WHY = {
    PriorityKind.RATED_HIGHER: "What people say is lower than your rating of",
    PriorityKind.BOTH_SAY_SO: "Your rating and what people say are both low for",
    PriorityKind.SEND_GAP: "With SEND, people answer less positively about",
    PriorityKind.NOT_YET: "You rated as not yet met",
    PriorityKind.PARTIALLY: "You rated as partially met",
}


def needs_of(school: School, cohort: Cohort, voices: SchoolVoices | None) -> list[Need]:
    """The first statements of the priorities, then the items that people answered least well."""
    statements = [_of_statement(each) for each in top_priorities(school, cohort, voices, MOST_STATEMENTS)]
    return statements + [_of_item(each) for each in low_items(voices)[:MOST_ITEMS]]


def _of_statement(priority: Priority) -> Need:
    statement = priority.statement
    words = f"{_WHY[priority.kind]} {statement.number}, “{statement.wording}”."
    return Need(words, statement=statement.key)


def _of_item(said: Beside) -> Need:
    if said.low:
        heard = said.low[0]
        return Need(share_sentence(heard), item=(heard.audience, heard.item))
    gap = said.clear_gaps[0]
    return Need(gap_sentence(gap), item=(gap.heard.audience, gap.heard.item))
