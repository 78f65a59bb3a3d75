"""How a page begins and ends, and what it says where no number may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.replies.rules.kinds import Edition

TOO_FEW: Final = {
    Edition.PUPILS: "Only a few of you answered, so we keep the numbers private.",
    Edition.YOUNGER: "Only a few answered. We keep your answers private.",
    Edition.FAMILIES: "Only a few people answered, so we keep the numbers private.",
}
NOT_SHOWN: Final = {
    Edition.PUPILS: "We can't show your answers in numbers this time.",
    Edition.YOUNGER: "We can't show your answers this time.",
    Edition.FAMILIES: "We can't show the answers in numbers this time.",
}
CLOSING: Final = {
    Edition.PUPILS: "If something is wrong, tell an adult you trust. Or call Childline, free: 0800 1111.",
    Edition.YOUNGER: "If something is wrong, tell a grown-up.",
    Edition.FAMILIES: "Do you have a question or an idea? Please talk to us at school.",
}
NOT_WHY: Final = {
    Edition.PUPILS: "Answers can change for many reasons. We can't say for certain why.",
    Edition.YOUNGER: "We can't say for sure why answers change.",
    Edition.FAMILIES: "Answers can change for many reasons. We can't say for certain why.",
}
_THANKS: Final = {
    Edition.PUPILS: "Thank you for telling us how school feels.",
    Edition.YOUNGER: "Thank you for telling us how school feels!",
    Edition.FAMILIES: "Thank you for your answers.",
}


def opening_for(edition: Edition, heard: Sequence[Heard], *, acted: bool) -> str:
    """`heard` is what the page tells; `acted`: it tells of something that the school does, too."""
    parents = [each for each in heard if each.audience == "parent"]
    pupils = [each for each in heard if each.audience == "pupil"]
    if edition is Edition.YOUNGER or (not heard and edition is Edition.PUPILS):
        return _THANKS[edition]
    if edition is Edition.PUPILS:
        counted = f"We counted the answers that are good news: {_of(pupils)}."
        return f"{_THANKS[edition]} Here is some of what you said. {counted}"
    also = ", and what we do about it" if acted else ""
    if not heard:
        return _THANKS[edition]
    if not parents:
        return (
            f"Our pupils told us how school feels. This is some of what they said{also}. The numbers are of those who "
            f"answered, and count the answers that are good news: {_of(pupils)}."
        )
    who = "families and pupils" if pupils else "families"
    counted = f"families’ {_of(parents)}" + (f", and pupils’ {_of(pupils)}" if pupils else "")
    return (
        f"{_THANKS[edition]} This is some of what {who} told us{also}. The numbers are of those who answered, and "
        f"count the answers that are good news: {counted}."
    )


def closing_for(edition: Edition, *, changed: bool) -> str:
    return f"{NOT_WHY[edition]} {CLOSING[edition]}" if changed else CLOSING[edition]


def without_numbers(edition: Edition, voices: SchoolVoices, audiences: Collection[str]) -> str:
    """That few answered is said only where that is why."""
    return (TOO_FEW if _is_few(voices, audiences) else NOT_SHOWN)[edition]


def _is_few(voices: SchoolVoices, audiences: Collection[str]) -> bool:
    told = [one.findings for one in voices.stored if one.findings.audience in audiences]
    reasons = [note for findings in told for note in findings.notes]
    for table in (table for findings in told for table in findings.tables if table.by == "all"):
        reasons += [held.refusal for held in table.withheld] + ([table.refusal] if table.refusal else [])
    return any(reason.code.startswith("small-") for reason in reasons)


def _of(heard: Sequence[Heard]) -> str:
    """ "“all or most of the time” or “rarely or never”": the answers that these lines count, the commonest first."""
    said = Counter(f"“{each.positive[:1].lower()}{each.positive[1:]}”" for each in heard)
    return " or ".join(words for words, _ in said.most_common())
