"""Two people edited the same action: what each of them changed, put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merged:
    """`values` for the form, `disputed` names of what both changed (there `values` has mine), `taken` what is theirs
    because only they changed it."""

    values: dict[str, str]
    disputed: tuple[str, ...]
    taken: tuple[str, ...]


def merge(*, base: Mapping[str, object], mine: Mapping[str, object], theirs: Mapping[str, object]) -> Merged:
    """`base` is what my form began from. What I left as it was follows them; what I changed stays mine."""
    values: dict[str, str] = {}
    disputed, taken = [], []
    for name, theirs_now in theirs.items():
        was, want, now = _plain(base.get(name)), _plain(mine.get(name)), _plain(theirs_now)
        if want in (was, now):
            values[name] = now
            if now != want:
                taken.append(name)
        else:
            values[name] = want
            if now != was:
                disputed.append(name)
    return Merged(values, tuple(disputed), tuple(taken))


def _plain(value: object) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
