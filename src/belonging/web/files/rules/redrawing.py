"""A picture decoded and drawn anew: what comes out has its dots and nothing else. Runs in a child process alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps

QUALITIES = (85, 70, 55)


@dataclass(frozen=True, slots=True)
class Fit:
    """How small a picture is made. `sides`: the longest side, tried from the largest until `largest` bytes hold it."""

    sides: tuple[int, ...]
    largest: int


CARD = Fit((512, 384, 256), 120 * 1024)
"""For a card of a questionnaire."""
SHEET = Fit((2000, 1600, 1200, 800, 500), 1536 * 1024)
"""For evidence: what is written on a photographed sheet can be read."""
FITS = {"card": CARD, "sheet": SHEET}
LARGEST_RESULT = CARD.largest


@dataclass(frozen=True, slots=True)
class Redrawn:
    """`form`: "PNG" or "JPEG"."""

    form: str
    content: bytes
    width: int
    height: int


def redraw(content: bytes, form: str, fit: Fit = CARD) -> Redrawn:
    """`form` is Pillow's name of the format that the file must have. Raises what Pillow raises."""
    with Image.open(io.BytesIO(content), formats=[form]) as opened:
        if form == "JPEG":
            opened.draft("RGB", (fit.sides[0] * 2, fit.sides[0] * 2))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        clear = upright.has_transparency_data
        drawn = upright.convert("RGBA" if clear else "RGB")
    drawn.info = {}  # where a camera's notes and colour profiles are carried from one picture to the next
    drawn.thumbnail((fit.sides[0], fit.sides[0]))
    tries = _tries(drawn, fit.sides, photo=form == "JPEG")
    small = next((made for made in tries if len(made.content) <= fit.largest), None)
    if small is None:
        raise ValueError("no size is small enough")
    return small


def _tries(drawn: Image.Image, sides: tuple[int, ...], *, photo: bool) -> Iterator[Redrawn]:
    """From the best to the plainest. A picture with see-through parts stays a PNG."""
    for side in sides:
        sized = drawn.copy()
        sized.thumbnail((side, side))
        if not photo:
            yield _saved(sized, "PNG", optimize=True)
        if drawn.mode == "RGB":
            for quality in QUALITIES:
                yield _saved(sized, "JPEG", quality=quality, optimize=True)
        else:
            yield _saved(sized.quantize(128, method=Image.Quantize.FASTOCTREE), "PNG", optimize=True)


def _saved(picture: Image.Image, form: str, **options: int | bool) -> Redrawn:
    kept = io.BytesIO()
    picture.save(kept, form, **options)
    return Redrawn(form, kept.getvalue(), *picture.size)
