"""wapiti, sqlmap and schemathesis against a demo that is started for it: `python -m tests.scans.service`.

Everything is sent to 127.0.0.1, and each tool has its minutes. Exits with 1 where one found something that
docs/scans.md does not explain.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.journeys.running_demo import running_demo
from tests.scans.api_key import new_key
from tests.scans.signed_in import signed_in

MODULES = (
    "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,ldap,methods,permanentxss,redirect,sql,timesql,"
    "upload,xss"
)
"""Those of wapiti that ask nobody else."""
EXPLAINED = frozenset(
    {"HttpOnly Flag cookie", "Secure Flag cookie", "Clickjacking Protection", "Cross Site Request Forgery"}
)
"""Of wapiti's kinds: docs/scans.md says why each is none here."""
START = {"lead@demo.example": "/schools/lanternbridge/", "manager@demo.example": "/programme/"}
ASKED = (
    *("/hub/search/?q=a", "/community/?q=a&tag=a&show=a", "/programme/cockpit/pilot/?show=quiet&stage=invited&q=a"),
    *("/programme/interest/?words=a&state=new&authority=a&setting=a", "/programme/hub/?state=draft&page=2"),
    *(
        "/practices/?construct=pride&setting=primary&cost=low&effort=light&evidence=practice",
        "/interest/?words=a&page=1",
    ),
)
"""Addresses that look for what they are asked for."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.scans.service")
    parser.add_argument("--minutes", type=float, default=9, help="for each tool")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, running_demo(Path(folder) / "demo") as address:
        wrong = [
            *with_wapiti(address, Path(folder), 60 * chosen.minutes),
            *with_sqlmap(address, Path(folder), 60 * chosen.minutes),
            *with_schemathesis(address, Path(folder), 60 * chosen.minutes),
        ]
    print("\n".join(wrong) or "Nothing that docs/scans.md does not explain.", flush=True)  # noqa: T201  # said to the person at the terminal
    return int(bool(wrong))


def with_wapiti(address: str, folder: Path, seconds: float) -> Iterator[str]:
    """As a lead and as a manager."""
    for email, start in START.items():
        part, told = seconds / len(START), folder / f"{email}.json"
        _run(
            [
                *("var/wapiti/bin/wapiti", "-u", address + start, "-C", signed_in(address, email).cookies),
                *(
                    "--scope",
                    "domain",
                    "-m",
                    MODULES,
                    "-d",
                    "4",
                    "--max-links-per-page",
                    "60",
                    "--max-parameters",
                    "12",
                ),
                *("--max-scan-time", f"{part / 3:.0f}", "--max-attack-time", f"{part / 24:.0f}", "--tasks", "3"),
                *("-x", f"{address}/sign-out/", "-x", f"{address}/account/sessions/", "--no-bugreport"),
                *("--external-endpoint", "http://127.0.0.1:9/", "--dns-endpoint", "localhost"),
                *("--flush-session", "--store-session", str(folder / "wapiti"), "-f", "json", "-o", str(told)),
            ],
            folder,
            part + 60,
        )
        if not told.exists():
            yield f"wapiti as {email} made no report"
            continue
        report = json.loads(told.read_text("utf-8"))
        for kind, found in {**report["vulnerabilities"], **report["anomalies"]}.items():
            if found and kind not in EXPLAINED:
                yield f"wapiti as {email}: {kind}, {found[0]['method']} {found[0]['path']}: {found[0]['info'][:200]}"


def with_sqlmap(address: str, folder: Path, seconds: float) -> Iterator[str]:
    asked, log = folder / "asked.txt", ""
    asked.write_text("\n".join(address + path for path in ASKED), "utf-8")
    log = _run(
        [
            *("var/scan/bin/sqlmap", "-m", str(asked), "--batch", "--level", "1", "--risk", "1", "--technique", "BEU"),
            *("--cookie", signed_in(address, "manager@demo.example").cookies, "--timeout", "30", "--retries", "0"),
            *("--flush-session", "--output-dir", str(folder / "sqlmap")),
        ],
        folder,
        seconds,
    )
    if "testing for SQL injection" not in log:
        yield "sqlmap tried nothing"
    yield from (
        f"sqlmap: {line}" for line in log.splitlines() if re.search(r"is vulnerable|appears to be '.*injectable", line)
    )


def with_schemathesis(address: str, folder: Path, seconds: float) -> Iterator[str]:
    """The API by a key with every scope; no more calls than a key may make in a minute."""
    log = _run(
        [
            *("var/scan/bin/st", "run", f"{address}/api/v1/openapi.json", "--url", address, "--checks", "all"),
            *("-H", f"Authorization: Bearer {new_key(address)}", "--max-time", f"{seconds * 0.8:.0f}", "--seed", "1"),
            *("--rate-limit", "110/m", "--workers", "2", "--request-timeout", "60", "--continue-on-failure"),
        ],
        folder,
        seconds,
    )
    counted = re.search(r"(\d+) generated, (\d+) passed", log)
    if counted is None or counted[1] != counted[2] or int(counted[1]) < 50:
        yield "schemathesis: " + "\n".join(log.splitlines()[-40:])


def _run(command: Sequence[str], folder: Path, seconds: float) -> str:
    """What it printed. Its own settings and sessions go into the folder."""
    environment = {**os.environ, "HOME": str(folder)}
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=seconds, env=environment)
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"").decode(errors="replace")
    return done.stdout.decode(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
