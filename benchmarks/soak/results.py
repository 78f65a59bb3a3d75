"""What a section of the soak found, as a row of docs/assurance.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """`measured`: figures with their spread, in words. `control`: what the control that must fail did; empty where
    the goal has none. `passed`: the goal was met and the control failed as it must."""

    section: str
    goal: str
    measured: str
    passed: bool
    control: str = ""
