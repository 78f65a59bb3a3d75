"""One entry point; a command's module is imported only when chosen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from belonging.web.cli.main import COMMANDS, GROUPS, main, overview


def belonging(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "belonging.web.cli.main", *words]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120, env={**os.environ, **environment}
    )


def test_help_names_every_command_under_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    for heading, commands in GROUPS:
        assert heading in said
        assert all(f"  {command.name} " in said and command.says in said for command in commands)
    assert max(len(line) for line in said.splitlines()) <= 100


def test_no_command_at_all_is_a_question_for_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out == overview()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself_with_nothing_set(name: str) -> None:
    command = [sys.executable, "-m", "belonging.web.cli.main", name, "--help"]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env={})
    assert (said.returncode, said.stderr) == (0, "")
    assert f"belonging {name}" in said.stdout


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("belonging 0.")


def test_a_slip_of_the_finger_is_told_the_nearest_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evalute", "answers.csv"]) == 2
    assert capsys.readouterr().err == "There is no command 'evalute'. Did you mean 'belonging evaluate'?\n"


def test_a_strange_word_is_told_where_the_commands_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["xyzzy"]) == 2
    assert "'belonging --help' lists the commands" in capsys.readouterr().err


def test_a_refusal_is_one_plain_sentence_and_no_traceback(tmp_path: Path) -> None:
    refused = belonging("serve", "--host", "192.0.2.1", BELONGING_MODE="demo", BELONGING_HOME=str(tmp_path))
    assert refused.returncode == 2
    assert refused.stderr.startswith("The demo lets anyone sign in, so it listens on this machine only")
    assert refused.stderr.count("\n") == 1


def test_a_missing_setting_is_one_plain_sentence_and_no_traceback(tmp_path: Path) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "belonging.web.config.settings", "BELONGING_HOME": str(tmp_path)}
    refused = belonging("tick", BELONGING_MODE="live", BELONGING_SECRET_KEY="", **settings)
    assert refused.returncode == 2
    assert refused.stderr.startswith("BELONGING_SECRET_KEY must be set")
    assert "Traceback" not in refused.stderr


def test_an_option_that_is_not_there_is_told_before_a_setting_that_is_not(tmp_path: Path) -> None:
    refused = belonging("tick", "--often", BELONGING_MODE="live", BELONGING_SECRET_KEY="", BELONGING_HOME=str(tmp_path))
    assert refused.returncode == 2
    assert "unrecognized arguments: --often" in refused.stderr


def test_a_reader_that_goes_away_is_no_error() -> None:
    shell = f"'{sys.executable}' -c 'import sys; from belonging.web.cli.main import main; sys.exit(main([]))' | true"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, text=True, check=False)
    assert done.stderr == ""


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_loads_no_django_and_no_engine(words: list[str]) -> None:
    code = (
        "import sys; from belonging.web.cli.main import main; main(sys.argv[1:]); "
        "print(sorted({'django.db', 'numpy', 'polars', 'granian'} & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"
