"""Words that say how many without a number: "everyone", "most of you", "nobody"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from belonging.web.replies.rules.shares import Printed

_WHO: Final = (
    r"(?:pupils?|child(?:ren)?|kids?|students?|learners?|parents?|carers?|mums?|dads?|famil(?:y|ies)|people|persons?"
    r"|boys?|girls?)"
)
PEOPLE: Final = (
    r"(?:of (?:you|us|them|those|all)|(?:(?:of|the|our|your|all|these|those|more|other|different|young(?:er)?"
    rf"|old(?:er)?|little|big|small|new) ){{0,3}}{_WHO})\b"
)
SAY: Final = (
    r"(?:says?|said|tells?|told|feels?|felt|thinks?|thought|wants?|wanted|ask(?:s|ed)?|agree[sd]?|answer(?:s|ed)?"
    r"|likes?|liked|loves?|loved|find|finds|found|wish|wished|believes?|believed|worr(?:y|ied)|enjoys?|enjoyed)\b"
)
_ARE: Final = r"(?:is|are|was|were|has|have)\b(?! welcome)"
_SOFTLY: Final = r"(?:(?:always|often|sometimes|really|now|still|also|never|hardly|here|in school|at school) ){0,2}"
_ALL: Final = rf"(?:everyone|everybody|every (?:single )?{_WHO}|every (?:single )?one|each|all)"
_NONE: Final = rf"(?:nobody|no[ -]one|not one|not a single {_WHO}|none|no {_WHO})"
_MOST: Final = r"(?:most|(?:a|the) (?:\w+ )?majority)"
_FEW: Final = r"(?:few|(?:a|the) (?:\w+ )?minority|a handful)"
_CROWD: Final = (
    rf"(?P<near>(?:nearly|almost|virtually|not) )?(?:(?P<hardly>hardly any(?:one|body)?)|(?P<none>{_NONE})"
    rf"|(?P<all>{_ALL})|(?P<most>{_MOST})|(?P<few>{_FEW}))"
)
_WHOLE: Final = (
    "everyone",
    "everybody",
    "nobody",
    "anyone",
    "anybody",
    "no one",
    "no-one",
    "none",
    "ity",
    "child",
    "pupil",
)
"""How those end that need nobody named after them."""
_OF_AN_ANSWER: Final = re.compile(
    rf"\b{_CROWD}\b(?:{'|'.join(f'(?<={end})' for end in _WHOLE)}|(?= (?:{PEOPLE}|{SAY}|{_ARE})))", re.IGNORECASE
)
_FREE_STANDING: Final = re.compile(
    rf"(?<!so that )(?<!until )(?<!sure )(?<!sure that )(?<!so )(?<!\ba )\b{_CROWD}\b(?: {PEOPLE})? "
    rf"{_SOFTLY}(?:{SAY}|{_ARE})",
    re.IGNORECASE,
)


def crowds_said(text: str) -> list[str]:
    """The pieces that say of how many people something is true, in a text that rests on no finding."""
    return [found.group() for found in _FREE_STANDING.finditer(text) if not _is_not(found)]


def crowds_unreleased(text: str, shares: Sequence[Printed]) -> Iterator[str]:
    """The pieces that none of `shares` bears out."""
    for found in _OF_AN_ANSWER.finditer(text):
        if not any(_holds(found, share) for share in shares):
            yield found.group()


def _is_not(found: re.Match[str]) -> bool:
    return (found["near"] or "").strip().lower() == "not"


def _holds(found: re.Match[str], share: Printed) -> bool:
    """That nobody says so is never released: the smallest share is some or none."""
    if found["hardly"]:
        return share.high <= 10
    if found["none"]:
        return False
    if found["most"]:
        return share.low > 50
    if found["few"]:
        return share.high <= 50
    if _is_not(found):
        return share.low < 100
    return share.low >= 90 if found["near"] else share.low == share.high == 100
