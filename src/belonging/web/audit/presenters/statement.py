"""One statement: what it asks, how it stands, what helps to judge it, and where to go next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from belonging.instruments.audit import Statement
from belonging.web.audit.models import Audit, Rating, RatingEntry
from belonging.web.audit.presenters.rewording import Rows, old_beside_new
from belonging.web.audit.presenters.work import (
    COLOURS,
    PROPOSED,
    Reader,
    audit_title,
    clock,
    long_day,
    minutes,
    rated,
    way,
    way_to_version,
)
from belonging.web.audit.queries.asked import Asked
from belonging.web.audit.queries.editions import edition_named
from belonging.web.audit.queries.work import Desk
from belonging.web.audit.rules.changes import StatementChange
from belonging.web.audit.rules.progress import minutes_for
from belonging.web.ui.components import Link


@dataclass(frozen=True, slots=True)
class LastTime:
    """What the last audit said; `words` is empty where that was nothing."""

    stage: str
    rating: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a rating, as a person reads it."""

    by: str
    at: str
    rating: str
    colour: str
    words: str
    fate: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class StatementPage:
    number: str
    wording: str
    area: str
    own: bool
    position: str
    saved: str
    badge: str
    badge_words: str
    reworded: Rows
    waiting: tuple[Link, ...]
    standing: Version | None
    read_only: str
    post_to: str
    order: str
    descriptors: tuple[tuple[str, str], ...]
    last: LastTime | None
    why: str
    references: tuple[str, ...]
    send: str
    tips: tuple[str, ...]
    example: str
    links: tuple[Link, ...]
    skip: str
    next: Link | None
    previous: Link | None
    back: Link
    history: str


@dataclass(frozen=True, slots=True)
class Near:
    """What stands beside the statement: the change since last time, versions that wait, names by actor."""

    change: StatementChange | None
    waiting: Sequence[RatingEntry]
    names: Mapping[str, str]
    saved: str = ""


def statement_page(*, desk: Desk, statement: Statement, near: Near, reader: Reader) -> StatementPage:
    audit, key = desk.audit, statement.key
    order = PROPOSED if desk.why else ""
    at = desk.order.index(key)
    before, after = (desk.order[at - 1] if at else None), (desk.order[at + 1] if at + 1 < len(desk.order) else None)
    skip_to = desk.next_after(key)
    stage = way(audit, "stage", order=order)
    rating = desk.ratings.get(key)
    return StatementPage(
        number=statement.number,
        wording=str(statement.wording),
        area=str(edition_named(audit.edition).area(statement.area).title),
        own=desk.by_key[key].own,
        position=_position(desk, at),
        saved=_saved(desk, near.saved),
        badge=near.change.badge if near.change else "",
        badge_words=near.change.words if near.change and near.change.badge else "",
        reworded=old_beside_new(near.change),
        waiting=tuple(_waiting(audit, entry, near.names, reader) for entry in near.waiting if not audit.is_signed_off),
        standing=standing(rating, near.names) if rating else None,
        read_only=_read_only(audit, reader),
        post_to=way(audit, "rate", key),
        order=order,
        descriptors=tuple((rated(value), str(words)) for value, words in _descriptors(statement)),
        last=_last(near.change),
        why=str(statement.why or ""),
        references=tuple(str(reference) for reference in statement.references),
        send=str(statement.send or ""),
        tips=tuple(str(tip) for tip in statement.tips),
        example=str(statement.example or ""),
        links=tuple(Link(link.text, link.href) for link in statement.links),
        skip=way(audit, "statement", skip_to, order=order) if skip_to else stage,
        next=_to(desk, after, order),
        previous=_to(desk, before, order),
        back=Link(audit_title(audit), f"{stage}#area-{statement.area}"),
        history=way(audit, "history", key) if rating or near.waiting else "",
    )


def _position(desk: Desk, at: int) -> str:
    done, every = len(desk.rated & set(desk.order)), len(desk.order)
    left = minutes_for(edition_named(desk.audit.edition), every - done)
    return f"Statement {at + 1} of {every}. {done} rated so far{f', {minutes(left)} left' if left else ''}."


def not_rated_words(audit: Audit, asked: Asked) -> str:
    """Why nobody rates it now."""
    if asked.retired:
        return "Your school has retired this statement, so nobody rates it any more."
    if asked.hidden_because:
        return f"This statement is hidden in this audit, so nobody rates it. The reason given: {asked.hidden_because}"
    return _read_only(audit, Reader(actor="", may_work=True))


