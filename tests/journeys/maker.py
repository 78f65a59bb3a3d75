"""One process that fills a running service, as long as the service runs: setting Django up costs more than any making.

`python -m tests.journeys.maker` reads a line of JSON for each call, and answers with a line.
"""

from __future__ import annotations

import json
import subprocess
import sys
import traceback
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class Maker:
    """Starts with the first call."""

    environment: dict[str, str]
    process: subprocess.Popen[str] | None = field(default=None, init=False)

    def make(self, module: str, maker: str, arguments: dict[str, object]) -> Any:
        """What that function of that module of this folder gives."""
        if self.process is None:
            command = [sys.executable, "-m", "tests.journeys.maker"]
            self.process = subprocess.Popen(
                command, env=self.environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([module, maker, arguments]) + "\n")
        self.process.stdin.flush()
        reply = json.loads(self.process.stdout.readline())
        assert "failed" not in reply, reply["failed"]
        return reply["made"]

    def stop(self) -> None:
        if self.process is not None:
            self.process.communicate(timeout=20)


def made(line: str) -> dict[str, object]:
    module, maker, arguments = json.loads(line)
    try:
        return {"made": getattr(import_module(f"tests.journeys.{module}"), maker)(**arguments)}
    except Exception:  # noqa: BLE001  # the test that asked is told of it
        return {"failed": traceback.format_exc()}


def main() -> None:
    replies = sys.stdout
    with redirect_stdout(sys.stderr):
        for line in sys.stdin:
            replies.write(json.dumps(made(line)) + "\n")
            replies.flush()


if __name__ == "__main__":
    main()
