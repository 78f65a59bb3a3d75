"""A file of benchmarks, read into Benchmarks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from belonging.instruments.benchmarks import Benchmark, Benchmarks, Comparable, Mark
from belonging.instruments.practices_file import SETTINGS
from belonging.instruments.scales import refuse_repeats
from belonging.instruments.tables import Table, meant

EARLIEST, LATEST = 2000, 2100
KINDS = (*SETTINGS, "all_through")
_DAY = re.compile(r"20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_TEXTS = ("says", "scale", "cut", "population", "n", "fieldwork", "source", "url", "licence", "reason")


def read_benchmarks(root: Table, digest: str, *, items: Mapping[str, Set[str]]) -> Benchmarks:
    """Raise InvalidInstrument unless the file is whole; `items` are the keys that each audience is asked."""
    root.only("key", "version", "benchmarks")
    root.name()
    rows = root.tables("benchmarks")
    listed = tuple(_benchmark(row, items) for row in rows)
    refuse_repeats(rows, "key", [one.key for one in listed])
    return Benchmarks(root.number("version", 1, 9999), listed, digest)


def _benchmark(table: Table, items: Mapping[str, Set[str]]) -> Benchmark:
    table.only(
        "key", "audience", "item", "wording", "settings", "year", "read_at", "comparable", "mark", "checked", *_TEXTS
    )
    audience = table.one_of("audience", items)
    settings = table.texts("settings")
    for place, setting in enumerate(settings):
        if setting not in KINDS:
            raise table.error(f"'{setting}' in 'settings' is unknown", meant(setting, KINDS), "settings", place)
    mark = Mark(table.one_of("mark", list(Mark)))
    read_at = table.text("read_at", default="")
    if mark is Mark.SECOND_HAND and not read_at:
        raise table.error("nothing says where it was read", "name the account that was read as read_at", "mark")
    comparable = Comparable(table.one_of("comparable", list(Comparable)))
    wording = table.text("wording", default="")
    if comparable is Comparable.EXACT and (not wording or mark is Mark.SECOND_HAND):
        remedy = 'write comparable = "similar", or read the source and give its wording'
        raise table.error("its wording was not read at the source, so it cannot be exact", remedy, "comparable")
    return Benchmark(
        key=table.name(),
        audience=audience,
        item=table.one_of("item", sorted(items[audience])),
        wording=wording,
        settings=frozenset(settings),
        year=table.number("year", EARLIEST, LATEST),
        read_at=read_at,
        comparable=comparable,
        mark=mark,
        checked=_day(table),
        **{key: table.text(key) for key in _TEXTS},
    )


def _day(table: Table) -> str:
    day = table.text("checked")
    if not _DAY.fullmatch(day):
        raise table.error("'checked' is no day", 'write it as checked = "2026-11-26"', "checked")
    return day
