"""The terminal as these commands write to it: words as they are, no markup, no pictures made of ":girl:"."""

from __future__ import annotations

from rich.console import Console


class Terminal(Console):
    """`whole_lines`: sentences are left for the terminal to wrap."""

    def __init__(self, *, stderr: bool = False, whole_lines: bool = False) -> None:
        super().__init__(stderr=stderr, soft_wrap=whole_lines, highlight=False, markup=False, emoji=False)

    def on_broken_pipe(self) -> None:
        """Leave it to the entry point: Rich would end with code 1 where `head` has seen enough."""
        raise BrokenPipeError


def refuse(command: str, error: Exception) -> int:
    """Say on standard error why a command did not do it; the exit code."""
    Terminal(stderr=True, whole_lines=True).print(f"belonging {command}: {error}")
    return 2
