"""A round in words, for the people who run it: the next thing to do first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from belonging.instruments.load import load
from belonging.web.journal.models import Entry
from belonging.web.surveys.models import Entrance, Pack, Round, State
from belonging.web.surveys.presenters.qr import qr_inline
from belonging.web.surveys.presenters.room_sheet import phase_for
from belonging.web.surveys.queries import slips_out
from belonging.web.surveys.rules.rounds import ASKED, count_words, sealed_from, title_of
from belonging.web.ui.components import Link, Step, SummaryRow, Table

COLOURS = {State.DRAFT: "grey", State.OPEN: "yellow", State.CLOSED: "yellow", State.SEALED: "teal"}
SEALED_TIE = "their tie to the slips is destroyed"
SEALED_LINKED = (
    "The answers are shuffled. Slips are used twice here: what ties answers to them is destroyed 90 days after the "
    "endline at the latest."
)
LINKED = {
    "baseline": "Pupils use the same slips at the endline. Keep them under lock, each with its pupil’s name.",
    "endline": "Pupils use their slips from the baseline. Print new ones only for those who joined or lost theirs.",
}


@dataclass(frozen=True, slots=True)
class NextThing:
    """What to do now. Without `href` there is nothing to do but wait; `kind` is the button's."""

    title: str
    text: str
    href: str = ""
    label: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class RoundPage:
    title: str
    state: str
    colour: str
    sentence: str
    next: NextThing
    facts: tuple[SummaryRow, ...]
    steps: tuple[Step, ...]
    packs: Table | None
    counted: str
    address: str
    qr: SafeString | None
    others: tuple[Link, ...]
    more_time: tuple[str, ...] = ()
    classroom: str = ""
    """Where an adult opens a class on a device; empty where no slip is handed out."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a round: its packs, the school's own dates for its wave, and who gave it more time."""

    packs: list[Pack]
    window: tuple[date, date] | None = None
    extensions: Sequence[tuple[Entry, str]] = ()


def round_page(*, round_: Round, beside: Beside, may_run: bool, may_print: bool, now: datetime) -> RoundPage:
    """`may_run`: opens, closes and seals. `may_print`: makes slips."""
    packs = beside.packs
    state = State(round_.state)
    is_link = round_.entrance == Entrance.OPEN_LINK
    address = answering_address(round_)
    acts = _acts(round_, may_run=may_run, may_print=may_print)
    upcoming = _next(round_, beside, acts, now)
    return RoundPage(
        title=round_title(round_),
        state=state.label,
        colour=COLOURS[state],
        sentence=_sentence(round_),
        next=upcoming,
        facts=tuple(_facts(round_)),
        steps=tuple(_steps(round_)),
        packs=_packs(packs),
        counted=_counted(round_, packs),
        address=address if state == State.OPEN else "",
        qr=qr_inline(address) if state == State.OPEN and is_link else None,
        others=tuple(link for link in acts.values() if link.href != upcoming.href),
        classroom=f"{address}class/" if state == State.OPEN and packs and round_.audience == "pupil" else "",
        more_time=tuple(_more_time(entry, name) for entry, name in beside.extensions),
    )


def round_title(round_: Round) -> str:
    """Pupils, baseline."""
    return title_of(round_.audience, round_.get_wave_display())


def answering_address(round_: Round) -> str:
    return f"{settings.ANSWERING_URL.rstrip('/')}/r/{round_.handle}/"


def typed_address(round_: Round) -> str:
    """As short as a person can type it."""
    return answering_address(round_).partition("://")[2].rstrip("/")


def long_day(moment: date | datetime) -> str:
    """Friday 4 December 2026."""
    return date_format(timezone.localtime(moment) if isinstance(moment, datetime) else moment, "l j F Y")


def clock(moment: datetime) -> str:
    """10:40am on Monday 23 November 2026."""
    local = timezone.localtime(moment)
    return f"{local:%I:%M%p}".lstrip("0").lower() + f" on {long_day(moment)}"


