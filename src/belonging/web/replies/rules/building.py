"""A page's words from findings and plan: no database, nothing that was not released."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.replies.rules.choosing import MOST, SEND, Topic, chosen, shown_of, widest_send_gap
from belonging.web.replies.rules.deeds import BuiltLine, Deed, told, with_deeds
from belonging.web.replies.rules.kinds import Edition
from belonging.web.replies.rules.openings import closing_for, opening_for, without_numbers
from belonging.web.replies.rules.phrases import harder_for_some, said_by_parents, said_by_pupils, said_to_youngest
from belonging.web.replies.rules.shares import Printed, in_ten

__all__ = ["BuiltLine", "BuiltPage", "Deed", "built_page", "printed", "said_of", "wanted_topics"]


@dataclass(frozen=True, slots=True)
class BuiltPage:
    opening: str
    closing: str
    lines: tuple[BuiltLine, ...]
    releases: tuple[int, ...]


def built_page(edition: Edition, voices: SchoolVoices, deeds: Sequence[Deed], wanted: Sequence[Topic]) -> BuiltPage:
    """`wanted`: topics after the best one, in their order. Where nothing may be shown, the page says that."""
    parents = shown_of(voices, "parent") if edition is Edition.FAMILIES else []
    pupils = shown_of(voices, "pupil")
    most = MOST[edition] if parents or edition is not Edition.FAMILIES else MOST[Edition.PUPILS]
    heard = [each for shown in (parents, pupils) for each in chosen(shown, wanted, most)]
    said = [_line(edition, each) for each in heard]
    if pupils and edition is not Edition.YOUNGER:
        said += _about_send(edition, voices)
    if said:
        lines = with_deeds(edition, said, deeds)
    else:
        audiences = ("pupil", "parent") if edition is Edition.FAMILIES else ("pupil",)
        first = BuiltLine(without_numbers(edition, voices, audiences))
        lines = [told(edition, first, next(iter(deeds), None))]
    releases = [one.release_id for one in voices.stored if one.findings.audience in ("pupil", "parent")]
    return BuiltPage(
        opening=opening_for(edition, heard, acted=any(line.did for line in lines)),
        closing=closing_for(edition, changed=any(line.what_came for line in lines)),
        lines=tuple(lines),
        releases=tuple(sorted(releases)),
    )


def said_of(edition: Edition, heard: Heard) -> str:
    """The sentence that tells a released share."""
    share = printed(heard)
    in_words = in_ten(share)
    said = ""
    if heard.audience == "parent":
        said = said_by_parents(heard.item, in_words)
    elif heard.audience == "pupil":
        young = edition is Edition.YOUNGER
        said = said_to_youngest(heard.item, share) if young else said_by_pupils(edition, heard.item, in_words)
    people = {Edition.PUPILS: " of you", Edition.YOUNGER: " children"}.get(edition, "")
    return said or f"{in_words}{people} answered “{heard.positive.lower()}” to “{heard.wording}”."


def printed(heard: Heard) -> Printed:
    """Of a share that is shown."""
    if heard.low is None or heard.high is None:
        raise ValueError(f"{heard.finding} is not shown, so nothing can be said of it")
    return Printed(heard.text, heard.low, heard.high)


def wanted_topics(deeds: Iterable[Deed], priorities: Iterable[Topic]) -> list[Topic]:
    """What the plan is to change, then what the priorities rest on, each once."""
    planned = [deed.topics[0] for deed in deeds if deed.topics and deed.by]
    return list(dict.fromkeys([*planned, *priorities]))


def _line(edition: Edition, heard: Heard) -> BuiltLine:
    return BuiltLine(
        said=said_of(edition, heard),
        audience=heard.audience,
        item=heard.item,
        by=heard.by,
        group=heard.group,
        findings=(heard.finding,),
    )


def _about_send(edition: Edition, voices: SchoolVoices) -> list[BuiltLine]:
    """One line, where a gap is clear: to pupils without a number and of nobody, to families with both shares."""
    found = widest_send_gap(voices)
    if found is None:
        return []
    item, gap = found
    said, findings = harder_for_some(edition, item), tuple[str, ...]()
    both = [voices.heard("pupil", item, by=SEND, group=group) for group in (gap.group, gap.against)]
    shown = [heard for heard in both if heard is not None and heard.low is not None]
    if edition is Edition.FAMILIES and len(shown) == len(both):
        said, findings = _both_shares(item, shown), tuple(heard.finding for heard in shown)
    if not said:
        return []
    return [BuiltLine(said=said, audience="pupil", item=item, by=SEND, group=gap.group, findings=(gap.id, *findings))]


def _both_shares(item: str, shown: Sequence[Heard]) -> str:
    send, rest = (in_ten(printed(heard)) for heard in shown)
    said = said_by_pupils(Edition.FAMILIES, item, send).replace(" pupils ", " pupils with SEND ", 1)
    return f"{said[:-1]}; of other pupils {rest[:1].lower()}{rest[1:]}." if said else ""
