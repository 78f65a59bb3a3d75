"""Beside which answer an action is told, and what is said of its measure there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from belonging.web.actions.rules.outcomes import Came
from belonging.web.replies.rules.choosing import Topic
from belonging.web.replies.rules.kinds import Edition, Stage

EVERYONE: Final = "all"
WITH_CARE: Final = ("send", "sen")
"""Groups that are not pointed at before pupils."""
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


@dataclass(frozen=True, slots=True)
class Deed:
    """What the school does, as one kind of reader is told it.

    `topics` are the answers that it may stand under, the nearest first: its measure's alone, where these readers are
    told of that. Then `by` and `group` are those of its measure, `whose` names the group (empty for everyone), and
    `came` is how the plan reads it; NOT_YET too for what had not begun in time.
    """

    action: int
    text: str
    stage: Stage
    topics: tuple[Topic, ...]
    by: str = ""
    group: str = "all"
    whose: str = ""
    came: Came = Came.NOT_YET


@dataclass(frozen=True, slots=True)
class BuiltLine:
    """`findings` are ids of what it rests on in the releases of the page. Without a deed, nothing is said of any."""

    said: str
    did: str = ""
    stage: str = Stage.DOING.value
    what_came: str = ""
    audience: str = ""
    item: str = ""
    by: str = ""
    group: str = ""
    findings: tuple[str, ...] = ()
    action: int | None = None

    @property
    def words(self) -> dict[str, str]:
        return {key: value for key, value in asdict(self).items() if key in ("said", "did", "stage", "what_came")}


def with_deeds(edition: Edition, lines: Sequence[BuiltLine], deeds: Iterable[Deed]) -> list[BuiltLine]:
    """Each deed once: first those whose measure a line is, then those with a line about all, then the rest."""
    left, beside = list(deeds), dict[int, Deed]()
    for fits in (_is_measured, _is_of_measured_item, _is_paired):
        for deed in list(left):
            at = fits(deed, lines, beside)
            if at is not None:
                beside[at] = deed
                left.remove(deed)
    return [told(edition, line, beside.get(at)) for at, line in enumerate(lines)]


def told(edition: Edition, line: BuiltLine, deed: Deed | None) -> BuiltLine:
    """The line with what is done about it."""
    if deed is None:
        return line
    return replace(line, did=deed.text, stage=deed.stage.value, what_came=_came(edition, deed), action=deed.action)


def _is_measured(deed: Deed, lines: Sequence[BuiltLine], beside: dict[int, Deed]) -> int | None:
    wanted = (*deed.topics[:1], deed.by, deed.group)
    found = (at for at, line in enumerate(lines) if ((line.audience, line.item), line.by, line.group) == wanted)
    return next((at for at in found if at not in beside), None)


def _is_of_measured_item(deed: Deed, lines: Sequence[BuiltLine], beside: dict[int, Deed]) -> int | None:
    return _is_paired(deed, lines, beside) if deed.by else None


def _is_paired(deed: Deed, lines: Sequence[BuiltLine], beside: dict[int, Deed]) -> int | None:
    found = (
        at
        for topic in deed.topics
        for at, line in enumerate(lines)
        if (line.audience, line.item, line.by) == (*topic, EVERYONE) and at not in beside
    )
    return next(found, None)


def _came(edition: Edition, deed: Deed) -> str:
    """Nothing of what is only planned. Of a group that is told with care, before pupils, nothing."""
    if deed.stage is Stage.WILL or not deed.by:
        return ""
    if not deed.whose:
        return CAME[edition].get(deed.came, "")
    if edition is Edition.YOUNGER or (edition is Edition.PUPILS and deed.by in WITH_CARE):
        return ""
    said = CAME[Edition.FAMILIES].get(deed.came, "")
    return f"{deed.whose[:1].upper()}{deed.whose[1:]}: {said[:1].lower()}{said[1:]}" if said else ""
