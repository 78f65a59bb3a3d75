"""A meeting's page: five parts in their order, who is next, what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from belonging.web.sets.models import Member, State, Step
from belonging.web.sets.presenters.guide import GUIDE, Guidance
from belonging.web.sets.presenters.said import Line, Room, lines_of, returning_lines
from belonging.web.sets.presenters.words import state_of, when_of
from belonging.web.sets.rules.minutes import for_each, minutes_of

HREFS: Final = ("meeting", "times", "presenter", "step", "close", "call_off", "change", "reflection")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the five. `form`: key of the form that stands in it, if the reader may write there."""

    key: str
    number: int
    title: str
    minutes: str
    guidance: Guidance
    is_now: bool
    """Its form stands open, and it says who is next."""
    folded: str
    """The words under which what was said is folded away; empty where it stands open."""
    next: str
    lines: tuple[Line, ...]
    returning: tuple[Line, ...]
    form: str
    form_title: str
    action: str


@dataclass(frozen=True, slots=True)
class RoomPage:
    title: str
    when: str
    where: str
    link: str
    state: str
    colour: str
    presenter: str
    came: str
    parts: tuple[Part, ...]
    facilitates: bool
    runs: bool
    """Whether its reader leads it on: the facilitator, until it is closed."""
    prepare: str
    """Of a meeting still to come: what its reader can do until then."""
    is_running: bool
    is_coming: bool
    is_looking: bool
    is_over: bool
    is_called_off: bool
    ics: str
    refresh: str
    hrefs: dict[str, str]
    next_step: str
    next_words: str
    back_steps: tuple[tuple[str, str], ...]
    reflects: bool
    """Whether its reader may write for themselves alone: a member, once it has begun."""
    reflection: str


def room_page(room: Room) -> RoomPage:
    meeting, steps = room.meeting, list(Step)
    state, colour = state_of(meeting, room.now)
    after = steps.index(Step(meeting.step)) + 1
    coming = steps[after] if after < len(steps) else None
    runs = room.sitting.facilitates and meeting.state == State.PLANNED
    leads_on = runs and room.is_running
    return RoomPage(
        title=f"Meeting {meeting.number}",
        when=when_of(meeting),
        where=meeting.place,
        link=meeting.link,
        state=state,
        colour=colour,
        presenter=meeting.presenter.user.name if meeting.presenter else "",
        came=_came(room),
        parts=tuple(_part(room, step) for step in steps),
        facilitates=room.sitting.facilitates,
        runs=runs,
        prepare=_prepare(room) if room.is_coming else "",
        is_running=room.is_running,
        is_coming=room.is_coming,
        is_looking=meeting.state == State.PROPOSED,
        is_over=meeting.state in (State.HELD, State.CANCELLED),
        is_called_off=meeting.state == State.CANCELLED,
        ics=room.address("ics") if meeting.state == State.PLANNED else "",
        refresh=_refresh(room),
        hrefs={name: room.address(name) for name in HREFS},
        next_step=coming.value if leads_on and coming else "",
        next_words=f"Go on to: {coming.label}" if leads_on and coming else "",
        back_steps=tuple((each.value, str(each.label)) for each in steps[: after - 1]) if leads_on else (),
        reflects=not room.sitting.facilitates and (room.is_running or meeting.state == State.HELD),
        reflection=room.said.reflection.text if room.said.reflection else "",
    )


def _refresh(room: Room) -> str:
    """Each time another address: to the same one with a # a browser would only scroll."""
    return f"{room.address('meeting')}?seen={room.now.timestamp() * 1000:.0f}#{room.meeting.step}"


def presenter_choices(members: Iterable[Member], presented: dict[int, int]) -> list[tuple[str, str]]:
    """Who presented longest ago or never stands first. `presented`: the number of the last meeting, by member."""
    ordered = sorted(members, key=lambda each: (presented.get(each.pk, 0), each.user.name))
    return [(str(each.pk), _turn(each, presented)) for each in ordered]


