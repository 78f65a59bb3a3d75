"""The audit of dependencies counts as not run unless a package that is known to be bad is flagged."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.test_sizes import ROOT

AUDIT = ROOT / "scripts" / "audit.py"
SERVICE = f"""#!{sys.executable}
import json, os, pathlib, sys
lines = pathlib.Path(sys.argv[-1]).read_text().splitlines()
asked = [line.split(";")[0].strip(" \\\\") for line in lines if "==" in line]
bad, out = os.environ.get("BAD", "").split(), os.environ.get("LEFT_OUT", "").split()
if os.environ.get("UNREACHABLE"):
    sys.exit("ERROR: the service could not be reached")
told = []
for each in asked:
    name, version = each.split("==")
    hole = {{"id": "TEST-1", "fix_versions": ["99"]}}
    told.append({{"name": name, "version": version, "vulns": [hole] if name in bad else []}} if name not in out
                else {{"name": name, "skip_reason": "could not be asked about"}})
print(json.dumps({{"dependencies": told, "fixes": []}}))
"""
"""What pip-audit prints, of a service that knows the packages in BAD."""
LOCK = "segno==1.6.6 \\\n    --hash=sha256:00\npillow==12.0.0 \\\n    --hash=sha256:00\n"


@pytest.mark.parametrize(
    ("service", "code", "said"),
    [
        ({"BAD": "django"}, 0, "Nothing known"),
        ({"BAD": "django segno"}, 1, "segno 1.6.6: TEST-1, mended in 99"),
        ({}, 3, "NOT RUN: django==5.2.5, which is known to be bad, was not flagged"),
        ({"UNREACHABLE": "1"}, 3, "NOT RUN: pip-audit gave no list"),
        ({"BAD": "django", "LEFT_OUT": "pillow"}, 3, "NOT RUN: pip-audit left out pillow"),
        ({"LEFT_OUT": "django"}, 3, "NOT RUN: pip-audit left out django"),
    ],
)
def test_the_canary_decides_whether_the_audit_was_one(
    service: dict[str, str], code: int, said: str, tmp_path: Path
) -> None:
    program, lock = tmp_path / "pip-audit", tmp_path / "lock.txt"
    program.write_text(SERVICE)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    lock.write_text(LOCK)
    command = [sys.executable, str(AUDIT), "--pip-audit", str(program), str(lock)]
    done = subprocess.run(command, capture_output=True, check=False, text=True, env={**os.environ, **service})
    assert done.returncode == code
    assert said in done.stdout


def test_without_the_program_it_was_not_run(tmp_path: Path) -> None:
    command = [sys.executable, str(AUDIT), "--pip-audit", str(tmp_path / "none"), "lock.txt"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout[:8]) == (3, "NOT RUN:")


def test_the_list_of_parts_has_every_package_of_the_lock_with_version_licence_and_hashes() -> None:
    lock = ROOT / "requirements" / "runtime.txt"
    command = [sys.executable, str(ROOT / "scripts" / "sbom.py"), str(lock)]
    made = [subprocess.run(command, capture_output=True, check=True, text=True).stdout for _ in range(2)]
    told = json.loads(made[0])
    named = {line.partition(" ")[0].partition(";")[0] for line in lock.read_text().splitlines() if "==" in line}
    assert made[0] == made[1]
    assert {f"{part['name']}=={part['version']}" for part in told["components"]} == named
    for part in told["components"]:
        assert part["licenses"][0]["license"]["name"]
        assert part["externalReferences"][0]["hashes"]
    unsaid = [part["name"] for part in told["components"] if part["licenses"][0]["license"]["name"] == "Not said"]
    assert unsaid in ([], ["pyrage"])
