"""A key of the API with every scope, made on the page where a manager makes one."""

from __future__ import annotations

import re
import urllib.parse

from tests.scans.page_forms import forms_of
from tests.scans.signed_in import signed_in

MAKE = "/programme/keys/make/"
WHOLE = re.compile(r"bm_[0-9a-f]+_[\w-]{20,}")


def new_key(address: str) -> str:
    """Of the demo at that address. RuntimeError where its page shows none."""
    manager = signed_in(address, "manager@demo.example")
    (form,) = (each for each in forms_of(manager.get(MAKE), MAKE) if "name" in dict(each.fields))
    sent = [(name, "A scan" if name == "name" else value) for name, value in form.fields]
    page = manager.read(form.action, urllib.parse.urlencode(sent).encode())
    shown = WHOLE.search(page)
    if shown is None:
        raise RuntimeError(f"{address}{MAKE} shows no key")
    return shown[0]
