"""Five questions that readers ask of a report, each with its answer, or with why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from belonging.evaluation.released import Change, Findings, Reading, ReleasedTable
from belonging.figures import rung_between, wave_name
from belonging.figures.printed import base
from belonging.instruments.choices import STANDARD
from belonging.instruments.load import load
from belonging.web.reports.presenters.items import Told, said_of_change, surety_of
from belonging.web.reports.presenters.looks import NOTHING, cell_words, looks_of, statement_of
from belonging.web.reports.presenters.sections import Paths, Reader
from belonging.web.reports.presenters.wording import VOICES, inside, opening
from belonging.web.reports.queries import Voices
from belonging.web.reports.rules.exploring import PROGRAMME, TWO_WAY, Selection, Shelf, find
from belonging.web.reports.rules.first_looks import first_looks
from belonging.web.reports.rules.side_by_side import Alike, alike

SAFE: Final = "safe"
"""The statement that the questions are about, where it is asked."""
ONE_WAVE = "There is one wave so far. What has changed can be told after the next."
_ALIKE = {
    Alike.MORE: "Yes, they differ: parents and carers answer more positively.",
    Alike.FEWER: "Yes, they differ: parents and carers answer less positively.",
    Alike.NOT_CLEAR: "No clear difference: what each may be overlaps.",
    Alike.CANNOT_TELL: "Too few to tell whether they differ.",
}


@dataclass(frozen=True, slots=True)
class Ask:
    question: str
    href: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`told` are sentences of findings, `why_not` reasons. `selection` is the table that they stand in.

    `instead`: where else to look or listen, of what this school's answers cannot tell.
    """

    question: str
    selection: Selection
    told: tuple[Told, ...] = ()
    why_not: tuple[str, ...] = ()
    findings: str = ""
    href: str = ""
    link: str = ""
    instead: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is asked about. `short`: how a question says the statement."""

    voices: Voices
    shelf: Shelf
    ways: Paths
    item: str
    wording: str

    @property
    def pupils(self) -> Findings | None:
        return self.voices.findings.get("pupil")

    @property
    def more(self) -> str:
        return "feel safer" if self.item == SAFE else f"answer “{self.wording}” more positively"

    @property
    def before(self) -> str:
        """ "than at the baseline"; the first wave that was asked."""
        asked = self.pupils.responses if self.pupils else ()
        return f"than at the {wave_name(asked[0].wave).lower()}" if asked else "than before"

    @property
    def is_asked_twice(self) -> bool:
        return self.pupils is not None and len(self.pupils.responses) > 1


def asks_of(voices: Voices, ways: Paths) -> tuple[Ask, ...]:
    """What has changed is not offered before there is anything to set it beside."""
    subject = _subject(voices, Shelf(voices.findings, {}), ways)
    offered = {key: one for key, one in _QUESTIONS.items() if subject.is_asked_twice or key not in _OF_CHANGE}
    return tuple(Ask(question(subject), ways.ask(key)) for key, (question, _) in offered.items())


def answer_to(key: str, voices: Voices, shelf: Shelf, ways: Paths) -> Answer | None:
    """None for a question that the report does not know."""
    if key not in _QUESTIONS:
        return None
    _, answer = _QUESTIONS[key]
    return answer(_subject(voices, shelf, ways))


def _subject(voices: Voices, shelf: Shelf, ways: Paths) -> _Subject:
    findings = voices.findings.get("pupil")
    items = load(findings.instrument if findings else "pupil_v1").items
    item = next((one for one in items if one.key == SAFE), items[0])
    return _Subject(voices, shelf, ways, item.key, str(item.wording[STANDARD]))


def _ask_send(subject: _Subject) -> str:
    return f"Do pupils with SEND {subject.more} {subject.before}?"


def _send(subject: _Subject) -> Answer:
    chosen = Selection(item=subject.item, by="send")
    found = find(subject.shelf, chosen)
    change = found.table.change("send") if found.table else None
    if found.table is None or change is None:
        why = found.why_not or (ONE_WAVE,)
        return _else_all_schools(subject, _ask_send(subject), chosen, why, found.ids)
    now = found.table.cell("send", found.table.waves[-1])
    cannot = change.reading is Reading.TOO_FEW
    told = _cannot_tell(found.table, change) if cannot else _changed(found.table, change, "Pupils with SEND")
    if now is not None:
        told = (*told, Told(wave_name(now.wave), opening(cell_words(now)), now.id))
    return Answer(_ask_send(subject), chosen, told, instead=_instead(subject, chosen) if cannot else ())


def _cannot_tell(table: ReleasedTable, change: Change) -> tuple[Told, ...]:
    """That it cannot be told and why, then how many answered, as released."""
    why = change.refusal.sentence if change.refusal else "Too few answered, so that chance alone could explain it."
    counted = [cell for wave in table.waves if (cell := table.cell(change.group, wave)) is not None and cell.n]
    answered = ", ".join(f"{base(cell)} in the {wave_name(cell.wave).lower()}" for cell in counted)
    ids = " ".join(cell.id for cell in counted)
    many = (Told("How many with SEND answered", f"{opening(answered)}.", ids),) if counted else ()
    return (Told("", f"We cannot tell: {inside(why)}", change.id), *many)


def _instead(subject: _Subject, chosen: Selection) -> tuple[Ask, ...]:
    elsewhere = find(subject.shelf, Selection(PROGRAMME, item=chosen.item, by=chosen.by))
    all_schools = subject.ways.explore("pupil", chosen.item, chosen.by, of=PROGRAMME)
    return (
        *((Ask("See it for all schools together", all_schools),) if elsewhere.table is not None else ()),
        Ask(
            "Ask these pupils themselves, in a group or one by one, and keep a record of what they say",
            subject.ways.to("school_heard"),
        ),
    )


def _ask_both(subject: _Subject) -> str:
    return f"Do boys with SEND {subject.more}?"


def _both(subject: _Subject) -> Answer:
    chosen = Selection(item=subject.item, by=TWO_WAY)
    found = find(subject.shelf, chosen)
    return _else_all_schools(subject, _ask_both(subject), chosen, found.why_not, found.ids)


def _else_all_schools(
    subject: _Subject, question: str, chosen: Selection, why: tuple[str, ...], ids: tuple[str, ...]
) -> Answer:
    """What a school is not told, and where else to look and listen."""
    instead = _instead(subject, chosen)
    more = () if len(instead) > 1 else ("Nor is it shown for all schools together so far.",)
    said = (f"We cannot tell: {inside(why[0])}", *why[1:], *more) if why else more
    return Answer(question, chosen, why_not=said, findings=" ".join(ids), instead=instead)


def _ask_parents(_subject: _Subject) -> str:
    return "Do parents see it as pupils do?"


def _parents(subject: _Subject) -> Answer:
    ours, theirs = _same_construct(subject)
    chosen = Selection(item=ours.item if ours else subject.item)
    if ours is None or theirs is None or subject.pupils is None:
        why = find(subject.shelf, chosen).why_not or find(subject.shelf, Selection(audience="parent")).why_not
        said = why or ("Parents and carers were not asked about the same side of school life, or it is not shown.",)
        return Answer(_ask_parents(subject), chosen, why_not=said)
    first, second = (table.cell("all", table.waves[-1]) for table in (ours, theirs))
    heard = subject.voices.findings
    told = [
        Told(f"{VOICES[name]}, {statement_of(heard[name], table)}", opening(cell_words(cell)), cell.id)
        for name, table, cell in (("pupil", ours, first), ("parent", theirs, second))
        if cell is not None
    ]
    ids = " ".join(one.findings for one in told)
    verdict_words = f"{_ALIKE[alike(first, second)]} The two statements are not word for word the same."
    verdict = Told("Side by side", verdict_words, ids)
    way = subject.ways.to("school_together")
    return Answer(_ask_parents(subject), chosen, (verdict, *told), href=way, link="All statements side by side")


def _same_construct(subject: _Subject) -> tuple[ReleasedTable | None, ReleasedTable | None]:
    """The pupils' statement asked about (else the first that has one beside it), and the parents'."""
    pupils, parents = subject.pupils, subject.voices.findings.get("parent")
    if pupils is None or parents is None:
        return None, None
    beside = {table.construct: table for table in reversed(_shown(parents))}
    ours = sorted(_shown(pupils), key=lambda table: table.item != subject.item)
    found = next((table for table in ours if table.construct in beside), None)
    return found, beside[found.construct] if found else None


def _shown(findings: Findings) -> list[ReleasedTable]:
    return [table for table in findings.tables if table.by == "all" and not table.refusal]


def _ask_first(_subject: _Subject) -> str:
    return "Which statement should we look at first?"


def _first(subject: _Subject) -> Answer:
    looks = first_looks(subject.voices.findings)
    if not looks:
        chosen = Selection(item=subject.item)
        return Answer(_ask_first(subject), chosen, why_not=(NOTHING, *find(subject.shelf, chosen).why_not))
    said = looks_of(subject.voices, subject.ways, Reader())
    told = tuple(Told(one.statement, f"{one.title}. {one.sentence}", one.finding) for one in said)
    first = looks[0]
    chosen = Selection(audience=first.audience, item=first.table.item, by=first.table.by)
    return Answer(_ask_first(subject), chosen, told)


def _ask_sure(subject: _Subject) -> str:
    return f"How sure are you of “{subject.wording}”?"


def _sure(subject: _Subject) -> Answer:
    chosen = Selection(item=subject.item)
    found = find(subject.shelf, chosen)
    href, link = subject.ways.to("school_method"), "How this was worked out"
    if found.table is None:
        return Answer(_ask_sure(subject), chosen, (), found.why_not, " ".join(found.ids), href, link)
    change = found.table.change("all")
    cell = found.table.cell("all", found.table.waves[-1])
    told = _changed(found.table, change, "Pupils") if change else ()
    if cell is not None:
        told = (*told, Told(wave_name(cell.wave), opening(cell_words(cell)), cell.id))
    return Answer(_ask_sure(subject), chosen, told, href=href, link=link)


def _changed(table: ReleasedTable, change: Change, who: str) -> tuple[Told, ...]:
    surety = surety_of(change, rung_between(table, change))
    reason = change.refusal.sentence if change.refusal else ""
    return (Told(who, " ".join(filter(None, [said_of_change(table, change), surety, reason])), change.id),)


_QUESTIONS: Final[Mapping[str, tuple[Callable[[_Subject], str], Callable[[_Subject], Answer]]]] = {
    "send": (_ask_send, _send),
    "both": (_ask_both, _both),
    "parents": (_ask_parents, _parents),
    "first": (_ask_first, _first),
    "sure": (_ask_sure, _sure),
}
_OF_CHANGE: Final = frozenset({"send", "both"})
"""Questions that set the last wave beside the first."""
