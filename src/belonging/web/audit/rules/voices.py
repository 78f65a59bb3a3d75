"""A statement of the audit beside what people said about the same thing, in words. docs/methods/beside-the-voices.md.

One line, and it is the engine's own word: "most" is two thirds and more. A voice is *low* when surely not most say
so, *high* when surely most do; between the two it is not clear. A share in words has no interval: "few" is low even at
ten answers, "about half" and "most" are never sure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from belonging.evaluation.released import Gap, Reading, Rung
from belonging.instruments.audit import Met, Statement
from belonging.web.audit.rules.heard import Heard, SchoolVoices

MOST = 66.7
"""Two thirds, as the engine prints the ends of its thirds."""
_HALF, _THIRD = 50.0, 33.4
"""The second holds the engine's lowest third, ends included."""

MAYBE = "That is not sure, but worth a closer look."
_SAME_WAY = "That is not sure, but it points the same way."

EVERYONE, SEND = ("all", "all"), ("send", "send")
_PEOPLE = {"pupil": "pupils", "parent": "parents and carers", "staff": "staff"}
_WITH_SEND = {"pupil": "pupils with SEND", "parent": "parents and carers of children with SEND"}
_RATED = {
    Met.FULLY: "You rated this fully met.",
    Met.PARTIALLY: "You rated this partially met.",
    Met.NOT_YET: "You rated this not yet met.",
}


@dataclass(frozen=True, slots=True)
class HeardGap:
    """A gap between a group and the others, and the group's own share."""

    heard: Heard
    gap: Gap

    @property
    def is_clear(self) -> bool:
        """Surely fewer of the group answer positively than of the others."""
        return self.gap.reading is Reading.FEWER


@dataclass(frozen=True, slots=True)
class Beside:
    """All that was said about the same thing as one statement, for everyone and for SEND; refused shares too."""

    heard: tuple[Heard, ...] = ()
    gaps: tuple[HeardGap, ...] = ()

    @property
    def told(self) -> tuple[Heard, ...]:
        return tuple(heard for heard in self.heard if heard.refusal is None)

    @property
    def low(self) -> tuple[Heard, ...]:
        """Pupils with SEND first, then the lowest."""
        return tuple(sorted(filter(is_low, self.told), key=weakness))

    @property
    def maybe_low(self) -> tuple[Heard, ...]:
        """Those whose printed share is low and whose interval is not, in the same order."""
        leaning = (heard for heard in self.told if is_low_as_printed(heard) and not is_low(heard))
        return tuple(sorted(leaning, key=weakness))

    @property
    def high(self) -> tuple[Heard, ...]:
        return tuple(filter(is_high, self.told))

    @property
    def strength(self) -> tuple[int, bool, float]:
        """Sorts by how much was said against it: low voices, clear gaps, voices that may be low, the lowest answer."""
        if self.low:
            return 0, *weakness(self.low[0])
        if self.clear_gaps:
            return 1, *weakness(self.clear_gaps[0].heard)
        if self.maybe_low:
            return 2, *weakness(self.maybe_low[0])
        # Nothing is low here, so that nobody comes first.
        return 3, True, min((weakness(heard)[1] for heard in self.told), default=101.0)

    @property
    def clear_gaps(self) -> tuple[HeardGap, ...]:
        return tuple(sorted((gap for gap in self.gaps if gap.is_clear), key=lambda gap: weakness(gap.heard)))


def beside(statement: Statement, voices: SchoolVoices | None) -> Beside:
    """Everything released on the items that share the statement's subject, in the latest wave."""
    pairs = [(pairing.audience, pairing.item) for pairing in statement.pairings]
    return Beside() if voices is None else _about(pairs, voices)


def low_items(voices: SchoolVoices | None) -> list[Beside]:
    """Each item with a low voice or a clear gap for SEND: low ones first, and of these the weakest."""
    items = [] if voices is None else _items(voices)
    return sorted((said for said in items if said.low or said.clear_gaps), key=lambda said: said.strength)


def maybe_low_items(voices: SchoolVoices | None) -> list[Beside]:
    """Each other item with a voice that may be low, the weakest first."""
    items = [] if voices is None else _items(voices)
    found = (said for said in items if said.maybe_low and not (said.low or said.clear_gaps))
    return sorted(found, key=lambda said: said.strength)


def _items(voices: SchoolVoices) -> list[Beside]:
    return [_about([(who, one.item)], voices) for who in voices.audiences for one in voices.items(who)]


