"""The demo's words read aloud, made in the background once everything is served: nobody waits for them."""

from __future__ import annotations

import shutil
import subprocess
import threading

from belonging.web.cli.serve import CLI

FIRST = "en"


class AudioMaker:
    """English first, then every other language. What it says goes nowhere: without it, devices use their own voice."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._ended = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self._wanted:
            threading.Thread(target=self._make, daemon=True).start()

    def _make(self) -> None:
        gently = ["nice", "-n", "19"] if shutil.which("nice") else []
        for languages in ([FIRST], []):
            if self._ended.is_set():
                return
            command = [*gently, *CLI, "render-audio", *languages]
            self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self._process.wait()

    def end(self) -> None:
        self._ended.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait()
