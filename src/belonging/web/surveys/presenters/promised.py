"""The lines of the promise, as the first pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from belonging.web.surveys.presenters.asking import Asking
from belonging.web.surveys.presenters.typography import typographic
from belonging.web.surveys.rules.editions import YOUNGEST
from belonging.web.surveys.rules.promise import promise

SIGNS: Final = {
    "no_name": "nameless",
    "groups": "unseen",
    "groups_helped": "unseen",
    "helper": "look",
    "skip": "skip",
    "urgent": "talk",
    "urgent_comments": "talk",
}
FOLDED: Final = frozenset({"talk", "ticket"})
"""Said to the youngest under "More": few lines for whoever can't read. The page's end and "no name" say it, too."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the promise. `only`: "alone" or "helped", where it is true of that way of answering alone.

    `sign`: the template of the drawing before it, in the editions of the youngest.
    """

    text: str
    only: str = ""
    sign: str = ""


def promised(asking: Asking) -> dict[str, object]:
    """Both ways of answering at once: which of the two is shown follows from the adult's panel."""
    words = asking.words()
    alone = promise(asking.promised(), words)
    helped = promise(asking.promised(helped=True), words)
    keys = [sentence.key for sentence in alone]
    either = [sentence for sentence in helped if sentence.key not in keys]
    after = keys.index("no_name") + 1 if "no_name" in keys else 0
    lines = [*alone[:after], *either, *alone[after:]]
    common = {sentence.key for sentence in helped} & set(keys)
    youngest = asking.edition in YOUNGEST
    shown: dict[bool, list[Line]] = {False: [], True: []}
    for each in lines:
        only = "" if each.key in common else "helped" if each in either else "alone"
        sign = f"surveys/signs/{SIGNS[each.key]}.svg" if youngest and each.key in SIGNS else ""
        shown[each.more or (youngest and each.key in FOLDED)].append(Line(typographic(each.text), only, sign))
    return {"promise": shown[False], "promise_more": shown[True]}
