"""What stands in deploy/ fits the code: settings, units and their commands, the web server's file, the containers'."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from belonging.web.cli.check_database import FOR_OTHERS
from belonging.web.cli.main import COMMANDS
from tests.guards.test_documented_settings import PAGE, ROW
from tests.guards.test_sizes import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
FILE_ROW = re.compile(r"^\| `/etc/belonging/(\w+)` \| (.+) \|$", re.MULTILINE)
PYTHON = "/opt/belonging/current/bin/python"


def test_the_example_of_settings_has_every_key_once() -> None:
    written = re.findall(r"^#?(BELONGING_\w+)=", (DEPLOY / "environment.example").read_text(), re.MULTILINE)

    assert sorted(written) == sorted(name for name, *_ in ROW.findall(PAGE))


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_unit_starts_what_is_there(unit: Path) -> None:
    text = unit.read_text()

    for command in re.findall(rf"^ExecStart(?:Pre)?={PYTHON} -m (.+)$", text, re.MULTILINE):
        module, *words = command.split()
        importlib.import_module(module)
        if module.endswith("cli.main"):
            assert words[0] in COMMANDS
        else:
            assert (ROOT / "src" / words[-1].split(":")[0].replace(".", "/")).with_suffix(".py").exists()
    assert text.count("ExecStart=") == 1
    for held in ("NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "MemoryMax=", "User=belonging"):
        assert held in text


def test_the_answering_user_gets_no_address_but_its_own() -> None:
    for name in ("belonging-answering@.service", "belonging-keys.service"):
        text = (DEPLOY / "systemd" / name).read_text()
        read = re.findall(r"^EnvironmentFile=-?(\S+)$", text, re.MULTILINE)
        assert read == ["/etc/belonging/environment", "/etc/belonging/answering"]
        assert "User=belonging-answering" in text


def test_what_serves_pages_and_the_worker_hold_no_password_of_owner_or_backups() -> None:
    """A fault in a page that shows its environment gives away what stands there."""
    read = {
        path.stem: re.findall(r"^EnvironmentFile=-?/etc/belonging/(\S+)$", path.read_text(), re.MULTILINE)
        for path in SERVICES
    }
    assert {name for name, files in read.items() if "backup" in files} == {"belonging-backup", "belonging-drill"}
    assert {name for name, files in read.items() if "owner" in files} == {"belonging-tidy"}
    for name in ("belonging-staff", "belonging-worker"):
        assert read[name] == ["environment", "staff"]
    page = (ROOT / "docs/setting-up.md").read_text()
    in_files = {name: set(re.findall(r"BELONGING_\w+", row)) for name, row in FILE_ROW.findall(page)}
    assert set(in_files) == {"staff", "answering", "backup", "owner"}
    assert in_files["backup"] == {"BELONGING_BACKUP_DATABASE_URL", "BELONGING_DRILL_DATABASE_URL"}
    assert not (in_files["staff"] | in_files["answering"]) & set(FOR_OTHERS)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_has_nothing_to_say_about_the_units(tmp_path: Path) -> None:
    python = str(Path(shutil.which("true") or "/bin/true"))
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace(PYTHON, python))

    said = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (said.returncode, [line for line in said.stderr.splitlines() if "belonging" in line]) == (0, [])


@pytest.mark.parametrize("name", ["nginx/belonging.conf", "compose/nginx.conf"])
def test_nothing_about_an_answer_is_written_down_in_front(name: str) -> None:
    text = (DEPLOY / name).read_text()
    [answering] = [block for block in text.split("\nserver {") if "server_name answer.example.org;" in block]

    assert "access_log off;" in answering
    assert "error_log /dev/null;" in answering
    limit, held = re.findall(r"client_(?:max_body|body_buffer)_size (\w+);", answering)
    assert limit == held, "a request that fits no memory would be put into a file"
    assert answering.count("non_idempotent") == 1
    assert "non_idempotent" in answering.split("/send/$")[1].split("}")[0]
    assert "X-Forwarded" not in text


@pytest.mark.skipif(shutil.which("nginx") is None or shutil.which("openssl") is None, reason="needs nginx, openssl")
def test_nginx_takes_its_file(tmp_path: Path) -> None:
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=x",
        "-keyout",
        "key",
        "-out",
        "pem",
    ]
    subprocess.run([*made, "-keyout", "key", "-out", "pem"], cwd=tmp_path, check=True, capture_output=True)
    text = (DEPLOY / "nginx/belonging.conf").read_text()
    text = re.sub(r"/etc/ssl/belonging/\w+\.(key|pem)", rf"{tmp_path}/\1", text)
    text = text.replace("/var/log/nginx/", f"{tmp_path}/")
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{text}\n}}\n")

    said = subprocess.run(["nginx", "-t", "-c", str(whole)], capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stderr


def test_the_command_for_root_is_a_shell_script_that_parses() -> None:
    subprocess.run(["sh", "-n", str(DEPLOY / "belonging.sh")], check=True)
    text = (DEPLOY / "belonging.sh").read_text()
    named = set(re.findall(r"[a-z-]+", text.split("case ")[1].split("esac")[0].replace("|", " "))) & set(COMMANDS)
    assert {"migrate", "upgrade", "tidy", "archive", "restore", "rotate-keys", "keys"} <= named


@pytest.mark.parametrize(
    ("words", "user", "address", "backups"),
    [
        (("keys", "make", "london-2027"), "belonging-answering", "answering", False),
        (("keys", "destroy", "london-2027"), "belonging-answering", "answering", False),
        (("keys", "destroy", "london-2027", "--end"), "belonging", "staff", False),
        (("keys", "destroy", "--end", "london-2027"), "belonging", "staff", False),
        (("tick",), "belonging", "staff", False),
        (("check-database",), "belonging", "staff", False),
        (("doctor",), "belonging", "staff", True),
        (("backup",), "belonging", "staff", True),
        (("drill", "restore"), "belonging", "staff", True),
        (("upgrade",), "belonging", "owner", True),
        (("migrate",), "belonging", "owner", False),
    ],
)
def test_it_runs_each_command_as_the_user_who_may(
    words: tuple[str, ...], user: str, address: str, backups: bool, tmp_path: Path
) -> None:
    for name in ("environment", "staff", "answering", "owner"):
        (tmp_path / name).write_text(f"BELONGING_DATABASE_URL={name}\n")
    (tmp_path / "backup").write_text("BELONGING_BACKUP_DATABASE_URL=backup\n")
    setpriv = tmp_path / "setpriv"
    told = '"${1#--reuid=} $HOME $BELONGING_DATABASE_URL${BELONGING_BACKUP_DATABASE_URL:+ and backups}"'
    setpriv.write_text(f"#!/bin/sh\necho {told}\n")
    setpriv.chmod(0o700)
    text = (DEPLOY / "belonging.sh").read_text()
    (tmp_path / "script").write_text(re.sub("/(etc|srv)/belonging", str(tmp_path), text))

    ran = subprocess.run(
        ["sh", str(tmp_path / "script"), *words], env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True,
        text=True, check=True,
    )  # fmt: skip

    home = str(tmp_path) + user.removeprefix("belonging")
    assert ran.stdout == f"{user} {home} {address}{' and backups' if backups else ''}\n"


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("setpriv") is None, reason="needs root, setpriv")
def test_a_command_that_root_types_has_the_time_it_needs_to_stop(tmp_path: Path) -> None:
    """A drill clears first. Some programs that change the user kill after two seconds."""
    command = tmp_path / "command"
    command.write_text(
        "#!/bin/sh\ntrap 'sleep 3; echo cleared; exit 143' TERM\necho begun\nwhile :; do sleep 0.1; done\n"
    )
    command.chmod(0o700)
    text = (DEPLOY / "belonging.sh").read_text().replace(PYTHON, str(command))
    text = text.replace("user=belonging\n", "user=root\n").replace("--regid=belonging", "--regid=root")
    (tmp_path / "script").write_text(re.sub("/(etc|srv)/belonging", str(tmp_path), text))

    with subprocess.Popen(["sh", str(tmp_path / "script"), "tick"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.terminate()
        assert process.stdout.read() == "cleared\n"

    assert process.returncode == 143


def test_the_containers_name_commands_and_files_that_are_there() -> None:
    text = (DEPLOY / "compose.yaml").read_text()

    assert set(re.findall(r"command: \[([a-z-]+)\]", text)) <= set(COMMANDS)
    for name in re.findall(r"\./(compose/[\w.]+?):", text):
        assert (DEPLOY / name).exists() or name in {"compose/userlist.txt", "compose/certificates"}


def test_each_volume_of_our_containers_has_a_folder_in_the_image_for_its_user() -> None:
    """A new volume on a path that the image lacks belongs to root, and the service writes nothing there."""
    mounted = set(re.findall(r'"[\w-]+:(/srv/[\w-]+)"', (DEPLOY / "compose.yaml").read_text()))
    [made] = re.findall(r"install -d -o belonging -g belonging -m 0700 (.+)\n", (DEPLOY / "Containerfile").read_text())

    assert "/srv/link-keys" in mounted
    assert mounted == set(made.split())


def test_containers_that_run_on_hold_no_password_of_backups() -> None:
    text = (DEPLOY / "compose.yaml").read_text()
    services = re.split(r"^  (?=[\w-]+:)", text.split("\nservices:\n")[1].split("\nvolumes:\n")[0], flags=re.MULTILINE)

    [holder] = [service for service in services if re.search(r"^    env_file:.*backup\.env", service, re.MULTILINE)]

    assert holder.startswith("backup:")
    assert "profiles: [by-hand]" in holder


def test_each_container_that_serves_asks_the_database_first(tmp_path: Path) -> None:
    text = (DEPLOY / "compose.yaml").read_text()
    lines = re.findall(r"entrypoint: \[sh, -c, '(.+)', server\]", text)
    assert len(lines) == text.count("belonging.web.cli.server") == 2
    for program in ("belonging", "python"):
        (tmp_path / program).write_text(f'#!/bin/sh\necho "{program} $*"\nexit "${{FAILS:-0}}"\n')
        (tmp_path / program).chmod(0o700)
    for line, asked in zip(lines, ("check-database", "check-database --answering"), strict=True):
        for fails, served in (("0", ["python -m belonging.web.cli.server --port 8000"]), ("2", [])):
            ran = subprocess.run(
                ["sh", "-c", line.replace("$$", "$"), "server", "--port", "8000"], capture_output=True, text=True,
                check=False, env={"PATH": f"{tmp_path}:/usr/bin:/bin", "FAILS": fails},
            )  # fmt: skip
            assert (ran.returncode, ran.stdout.splitlines()) == (int(fails), [f"belonging {asked}", *served])


def test_what_needs_the_database_waits_for_it_by_itself() -> None:
    """Debian 12's podman waits for no health, and starts no container whose need has a need of its own. Asked by its
    socket the database says that it is there while the image still sets it up."""
    text = (DEPLOY / "compose.yaml").read_text()

    assert "depends_on:" not in text
    waiting = "until pg_isready -q -h primary -d belonging; do sleep 1; done"
    assert waiting in text.split("  migrate:")[1].split("\n\n")[0]
    assert waiting in (DEPLOY / "compose/replica.sh").read_text()
    assert "test: [CMD, pg_isready, -h, 127.0.0.1," in text
    assert text.count('restart: "no"') == 2, "migrate and backup; all others come back"
