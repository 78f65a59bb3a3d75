"""Feed parsers with bytes that reach further and further into them (atheris).

    python -m tests.scans.fuzz "roster text" --seconds 600     one
    python -m tests.scans.fuzz --seconds 60                    each, one after the other

Run by `make scan` in var/scan, where atheris is. What made a parser break is kept in var/scan/found, and exits with 1.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

FOUND = Path("var/scan/found")
LONGEST, MEMORY, SECONDS_EACH = 8192, 1500, 15


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.scans.fuzz")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.inside:
        _feed(chosen.names[0], chosen.seconds)
        return 0
    _set_up()
    from tests.scans.fuzz.parsers import PARSERS

    return max([_run(name, chosen.seconds) for name in chosen.names or PARSERS], default=0)


def _run(name: str, seconds: int) -> int:
    """In a process of its own: the first finding ends it."""
    command = [sys.executable, "-u", "-m", "tests.scans.fuzz", name, "--seconds", str(seconds), "--inside"]
    done = subprocess.run(command, capture_output=True, check=False, text=True, errors="replace")
    lines = (done.stderr + done.stdout).splitlines()  # Python's own words on an exception last
    last = next((line for line in reversed(lines) if line.startswith("Done ") or " cov: " in line), "no figures")
    verdict = "ok  " if done.returncode == 0 else f"FOUND (exit {done.returncode})"
    print(f"{verdict} {name}: {last.strip()}", flush=True)  # noqa: T201  # said to the person at the terminal
    if done.returncode:
        FOUND.mkdir(parents=True, exist_ok=True)
        (FOUND / f"{_file_name(name)}.log").write_text("\n".join(lines[-120:]))
        print("\n".join(line for line in lines[-60:] if not line.startswith("#")), flush=True)  # noqa: T201  # as above
    return int(done.returncode != 0)


def _feed(name: str, seconds: int) -> None:
    atheris: Any = import_module("atheris")  # in var/scan alone

    with atheris.instrument_imports(include=["belonging", "openpyxl", "pypdf", "docx", "defusedxml"]):
        _set_up()
        from tests.scans.fuzz.parsers import PARSERS

        parser = PARSERS[name]
        seeds = parser.seeds()
        for seed in seeds:
            try:
                parser.reads(seed)
            except parser.refusals:
                continue

    def one(content: bytes) -> None:
        try:
            parser.reads(content)
        except parser.refusals:
            return

    FOUND.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds):
            (Path(folder) / str(number)).write_bytes(seed)
        kept = f"{FOUND}/{_file_name(name)}-"
        options = {"max_total_time": seconds, "max_len": LONGEST, "rss_limit_mb": MEMORY, "timeout": SECONDS_EACH}
        told = [f"-{key}={value}" for key, value in options.items()]
        atheris.Setup([name, *told, f"-artifact_prefix={kept}", folder], one)
        atheris.Fuzz()


def _file_name(name: str) -> str:
    return name.replace(" ", "-").replace(":", "")


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import warnings

    import django

    warnings.simplefilter("ignore")
    django.setup()


if __name__ == "__main__":
    sys.exit(main())