def standing(rating: Rating, names: Mapping[str, str]) -> Version:
    return Version(
        by=names.get(rating.changed_by, ""),
        at=clock(rating.changed_at),
        rating=rated(rating.value),
        colour=COLOURS[rating.value] or "grey",
        words=rating.how_we_know,
    )


def version(entry: RatingEntry, names: Mapping[str, str]) -> Version:
    return Version(
        by=names.get(entry.by, ""),
        at=clock(entry.at),
        rating=rated(entry.value),
        colour=COLOURS[entry.value] or "grey",
        words=entry.how_we_know,
    )


@dataclass(frozen=True, slots=True)
class HistoryPage:
    title: str
    back: Link
    versions: tuple[Version, ...]


def history_page(
    *, audit: Audit, statement: Statement, entries: Sequence[RatingEntry], names: Mapping[str, str], may_settle: bool
) -> HistoryPage:
    """`may_settle`: whether the reader may choose between what stands and a version that waits."""
    return HistoryPage(
        title=f"{statement.number} {statement.wording}",
        back=Link(f"Statement {statement.number}", way(audit, "statement", statement.key)),
        versions=tuple(_past(audit, entry, names, may_settle=may_settle) for entry in entries),
    )


@dataclass(frozen=True, slots=True)
class ConflictPage:
    title: str
    theirs: Version | None
    mine: Version
    mine_title: str
    take: str
    revision: int
    post_to: str
    third_to: str
    back: Link


def conflict_page(
    *, entry: RatingEntry, statement: Statement, rating: Rating | None, names: Mapping[str, str], actor: str
) -> ConflictPage:
    audit = entry.audit
    yours = entry.by == actor
    return ConflictPage(
        title=f"{statement.number} {statement.wording}",
        theirs=standing(rating, names) if rating else None,
        mine=version(entry, names),
        mine_title="Your version, which waits" if yours else "The version that waits",
        take="Take mine" if yours else "Take this one",
        revision=rating.revision if rating else 0,
        post_to=way(audit, "version", statement.key, entry.pk),
        third_to=way(audit, "rate", statement.key),
        back=Link(f"Statement {statement.number}", way(audit, "statement", statement.key)),
    )


def both_words(entry: RatingEntry, rating: Rating | None) -> str:
    """The text from which a third version is written: what stands, then what waits; once where they are the same."""
    standing_words = rating.how_we_know if rating else ""
    parts = [standing_words, "" if entry.how_we_know == standing_words else entry.how_we_know]
    return "\n\n".join(part for part in parts if part)


def _past(audit: Audit, entry: RatingEntry, names: Mapping[str, str], *, may_settle: bool) -> Version:
    waits = not entry.taken and entry.settled_at is None
    fate = "Part of the audit" if entry.taken else "Waits to be settled" if waits else "Not taken, or merged"
    return Version(
        by=names.get(entry.by, ""),
        at=clock(entry.at),
        rating=rated(entry.value),
        colour=COLOURS[entry.value] or "grey",
        words=entry.how_we_know,
        fate=fate,
        href=way(audit, "version", entry.statement, entry.pk) if waits and may_settle else "",
    )


def _saved(desk: Desk, key: str) -> str:
    asked, rating = desk.by_key.get(key), desk.ratings.get(key)
    if asked is None or rating is None:
        return ""
    return f"Saved: {asked.statement.number}, {rated(rating.value).lower()}."


def _waiting(audit: Audit, entry: RatingEntry, names: Mapping[str, str], reader: Reader) -> Link:
    words = f"{names.get(entry.by, 'Somebody')}’s version of {clock(entry.at)} waits"
    return Link(words, way_to_version(audit, entry, reader))


def _read_only(audit: Audit, reader: Reader) -> str:
    """Why there is no form; empty where there is one."""
    if audit.signed_off_at:
        return f"This audit was signed off on {long_day(audit.signed_off_at)}. Nothing in it changes."
    if not reader.may_work:
        return "You read along: the people of the school rate the statements."
    return ""


def _descriptors(statement: Statement) -> tuple[tuple[str, object], ...]:
    return (("fully", statement.fully), ("partially", statement.partially), ("not_yet", statement.not_yet))


def _last(change: StatementChange | None) -> LastTime | None:
    then = change.then if change else None
    if change is None or then is None or not (then.value or then.how_we_know):
        return None
    by = f"{then.rated_by}, {long_day(date.fromisoformat(then.rated_on))}" if then.rated_on else then.rated_by
    return LastTime(change.stage, rated(then.value), then.how_we_know, by)


def _to(desk: Desk, key: str | None, order: str) -> Link | None:
    if key is None:
        return None
    statement = desk.by_key[key].statement
    return Link(f"{statement.number} {statement.wording}", way(desk.audit, "statement", key, order=order))
