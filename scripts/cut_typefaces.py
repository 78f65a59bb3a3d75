"""Cut typefaces down to the letters of our languages: Noto for pages and PDFs, our own for the answering pages.

    mkdir /tmp/noto && npm install --prefix /tmp/noto @fontsource/noto-sans @fontsource/noto-naskh-arabic \
        @fontsource/noto-sans-bengali @fontsource/noto-sans-gujarati @fontsource/noto-sans-gurmukhi \
        @fontsource/noto-sans-tamil
    python3 -m venv /tmp/cutting && /tmp/cutting/bin/pip install fonttools brotli uharfbuzz
    /tmp/cutting/bin/python scripts/cut_typefaces.py /tmp/noto/node_modules/@fontsource

Shaping tables stay. On pages, Bengali and Gujarati keep the joined letters of the drafts and those of COMMON; another
pair is written with its sign of joining, which can be read. So cut them anew when wordings have changed. Arabic is set
15 percent larger: beside Latin of the same size it looks small.
"""

from __future__ import annotations

import io
import sys
import tomllib
from pathlib import Path

import uharfbuzz
from fontTools import subset
from fontTools.ttLib import TTFont

BELONGING = Path(__file__).parent.parent / "src/belonging"
UI = BELONGING / "web/ui"
DRAFTS = BELONGING / "instruments/catalogue/words"
JOINERS = {0x200C, 0x200D, 0x25CC}
DANDAS = {0x0964, 0x0965}


def block(first: int, last: int, without: str = "") -> set[int]:
    return set(range(first, last + 1)) - set(map(ord, without))


ARABIC = block(0x0621, 0x063A) | block(0x0640, 0x0655) | block(0x0660, 0x066C) | {0x060C, 0x061B, 0x061F}
ARABIC |= set(map(ord, "ٱٰٹپچڈڑژکگںھہۂۃیےۓ۔")) | block(0x06F0, 0x06F9) | block(0x0610, 0x0614) | {0x0656, 0x0657, 0x06C0}

CORE = block(0x20, 0x7E) | {0xA0, 0xA3, 0xAB, 0xB7, 0xBB, *block(0xC0, 0xFF, "ÐÞðþ")}
CORE |= {0x0131, 0x0152, 0x0153, 0x2013, 0x2014, 0x2026, 0x2022, 0x20AC, *block(0x2018, 0x201E)}

# Letters of Polish, Romanian, Turkish and Welsh that are not in the core.
BESIDE_CORE = set(map(ord, "ĂăĄąĆćĘęĞğİŁłŃńŚśŞşŢţŴŵŶŷŸŹźŻżȘșȚțẀẁẂẃẄẅỲỳ"))

# Letters that are often joined, by language: the page can join them whatever is written there later.
COMMON = {
    "bn": "ক্ত ক্ষ ঙ্গ চ্ছ জ্ঞ ঞ্চ ট্ট ট্র ণ্ড ত্ত ত্র দ্ধ দ্র ন্ত ন্দ ন্ধ ন্ন ন্ত্র প্ত প্র ম্ব ল্প ল্ল শ্র ষ্ট ষ্ঠ স্ট স্ত স্থ স্প স্ব র্ক রু গু শু হু",
    "gu": "ક્ક ક્ત ક્ર ક્ષ ગ્ર ચ્ચ ચ્છ જ્જ જ્ઞ ટ્ટ ટ્ર ડ્ર ત્ત ત્ર દ્દ દ્ધ દ્ય દ્ર દ્વ ધ્ય ન્ત ન્દ ન્ન પ્ત પ્ર બ્ર ભ્ર મ્મ લ્લ વ્ર શ્ચ શ્ર "
    "શ્વ ષ્ટ ષ્ઠ સ્ત સ્થ સ્ત્ર સ્વ હ્ર હ્મ હૃ રૂ રુ જી",
}
HEAVY = {"bengali": "bn", "gujarati": "gu"}

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
        if part in HEAVY:
            keep_joined(typeface, HEAVY[part])
        typeface.flavor = "woff2"
        name = package if part in package else f"{package}-{part}"
        typeface.save(UI / "static/ui/fonts" / f"{name}-400.woff2")


def keep_joined(typeface: TTFont, language: str) -> None:
    """Drop the joined letters that neither the drafts nor COMMON need: they are most of the weight."""
    whole, names = shaper(typeface), typeface.getGlyphOrder()
    lines = [*texts(language), COMMON[language]]
    needed = {names[place] for text in lines for place in drawn(whole, text)[0]}
    cutter = subset.Subsetter(
        subset.Options(hinting=False, notdef_outline=True, glyph_names=False, layout_closure=False)
    )
    cutter.populate(unicodes=set(typeface.getBestCmap()), glyphs=needed)
    cutter.subset(typeface)
    after = shaper(typeface)
    if any(drawn(whole, text)[1] != drawn(after, text)[1] for text in lines):
        raise SystemExit(f"{language}: a line is drawn differently than with the whole typeface.")


def shaper(typeface: TTFont) -> uharfbuzz.Font:
    written = io.BytesIO()
    typeface.save(written)
    return uharfbuzz.Font(uharfbuzz.Face(written.getvalue()))


def drawn(shaper: uharfbuzz.Font, text: str) -> tuple[set[int], list[tuple[int, ...]]]:
    """The letter forms that the text passes through while it is joined, and where each stands in the end."""
    line, seen = uharfbuzz.Buffer(), set[int]()

    def look(_step: str) -> None:
        seen.update(each.codepoint for each in line.glyph_infos)

    line.add_str(text)
    line.guess_segment_properties()
    line.set_message_func(look)
    uharfbuzz.shape(shaper, line)
    look("")
    spread = [
        (info.cluster, place.x_advance, place.x_offset, place.y_offset)
        for info, place in zip(line.glyph_infos, line.glyph_positions, strict=True)
    ]
    return {place for place in seen if place < shaper.face.glyph_count}, spread


def texts(language: str) -> list[str]:
    drafts = sorted(DRAFTS.glob(f"*.{language}.toml"))
    return [text for draft in drafts for text in tomllib.loads(draft.read_text("utf-8"))["texts"].values()]


def ours() -> None:
    """What answering pages fetch of Atkinson Hyperlegible Next: the rest waits in the whole files beside it."""
    fonts = UI / "static/ui/fonts"
    for weight in (400, 700):
        core = ("latin", CORE, "core", ("kern", "zero", "tnum"))
        for part, letters, name, features in (core, ("latin-ext", BESIDE_CORE, "beside-core", ("zero",))):
            typeface = cut(fonts / f"atkinson-hyperlegible-next-{part}-{weight}.woff2", letters, features)
            typeface.flavor = "woff2"
            typeface.save(fonts / f"atkinson-hyperlegible-next-{name}-{weight}.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    ours()
