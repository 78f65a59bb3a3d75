"""Typst in a process of its own: `python -m belonging.web.ui.typst_process`, with a Job as JSON on its standard input.

Typst keeps what it has typeset in memory for the next file: some 150 MB after a few reports. The serving
process must not, so this one ends with each file. It writes the PDF to standard output; where that is not
PDF/UA-1, the reason to standard error and PLAIN as its exit code.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import typst

PLAIN = 3
BROKEN = 4
FONTS = Path(__file__).parent / "fonts"


def main() -> int:
    job = json.load(sys.stdin)
    try:
        pdf, reason = compiled(Path(job["root"]), job["data"], datetime.fromisoformat(job["made_at"]))
    except typst.TypstError as fault:
        sys.stderr.write(worded(fault))
        return BROKEN
    sys.stdout.buffer.write(pdf)
    sys.stderr.write(reason)
    return PLAIN if reason else 0


def compiled(root: Path, data: str, made_at: datetime) -> tuple[bytes, str]:
    """The file, and why it is not PDF/UA-1 (empty when it is). Raises TypstError on a broken template."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])

    def run(*, accessible: bool) -> bytes:
        return typst.compile(
            root / "main.typ",
            root=root,
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=["ua-1"] if accessible else None,
            timestamp=made_at.replace(microsecond=0),  # finer ones are refused
        )

    try:
        return run(accessible=True), ""
    except typst.TypstError as refusal:
        if not str(refusal.message).startswith("PDF/UA-1"):
            raise
        return run(accessible=False), worded(refusal)


def worded(fault: typst.TypstError) -> str:
    return " ".join([str(fault.message).strip(), *[str(hint).strip() for hint in fault.hints]])


if __name__ == "__main__":
    sys.exit(main())
