"""static/surveys/codes.js and rules/codes.py say the same of many codes and receipts."""

from __future__ import annotations

import hashlib
import random

import pytest
from playwright.sync_api import Page

from belonging.web.surveys.rules.codes import ALPHABET, CodeMistyped, new_code, read_code, receipt_of
from tests.journeys.conftest import Service

MANY = 2000


@pytest.fixture
def module(page: Page, service: Service) -> str:
    """The address of the script, by the name that its content gave it."""
    names = sorted(path.name for path in (service.home / "static" / "surveys").glob("codes.*.js"))
    page.goto(f"{service.answering}/")
    return f"/static/surveys/{names[0]}"


def in_browser(page: Page, module: str, call: str, given: list[str]) -> list[object]:
    script = f"async ([module, given]) => {{ const codes = await import(module); return given.map({call}); }}"
    found: list[object] = page.evaluate(script, [module, given])
    return found


def read_here(typed: str) -> dict[str, str]:
    try:
        return {"code": read_code(typed)}
    except CodeMistyped as wrong:
        return {"wrong": str(wrong)}


def variants() -> list[str]:
    """Right codes, one wrong symbol, two swapped, cut, lengthened, with strange letters and other case."""
    chance = random.Random(20261123)
    typed = []
    for _ in range(MANY // 5):
        code = new_code()
        place = chance.randrange(7)
        swapped = [*code]
        swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
        wrong = [*code]
        wrong[place] = chance.choice(ALPHABET)
        typed += [f" {code[:4]}-{code[4:]} ".lower(), "".join(swapped), "".join(wrong), code[:place], f"{code}O1é"]
    return typed


def test_codes_are_read_alike(page: Page, module: str) -> None:
    typed = variants()
    read = "(typed) => { const { code, wrong } = codes.readCode(typed); return code ? { code } : { wrong }; }"

    assert in_browser(page, module, read, typed) == [read_here(one) for one in typed]


def test_receipts_are_alike(page: Page, module: str) -> None:
    numbers = [hashlib.sha256(str(number).encode()).hexdigest()[:32] for number in range(MANY)]

    assert in_browser(page, module, "codes.receiptOf", numbers) == [receipt_of(number) for number in numbers]


def test_submission_ids_are_32_hex_digits_and_never_the_same(page: Page, module: str) -> None:
    made = in_browser(page, module, "() => codes.newSubmissionId()", [""] * MANY)

    assert len(set(made)) == MANY
    assert all(isinstance(one, str) and len(one) == 32 and int(one, 16) >= 0 for one in made)


def test_the_digest_is_sha_256_at_every_length(page: Page, module: str, service: Service) -> None:
    name = next((service.home / "static" / "surveys").glob("sha256.*.js")).name
    texts = ["é" * length for length in range(130)]
    script = (
        "async ([module, texts]) => { const { sha256 } = await import(module);"
        " return texts.map((text) => [...sha256(text)]); }"
    )

    digests = page.evaluate(script, [f"/static/surveys/{name}", texts])

    assert [bytes(digest) for digest in digests] == [hashlib.sha256(text.encode()).digest() for text in texts]
