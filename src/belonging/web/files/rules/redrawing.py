"""A picture decoded and drawn anew: what comes out has its dots and nothing else. Runs in a child process alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps

SIDES = (512, 384, 256)
"""The longest side, tried from the largest until the file is small enough."""
LARGEST_RESULT = 120 * 1024
QUALITIES = (85, 70, 55)


@dataclass(frozen=True, slots=True)
class Redrawn:
    """`form`: "PNG" or "JPEG"."""

    form: str
    content: bytes
    width: int
    height: int


def redraw(content: bytes, form: str) -> Redrawn:
    """`form` is Pillow's name of the format that the file must have. Raises what Pillow raises."""
    with Image.open(io.BytesIO(content), formats=[form]) as opened:
        if form == "JPEG":
            opened.draft("RGB", (SIDES[0] * 2, SIDES[0] * 2))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        clear = upright.has_transparency_data
        drawn = upright.convert("RGBA" if clear else "RGB")
    drawn.info = {}  # where a camera's notes and colour profiles are carried from one picture to the next
    drawn.thumbnail((SIDES[0], SIDES[0]))
    small = next((made for made in _tries(drawn, photo=form == "JPEG") if len(made.content) <= LARGEST_RESULT), None)
    if small is None:
        raise ValueError("no size is small enough")
    return small


def _tries(drawn: Image.Image, *, photo: bool) -> Iterator[Redrawn]:
    """From the best to the plainest. A picture with see-through parts stays a PNG."""
    for side in SIDES:
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
