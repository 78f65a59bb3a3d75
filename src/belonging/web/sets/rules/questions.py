"""Questions only: what tells a question from advice in its clothes. Pure.

In action learning the presenter is helped by questions that are open and give no advice (Action Learning Associates,
"Action learning", part "How it works"). The rule finds the usual disguises; it reads no minds. Whoever is refused keeps
their words and is told what to try.
"""

from __future__ import annotations

import re
from typing import Final

NO_MARK: Final = (
    "In this part only questions are asked, and yours has no question mark at its end. "
    "What would you like to ask? Keep the thought for the insights, if it is one."
)
INSTEAD: Final = "Ask what they see, not what you would do: begin with what, who, when or how."

_START: Final = r"(?:^|[.,;:!?–—-]\s*|\b(?:maybe|perhaps|surely|and|so|but|or|then|well)\s+)"
_MODAL: Final = r"(?:should|could|can|must|might|may|need to|ought to|have to|had better)"
DISGUISES: Final[tuple[re.Pattern[str], ...]] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_START}(?:have|haven't) you (?:ever |not |already |also )?(?:thought (?:of|about)|considered|tried)\b",
        rf"{_START}(?:did|didn't) you (?:ever |not )?(?:think of|think about|consider|try)\b",
        r"\bwhy (?:don't|do not|not|can't|won't) you\b",
        r"\bwhy do you not (?:just )?\w+",
        r"\bwhy not (?!now\b|then\b|yet\b|sooner\b|before\b)\w+",
        rf"{_START}you (?:really |just |also |simply )?{_MODAL}\b",
        r"\b(?:shouldn't|couldn't|wouldn't|can't|won't) (?:you|it|that|we|they)\b",
        rf"{_START}(?:could|can|would|should) you (?:just |not |simply |perhaps |maybe )?"
        r"(?:try|ask|use|set up|start|give|move|invite|get)\b",
        r"\bdon't you (?:think|feel|agree)\b",
        r"\bwould(?:n't| not) it be\b",
        r"\bwould it (?:not )?(?:be better|be easier|help|make sense) (?:if|to)\b",
        r"\bis(?:n't| it not) (?:it |that )?(?:time|better|easier|obvious)\b",
        r"\bwhat if you\b",
        r"\bhow about\b",
        r"\bwhat about (?:\w+ing|a|an|some)\b",
        r"\bif i (?:were|was) you\b",
        r"\bi(?:'d| would) (?:always |just |simply )?(?:try|suggest|advise|recommend|start|ask|go|do|use)\b",
        r"\b(?:i|may i|can i|could i) (?:suggest|recommend|advise)\b",
        r"\bmy advice\b",
        r"\b(?:at|in) (?:my|our) school,? (?:we|i)\b",
        r"^(?:we|i) (?:tried|did|use|used|do|have|had|started)\b",
    )
)  # fmt: skip


def why_not_a_question(text: str) -> str:
    """The sentence that says what is amiss with `text`, a cleaned line; empty where it may be asked."""
    plain = text.replace("’", "'").strip()
    if not plain.endswith("?"):
        return NO_MARK
    found = next((hit for pattern in DISGUISES if (hit := pattern.search(plain))), None)
    if found is None:
        return ""
    words = found.group(0).strip(" .,;:!?–—-")
    return f"“{words[:1].upper()}{words[1:]}…” gives advice in the shape of a question. {INSTEAD}"
