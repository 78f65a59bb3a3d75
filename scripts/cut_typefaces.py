"""Cut typefaces down to the letters of our languages: Noto for pages and PDFs, our own for the answering pages.

    mkdir /tmp/noto && npm install --prefix /tmp/noto @fontsource/noto-sans @fontsource/noto-naskh-arabic \
        @fontsource/noto-sans-bengali @fontsource/noto-sans-gujarati @fontsource/noto-sans-gurmukhi \
        @fontsource/noto-sans-tamil
    .venv/bin/python scripts/cut_typefaces.py /tmp/noto/node_modules/@fontsource

Shaping tables stay. Arabic is set 15 percent larger: beside Latin of the same size it looks small.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

UI = Path(__file__).parent.parent / "src/belonging/web/ui"
JOINERS = {0x200C, 0x200D, 0x25CC}
DANDAS = {0x0964, 0x0965}


def block(first: int, last: int, without: str = "") -> set[int]:
    return set(range(first, last + 1)) - set(map(ord, without))


ARABIC = block(0x0621, 0x063A) | block(0x0640, 0x0655) | block(0x0660, 0x066C) | {0x060C, 0x061B, 0x061F}
ARABIC |= set(map(ord, "ٱٰٹپچڈڑژکگںھہۂۃیےۓ۔")) | block(0x06F0, 0x06F9) | block(0x0610, 0x0614) | {0x0656, 0x0657, 0x06C0}

CORE = block(0x20, 0x7E) | {0xA0, 0xA3, 0xAB, 0xB7, 0xBB, *block(0xC0, 0xFF, "ÐÞðþ")}
CORE |= {0x0131, 0x0152, 0x0153, 0x2013, 0x2014, 0x2026, 0x2022, 0x20AC, *block(0x2018, 0x201E)}

# Package, its part, the letters, and the name of the file for PDFs (none: the pages' own typeface has them there).
CUTS = (
    ("noto-naskh-arabic", "arabic", ARABIC | JOINERS | {0x200E, 0xFDFA}, "NotoNaskhArabic"),
    ("noto-sans-bengali", "bengali", block(0x0980, 0x09F1, "ঀৰৱৠৡৢৣঌৄ") | DANDAS | JOINERS, "NotoSansBengali"),
    ("noto-sans-gujarati", "gujarati", block(0x0A80, 0x0AEF, "ૡૢૣઌૠૄ") | DANDAS | JOINERS, "NotoSansGujarati"),
    ("noto-sans-gurmukhi", "gurmukhi", block(0x0A00, 0x0A7F) | DANDAS | JOINERS, "NotoSansGurmukhi"),
    ("noto-sans-tamil", "tamil", block(0x0B80, 0x0BFF) | JOINERS, "NotoSansTamil"),
    ("noto-sans", "cyrillic", block(0x0400, 0x045F) | {0x0490, 0x0491, 0x0301}, "NotoSansCyrillic"),
    ("noto-sans", "latin", block(0x20, 0x7E) | set(map(ord, "\u00a0·«»–—‘’‚“”„…•")), ""),
)


def cut(source: Path, letters: set[int], features: tuple[str, ...] = ()) -> TTFont:
    typeface = TTFont(source, recalcTimestamp=False)
    wanted = letters & set(typeface.getBestCmap())
    how = subset.Options(hinting=False, desubroutinize=True, notdef_outline=True, glyph_names=False)
    if features:
        how.layout_features = list(features)
    cutter = subset.Subsetter(how)
    cutter.populate(unicodes=wanted)
    cutter.subset(typeface)
    return typeface


def main(packages: Path) -> None:
    for package, part, letters, printed in CUTS:
        # Latin beside another script is digits and a name or two: it can do without pairs of letters.
        features = ("zero",) if part == "latin" else ()
        typeface = cut(packages / package / "files" / f"{package}-{part}-400-normal.woff2", letters, features)
        if part == "arabic":
            typeface["head"].unitsPerEm = round(typeface["head"].unitsPerEm / 1.15)
        typeface.flavor = None
        if printed:
            typeface.save(UI / "fonts" / f"{printed}-Regular.ttf")
        typeface.flavor = "woff2"
        name = package if part in package else f"{package}-{part}"
        typeface.save(UI / "static/ui/fonts" / f"{name}-400.woff2")


def core() -> None:
    """What answering pages fetch of Atkinson Hyperlegible Next: the rest waits in the whole file beside it."""
    fonts = UI / "static/ui/fonts"
    for weight in (400, 700):
        typeface = cut(fonts / f"atkinson-hyperlegible-next-latin-{weight}.woff2", CORE, ("kern", "zero", "tnum"))
        typeface.flavor = "woff2"
        typeface.save(fonts / f"atkinson-hyperlegible-next-core-{weight}.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    core()
