"""Resources that come with the service, read from files.

How to write one: `hub/content/<slug>.toml`, the name is the slug. Keys are those of `ResourceWords` without `slug`:

- `title` (100 letters), `summary` (300 letters: what it is, for whom, what one has afterwards),
- `kind`: "page" (the body is the resource), "file" (`file = "name.docx"` in `content/files/`; the body introduces it),
  "link" or "video" (`url`; the body says what is there and how to use it),
- `type`: activity, template, guide, training, policy, research, case-study,
- `phases`: primary, secondary, special, ap; all four where it suits all,
- `statements`: keys of the audit, the best fit first, two to five,
- `items`: "pupil_v1:belong", where a change would show,
- `minutes` to use it once, `cost`: free, low (under £500 a year), some,
- `author`, `licence` (one of `LICENCES`), `source`, `version` (1, and one more at each change of words),
- `body`: plain text. A line of its own that begins with `## ` or `### ` is a heading; lines that begin with `- ` are a
  list, with `1. ` a numbered one; `**words**` are bold; `[words](https://…)` is a link; an empty line ends a paragraph.
  No HTML: it would be shown as typed.

A mistake in a file is an error when it is read, with the file's name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from belonging.web.hub.rules.words import ResourceWords

CONTENT: Final = Path(__file__).parent.parent / "content"
_KEYS: Final = frozenset(each.name for each in fields(ResourceWords)) - {"slug"} | {"file"}


@dataclass(frozen=True, slots=True)
class Content:
    """What a content file holds; `file` is where its bytes are, for a resource that is a file."""

    words: ResourceWords
    file: Path | None = None


def read_content(folder: Path = CONTENT) -> Iterator[Content]:
    """Every content file, by name. Raises ValueError with the file's name."""
    for path in sorted(folder.glob("*.toml")):
        yield _content(path)


def _content(path: Path) -> Content:
    try:
        told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise ValueError(f"{path.name}: {fault}") from fault
    if unknown := sorted(set(told) - _KEYS):
        raise ValueError(f"{path.name}: no resource has {', '.join(unknown)}. Known: {', '.join(sorted(_KEYS))}.")
    name = told.pop("file", "")
    words = ResourceWords.of({"slug": path.stem, **told})
    file = path.parent / "files" / name if name else None
    if (words.kind == "file") is not (file is not None and file.is_file()):
        raise ValueError(f"{path.name}: a resource of kind “file” names one in content/files, and no other does.")
    return Content(words, file)
