"""Makes the TrueType files that PDFs are set with, from the web files of @fontsource/atkinson-hyperlegible-next.

Run by hand, seldom: `python frontend/fonts.py FOLDER_OF_WOFF2` in an environment with fonttools and brotli.
The Latin and extended Latin parts are joined, and four arrows are added: a picture's text with a letter that its
font lacks is otherwise set in another font as a whole. The font's licence (OFL, no reserved name) allows both.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger, Options
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parents[1] / "src/belonging/web/ui/fonts"
WEIGHTS = {400: ("Regular", 0.075), 700: ("Bold", 0.115)}
"""Name and thickness of the arrows' line, in ems."""


def arrow(direction, em, thick):
    """Outline as (x, y) in font units; the arrow fills a box of 0.62 em at half the height of capitals."""
    low, high, middle, half, head = 0.06, 0.68, 0.33, thick / 2, 0.22
    slant = thick * 0.75
    right = [
        (low, middle - half), (high - thick, middle - half), (high - head - slant / 2, middle - head + slant / 2),
        (high - head + slant / 2, middle - head - slant / 2), (high + slant / 2, middle),
        (high - head + slant / 2, middle + head + slant / 2), (high - head - slant / 2, middle + head - slant / 2),
        (high - thick, middle + half), (low, middle + half),
    ]  # fmt: skip
    centre = (low + high) / 2
    turned = {
        "right": lambda x, y: (x, y),
        "left": lambda x, y: (2 * centre - x, 2 * middle - y),
        "up": lambda x, y: (centre - (y - middle), middle + (x - centre)),
        "down": lambda x, y: (centre + (y - middle), middle - (x - centre)),
    }[direction]
    # TrueType fills to the right of the line: the points above run the other way round.
    return [(round(em * x), round(em * y)) for x, y in (turned(*point) for point in reversed(right))]


def add_arrows(font, thick):
    em = font["head"].unitsPerEm
    for code, direction in ((0x2190, "left"), (0x2191, "up"), (0x2192, "right"), (0x2193, "down")):
        pen = TTGlyphPen(None)
        first, *rest = arrow(direction, em, thick)
        pen.moveTo(first)
        for point in rest:
            pen.lineTo(point)
        pen.closePath()
        name = f"uni{code:04X}"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = pen.glyph()
        font["glyf"][name].recalcBounds(font["glyf"])
        font["hmtx"][name] = (round(em * 0.76), font["glyf"][name].xMin)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


def joined(source, weight, scratch):
    parts = []
    for subset in ("latin", "latin-ext"):
        font = TTFont(source / f"atkinson-hyperlegible-next-{subset}-{weight}-normal.woff2", recalcTimestamp=False)
        font.flavor = None
        parts.append(scratch / f"{subset}-{weight}.ttf")
        font.save(parts[-1])
    return Merger(Options(drop_tables=["STAT"])).merge([str(part) for part in parts])


def main(source):
    with TemporaryDirectory() as scratch:
        for weight, (name, thick) in WEIGHTS.items():
            font = joined(source, weight, Path(scratch))
            font.recalcTimestamp = False
            add_arrows(font, thick)
            font.save(TARGET / f"AtkinsonHyperlegibleNext-{name}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