def dates_words(window: tuple[date, date] | None, today: date) -> str:
    """What the school said before about when its pupils sit; empty where it said nothing."""
    if window is None:
        return ""
    first, last = (long_day(day) for day in window)
    if today < window[0]:
        return f"Your dates are {first} to {last}. If you open it now, people can answer before the first of them."
    return f"Your dates are {first} to {last}."


def _acts(round_: Round, *, may_run: bool, may_print: bool) -> dict[str, Link]:
    """What this reader may do now, by name."""
    here = [round_.host.slug, round_.handle]
    state = round_.state
    printing = may_print and state == State.OPEN and round_.entrance == Entrance.SLIPS
    possible = {
        "open": (may_run and state == State.DRAFT, "Open this questionnaire"),
        "roster": (printing and round_.audience == "pupil", "Print slips from your list of pupils"),
        "slips": (printing, "Print slips for a class"),
        "packs": (printing, "Slips printed: lost slips, late sittings"),
        "extend": (may_run and state == State.OPEN, "Give it more time"),
        "close": (may_run and state == State.OPEN, "Close this questionnaire"),
        "seal": (may_run and state == State.CLOSED, "Seal it now"),
    }
    links = {name: Link(text, reverse(f"surveys:{name}", args=here)) for name, (may, text) in possible.items() if may}
    if state in (State.DRAFT, State.OPEN):
        links["papers"] = Link("Print paper forms", reverse("surveys:papers", args=[here[1]]))
        links["asked"] = Link("See what they see", reverse("home:questionnaire", args=[round_.instrument]))
    if may_print and round_.audience == "pupil" and state in (State.DRAFT, State.OPEN):
        sheet = reverse("surveys:room_sheet", args=[phase_for(round_.host.setting)])
        links["sheet"] = Link("Sheet for the adult in the room", sheet)
    if round_.is_linked:
        linking = reverse("surveys:school_linking", args=[here[0], round_.cohort.slug])
        links["linking"] = Link("Linking of baseline and endline", linking)
    if state == State.SEALED:
        links["certificate"] = Link("Certificate of the sealing", reverse("surveys:certificate", args=here))
    if state == State.OPEN:
        links["watch"] = Link("See how many have answered", reverse("surveys:watch", args=[here[0]]))
    return links


def _sentence(round_: Round) -> str:
    asked = f"“{load(round_.instrument).title}” asks {ASKED[round_.audience].lower()} of {round_.host.name}."
    if round_.state == State.DRAFT:
        return f"{asked} It is ready, and nobody can answer yet."
    if round_.state == State.OPEN and round_.closes_at:
        open_ = f"{asked} It is open, and closes by itself at the end of {long_day(round_.closes_at)}."
        return f"{open_} {LINKED[round_.wave]}" if round_.is_linked else open_
    if round_.state == State.CLOSED and round_.closed_at:
        return f"{asked} It closed on {long_day(round_.closed_at)}."
    tie = "slips lead to them until this cohort’s links are destroyed" if round_.is_linked else SEALED_TIE
    return f"{asked} It is sealed: the answers are shuffled, and {tie}."


def _next(round_: Round, beside: Beside, acts: dict[str, Link], now: datetime) -> NextThing:
    if round_.state == State.DRAFT:
        text = "You choose the last day, and then people can answer. What is asked cannot be changed after that."
        if beside.window:
            text = f"Your dates are {long_day(beside.window[0])} to {long_day(beside.window[1])}. {text}"
        return _do(acts.get("open"), "Open it when your school is ready", text, "Your school lead opens it.")
    if round_.state == State.OPEN and round_.entrance == Entrance.SLIPS and not beside.packs:
        text = (
            "Each pupil needs a slip with a code. Print them all from the list of pupils that your school’s system "
            "gives you, or class by class without names; it takes about ten minutes."
        )
        own = acts.get("roster", acts.get("slips"))
        return _do(own, "Print the slips", text, "Your school lead or SENCO prints the slips.")
    if round_.state == State.OPEN and round_.closes_at:
        left = (timezone.localdate(round_.closes_at) - timezone.localdate(now)).days
        when = "today" if left <= 0 else "tomorrow" if left == 1 else f"in {left} days"
        title = f"Open until {long_day(round_.closes_at)}"
        text = f"It closes by itself {when}."
        if "close" in acts:
            text = f"{text} Close it earlier only when everyone has had their turn, people who were away too."
        return _do(acts.get("watch"), title, text, text)
    if round_.state == State.CLOSED and round_.closed_at:
        text = (
            "Answers that were sent before the close may still arrive. "
            f"It seals itself on {long_day(sealed_from(round_.closed_at))}: the answers are shuffled for good, "
            "and your report is made."
        )
        return _do(acts.get("seal"), "Wait, or seal it now", text, text, kind="secondary")
    href = reverse("reports:school", args=[round_.host.slug, round_.cohort.slug])
    return NextThing(
        "Read your report", "It is made within a few minutes of the sealing.", href, "Go to your school's report"
    )


