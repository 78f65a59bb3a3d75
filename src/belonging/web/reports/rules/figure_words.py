"""Words around figures that stay as they are: a text holds places, `{pupil.safe.all.now}`, and never a figure.

What a person may type by themselves are years, ordinals, years of school, addresses, and the words of a quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

PLACE: Final = re.compile(r"\{([a-z0-9_]+(?:[.-][a-z0-9_]+)*)\}")
DEFAULT: Final = "{default}"
"""A text that is this alone stands for the words that the report writes by itself."""
_QUOTED: Final = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_SMALL: Final = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"
_SHARE_WORDS: Final = re.compile(
    rf"\b{_SMALL} (?:in|out of|of) (?:every )?(?:{_SMALL}|a hundred)\b|"
    rf"\b{_SMALL} (?:of every|points?|times|per\s?cent|percentage)\b|"
    rf"\b(?:a|an|one|two|three|four) (?:half|third|quarter|fifth|sixth|eighth|tenth)s?\b|"
    r"\b(?:halves|thirds|quarters|fifths|tenths)\b|\bhalf (?:of|the|our|as)\b|\btwice\b",
    re.IGNORECASE,
)
_A_SHARE: Final = re.compile(
    rf"%|per\s?cent|\bin (?:10|100|every|a hundred)\b|\bout of\b|\bpoints\b|\b\d+ of\b|{_SHARE_WORDS.pattern}",
    re.IGNORECASE,
)
_ALLOWED: Final = re.compile(
    r"https?://\S+|\S+@\S+|\b(?:19[5-9]\d|20[0-3]\d)\b(?:[–/-]\d\d(?:\d\d)?\b)?|\b\d{1,2}(?:st|nd|rd|th)\b|"
    r"\bwaves? \d\b|360°|\b(?:Years?|Key Stages?|KS) ?(?:1[0-4]|\d)(?: (?:to|and) (?:Year )?(?:1[0-4]|\d))?\b|"
    r"\b0\d{2,4} \d{3,4} ?\d{3,4}\b"
)
_NUMBER_WORDS: Final = re.compile(
    r"\b(?:eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"(?:-\w+)?|hundreds?|thousands?|doubled?|tripled?|twice as many|half of|a third of|a quarter of)\b",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"\S*\d\S*|%|\bper\s?cent\b", re.IGNORECASE)
LIKELY_CAUSES: Final = re.compile(
    r"\b(?:impact\w*|effects?|effective\w*|because of the programme|thanks to|led to|caused?|transformed|proven?|"
    r"proves)\b",
    re.IGNORECASE,
)
"""Words that say cause, for a question to the writer and never a refusal."""
_ENDS: Final = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“\"{])")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of sentences, or a list of lines, as typed."""

    kind: Literal["paragraph", "list"]
    sentences: tuple[str, ...]


def places_in(text: str) -> tuple[str, ...]:
    """Each name once."""
    return tuple(dict.fromkeys(PLACE.findall(text)))


def loose_figures(text: str) -> tuple[str, ...]:
    """What reads like a figure and stands in no place, each once, in the order of the text."""
    own = _QUOTED.sub(lambda found: found[0] if _A_SHARE.search(found[0]) else " ", PLACE.sub(" ", text))
    own = _ALLOWED.sub(" ", own)
    signs = re.finditer(r"\S*[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u218b\u2460-\u249b]\S*", own)
    found = [*_DIGITS.finditer(own), *_NUMBER_WORDS.finditer(own), *_SHARE_WORDS.finditer(own), *signs]
    ordered = sorted(found, key=lambda match: match.start())
    return tuple(dict.fromkeys(match[0].strip(".,;:()“”\"'") for match in ordered))


def stray_braces(text: str) -> bool:
    """A place that is not written as one: "{Pupil safe}"."""
    rest = PLACE.sub("", text)
    return "{" in rest or "}" in rest


def passages(text: str) -> tuple[Passage, ...]:
    """Blank lines part paragraphs; lines that begin with "- " are a list."""
    found: list[Passage] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        listed = [line[2:].strip() for line in lines if line.startswith("- ")]
        said = " ".join(line for line in lines if not line.startswith("- "))
        if said:
            found.append(Passage("paragraph", tuple(_ENDS.split(said))))
        if listed:
            found.append(Passage("list", tuple(listed)))
    return tuple(found)
