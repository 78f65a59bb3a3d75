"""What a release is made of, in the format CycloneDX 1.6: `make sbom` writes it to var/sbom.json.

Names, versions and hashes come from the lock; licences from what the installed packages say of themselves. The same
lock gives the same bytes. The tools that make such lists know either the hashes (from a lock) or the licences (from an
environment): see docs/decisions/0040-scans.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import uuid
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ENTRY = re.compile(
    r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\\n]+?))?\s*\\?\n((?:\s+--hash=sha256:\w+\s*\\?\n?)+)", re.MULTILINE
)
HASH = re.compile(r"sha256:(\w+)")
ELSEWHERE = "Not installed where the list was made; its own page tells"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python scripts/sbom.py")
    parser.add_argument("lock", type=Path)
    parser.add_argument("--version", default="0.2.0", help="of this project")
    chosen = parser.parse_args()
    sys.stdout.write(json.dumps(sbom(chosen.lock.read_text("utf-8"), chosen.version), indent=1, sort_keys=True) + "\n")
    return 0


def sbom(lock: str, version: str) -> dict[str, Any]:
    parts = [_component(*found.groups()) for found in ENTRY.finditer(lock)]
    ours = f"pkg:generic/belonging@{version}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ours + lock)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": ours,
                "name": "belonging",
                "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": parts,
        "dependencies": [{"ref": ours, "dependsOn": [part["bom-ref"] for part in parts]}],
    }


def _component(name: str, version: str, only_where: str | None, hashes: str) -> dict[str, Any]:
    """`only_where`: the systems on which the lock installs it."""
    ref = f"pkg:pypi/{name.lower()}@{version}"
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": ref,
        "purl": ref,
        "name": name,
        "version": version,
        "licenses": [{"license": {"name": _licence(name)}}],
        # Each of its files has a hash of its own; the list is of files, the component of all of them.
        "externalReferences": [
            {
                "type": "distribution",
                "url": ref,
                "hashes": [{"alg": "SHA-256", "content": found} for found in sorted(HASH.findall(hashes))],
            }
        ],
    }
    if only_where:
        told["properties"] = [{"name": "installed-where", "value": only_where.strip()}]
    return told


def _licence(name: str) -> str:
    try:
        said: Any = metadata(name)
    except PackageNotFoundError:
        return ELSEWHERE
    classified = [
        each.rpartition(" :: ")[2] for each in said.get_all("Classifier", []) if each.startswith("License ::")
    ]
    written = (said.get("License", "") or "").strip().splitlines()
    return said.get("License-Expression") or ", ".join(classified) or (written[0] if written else "") or "Not said"


if __name__ == "__main__":
    sys.exit(main())
