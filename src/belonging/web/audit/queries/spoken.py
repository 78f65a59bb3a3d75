"""What stands beside an audit's statements, in the few words that its record keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from belonging.evaluation.printed import Interval
from belonging.instruments.audit import Statement
from belonging.web.audit.models import Audit
from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.audit.rules.record import HeardRecord

EVERYONE, SEND = ("all", "all"), ("send", "send")
WAVES: Final = {"baseline": "Baseline", "midpoint": "Midpoint", "endline": "Endline"}
WHO: Final = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """By statement, what was heard; and the day on which the newest of it was released."""

    heard: Mapping[str, tuple[HeardRecord, ...]]
    on: str = ""


SILENCE = Spoken({})


def spoken_beside(audit: Audit, statements: Iterable[Statement]) -> Spoken:
    """From the releases that the audit names, or else from the newest ones."""
    voices = voices_of(audit.school, audit.cohort, releases=audit.releases or None)
    if voices is None:
        return SILENCE
    heard = {statement.key: tuple(_heard(statement, voices)) for statement in statements}
    return Spoken(heard, voices.released_on.isoformat())


def _heard(statement: Statement, voices: SchoolVoices) -> Iterator[HeardRecord]:
    """Everyone, and under them those with SEND where that is shown."""
    for pairing in statement.pairings:
        for by, group in (EVERYONE, SEND):
            heard = voices.heard(pairing.audience, pairing.item, by=by, group=group)
            if heard is not None and (heard.text or by == "all"):
                yield _kept(heard)


def _kept(heard: Heard) -> HeardRecord:
    return HeardRecord(
        audience=WHO[heard.audience],
        wording=heard.wording,
        group="" if heard.by == "all" else heard.group_label,
        wave=" and ".join(WAVES.get(wave, wave) for wave in heard.wave.split("+")),
        text=f"{heard.text} said “{heard.positive}”" if heard.text else "",
        interval=_between(heard.interval),
        not_shown=heard.refusal.sentence if heard.refusal else "",
        finding=heard.finding,
    )


def _between(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval.low:.0f} to {interval.high:.0f}"
