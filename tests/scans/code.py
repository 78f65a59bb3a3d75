"""bandit, and semgrep with our own rules, over the source: what they find has to be explained in docs/scans.md.

    python -m tests.scans.code --bandit var/scan/bin/bandit --semgrep var/semgrep/bin/semgrep

First the rules are tried on samples.toml: each bad line has to be caught by its own rule, each good one by none.
Exits with 1 where something is unexplained, no longer there, or not caught.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).parent
RULES, SAMPLES = HERE / "semgrep" / "rules.yml", HERE / "semgrep" / "samples.toml"
EXPLAINED = Path("docs/scans.md")
ROW = re.compile(
    r"^\| (?P<rule>B\d{3}|[a-z-]+) \| `(?P<path>[^`]+)` \| (?P<times>\d+) \| (?P<why>.{10,}) \|$", re.MULTILINE
)
Found = Counter[tuple[str, str]]
"""How often, by rule and path."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.scans.code")
    parser.add_argument("--bandit", default="bandit")
    parser.add_argument("--semgrep", default="semgrep")
    chosen = parser.parse_args(arguments)
    wrong = list(blunt_rules(chosen.semgrep))
    found = with_bandit(chosen.bandit) + with_semgrep(chosen.semgrep, [Path("src")])
    wrong += differences(found, explained(EXPLAINED.read_text("utf-8")))
    _say("\n".join(wrong) or f"{found.total()} findings of bandit and semgrep, each explained in {EXPLAINED}.")
    return int(bool(wrong))


def explained(page: str) -> Found:
    """What the tables of docs/scans.md allow; a path may end in *."""
    return Counter({(row["rule"], row["path"]): int(row["times"]) for row in ROW.finditer(page)})


def differences(found: Found, allowed: Found) -> list[str]:
    """A sentence for what is found and not explained, and for what is explained and gone."""
    left = Counter(allowed)
    wrong = []
    for (rule, path), times in sorted(found.items()):
        row = next((each for each in allowed if each[0] == rule and _fits(each[1], path)), None)
        if row is None:
            wrong.append(f"{rule} finds something in {path} ({times}). Mend it, or say in {EXPLAINED} why it may stay.")
        else:
            left[row] -= times
    wrong += [
        f"{rule} finds {-more} more in {path} than {EXPLAINED} says." for (rule, path), more in left.items() if more < 0
    ]
    return wrong + [
        f"{rule} finds {gone} fewer in {path}: put {EXPLAINED} right."
        for (rule, path), gone in left.items()
        if gone > 0
    ]


def _fits(pattern: str, path: str) -> bool:
    return path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern


def with_bandit(program: str) -> Found:
    told = json.loads(_output([program, "-q", "-r", "src", "-f", "json"]))
    return Counter((each["test_id"], each["filename"]) for each in told["results"])


def with_semgrep(program: str, targets: Sequence[Path]) -> Found:
    command = [program, "scan", "--metrics=off", "--disable-version-check", "--no-git-ignore", "-q", "--json"]
    told = json.loads(_output([*command, "--config", str(RULES), *map(str, targets)]))
    if told["errors"]:
        raise SystemExit(f"semgrep could not read everything: {told['errors'][:3]}")
    return Counter((each["check_id"].rpartition(".")[2], each["path"]) for each in told["results"])


def blunt_rules(program: str) -> Iterator[str]:
    """Sentences on the rules that miss what they are for, or catch what is fine."""
    samples = tomllib.loads(SAMPLES.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        placed: dict[str, tuple[str, str, str]] = {}
        for rule, told in samples.items():
            for kind in ("bad", "good"):
                for number, text in enumerate(told[kind]):
                    path = Path(folder) / f"{rule}_{kind}_{number}.{told.get('suffix', 'py')}"
                    path.write_text(text + "\n", "utf-8")
                    placed[str(path)] = (rule, kind, text)
        found = with_semgrep(program, [Path(folder)])
    for place, (rule, kind, text) in placed.items():
        if bool(found[rule, place]) is not (kind == "bad"):
            yield f"The rule {rule} {'misses' if kind == 'bad' else 'catches'} {text!r}"


def _output(command: Sequence[str]) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, check=False, text=True).stdout


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201  # said to the person at the terminal


if __name__ == "__main__":
    sys.exit(main())
