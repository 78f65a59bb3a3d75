"""The same report gives the same bytes: Office files without the clock that their libraries put in."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can say."""
STAMP: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def steady(made: bytes, made_at: datetime) -> bytes:
    """`made` as of `made_at`; the workbooks behind its charts too."""
    kept = BytesIO()
    with ZipFile(BytesIO(made)) as before, ZipFile(kept, "w", ZIP_DEFLATED, compresslevel=6) as after:
        for name in before.namelist():
            content = before.read(name)
            if name.endswith(".xlsx"):
                content = steady(content, made_at)
            elif name == "docProps/core.xml":
                content = STAMP.sub(made_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            info = ZipInfo(name, FIRST_DAY)
            info.compress_type = ZIP_DEFLATED
            after.writestr(info, content)
    return kept.getvalue()
