"""What a school has made of its audit, in words: its own statements, those hidden and why, those it may hide."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from belonging.web.audit.models import MOST_OWN_STATEMENTS, Audit, Hidden
from belonging.web.audit.presenters.work import audit_title, counted, long_day, way
from belonging.web.audit.queries.asked import Asked
from belonging.web.audit.queries.editions import edition_named
from belonging.web.audit.queries.record import NOBODY


@dataclass(frozen=True, slots=True)
class Row:
    """One statement. `href` leads to the act on it, empty where the reader may not act."""

    key: str
    number: str
    wording: str
    href: str = ""
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class AreaRows:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TailoringPage:
    title: str
    lead: str
    own: tuple[Row, ...]
    own_words: str
    add: str
    hidden: tuple[Row, ...]
    areas: tuple[AreaRows, ...]
    again: str
    again_words: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the page is made from. `names` by actor; `before`: how many of the last audit's hidden could be again."""

    asked: list[Asked]
    hidden: Collection[Hidden]
    names: Mapping[str, str]
    before: int = 0


def tailoring_page(*, audit: Audit, known: Known, may_run: bool) -> TailoringPage:
    may = may_run and not audit.is_signed_off
    own = [each for each in known.asked if each.own]
    left = MOST_OWN_STATEMENTS - len(own)
    return TailoringPage(
        title=audit_title(audit),
        lead=_lead(known.asked, own),
        own=tuple(_row(each, way(audit, "own_retire", each.statement.key) if may else "") for each in own),
        own_words=_own_words(left) if may else "" if own else "Your school has added none.",
        add=way(audit, "own_add") if may and left > 0 else "",
        hidden=tuple(_hidden(audit, known, may=may)),
        areas=tuple(_areas(audit, known.asked)) if may else (),
        again=way(audit, "hide_again") if may and known.before else "",
        again_words=f"Hide the same {counted(known.before, 'statement')} again",
        why_not=_why_not(audit, may_run),
    )


def _lead(asked: list[Asked], own: list[Asked]) -> str:
    shown = sum(not each.hidden_because for each in asked)
    hidden = len(asked) - shown
    parts = [f"{len(own)} of them your own" if own else "", f"{hidden} more hidden" if hidden else ""]
    more = " and ".join(part for part in parts if part)
    return f"{counted(shown, 'statement')} in this audit{', ' + more if more else ''}."


def _own_words(left: int) -> str:
    if left == MOST_OWN_STATEMENTS:
        return f"Is something that matters at your school missing? You can add up to {MOST_OWN_STATEMENTS} statements."
    return f"You can add {left} more." if left else "You have ten, which is the most. Retire one to add another."


def _hidden(audit: Audit, known: Known, *, may: bool) -> list[Row]:
    by = {hidden.statement: hidden for hidden in known.hidden}
    found = [each for each in known.asked if each.hidden_because]
    return [
        Row(
            each.statement.key,
            each.statement.number,
            str(each.statement.wording),
            way(audit, "show", each.statement.key) if may else "",
            each.hidden_because,
            f"{known.names.get(by[each.statement.key].by, NOBODY)}, {long_day(by[each.statement.key].at)}",
        )
        for each in found
    ]


def _areas(audit: Audit, asked: list[Asked]) -> list[AreaRows]:
    return [
        AreaRows(
            f"{area.number} {area.title}",
            tuple(
                _row(each, way(audit, "hide", each.statement.key))
                for each in asked
                if each.statement.area == area.key and not each.own and not each.hidden_because
            ),
        )
        for area in edition_named(audit.edition).areas
    ]


def _row(each: Asked, href: str) -> Row:
    return Row(each.statement.key, each.statement.number, str(each.statement.wording), href)


def _why_not(audit: Audit, may_run: bool) -> str:
    if audit.is_signed_off:
        return "This audit has been signed off, so nothing in it changes."
    return "" if may_run else "The school lead adds statements and hides them."
