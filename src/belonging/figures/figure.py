"""What a figure is: a picture, and two ways to have the same without seeing it."""

from __future__ import annotations

from dataclasses import dataclass

NARROWEST = 280
NARROW_BELOW = 480


@dataclass(frozen=True, slots=True)
class DataTable:
    """The figure's numbers as printed; the first column heads its row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """`svg` is a whole element with its title and description; `text` says in sentences what it shows.

    Every part has a class, which a page's stylesheet colours as the reader's scheme asks; on paper
    colours and font stand in the element itself.
    """

    svg: str
    text: str
    data: DataTable


@dataclass(frozen=True, slots=True)
class Look:
    """Where a figure will stand. `id` must be unique on its page; `width` in pixels; text is not scaled."""

    id: str
    width: int = 680
    paper: bool = False

    def __post_init__(self) -> None:
        if self.width < NARROWEST:
            raise ValueError(f"A figure of {self.width} pixels cannot be read. Give {NARROWEST} or more.")

    @property
    def narrow(self) -> bool:
        """Labels above the bars, not beside them."""
        return self.width < NARROW_BELOW


@dataclass(frozen=True, slots=True)
class PartWords:
    """What the parts are called on this scale: "Most or all of the time", "Rarely or never".

    `people` is the plural noun for those who answered.
    """

    positive: str
    negative: str
    neither: str = "Neither"
    declined: str = "Didn't want to say"
    unanswered: str = "Left out"
    people: str = "people"

    def of(self, part: str) -> str:
        return {
            "positive": self.positive,
            "negative": self.negative,
            "neither": self.neither,
            "declined": self.declined,
            "unanswered": self.unanswered,
        }[part]
