"""PDFs, as they should be and as somebody might send them. All made here."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping

from PIL import Image
from pypdf import PdfWriter

from tests.web.files import hostile


def plain(pages: int = 1) -> bytes:
    """With its author, as programs write it."""
    made, kept = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page(200, 200)
    made.add_metadata({"/Author": "Robin Green", "/Title": "Robin in Year 4"})
    made.write(kept)
    return kept.getvalue()


def locked() -> bytes:
    made, kept = PdfWriter(), io.BytesIO()
    made.add_blank_page(200, 200)
    made.encrypt("secret", algorithm="RC4-128")
    made.write(kept)
    return kept.getvalue()


def of(objects: Mapping[int, str | bytes], *, trailer: str = "") -> bytes:
    """These objects, with a table of where each stands. 1 is the root."""
    kept, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(kept)
        raw = body if isinstance(body, bytes) else body.encode()
        kept += f"{number} 0 obj\n".encode() + raw + b"\nendobj\n"
    start, size = len(kept), max(objects) + 1
    lines = [f"{places.get(number, 0):010} {'00000 n' if number in places else '65535 f'} \n" for number in range(size)]
    kept += f"xref\n0 {size}\n{''.join(lines)}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n".encode()
    kept += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(kept)


def with_root(entries: str, **more: str | bytes) -> bytes:
    """One page; the root has these entries too. `more`: objects by number, as "o4"."""
    return of(_one_page(entries) | {int(name[1:]): body for name, body in more.items()})


def with_annotation(annotation: str, **more: str | bytes) -> bytes:
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [<< /Type /Annot {annotation} >>] >>"
    return of(_one_page("") | {3: page} | {int(name[1:]): body for name, body in more.items()})


def with_content(stream: bytes) -> bytes:
    """`stream`: the fourth object, which the page shows."""
    return of(_one_page("") | {3: _page("/Contents 4 0 R"), 4: stream})


def stream(entries: str, content: bytes) -> bytes:
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def bomb(times: int = 1) -> bytes:
    """A stream that unpacks to 200 MB."""
    packing, block = zlib.compressobj(9), b"\0" * 1_000_000
    content = b"".join(packing.compress(block) for _ in range(200)) + packing.flush()
    for _ in range(times - 1):
        content = zlib.compress(content, 9)
    return content


def going_round() -> bytes:
    """Pages whose child is their parent."""
    return of(_one_page("") | {2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: "<< /Type /Pages /Kids [2 0 R] >>"})


def table_going_round() -> bytes:
    """A table of places that says the one before it is itself."""
    made = plain_of()
    start = made.rfind(b"startxref\n") + 10
    place = int(made[start:].split()[0])
    return of(_one_page(""), trailer=f"/Prev {place}")


def plain_of() -> bytes:
    return of(_one_page(""), trailer="/Prev 0")


def nested(depth: int) -> bytes:
    return with_root(f"/PageLabels {'[' * depth}{']' * depth}")


def packed_objects(count: int) -> bytes:
    """An object stream with very many objects in it."""
    body = zlib.compress(b" ".join(b"%d 0" % (number + 10) for number in range(count)) + b" null")
    entries = f"/Type /ObjStm /N {count} /First {count * 8} /Filter /FlateDecode"
    return with_root("/Lang 10 0 R", o4=stream(entries, body))


def with_photo() -> bytes:
    """A page with a photo that says where it was taken."""
    photo = hostile.with_place_and_time()
    width, height = Image.open(io.BytesIO(photo)).size
    entries = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB"
    image = stream(f"{entries} /BitsPerComponent 8 /Filter /DCTDecode", photo)
    return of(_one_page("") | {3: _page("/Resources << /XObject << /I 4 0 R >> >>"), 4: image})


def _one_page(root: str) -> dict[int, str | bytes]:
    return {
        1: f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: _page(""),
    }


def _page(entries: str) -> str:
    return f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] {entries} >>"
