"""A page's words from findings and plan: no database, nothing that was not released."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from belonging.web.actions.rules.outcomes import Came, outcome
from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.replies.rules.choosing import MOST, SEND, Topic, chosen, shown_of, widest_send_gap
from belonging.web.replies.rules.kinds import Edition, Stage
from belonging.web.replies.rules.phrases import harder_for_some, said_by_parents, said_by_pupils
from belonging.web.replies.rules.shares import Printed, in_ten

WORKING: Final = "We are working on this."
KEEP: Final = "We want to keep it that way."
TOO_FEW: Final = {
    Edition.PUPILS: "Only a few of you answered, so we keep the numbers private.",
    Edition.YOUNGER: "Only a few answered. We keep your answers private.",
    Edition.FAMILIES: "Only a few people answered, so we keep the numbers private.",
}
CAME: Final = {
    Edition.PUPILS: {
        Came.MOVED: "More of you say so than before.",
        Came.MOVED_BACK: "Fewer of you say so than before.",
        Came.NO_CLEAR_CHANGE: "We can't see a clear change yet.",
        Came.TOO_FEW: "Too few answers to tell if it changed.",
    },
    Edition.YOUNGER: {
        Came.MOVED: "More children say so now.",
        Came.MOVED_BACK: "Fewer children say so now.",
        Came.NO_CLEAR_CHANGE: "We can't see a clear change yet.",
        Came.TOO_FEW: "We can't tell yet.",
    },
    Edition.FAMILIES: {
        Came.MOVED: "More say so than before.",
        Came.MOVED_BACK: "Fewer say so than before.",
        Came.NO_CLEAR_CHANGE: "There is no clear change yet.",
        Came.TOO_FEW: "There are too few answers to tell if it changed.",
    },
}
OPENING: Final = {
    Edition.PUPILS: (
        "Thank you for telling us how school feels. Here is some of what you said. "
        "We counted “all of the time” and “most of the time”."
    ),
    Edition.YOUNGER: "Thank you for telling us how school feels!",
    Edition.FAMILIES: (
        "Thank you for your answers. This is some of what families and pupils told us, and what we are doing about it. "
        "Families: those who agree or strongly agree. Pupils: those who said all or most of the time."
    ),
}
OPENING_PUPILS_ALONE: Final = (
    "Our pupils told us how school feels. This is some of what they said, and what we are doing about it. Counted are "
    "those who said all or most of the time."
)
CLOSING: Final = {
    Edition.PUPILS: "If something is wrong, tell an adult you trust. Or call Childline, free: 0800 1111.",
    Edition.YOUNGER: "If something is wrong, tell a grown-up.",
    Edition.FAMILIES: "Do you have a question or an idea? Please talk to us at school.",
}
NOT_WHY: Final = "Answers can change for many reasons. We can't say for certain why."


@dataclass(frozen=True, slots=True)
class Deed:
    """What the school does, as one kind of reader is told it. `topics` are the answers that it belongs to, the nearest
    first; `by` is the breakdown of its measure, empty where it has none."""

    action: int
    text: str
    stage: Stage
    topics: tuple[Topic, ...]
    by: str = ""


@dataclass(frozen=True, slots=True)
class BuiltLine:
    """`findings` are ids of what it rests on in the releases of the page."""

    said: str
    did: str
    stage: str
    what_came: str
    audience: str = ""
    item: str = ""
    by: str = ""
    group: str = ""
    findings: tuple[str, ...] = ()
    action: int | None = None

    @property
    def words(self) -> dict[str, str]:
        return {key: value for key, value in asdict(self).items() if key in ("said", "did", "stage", "what_came")}


@dataclass(frozen=True, slots=True)
class BuiltPage:
    opening: str
    closing: str
    lines: tuple[BuiltLine, ...]
    releases: tuple[int, ...]


def built_page(edition: Edition, voices: SchoolVoices, deeds: Sequence[Deed], wanted: Sequence[Topic]) -> BuiltPage:
    """`wanted`: topics after the best one, in their order. Where nothing may be shown, the page says that."""
    writer = _Writer(edition, voices, deeds)
    said: list[BuiltLine] = []
    parents = shown_of(voices, "parent") if edition is Edition.FAMILIES else []
    pupils = shown_of(voices, "pupil")
    most = MOST[edition] if parents or edition is not Edition.FAMILIES else MOST[Edition.PUPILS]
    for shown in (parents, pupils):
        picked = chosen(shown, wanted, most)
        said += [writer.line(heard, best=at == 0) for at, heard in enumerate(picked)]
    said += writer.about_send(pupils)
    if not said:
        said = writer.without_numbers()
    opening = OPENING[edition] if parents or edition is not Edition.FAMILIES else OPENING_PUPILS_ALONE
    changed = edition is not Edition.YOUNGER and any(line.what_came for line in said)
    closing = f"{NOT_WHY} {CLOSING[edition]}" if changed else CLOSING[edition]
    told = [one.release_id for one in voices.stored if one.findings.audience in ("pupil", "parent")]
    return BuiltPage(opening, closing, tuple(said), tuple(sorted(told)))


class _Writer:
    """Tells each deed once."""

    def __init__(self, edition: Edition, voices: SchoolVoices, deeds: Sequence[Deed]) -> None:
        self.edition, self.voices = edition, voices
        self.left = list(deeds)

    def line(self, heard: Heard, *, best: bool) -> BuiltLine:
        deed = self._take((heard.audience, heard.item), heard.by)
        return BuiltLine(
            said=said_of(self.edition, heard),
            did=deed.text if deed else KEEP if best else WORKING,
            stage=_stage(deed),
            what_came=self._came(heard, acted=deed is not None),
            audience=heard.audience,
            item=heard.item,
            by=heard.by,
            group=heard.group,
            findings=(heard.finding,),
            action=_action(deed),
        )

    def about_send(self, pupils: Collection[Heard]) -> list[BuiltLine]:
        """One line, where a gap is clear: to pupils without a number and of nobody, to families with both shares."""
        found = widest_send_gap(self.voices) if pupils and self.edition is not Edition.YOUNGER else None
        if found is None:
            return []
        item, gap = found
        said, findings = self._send_words(item, gap.against)
        if not said:
            return []
        deed = self._take(("pupil", item), SEND)
        return [
            BuiltLine(
                said=said,
                did=deed.text if deed else WORKING,
                stage=_stage(deed),
                what_came="",
                audience="pupil",
                item=item,
                by=SEND,
                group=gap.group,
                findings=(gap.id, *findings),
                action=_action(deed),
            )
        ]

    def without_numbers(self) -> list[BuiltLine]:
        deeds = self.left[: MOST[Edition.YOUNGER]]
        first = deeds[0] if deeds else None
        return [
            BuiltLine(TOO_FEW[self.edition], first.text if first else WORKING, _stage(first), "", action=_action(first))
        ]

    def _send_words(self, item: str, others: str) -> tuple[str, tuple[str, ...]]:
        if self.edition is Edition.FAMILIES:
            cells = [self.voices.heard("pupil", item, by=SEND, group=group) for group in (SEND, others)]
            shown = [heard for heard in cells if heard is not None and heard.low is not None]
            if len(shown) == 2:
                send, rest = (in_ten(printed(heard)) for heard in shown)
                said = said_by_pupils(self.edition, item, send).replace(" pupils ", " pupils with SEND ", 1)
                also = f"{said[:-1]}; of other pupils {rest[:1].lower()}{rest[1:]}." if said else ""
                return also, tuple(heard.finding for heard in shown)
        return harder_for_some(self.edition, item), ()

    def _take(self, topic: Topic, by: str) -> Deed | None:
        """The one whose measure is this; else one nearest to it that is not told yet."""
        fitting = [deed for deed in self.left if topic in deed.topics]
        fitting.sort(key=lambda deed: (deed.topics[0] != topic, deed.by != by))
        if not fitting:
            return None
        self.left.remove(fitting[0])
        return fitting[0]

    def _came(self, heard: Heard, *, acted: bool) -> str:
        """That nothing is clear is told only where something was done about it: it would stand in every line."""
        change = self.voices.change(heard.audience, heard.item, by=heard.by, group=heard.group)
        came = outcome(change, self.voices.waves(heard.audience)).reading
        return CAME[self.edition].get(came, "") if acted or came in (Came.MOVED, Came.MOVED_BACK) else ""


def said_of(edition: Edition, heard: Heard) -> str:
    """The sentence that tells a released share."""
    share = in_ten(printed(heard))
    said = said_by_parents(heard.item, share) if heard.audience == "parent" else ""
    said = said or (said_by_pupils(edition, heard.item, share) if heard.audience == "pupil" else "")
    people = {Edition.PUPILS: " of you", Edition.YOUNGER: " children"}.get(edition, "")
    return said or f"{share}{people} answered “{heard.positive.lower()}” to “{heard.wording}”."


def printed(heard: Heard) -> Printed:
    """Of a share that is shown."""
    if heard.low is None or heard.high is None:
        raise ValueError(f"{heard.finding} is not shown, so nothing can be said of it")
    return Printed(heard.text, heard.low, heard.high)


def wanted_topics(deeds: Iterable[Deed], priorities: Iterable[Topic]) -> list[Topic]:
    """What the plan is to change, then what the priorities rest on, each once."""
    planned = [deed.topics[0] for deed in deeds if deed.topics and deed.by]
    return list(dict.fromkeys([*planned, *priorities]))


def _stage(deed: Deed | None) -> str:
    return (deed.stage if deed else Stage.DOING).value


def _action(deed: Deed | None) -> int | None:
    return deed.action if deed else None
