"""What is taken of an upload, and thirty files that are not."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from belonging.web.files.rules.headers import size_in_header
from belonging.web.files.rules.kinds import IMAGES, LARGEST, FileRefused, Kind
from belonging.web.files.rules.redrawing import LARGEST_RESULT, redraw
from belonging.web.files.rules.workbooks import FORMULA
from belonging.web.files.services import Checked, check_upload, rows_of
from tests.web.files import hostile

SHEET = frozenset({Kind.XLSX})


def opened(checked: Checked) -> Image.Image:
    return Image.open(io.BytesIO(checked.content))


def test_a_drawing_comes_out_as_a_png_and_a_photo_as_a_jpeg_that_is_small() -> None:
    drawing = check_upload(name="friends.png", content=hostile.picture(size=(900, 600)))
    assert (drawing.content_type, drawing.width, drawing.height) == ("image/png", 512, 341)
    photo = check_upload(name="Friends.JPEG", content=hostile.photo((1400, 1000)))
    assert photo.kind is Kind.JPEG
    assert len(photo.content) <= LARGEST_RESULT
    assert max(opened(photo).size) == max(photo.width, photo.height) <= 512


def test_where_and_by_whom_a_photo_was_taken_is_gone_and_it_stands_upright() -> None:
    sent = hostile.with_place_and_time()
    assert b"Robin" in sent
    kept = check_upload(name="a.jpg", content=sent)
    assert (kept.width, kept.height) == (40, 80)
    assert b"Robin" not in kept.content
    assert not opened(kept).getexif()
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(opened(kept).info)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_other_formats_lose_their_notes_too(form: str) -> None:
    made = redraw(hostile.with_place_and_time(form), form)
    assert b"Robin" not in made.content
    assert not Image.open(io.BytesIO(made.content)).getexif()


def test_see_through_parts_stay_and_a_large_one_is_made_plainer() -> None:
    clear = Image.effect_noise((900, 900), 120).convert("RGBA")
    clear.putalpha(Image.radial_gradient("L").resize((900, 900)))
    kept = io.BytesIO()
    clear.save(kept, "WEBP", lossless=True)
    made = redraw(kept.getvalue(), "WEBP")
    assert (made.form, len(made.content) <= LARGEST_RESULT) == ("PNG", True)
    assert Image.open(io.BytesIO(made.content)).has_transparency_data


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "I;16", "P", "LA"])
def test_every_kind_of_colour_is_read(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert redraw(hostile.picture(form, mode=mode), form).width == 60


def test_what_hides_behind_a_picture_is_left_behind() -> None:
    """A file that is a PNG to one program and a zip, or a page, to another."""
    for payload in (hostile.packed({"evil.py": b"print(1)"}), hostile.HTML):
        kept = check_upload(name="a.png", content=hostile.picture() + payload)
        assert payload not in kept.content
        assert b"PK\x03\x04" not in kept.content
        assert b"<script" not in kept.content


BAD_PICTURES = {
    "empty": ("a.png", b"", "is empty"),
    "svg": ("a.svg", hostile.SVG, "an SVG drawing"),
    "svg called png": ("a.png", hostile.SVG, "an SVG drawing"),
    "svg behind blanks": ("a.png", b" " * 500 + hostile.SVG, "an SVG drawing"),
    "web page": ("a.jpg", hostile.HTML, "a web page"),
    "php": ("a.php.png", b"<?php system('id');", "a program"),
    "gif": ("a.gif", hostile.picture("GIF", mode="P"), "a GIF"),
    "gif called png": ("a.png", hostile.picture("GIF", mode="P"), "a GIF"),
    "bmp": ("a.bmp", hostile.picture("BMP"), "bitmap"),
    "tiff": ("a.tif", hostile.picture("TIFF"), "a TIFF"),
    "pdf": ("a.pdf", b"%PDF-1.7\n", "a PDF"),
    "phone": ("a.heic", b"\x00\x00\x00\x18ftypheic" + b"\0" * 40, "the phone’s own format"),
    "program": ("a.png", b"MZ\x90\x00" + b"\0" * 80, "a program"),
    "zip called png": ("a.png", hostile.packed({"a.txt": b"a"}), "a zip file"),
    "workbook": ("a.xlsx", hostile.workbook(("a",)), "which is not taken here"),
    "words": ("a.png", b"just some words", "another kind"),
    "jpeg called png": ("a.png", hostile.picture("JPEG"), "ends in “.png”"),
    "double extension": ("a.png.html", hostile.picture(), "ends in “.html”"),
    "no extension": ("picture", hostile.picture(), "has no ending"),
    "30,000 a side": ("a.png", hostile.huge_png(30_000, 30_000), "30,000 × 30,000 dots"),
    "one long line": ("a.png", hostile.huge_png(30_000, 1), "far more than can be shown"),
    "no dots": ("a.png", hostile.huge_png(0, 40), "damaged"),
    "breaks off": ("a.png", hostile.picture()[:-20], "damaged"),
    "photo breaks off": ("a.jpg", hostile.photo((300, 300))[:5000], "damaged"),
    "photo of a header": ("a.jpg", b"\xff\xd8\xff\xe0", "damaged"),
    "webp breaks off": ("a.webp", hostile.picture("WEBP")[:40], "damaged"),
    "webp of nothing": ("a.webp", b"RIFF\x04\x00\x00\x00WEBP", "damaged"),
    "no picture inside": ("a.png", hostile.png((b"IHDR", b"\0" * 13), (b"IEND", b"")), "damaged"),
    "moving png": ("a.png", hostile.moving("PNG"), "moves"),
    "moving webp": ("a.webp", hostile.moving("WEBP"), "moves"),
    "a comment of 200 MB": ("a.png", hostile.wordy_png(), "damaged"),
    "too large": ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * LARGEST, "larger than 10 MB"),
}


@pytest.mark.parametrize("case", BAD_PICTURES)
def test_a_bad_picture_is_refused_in_plain_words(case: str) -> None:
    name, content, words = BAD_PICTURES[case]
    with pytest.raises(FileRefused, match="Please") as refused:
        check_upload(name=name, content=content)
    assert words in str(refused.value)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(sorted(IMAGES)))
def test_no_header_makes_reading_it_fail(tail: bytes, kind: Kind) -> None:
    start = {Kind.PNG: b"\x89PNG\r\n\x1a\n", Kind.JPEG: b"\xff\xd8\xff", Kind.WEBP: b"RIFF\x20\0\0\0WEBP"}[kind]
    try:
        width, height = size_in_header(start + tail, kind)
    except FileRefused:
        return
    assert width * height <= 40_000_000


def test_a_workbook_gives_its_words_row_by_row() -> None:
    checked = check_upload(
        name="a.xlsx", content=hostile.workbook(("key", "words"), ("a", "=1+1"), ("b", 3)), allowed=SHEET
    )
    assert rows_of(checked) == [["key", "words"], ["a", FORMULA], ["b", "3"]]


BAD_WORKBOOKS = {
    "zip": (hostile.packed({"xl/a": b"a"}), "no workbook"),
    "macros": (hostile.workbook_with({"xl/vbaProject.bin": b"a"}), "macros"),
    "upwards": (hostile.workbook_with({"../../etc/cron.d/a": b"a"}), "damaged"),
    "links": (hostile.workbook_with({"xl/externalLinks/externalLink1.xml": b"a"}), "other files"),
    "symlink": (hostile.linked_workbook(), "damaged"),
    "bomb": (hostile.workbook_with({"xl/media/a": b"\0" * 120_000_000}), "unpacks to far too much"),
    "many parts": (hostile.workbook_with({f"xl/{n}": b"" for n in range(2001)}), "unpacks to far too much"),
    "breaks off": (hostile.workbook(("a",))[:-40], "damaged"),
}


@pytest.mark.parametrize("case", BAD_WORKBOOKS)
def test_a_bad_workbook_is_refused_before_it_is_unpacked(case: str) -> None:
    content, words = BAD_WORKBOOKS[case]
    with pytest.raises(FileRefused, match="Please") as refused:
        check_upload(name="a.xlsx", content=content, allowed=SHEET)
    assert words in str(refused.value)


def test_a_workbook_that_calls_for_a_file_of_the_computer_is_damaged() -> None:
    xml = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
    checked = check_upload(
        name="a.xlsx", content=hostile.workbook_with({"xl/worksheets/sheet1.xml": xml}), allowed=SHEET
    )
    with pytest.raises(FileRefused, match="damaged"):
        rows_of(checked)
