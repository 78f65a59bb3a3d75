"""`belonging render-audio`: every text once, in a voice of its language, or a sentence that says why not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from belonging.instruments.load import load
from belonging.web.base.errors import Refused
from belonging.web.cli import render_audio
from belonging.web.cli.render_audio import PROGRAMS, install_missing, render, said_of, texts_of
from belonging.web.surveys.rules.spoken import VOICES, spoken_name

THERE = all(shutil.which(program) for program in PROGRAMS)


def test_what_stands_on_a_card_is_read(db: None) -> None:
    names = {spoken_name(text) for text in texts_of("en")}
    for item in load("pupil_v1").items:
        assert spoken_name(str(item.wording["standard"])) in names
        assert all(spoken_name(str(option.label)) in names for option in item.scale.options)
    assert spoken_name("Skip") in names


def test_a_text_is_made_once_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render_audio, "_spoken", lambda text, voice: f"{voice}: {text}".encode())
    monkeypatch.setattr(render_audio, "_encoded", lambda sound: sound)
    assert render(["I feel safe", "Skip"], "en-gb", tmp_path) == 2
    assert render(["I feel safe", "Skip", "Next"], "en-gb", tmp_path) == 1
    assert (tmp_path / f"{spoken_name('I feel safe')}.mp3").read_bytes() == b"en-gb: I feel safe"
    assert render(["Skip"], "cy", tmp_path, anew=True) == 1
    assert (tmp_path / f"{spoken_name('Skip')}.mp3").read_bytes() == b"cy: Skip"
    assert list(tmp_path.glob("*.half")) == []


def test_a_language_without_a_voice_is_said(tmp_path: Path) -> None:
    assert "so" not in VOICES
    assert said_of("so", tmp_path) == (
        "Somali: the engine has no voice for it. Devices with a voice of their own still read it."
    )
    assert list(tmp_path.iterdir()) == []


def test_without_the_engine_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(Refused, match="apt-get install espeak-ng lame"):
        install_missing()


@pytest.mark.skipif(not THERE, reason="espeak-ng or lame is missing (Debian: apt-get install espeak-ng lame)")
def test_the_engine_speaks_english_and_urdu(tmp_path: Path) -> None:
    assert render(["I feel safe"], VOICES["en"], tmp_path) == 1
    assert render(["میں محفوظ محسوس کرتا ہوں"], VOICES["ur"], tmp_path) == 1
    assert all(path.stat().st_size > 2000 for path in tmp_path.glob("*.mp3"))
