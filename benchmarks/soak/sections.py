"""The sections of the soak: each proves a row of the goals table, on which databases, in ten minutes at most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Database = Literal["SQLite", "PostgreSQL"]
BOTH: Final[tuple[Database, ...]] = ("SQLite", "PostgreSQL")
SQLITE: Final[tuple[Database, ...]] = ("SQLite",)
POSTGRESQL: Final[tuple[Database, ...]] = ("PostgreSQL",)


@dataclass(frozen=True, slots=True)
class Section:
    """`module` has GOAL and run(minutes) -> Result; it runs once on each of `databases`, in a process of its own."""

    name: str
    module: str
    databases: tuple[Database, ...] = SQLITE


SECTIONS: Final = (
    Section("isolation", "benchmarks.soak.isolation", BOTH),
    Section("unlinkability", "benchmarks.soak.unlinkability", BOTH),
    Section("archive", "benchmarks.soak.archive"),
    Section("disclosure", "benchmarks.soak.disclosure"),
    Section("codes", "benchmarks.soak.codes"),
    Section("killed", "benchmarks.soak.killed", BOTH),
    Section("power-cut", "benchmarks.soak.power_cut"),
    Section("exactly-once", "benchmarks.soak.exactly_once", BOTH),
    Section("offline", "benchmarks.soak.offline"),
    Section("recovery", "benchmarks.soak.recovery", BOTH),
    Section("migrations", "benchmarks.soak.migrations", BOTH),
    Section("input", "benchmarks.soak.input"),
    Section("pages", "benchmarks.soak.pages"),
    Section("rolling-restart", "benchmarks.soak.rolling"),
    Section("safeguarding", "benchmarks.soak.safeguarding"),
    Section("load", "benchmarks.soak.load", BOTH),
)
