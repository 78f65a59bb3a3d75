"""One file of a script and all that it imports: on a slow line every request costs more than its bytes.

Each module becomes a function that is called once and gives what it exports, in the order in which they need each
other. Our own scripts are all it has to understand; what it does not understand it refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable

IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";$', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)
LEFT_OVER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*?(?:(?!\*/).)*\*/)\n", re.MULTILINE | re.DOTALL)
INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


class NotBundled(ValueError):
    """A script is written in a way that cannot be put into one file."""


def bundle(entry: str, read: Callable[[str], str]) -> str:
    """`read` gives a script by its name. Raises NotBundled for a circle, or a form of import that is not ours."""
    placed: dict[str, str] = {}
    _place(entry, read, placed, ())
    return '"use strict";\n' + "".join(placed.values())


def _place(name: str, read: Callable[[str], str], placed: dict[str, str], above: tuple[str, ...]) -> None:
    if name in placed:
        return
    if name in above:
        raise NotBundled(f"{' > '.join([*above, name])}: these scripts import each other in a circle.")
    source = COMMENT.sub("", read(name))
    for _, needed in IMPORT.findall(source):
        _place(needed, read, placed, (*above, name))
    placed[name] = _as_function(name, source, is_entry=not above)


def _as_function(name: str, source: str, *, is_entry: bool) -> str:
    given = ", ".join(found[1] for found in EXPORT.findall(source))
    body = IMPORT.sub(lambda found: f"const {{{found[1].replace(' as ', ': ')}}} = {_variable(found[2])};", source)
    body = EXPORT.sub(r"\1 \2", body)
    left = LEFT_OVER.search(body)
    if left:
        raise NotBundled(f'{name} says {left[0]!r}. Write import {{ a, b }} from "./name.js"; or export a function.')
    head = "" if is_entry else f"const {_variable(name)} = "
    return f"{head}(() => {{\n{INDENT.sub('', body)}return {{ {given} }};\n}})();\n"


def _variable(name: str) -> str:
    return f"in_{name.removesuffix('.js').replace('-', '_')}"