def _turn(member: Member, presented: dict[int, int]) -> str:
    last = presented.get(member.pk)
    return f"{member.user.name} (last at meeting {last})" if last else f"{member.user.name} (not yet)"


def _prepare(room: Room) -> str:
    if room.sitting.facilitates:
        return "Until it begins, choose who presents, and say what came of the last commitments if you know."
    if _presents(room, room.sitting.member):
        return "You present. You can write down the issue now, and say what came of your last commitments."
    return "You can say what came of your last commitments now. The rest is written down once it has begun."


def _part(room: Room, step: Step) -> Part:
    meeting, minutes = room.meeting, minutes_of(room.meeting.minutes)[step]
    order = list(Step)
    over = meeting.state == State.HELD
    each = f", about {for_each(minutes, len(room.members))} each" if step in (Step.REPORTS, Step.COMMITMENTS) else ""
    form, title = _form(room, step)
    return Part(
        key=step.value,
        number=order.index(step) + 1,
        title=str(step.label),
        minutes="" if over else f"{minutes} minutes{each}",
        guidance=GUIDE[step],
        is_now=meeting.step == step and room.is_running,
        folded=_folded(room, step),
        next=_next(room, step) if meeting.step == step else "",
        lines=tuple(lines_of(room, step)),
        returning=tuple(returning_lines(room)) if step is Step.REPORTS else (),
        form=form,
        form_title=title,
        action=room.address(form) if form else "",
    )


def _folded(room: Room, step: Step) -> str:
    """Once the meeting has gone on, reports make room for what is said now."""
    if step is not Step.REPORTS or room.meeting.step == step or not room.is_running:
        return ""
    count = len(room.said.reports)
    return f"What was said: {count} {'report' if count == 1 else 'reports'}" if count else ""


def _form(room: Room, step: Step) -> tuple[str, str]:
    """The route that takes what is written in this part, and the words above its form."""
    if room.meeting.state not in (State.PLANNED, State.HELD) or (room.is_coming and step is not Step.ISSUE):
        return "", ""
    own = room.sitting.member
    if step is Step.REPORTS:
        done = own is not None and own.pk in room.said.reports
        all_done = own is None and len(room.said.reports) >= len(room.members)
        return ("", "") if done or all_done else ("report", "Add a report")
    if step is Step.ISSUE:
        presents = room.meeting.presenter_id is not None and (own is None or own.pk == room.meeting.presenter_id)
        return ("issue", "Write down the issue") if presents and room.said.issue is None else ("", "")
    if step is Step.QUESTIONS:
        if room.meeting.state == State.HELD:
            return ("question", "Write down a question that was asked") if own is None else ("", "")
        presents = own is not None and own.pk == room.meeting.presenter_id
        return ("", "") if presents else ("question", "Ask a question")
    return ("insight", "Add an insight") if step is Step.INSIGHTS else ("commitment", "Add a commitment")


def _next(room: Room, step: Step) -> str:
    presenter = room.meeting.presenter
    if step is Step.REPORTS:
        return _first([each for each in room.members if each.pk not in room.said.reports])
    if step is Step.ISSUE:
        return presenter.user.name if presenter and room.said.issue is None else ""
    if step is Step.QUESTIONS:
        asked = [each.member_id for each in room.said.questions]
        others = [each for each in room.members if each.pk != room.meeting.presenter_id]
        return _first(sorted(others, key=lambda each: asked.count(each.pk)))
    if step is Step.INSIGHTS:
        said = {each.member_id for each in room.said.insights}
        return _first(sorted((m for m in room.members if m.pk not in said), key=lambda each: not _presents(room, each)))
    said = {each.member_id for each in room.said.commitments}
    return _first([each for each in room.members if each.pk not in said])


def _presents(room: Room, member: Member | None) -> bool:
    return member is not None and member.pk == room.meeting.presenter_id


def _first(members: Sequence[Member]) -> str:
    return members[0].user.name if members else ""


def _came(room: Room) -> str:
    if room.meeting.state != State.HELD:
        return ""
    here = [each.user.name for each in room.members if each.pk in room.said.came]
    return ", ".join(here)
