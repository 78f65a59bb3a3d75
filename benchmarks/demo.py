"""What the demo costs: seconds to load, and the memory of all its processes once it serves.

    python benchmarks/demo.py

Memory is PSS (shared pages divided among those who share them) from /proc, so Linux only. The ratio is to
one bare Python process that has set up Django and nothing else, measured in the same run.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

PORT = 8420
SETTLE_SECONDS = 5
DJANGO = "import django, time; from django.conf import settings; settings.configure(); django.setup(); time.sleep(30)"


def pss_mib(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def bare_django() -> float:
    process = subprocess.Popen([sys.executable, "-c", DJANGO])
    time.sleep(3)
    try:
        return pss_mib(process.pid)
    finally:
        process.kill()


def main() -> None:
    floor = bare_django()
    with tempfile.TemporaryDirectory() as home:
        command = [str(Path(sys.executable).parent / "belonging"), "demo", "--port", str(PORT)]
        environment = {**os.environ, "BELONGING_HOME": home}
        started = time.monotonic()
        demo = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
        )
        for line in demo.stdout or ():
            if "The demo is ready" in line:
                break
        ready = time.monotonic() - started
        for path in ("/", "/sign-in/", "/questionnaires/"):
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}").read()
        time.sleep(SETTLE_SECONDS)
        parts = {one: pss_mib(one) for one in family(demo.pid)}
        demo.send_signal(signal.SIGINT)
        demo.wait(timeout=30)
    total = sum(parts.values())
    print(f"ready after {ready:.1f} s; {len(parts)} processes, {total:.0f} MiB in all")
    print(f"bare Django process {floor:.0f} MiB; the demo is {total / floor:.1f} of them")


if __name__ == "__main__":
    main()
