"""The front page's panel for visitors of the demo."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from belonging.web.home.demo_file import TryIt
from belonging.web.home.demo_people import MANAGER, OWN_LEAD
from belonging.web.home.presenters.words import listed
from belonging.web.surveys.models import State

PILOT_COHORT = "pilot"
SLIPS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Ticket:
    """A code as printed on a slip, and the address that its square would open; none once it is used."""

    code: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class TryPanel:
    """What a visitor can do now. `tickets` and `parents_href` are empty once the round is no longer open."""

    tickets: tuple[Ticket, ...]
    all_used: bool
    parents_href: str
    run_href: str
    run_email: str
    report_email: str
    report_href: str
    over: str


def try_panel(try_it: TryIt, *, pupils: str | None, parents: str | None, used: frozenset[str]) -> TryPanel:
    """`pupils` and `parents`: the states of the two rounds; None where a round is gone. `used`: codes."""
    open_codes = try_it.codes if pupils == State.OPEN else ()
    return TryPanel(
        tickets=tuple(_ticket(try_it, code, used) for code in _laid_out(open_codes, used)),
        all_used=bool(open_codes) and used.issuperset(open_codes),
        parents_href=f"{settings.ANSWERING_URL}/r/{try_it.parent_handle}/" if parents == State.OPEN else "",
        run_href=reverse("home:school", args=[try_it.school]),
        run_email=OWN_LEAD.email,
        report_email=MANAGER.email,
        report_href=reverse("reports:programme", args=[PILOT_COHORT]),
        over=_over({"pupil": pupils, "parent": parents}),
    )


def _laid_out(codes: tuple[str, ...], used: frozenset[str]) -> tuple[str, ...]:
    """The first slips; those behind them follow as far as needed to have SLIPS_SHOWN to take."""
    fresh = [code for code in codes if code not in used][:SLIPS_SHOWN]
    last = codes.index(fresh[-1]) if fresh else len(codes)
    return codes[: max(last + 1, SLIPS_SHOWN)]


def _ticket(try_it: TryIt, code: str, used: frozenset[str]) -> Ticket:
    if code in used:
        return Ticket(code)
    return Ticket(code, f"{settings.ANSWERING_URL}/r/{try_it.pupil_handle}/#{code.replace('-', '')}")


def _over(states: dict[str, str | None]) -> str:
    """Says which questionnaire has closed, and how to have it back; empty while both are open."""
    names = {"pupil": "the pupils’", "parent": "the parents’"}
    gone = [names[who] for who, state in states.items() if state != State.OPEN]
    if not gone:
        return ""
    noun = "questionnaire has" if len(gone) == 1 else "questionnaires have"
    return f"{listed(gone).capitalize()} {noun} been closed: a closed one cannot be opened again."
