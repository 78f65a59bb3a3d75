"""Requests that nobody should send: made from a route's own address and forms, by chance from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import quote_from_bytes

from tests.scans.hostile_values import JSONS, VALUES, broken
from tests.scans.page_forms import PageForm

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")
KINDS = (
    "application/x-www-form-urlencoded",
    "application/json",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain; charset=utf-7",
    "application/x-www-form-urlencoded; charset=nonsense",
    "application/octet-stream",
    "",
)
QUERY_NAMES = (
    b"page",
    b"q",
    b"sort",
    b"order",
    b"next",
    b"of",
    b"year",
    b"group",
    b"from",
    b"to",
    b"language",
    b"kind",
)
FILES = (b"", b"PK\x03\x04" + b"\x00" * 60, b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"a,b\r\n=1+1,\x00\r\n", b"\xff" * 200)
LARGE = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Knock:
    """One request, its path quoted."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    kind: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def told(self) -> str:
        body = self.body if len(self.body) < 400 else self.body[:400] + b"..."
        return f"{self.method} {self.path[:300]}?{self.query[:200]} [{self.kind}] {body!r} {self.headers or ''}"


def knock(address: str, parts: Sequence[str], forms: Sequence[PageForm], random: Random) -> Knock:
    """One of many kinds. `parts`: what fills the address, each of which may be exchanged."""
    chance = random.randrange(12)
    if forms and chance > 5:
        return _sent(random.choice(forms), random)
    if chance in (0, 1):
        return Knock("GET", _elsewhere(address, parts, random))
    if chance == 2:
        return Knock(random.choice(METHODS), address, _query(forms, random))
    if chance == 3:
        return _call(address, random)
    headers = _headers(random) if chance == 4 else ()
    return Knock("GET", address, _query(forms, random), headers=headers)


def _elsewhere(address: str, parts: Sequence[str], random: Random) -> str:
    value = quote_from_bytes(random.choice(VALUES)[:2000], safe="" if random.random() < 0.5 else "/")
    if parts and random.random() < 0.8:
        part = random.choice(parts)
        return address.replace(f"/{part}/", f"/{value or part}/", 1)
    return quote_from_bytes(broken(address.encode(), random), safe="/%")


def _query(forms: Sequence[PageForm], random: Random) -> str:
    known = [name.encode() for form in forms for name, _ in form.fields]
    names = [random.choice([*QUERY_NAMES, *known, random.choice(VALUES)[:40]]) for _ in range(random.randint(1, 4))]
    return "&".join(f"{quote_from_bytes(name)}={quote_from_bytes(random.choice(VALUES)[:4000])}" for name in names)


def _headers(random: Random) -> tuple[tuple[str, str], ...]:
    name = random.choice(("HTTP_COOKIE", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER", "HTTP_RANGE",
                          "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_X_FORWARDED_FOR", "HTTP_AUTHORIZATION",
                          "HTTP_X_REQUESTED_WITH", "HTTP_HOST", "HTTP_ACCEPT_ENCODING"))  # fmt: skip
    return ((name, random.choice(VALUES)[:4000].replace(b"\n", b"").replace(b"\r", b"").decode("latin-1")),)


def _call(address: str, random: Random) -> Knock:
    """A body that is no form."""
    kind = random.choice(KINDS)
    if random.random() < 0.003:
        return Knock("POST", address, body=b"a=" + b"b" * LARGE, kind=kind)
    body = random.choice(
        (random.choice(JSONS), broken(random.choice(JSONS)[:3000], random), b"--x\r\n" + random.choice(VALUES))
    )
    return Knock(random.choice(("POST", "POST", "POST", "PUT")), address, body=body, kind=kind)


def _sent(form: PageForm, random: Random) -> Knock:
    """The form, with one field wrong, or several, or missing, or there many times."""
    pairs = [(name.encode(), value.encode()) for name, value in form.fields if name != "csrfmiddlewaretoken"]
    wrong = random.randint(1, 3) if random.random() < 0.7 else len(pairs)
    for at in random.sample(range(len(pairs)), min(wrong, len(pairs))):
        name, value = pairs[at]
        pairs[at] = (name, random.choice(VALUES) if random.random() < 0.8 else broken(value, random))
    if pairs and random.random() < 0.1:
        pairs += [random.choice(pairs)] * random.choice((1, 5, 1200))
    if pairs and random.random() < 0.1:
        pairs.pop(random.randrange(len(pairs)))
    if form.method == "GET":
        return Knock("GET", form.action.partition("?")[0], _encoded(pairs)[:60_000])
    path, _, query = form.action.partition("?")
    if form.files or form.kind.startswith("multipart"):
        return Knock("POST", path, query, _parts(pairs, sorted(form.files), random), "multipart/form-data; boundary=x")
    return Knock("POST", path, query, _encoded(pairs).encode(), KINDS[0])


def _encoded(pairs: Sequence[tuple[bytes, bytes]]) -> str:
    return "&".join(f"{quote_from_bytes(name)}={quote_from_bytes(value)}" for name, value in pairs)


def _parts(pairs: Sequence[tuple[bytes, bytes]], files: Sequence[str], random: Random) -> bytes:
    parts = [b'--x\r\nContent-Disposition: form-data; name="' + n + b'"\r\n\r\n' + v + b"\r\n" for n, v in pairs]
    for name in files:
        called = random.choice(
            (b"a.csv", b"a.xlsx", b"a.pdf", b"a.png", b"../../a.sav", b"\x00", b"a" * 300, b"", b".txt")
        )
        content = random.choice(FILES) if random.random() < 0.5 else broken(random.choice(FILES), random)
        head = b'--x\r\nContent-Disposition: form-data; name="' + name.encode() + b'"; filename="' + called
        parts.append(head + b'"\r\nContent-Type: text/csv\r\n\r\n' + content + b"\r\n")
    whole = b"".join(parts) + b"--x--\r\n"
    return broken(whole, random) if random.random() < 0.1 else whole