def _about(pairs: Iterable[tuple[str, str]], voices: SchoolVoices) -> Beside:
    places = ((audience, item, by, group) for audience, item in pairs for by, group in (EVERYONE, SEND))
    heard = [voices.heard(audience, item, by=by, group=group) for audience, item, by, group in places]
    found = tuple(one for one in heard if one is not None)
    gaps = [(one, voices.gap(one.audience, one.item, "send")) for one in found if of_send(one)]
    return Beside(found, tuple(HeardGap(one, gap) for one, gap in gaps if gap is not None))


def of_send(heard: Heard) -> bool:
    return (heard.by, heard.group) == SEND


def is_low(heard: Heard) -> bool:
    """As sure as can be told, not most say so."""
    if heard.rung is Rung.WORDS:
        return heard.high is not None and heard.high < _THIRD
    return heard.upper is not None and heard.upper <= MOST


def is_low_as_printed(heard: Heard) -> bool:
    """Of those who answered, not most say so; of all, it may be otherwise."""
    return heard.high is not None and heard.high <= MOST


def is_high(heard: Heard) -> bool:
    """As sure as can be told, most say so."""
    return heard.rung is not Rung.WORDS and heard.lower is not None and heard.lower >= MOST


def weakness(heard: Heard) -> tuple[bool, float]:
    """Sorts pupils with SEND first, then by the upper end of what the share may be."""
    upper = heard.upper
    return not (of_send(heard) and heard.audience == "pupil"), 101.0 if upper is None else upper


def people(heard: Heard) -> str:
    """ "pupils", "parents and carers of children with SEND", "pupils who answered with three choices"."""
    named = _WITH_SEND[heard.audience] if of_send(heard) else _PEOPLE[heard.audience]
    return f"{named} {heard.whom}".rstrip()


def share_sentence(heard: Heard) -> str:
    """ "Fewer than half of pupils with SEND (between 35 and 45 in 100) answer “Always” to “I feel safe at school”."."""
    lead = _how_many(heard)
    if not lead:
        whom = f"{heard.text[:1].upper()}{heard.text[1:]} {people(heard)}"
    else:
        whom = f"{lead} {people(heard)}" + ("" if heard.rung is Rung.WORDS else f" ({heard.text})")
    return f"{whom} answer “{heard.positive}” to “{heard.wording}”."


def gap_sentence(gap: HeardGap) -> str:
    """ "“I feel safe at school”: fewer positive answers with SEND (57 in 100) than without (72)."."""
    return f"“{gap.heard.wording}”: {gap.gap.text[0].lower()}{gap.gap.text[1:]}."


def met_beside(met: Met | None, statement: Statement, said: Beside) -> str:
    """The rating set beside the voices, in words; it never says more than the intervals allow."""
    if met is None:
        weak = sentences(share_sentence(heard) for heard in said.low[:1])
        return f"Not rated yet. {weak}".strip()
    rated = _RATED[met]
    if said.low:
        joined = rated if met is Met.FULLY else f"{rated.removesuffix('.')}, and what people say agrees."
        return sentences([joined, *(share_sentence(heard) for heard in said.low[:2])])
    if said.clear_gaps:
        return sentences([rated, *(gap_sentence(gap) for gap in said.clear_gaps[:2])])
    return f"{rated} {_otherwise(met, statement, said)}"


def _otherwise(met: Met, statement: Statement, said: Beside) -> str:
    """Where nothing is clearly low."""
    if not statement.pairings:
        return "The questionnaires do not ask about this, so nobody else’s view stands beside it."
    if not said.heard:
        return "What people say stands here once a questionnaire about it is sealed and its report is made."
    if not said.told:
        return "Too few answered to show what people say about it."
    if said.maybe_low:
        return f"{share_sentence(said.maybe_low[0])} {MAYBE if met is Met.FULLY else _SAME_WAY}"
    if said.high:
        best = share_sentence(said.high[0])
        return (
            f"{best} Nothing clear stands against it."
            if met is Met.FULLY
            else best.replace(" answer ", " already answer ", 1)
        )
    weakest = share_sentence(min(said.told, key=weakness))
    return f"{weakest} That is not sure enough to bear your rating out, or to stand against it."


def _how_many(heard: Heard) -> str:
    """The strongest words that the whole interval allows; empty where it allows none."""
    if heard.rung is Rung.WORDS:
        return {"few": "Few", "about half": "About half of", "most": "Most"}.get(heard.text, "")
    upper = heard.upper
    if upper is None or upper > MOST:
        return "Most" if is_high(heard) else ""
    return "Few" if upper < _THIRD else "Fewer than half of" if upper < _HALF else "Fewer than two thirds of"


def sentences(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)
