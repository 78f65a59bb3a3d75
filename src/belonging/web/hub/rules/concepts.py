"""Words that mean the same to schools: whoever types one finds the others.

The list is the field's own: abbreviations, old and new names, everyday and official words. It is not fitted to what
anybody searched for (docs/decisions/0024-search.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from belonging.web.hub.rules.spelling import words_in
from belonging.web.hub.rules.stems import stem

GROUPS: Final[tuple[tuple[str, ...], ...]] = (
    ("send", "sen", "special educational needs", "special needs", "additional needs", "aln", "asn", "disability",
     "disabled"),
    ("autism", "autistic", "asd", "asc", "asperger", "autism spectrum"),
    ("neurodiversity", "neurodivergent", "neurodiverse"),
    ("adhd", "attention deficit", "hyperactive"),
    ("eal", "english as an additional language", "additional language", "second language", "esl", "new to english",
     "home language", "bilingual", "multilingual"),
    ("teaching assistant", "ta", "tas", "lsa", "hlta", "learning support assistant", "support staff",
     "classroom assistant"),
    ("break", "breaktime", "break time", "playtime", "play time", "recess", "lunchtime", "lunch time", "lunch",
     "playground"),
    ("parent", "carer", "mum", "dad", "family", "guardian"),
    ("exclusion", "excluded", "suspension", "suspended", "expelled", "expulsion"),
    ("attendance", "absence", "absent", "absenteeism", "truancy", "not coming to school"),
    ("school refusal", "school avoidance", "ebsa", "ebsna", "refuses to come", "refusing school"),
    ("behaviour", "behavior", "misbehaviour", "discipline", "sanction"),
    ("bullying", "bully", "teasing", "unkind", "unkindness", "picked on"),
    ("friend", "friendship", "lonely", "loneliness", "isolated", "left out"),
    ("club", "extracurricular", "extra curricular", "after school", "enrichment"),
    ("transition", "move", "moving up", "new starter", "induction", "settling in", "joining", "new school"),
    ("sensory", "noise", "noisy", "loud", "overload", "overwhelmed"),
    ("wellbeing", "well being", "mental health", "emotional health", "morale"),
    ("anxiety", "anxious", "worry", "worried", "nervous"),
    ("governor", "trustee", "governing board", "governing body"),
    ("poverty", "disadvantage", "disadvantaged", "pupil premium", "fsm", "free school meals", "low income",
     "cost of living", "afford"),
    ("pupil voice", "student voice", "school council", "childrens voice", "listening to pupils"),
    ("pupil", "student", "child", "children", "kid", "learner", "young people"),
    ("training", "cpd", "inset", "professional development", "twilight"),
    ("support plan", "ehcp", "ehc plan", "one page profile", "pupil passport", "iep", "education health and care"),
    ("race", "racism", "racist", "ethnicity", "ethnic", "antiracism"),
    ("lgbt", "lgbtq", "gay", "lesbian", "trans"),
    ("looked after", "in care", "foster", "lac", "cla", "care experienced"),
    ("greet", "greeting", "hello", "welcome"),
    ("aac", "non verbal", "nonverbal", "nonspeaking", "non speaking", "pecs", "makaton", "communicate differently"),
    ("senco", "sendco", "inclusion lead"),
    ("senior leader", "slt", "leadership team", "headteacher", "head teacher"),
    ("trip", "residential", "visit", "outing"),
    ("mentor", "buddy", "peer support", "befriending"),
    ("restorative", "repair", "conflict", "falling out", "argument"),
    ("survey", "questionnaire"),
    ("refugee", "asylum seeker", "newly arrived", "new arrival"),
    ("supply", "cover teacher", "cover staff"),
    ("identity", "heritage", "culture", "representation"),
    ("calm", "quiet", "regulate", "regulation", "dysregulated", "meltdown"),
    ("toilet", "toilets", "corridor"),
    ("timetable", "visual timetable", "routine"),
    ("year", "yr"),
    ("minute", "min", "mins"),
    ("alternative provision", "ap", "pru", "pupil referral unit"),
    ("return", "reintegration", "reintegrate", "coming back", "welcome back", "back to school"),
    ("curriculum", "lesson content", "scheme of work", "syllabus", "textbook", "what we teach"),
    ("result", "finding", "feedback", "you said we did"),
    ("circle time", "tutor time", "form time", "class discussion"),
    ("research", "evidence", "study", "reading"),
    ("handover", "hand over", "pass on"),
    ("young carer", "caring for a parent"),
)  # fmt: skip
LONGEST_PHRASE: Final = 6
MARK: Final = "~"
"""Before the name of a group among the words of the index; no word begins so."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a text says: a word, or a phrase of a group. `concept` is the group's mark, or empty."""

    words: tuple[str, ...]
    concept: str = ""

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(stem(word) for word in self.words)


def pieces_of(text: str) -> list[Piece]:
    """The text's words in order; the longest phrase of a group that begins at a word is taken together."""
    words = words_in(text)
    stems = [stem(word) for word in words]
    found, at = [], 0
    while at < len(words):
        long, concept = _phrase_at(stems, at)
        found.append(Piece(tuple(words[at : at + long]), concept))
        at += long
    return found


def stems_of(concept: str) -> frozenset[str]:
    """The stems of every word of the group's phrases of one word: what shows that it was meant."""
    return _STEMS[concept]


def _phrase_at(stems: Sequence[str], at: int) -> tuple[int, str]:
    for long in range(min(LONGEST_PHRASE, len(stems) - at), 0, -1):
        concept = _PHRASES.get(tuple(stems[at : at + long]))
        if concept:
            return long, concept
    return 1, ""


def _phrases() -> Iterator[tuple[tuple[str, ...], str]]:
    for group in GROUPS:
        mark = MARK + group[0].replace(" ", "_")
        for phrase in group:
            yield tuple(stem(word) for word in words_in(phrase)), mark


_PHRASES: Final = dict(_phrases())
_STEMS: Final = {
    mark: frozenset(phrase[0] for phrase, of in _PHRASES.items() if of == mark and len(phrase) == 1)
    for mark in _PHRASES.values()
}
