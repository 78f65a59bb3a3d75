"""How static files are named: by their content, also where one script imports another; and put into one file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import rcssmin
import rjsmin
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from belonging.web.config.bundling import bundle

BUNDLED = ("surveys/answer.js",)
SHEETS = ("surveys/answer.css", "surveys/look.css", "ui/letters.css", "ui/scripts.css")
"""A first visit to these pages is counted in bytes and round trips (benchmarks/first_load.py)."""


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise carries no types
    """Without this, a script's `import` asks for the plain name, and only the hashed file is kept."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        together = InMemoryStorage()
        for name in (*BUNDLED, *SHEETS):
            if name in paths:
                text = rjsmin.jsmin(_bundled(name, paths)) if name in BUNDLED else rcssmin.cssmin(_text(paths[name]))
                together.save(name, ContentFile(text.encode()))
                paths = {**paths, name: (together, name)}
        yield from super().post_process(paths, dry_run, **options)


def _bundled(name: str, paths: dict[str, Any]) -> str:
    """The script with those beside it that it imports."""
    script = PurePosixPath(name)
    return bundle(script.name, lambda part: _text(paths[str(script.with_name(part))]))


def _text(place: tuple[Any, str]) -> str:
    storage, path = place
    with storage.open(path) as file:
        content: bytes = file.read()
    return content.decode()
