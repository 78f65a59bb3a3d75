"""How each statement of the questionnaires is told to pupils, to the youngest, and to families.

Each phrase is of a favourable answer, turned round where the statement is (“I feel lonely”). A statement that is not
here is quoted as it was asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from belonging.web.replies.rules.kinds import Edition
from belonging.web.replies.rules.shares import Printed, in_ten


@dataclass(frozen=True, slots=True)
class Phrase:
    """`you` follows "About 7 in 10 of you", `young` "About 7 in 10 children" or "Some children", `they`
    "About 7 in 10 pupils".

    `harder` follows "Some of you find it harder". `ask` is a question that pupils can talk about, `ask_young` one for
    the youngest. `picture` is the shape that stands beside it.
    """

    you: str
    young: str
    they: str
    harder: str
    ask: str
    ask_young: str
    picture: str


PUPILS = {
    "belong": Phrase(
        "feel that you belong at our school",
        "mostly feel part of school",
        "feel that they belong at our school",
        "to feel that you belong",
        "What helps somebody to feel that they belong here?",
        "What makes this feel like your school?",
        "ring",
    ),
    "teachers_interested": Phrase(
        "say most teachers are interested in you",
        "mostly feel noticed by teachers",
        "say most teachers are interested in them",
        "to feel that teachers are interested",
        "How can you tell that a teacher is interested in you?",
        "What do teachers know about you? What could they ask?",
        "speech",
    ),
    "support_in_work": Phrase(
        "get help with your work",
        "mostly get help with learning",
        "get help with their work",
        "to get the help you need",
        "When work is hard, what kind of help works best?",
        "What helps you when work is hard?",
        "hands",
    ),
    "safe": Phrase(
        "feel safe at school",
        "mostly feel safe at school",
        "feel safe at school",
        "to feel safe",
        "Where and when does school feel most safe? Where does it feel less safe?",
        "Where at school do you feel safe?",
        "house",
    ),
    "lonely": Phrase(
        "hardly ever feel lonely here",
        "are not often lonely",
        "hardly ever feel lonely at school",
        "not to feel lonely",
        "What can we all do when we see somebody on their own?",
        "What can we do if somebody is alone?",
        "friends",
    ),
    "friendly": Phrase(
        "say people here are friendly to you",
        "mostly find people here friendly",
        "say people are friendly to them",
        "to find people friendly",
        "What does being friendly look like in our school?",
        "What do friendly people do?",
        "friends",
    ),
    "adult_to_talk_to": Phrase(
        "have an adult here to talk to",
        "can mostly tell a grown-up",
        "have an adult here to talk to",
        "to find an adult to talk to",
        "What makes an adult easy to talk to?",
        "What makes a grown-up good at listening?",
        "speech",
    ),
    "included": Phrase(
        "feel included in class and activities",
        "mostly get to join in",
        "feel included in class and activities",
        "to feel included",
        "What makes it easier, or harder, to join in?",
        "What helps you to join in?",
        "ring",
    ),
    "liked_as_i_am": Phrase(
        "say other pupils like you as you are",
        "mostly feel liked as themselves",
        "say other pupils like them as they are",
        "to feel liked as you are",
        "What helps people to be themselves at school?",
        "How do we show that we like each other?",
        "star",
    ),
    "respected_as_i_am": Phrase(
        "say teachers respect you as you are",
        "mostly feel respected by teachers",
        "say teachers respect them as they are",
        "to feel respected by teachers",
        "What do adults say or do that shows respect?",
        "What do kind grown-ups say?",
        "star",
    ),
    "fair": Phrase(
        "say teachers treat pupils fairly",
        "find teachers mostly fair",
        "say teachers treat pupils fairly",
        "to feel treated fairly",
        "What does fair mean? Is it always the same for everyone?",
        "What does fair mean?",
        "scales",
    ),
    "happy": Phrase(
        "are happy to be part of our school",
        "are mostly happy at school",
        "are happy to be part of our school",
        "to feel happy here",
        "What are you proud of in our school?",
        "What makes you happy at school?",
        "heart",
    ),
}

PARENTS = {
    "child_belongs": "say their child feels that they belong here",
    "child_safe": "say their child feels safe at school",
    "child_friends": "say other pupils are friendly to their child",
    "child_accepted": "say their child can be themselves at school",
    "child_joins_in": "say their child can take part in everything",
    "child_glad": "say their child is glad to come here",
    "child_supported": "say their child gets the help they need to learn",
    "child_adult": "say their child has an adult here to turn to",
    "child_fair": "say we treat their child fairly",
    "family_welcome": "feel welcome at our school",
    "family_heard": "say we take seriously what they tell us",
    "family_part": "feel part of our school community",
}

_NOT_COUNTED = {"lonely": "Some children feel lonely sometimes."}
PICTURES = ("friends", "hands", "heart", "house", "ring", "scales", "speech", "star")


def picture_for(item: str) -> str:
    return PUPILS[item].picture if item in PUPILS else "star"


def said_by_pupils(edition: Edition, item: str, share: str) -> str:
    """One sentence, to pupils or families; empty where we have no phrase for the statement."""
    phrase = PUPILS.get(item)
    if phrase is None:
        return ""
    if edition is Edition.PUPILS:
        return f"{share} of you {phrase.you}."
    return f"{_of(share, 'pupils')} {phrase.they}."


def said_to_youngest(item: str, share: Printed) -> str:
    """How many only where that is more than half, and never of who is lonely; else that some do and others don't."""
    phrase = PUPILS.get(item)
    if phrase is None:
        return ""
    if item in _NOT_COUNTED:
        return f"Most children {phrase.young}." if share.low > 50 else _NOT_COUNTED[item]
    if share.low > 50:
        return f"{_of(in_ten(share), 'children')} {phrase.young}."
    if share.high <= 10:
        return f"Not many children {phrase.young} yet."
    return f"Some children {phrase.young}. Others not yet."


def said_by_parents(item: str, share: str) -> str:
    return f"{_of(share, 'parents and carers')} {PARENTS[item]}." if item in PARENTS else ""


def harder_for_some(edition: Edition, item: str) -> str:
    """That it is not the same for all, said of nobody."""
    phrase = PUPILS.get(item)
    if phrase is None:
        return ""
    if edition is Edition.FAMILIES:
        return f"Some pupils find it harder {phrase.harder.replace(' you ', ' they ')}."
    return f"Some of you find it harder {phrase.harder}."


def _of(share: str, people: str) -> str:
    return f"{share} of {people}" if share == "About half" else f"{share} {people}"
