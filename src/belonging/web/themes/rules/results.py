"""Themes as they are released: printed values, each with the id that reports name it by."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from belonging.evaluation.agreement import Pairs, alpha, kappa, share_agreed
from belonging.evaluation.disclosure.mentions import mentions


@dataclass(frozen=True, slots=True)
class ThemeShare:
    """One theme in one wave. `n` (rounded) and `text` as printed; `low` and `high` end the band in per cent.

    `refused` says why there is no share; then `text`, `low` and `high` are empty.
    """

    id: str
    wave: str
    n: int | None
    text: str
    low: float | None
    high: float | None
    refused: str


@dataclass(frozen=True, slots=True)
class ThemeAgreement:
    """`agreed` of every 100 comments of the sample; kappa with its interval, two decimals; None where it has none."""

    agreed: int | None
    kappa: float | None
    low: float | None
    high: float | None


UNTOLD = ThemeAgreement(None, None, None, None)
"""Of a theme that is not shown in some wave: how two agreed on a handful would tell how large the handful is."""


@dataclass(frozen=True, slots=True)
class ThemeResult:
    key: str
    name: str
    definition: str
    shares: tuple[ThemeShare, ...]
    agreement: ThemeAgreement


@dataclass(frozen=True, slots=True)
class ThemeResults:
    """All themes of one audience. `sample` comments were coded by two; `alpha` is Krippendorff's over all themes."""

    audience: str
    version: int
    waves: tuple[str, ...]
    sample: int
    alpha: float | None
    themes: tuple[ThemeResult, ...]

    def to_json(self) -> str:
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> ThemeResults:
        raw = json.loads(text)
        return cls(**{**raw, "waves": tuple(raw["waves"]), "themes": tuple(_theme(each) for each in raw["themes"])})


@dataclass(frozen=True, slots=True)
class Codes:
    """One comment: its wave, its themes in the end, and (in the sample) those of the first and the second coder."""

    wave: str
    final: frozenset[str]
    first: frozenset[str] | None = None
    second: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Named:
    key: str
    name: str
    definition: str


def results_of(audience: str, version: int, themes: Sequence[Named], coded: Collection[Codes]) -> ThemeResults:
    """What may be printed of comments that are all coded."""
    waves = tuple(wave for wave in ("baseline", "midpoint", "endline") if any(each.wave == wave for each in coded))
    twice = [each for each in coded if each.first is not None and each.second is not None]
    pairs = {theme.key: pairs_of(theme.key, twice) for theme in themes}
    over_all = alpha(pairs.values())
    return ThemeResults(
        audience=audience,
        version=version,
        waves=waves,
        sample=len(twice),
        alpha=None if over_all is None else round(over_all, 2),
        themes=tuple(
            ThemeResult(
                theme.key,
                theme.name,
                theme.definition,
                (shares := tuple(_share(audience, theme.key, wave, coded) for wave in waves)),
                UNTOLD if any(share.refused for share in shares) else agreement_of(pairs[theme.key]),
            )
            for theme in themes
        ),
    )


def pairs_of(key: str, twice: Collection[Codes]) -> Pairs:
    return Pairs.of([key in (each.first or ()) for each in twice], [key in (each.second or ()) for each in twice])


def agreement_of(pairs: Pairs) -> ThemeAgreement:
    agreed, beyond = share_agreed(pairs), kappa(pairs)
    whole = None if agreed is None else int(100 * agreed + 0.5)
    if beyond is None:
        return ThemeAgreement(whole, None, None, None)
    return ThemeAgreement(whole, round(beyond.value, 2), round(beyond.low, 2), round(beyond.high, 2))


def _share(audience: str, key: str, wave: str, coded: Collection[Codes]) -> ThemeShare:
    ours = [each for each in coded if each.wave == wave]
    said = mentions(len(ours), sum(key in each.final for each in ours))
    name = f"theme:{audience}:{key}:{wave}"
    if said.share is None:
        return ThemeShare(name, wave, said.n, "", None, None, said.refusal.sentence if said.refusal else "")
    return ThemeShare(name, wave, said.n, said.share.text, said.share.low, said.share.high, "")


def _theme(raw: dict[str, Any]) -> ThemeResult:
    return ThemeResult(
        raw["key"],
        raw["name"],
        raw["definition"],
        tuple(ThemeShare(**each) for each in raw["shares"]),
        ThemeAgreement(**raw["agreement"]),
    )
