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


def short_of(done: int, wanted: int) -> str:
    """What is said of a section whose time was over too early; its goal is not met. Empty where it was not."""
    return "" if done >= wanted else f"; the time was over: {done:,} of {wanted:,}, not failed but not shown"
