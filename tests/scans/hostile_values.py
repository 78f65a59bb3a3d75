"""What a form, an address or a call may be handed by somebody who means ill, or by a program that is broken."""

from __future__ import annotations

from random import Random

NUL_AND_CONTROLS = (
    *(b"\x00", b"a\x00b", b"\x1b[31m", b"\x7f\x08\x0b", b"\r\nSet-Cookie: a=b", b"\xef\xbb\xbf", b"\x85"),
)
OTHER_DIRECTIONS = tuple(
    each.encode() for each in ("\u202egpj.exe", "\u05e9\u05dc", "\u200f\u200e", "a\u200bb", "\u0600", "\ufdfd")
)
BEYOND_THE_PLANE = tuple(
    each.encode() for each in ("\U0001f4a9", "\U0001f469\u200d\U0001f467", "\U0001d54f" * 40, "Z\u0351\u036b", "\u0130")
)
NOT_UTF_8 = (b"\xff", b"\xc3\x28", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\xe9", b"\xf4\x90\x80\x80")
NUMBERS = tuple(
    each.encode()
    for each in (
        *(
            "-1",
            "0",
            "00",
            "1.5",
            "-0",
            "1e400",
            "1e9",
            "NaN",
            "inf",
            "-Infinity",
            "0x10",
            "1_000",
            "٣",
            "²",
            "½",
            "１２",
        ),
        *(str(2**31), str(2**63), str(2**64), str(-(2**63) - 1), "9" * 400, "9" * 5000, "1" + "0" * 30),
    )
)
DATES = tuple(
    each.encode()
    for each in (
        *("0000-00-00", "2026-02-30", "9999-12-31", "10000-01-01", "1-1-1", "-2026-01-01", "0001-01-01", "2026-W01-1"),
        *("2026-01-01T25:61:61", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "24:00"),
    )
)
LANGUAGES = tuple(
    each.encode()
    for each in (
        *("' OR '1'='1", "1;SELECT pg_sleep(9)", '"; DROP TABLE x; --', "%' ESCAPE '", "\\", "%", "_", "$$", "{{7*7}}"),
        *(
            "{% debug %}",
            "${7*7}",
            "%s%n%x",
            "{0.__class__}",
            "__class__",
            "_connector",
            "a__b__c",
            "pk__in",
            "-pk",
            "?",
        ),
        *("<script>alert(1)</script>", "javascript:alert(1)", "<svg/onload=alert(1)>", "&#x0;", "]]>", "<!DOCTYPE x>"),
        *("../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd\x00.png", "C:\\con", "file:///etc/passwd"),
        *("http://127.0.0.1:1/", "//evil.example/", "=1+1", "@SUM(1)", "|id", "$(id)", "`id`", "() { :;}; id"),
        *("[", "(", "(?:", "*", "^", "a" * 300 + "!", "null", "None", "true", "[]", "{}", "undefined", "-", " ", ""),
    )
)
LONG = (b"a" * 300, b"a" * 70_000, "é".encode() * 5000, b"\n" * 20_000, b" " * 20_000, b"a@" * 3000, b"1," * 9000)
VALUES = (*NUL_AND_CONTROLS, *OTHER_DIRECTIONS, *BEYOND_THE_PLANE, *NOT_UTF_8, *NUMBERS, *DATES, *LANGUAGES, *LONG)
"""Bytes, as they would come over the wire."""

JSONS = (
    b"",
    b"null",
    b"[]",
    b"{}",
    b"0",
    b'"a"',
    b"{",
    b"\xff\xfe{\x00}\x00",
    b"NaN",
    b'{"a": NaN}',
    b"9" * 5000,
    b"[" * 100_000,
    b"[" * 900 + b"]" * 900,
    b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    b'{"code": null}',
    b'{"code": 1e999, "code": []}',
    b'{"code": "\\ud800", "answers": "\\u0000"}',
    b'{"code": ["KT7X-4MPC"], "answers": {"a": {"b": []}}, "submission_id": -1}',
    b'{"answers": {"__proto__": 1, "constructor": {}}}',
    b"a=1&a=2&a[]=3&a[b]=4",
    b"%=%&%zz=%",
)
"""Bodies of a call, most of which are none."""


def broken(given: bytes, random: Random) -> bytes:
    """The given bytes with a few of them changed, doubled, cut off or mixed with a hostile value."""
    kept = bytearray(given)
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, len(kept))
        match random.randrange(5):
            case 0:
                kept[at : at + 1] = bytes([random.randrange(256)])
            case 1:
                kept[at:at] = random.choice(VALUES)[:200]
            case 2:
                del kept[at : at + random.randint(1, 30)]
            case 3:
                kept[at:at] = kept[:at][-50:]
            case _:
                kept[at:] = b""
    return bytes(kept)