def _more_time(entry: Entry, name: str) -> str:
    """The latest first, each with who asked and why."""
    until, reason = long_day(date.fromisoformat(entry.details["to"])), entry.details["reason"]
    return f"Until {until}, given by {name} on {long_day(entry.at)}: “{reason}”"


def _do(act: Link | None, title: str, text: str, otherwise: str, *, kind: str = "") -> NextThing:
    return NextThing(title, otherwise) if act is None else NextThing(title, text, act.href, str(act.text), kind)


def _facts(round_: Round) -> list[SummaryRow]:
    rows = [
        SummaryRow("Programme", round_.cohort.name),
        SummaryRow("How people get in", round_.get_entrance_display()),
    ]
    if round_.is_linked:
        rows.append(SummaryRow("Linked", LINKED[round_.wave]))
    if round_.roll:
        rows.append(SummaryRow("How many could answer", round_.roll))
    if round_.opens_at:
        rows.append(SummaryRow("Opened", long_day(round_.opens_at)))
    ended, words = (round_.closed_at, "Closed") if round_.closed_at else (round_.closes_at, "Closes")
    if ended:
        rows.append(SummaryRow(words, long_day(ended)))
    if round_.sealed_on:
        rows.append(SummaryRow("Sealed", long_day(round_.sealed_on)))
    return rows


def _steps(round_: Round) -> list[Step]:
    texts = (
        ("Open", "People can answer, and delete their answers again with their receipt."),
        ("Closed", "Nobody new can begin. Answers already sent may arrive for three more days."),
        (
            "Sealed",
            SEALED_LINKED
            if round_.is_linked
            else "The answers are shuffled and lose every tie to their slips, for good.",
        ),
        ("Report", "You read what groups of ten or more said."),
    )
    # Sealing is over the moment it is done: what goes on then is the report.
    now = {State.DRAFT: -1, State.OPEN: 0, State.CLOSED: 1, State.SEALED: 3}[State(round_.state)]
    states = ["done" if at < now else "now" if at == now else "" for at in range(len(texts))]
    return [Step(title, text, state) for (title, text), state in zip(texts, states, strict=True)]


def _packs(packs: list[Pack]) -> Table | None:
    if not packs:
        return None
    rows = [(f"{pack.label} (lost)" if pack.revoked_at else pack.label, pack.slips, _used(pack)) for pack in packs]
    return Table("Slips printed", ("Class or group", "Printed", "Used"), rows, numeric=frozenset({1}))


def _used(pack: Pack) -> str:
    return "Not counted yet" if pack.used_counted_at is None else count_words(pack.used).capitalize()


def _counted(round_: Round, packs: list[Pack]) -> str:
    by_slips = round_.entrance == Entrance.SLIPS
    if round_.state == State.DRAFT or (by_slips and not packs):
        return ""
    if round_.answered_counted_at is None:
        return "Nothing has been counted yet. We count every ten minutes."
    whole = slips_out(packs) if by_slips else round_.roll
    count = count_words(round_.answered)
    used = f"{count} of {whole}" if whole and round_.answered else count
    verb = "slips are used" if by_slips else "people have answered"
    return f"{used[0].upper()}{used[1:]} {verb}, counted at {clock(round_.answered_counted_at)}."
