"""What came of a published file, in words for the page and the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from belonging.web.outcomes.services.publishing import Imported

MOST_TOLD = 20
_KINDS = {"absence": "absence", "suspensions": "suspensions and permanent exclusions"}


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    lines: tuple[str, ...]


def report_of(done: Imported) -> Report:
    return Report(f"The file of {_KINDS[done.file.kind]} is read", tuple(_lines(done)))


def _lines(done: Imported) -> Iterator[str]:
    schools = sum(1 for terms in done.file.terms.values() if terms)
    brought = done.brought
    yield f"{done.file.rows:,} rows were read, and those of {schools} of our schools kept."
    yield f"Terms and years: {brought.new} new, {brought.replaced} changed, {brought.left} as they were."
    if done.missing:
        more = len(done.missing) - MOST_TOLD
        names = ", ".join(done.missing[:MOST_TOLD]) + (f" and {more} more" if more > 0 else "")
        yield f"Not in the file: {names}. Independent schools and some special schools never are."
    for fault in done.file.faults[:MOST_TOLD]:
        yield f"Not taken: {fault}"
