"""What a template or a script asks for is there. In live use a missing file is an error page."""

from __future__ import annotations

import re

from django.contrib.staticfiles import finders

from tests.guards.test_sizes import ROOT, tracked

ASKED = re.compile(r"""\{%\s*static\s+['"]([^'"]+)['"]""")
IMPORTED = re.compile(r"""from\s+["'](\./[^"']+)["']""")


def test_every_static_file_that_a_template_names_exists() -> None:
    named = {name for path in tracked("src/*.html") for name in ASKED.findall(path.read_text())}
    assert len(named) > 3
    assert sorted(name for name in named if finders.find(name) is None) == []


def test_every_module_that_a_script_imports_exists() -> None:
    scripts = tracked("src/*.js")
    assert scripts
    missing = [
        (str(script.relative_to(ROOT)), name)
        for script in scripts
        for name in IMPORTED.findall(script.read_text())
        if not (script.parent / name).exists()
    ]
    assert missing == []


def test_a_script_stays_small() -> None:
    assert [path for path in tracked("src/*.js") if len(path.read_text().splitlines()) > 300] == []
