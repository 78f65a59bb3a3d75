"""`belonging keys`: a linked cohort's key is made, destroyed when its time has come, and never before unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from belonging.web.cli.main import main
from belonging.web.programme.models import Cohort, CohortState
from belonging.web.surveys.models import LinkKey
from tests.web.conftest import NOW


@pytest.fixture
def keys(settings: Settings, tmp_path: Path) -> Path:
    settings.BELONGING_LINK_KEYS = tmp_path / "keys"
    return tmp_path / "keys"


@pytest.fixture
def linked(cohort: Cohort) -> Cohort:
    cohort.links_waves = True
    cohort.save()
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.OPEN, opened_at=NOW)
    return cohort


def test_a_key_is_made_and_destroyed(linked: Cohort, keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "make", "pilot-2026"]) == 0
    held = LinkKey.objects.get()
    assert held.digest in capsys.readouterr().out
    assert main(["keys", "make", "pilot-2026"]) == 0, "again is safe"

    assert main(["keys", "tidy"]) == 0
    assert main(["keys", "destroy", "pilot-2026"]) == 2
    assert "add --end" in capsys.readouterr().err
    assert (keys / f"{held.digest}.key").exists()

    assert main(["keys", "destroy", "pilot-2026", "--end"]) == 0
    assert not list(keys.glob("*.key"))
    assert LinkKey.objects.get().ended_because == "asked"


def test_a_lost_key_is_only_called_so_by_a_person(linked: Cohort, keys: Path) -> None:
    assert main(["keys", "make", "pilot-2026"]) == 0
    next(keys.iterdir()).unlink()
    assert main(["keys", "destroy", "pilot-2026", "--end"]) == 1
    assert LinkKey.objects.get().key_ended_at is None
    assert main(["keys", "destroy", "pilot-2026", "--lost"]) == 0
    assert LinkKey.objects.get().key_end == "lost"


def test_what_links_nothing_needs_no_key(cohort: Cohort, keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "make", "pilot-2026"]) == 2
    assert main(["keys", "make", "nowhere"]) == 2
    assert "No cohort has the address 'nowhere'" in capsys.readouterr().err
