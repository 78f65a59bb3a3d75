"""What stands beside an audit's statements, in the few words that its record keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from belonging.evaluation.printed import Interval
from belonging.instruments.audit import Met, Statement
from belonging.web.audit.models import Audit, Rating
from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.heard import Heard
from belonging.web.audit.rules.record import HeardRecord
from belonging.web.audit.rules.voices import Beside, beside, met_beside, of_send, people

WAVES: Final = {"baseline": "Baseline", "midpoint": "Midpoint", "endline": "Endline"}
WHO: Final = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """By statement: what was heard, and the sentences that set the rating beside it. `on`: when the newest was made."""

    heard: Mapping[str, tuple[HeardRecord, ...]]
    gaps: Mapping[str, tuple[str, ...]]
    on: str = ""


SILENCE = Spoken({}, {})


def spoken_beside(audit: Audit, statements: Iterable[Statement]) -> Spoken:
    """From the releases that the audit names, or else from the newest ones."""
    voices = voices_of(audit.school, audit.cohort, releases=audit.releases or None)
    if voices is None:
        return SILENCE
    met = dict(Rating.objects.filter(audit=audit).exclude(value="").values_list("statement", "value"))
    said = [(statement, beside(statement, voices)) for statement in statements]
    return Spoken(
        heard={statement.key: tuple(_heard(beside_it)) for statement, beside_it in said},
        gaps={
            statement.key: tuple(_gaps(statement, met.get(statement.key), beside_it)) for statement, beside_it in said
        },
        on=voices.released_on.isoformat(),
    )


def _heard(said: Beside) -> Iterator[HeardRecord]:
    """Everyone, and under them those with SEND where that is shown."""
    return (_kept(heard) for heard in said.heard if heard.text or not of_send(heard))


def _gaps(statement: Statement, met: str | None, said: Beside) -> Iterator[str]:
    """Only where something speaks against the rating: a voice that is or may be low, or a gap for those with SEND."""
    if met and (said.low or said.clear_gaps or said.maybe_low):
        yield met_beside(Met(met), statement, said)


def _kept(heard: Heard) -> HeardRecord:
    return HeardRecord(
        audience=WHO[heard.audience],
        wording=heard.wording,
        group=people(heard) if of_send(heard) or heard.whom else "",
        wave=" and ".join(WAVES.get(wave, wave) for wave in heard.wave.split("+")),
        text=f"{heard.text} “{heard.positive}”" if heard.text else "",
        interval=_between(heard.interval),
        not_shown=heard.refusal.sentence if heard.refusal else "",
        finding=heard.finding,
    )


def _between(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval.low:.0f} to {interval.high:.0f}"
