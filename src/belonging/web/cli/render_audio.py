"""`belonging render-audio`: the words of the questionnaires as sound, for devices that have no voice of their own."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from belonging.instruments.words import LANGUAGES, NAMES, draft, english
from belonging.web.base.errors import Refused
from belonging.web.surveys.rules.spoken import VOICES, can_be_read, plain, spoken_name

PROGRAMS = {"espeak-ng": "espeak-ng", "lame": "lame"}
"""The engine and the encoder: program and Debian package."""
WORDS_A_MINUTE = 140
KILOBITS = 24


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "render-audio",
        help="read the words of the questionnaires aloud into files",
        description="Make a sound file of every text that stands on the cards, for devices without a voice of the "
        "language. What is there already stays. Needs espeak-ng and lame; as root on Debian it installs them.",
        epilog="Files go to BELONGING_AUDIO. Example: belonging render-audio en cy pl",
    )
    parser.add_argument("languages", nargs="*", help="their codes; without any, every language that has texts")
    parser.add_argument("--anew", action="store_true", help="make again what is there")


def run(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    chosen = arguments.languages or [language for language in LANGUAGES if texts_of(language)]
    strange = [language for language in chosen if language not in LANGUAGES]
    if strange:
        raise Refused(f"There is no language {strange[0]!r}. Choose from: {', '.join(LANGUAGES)}.")
    install_missing()
    for language in chosen:
        sys.stdout.write(f"{said_of(language, settings.AUDIO, anew=arguments.anew)}\n")
        sys.stdout.flush()
    return 0


def said_of(language: str, folder: Path, *, anew: bool = False) -> str:
    """Render one language, and say what was made."""
    name = LANGUAGES[language].english
    if language not in VOICES:
        return f"{name}: the engine has no voice for it. Devices with a voice of their own still read it."
    texts = texts_of(language)
    if not texts:
        return f"{name}: there are no texts yet."
    made = render(texts, VOICES[language], folder / language, anew=anew)
    return f"{name}: {made} made, {len(texts) - made} were there."


def texts_of(language: str) -> tuple[str, ...]:
    """Each text that stands on a page as it is in the catalogue, once: in English, or as drafted or signed off."""
    found = [text for words in _words(language) for text in words.values() if can_be_read(text)]
    return tuple({spoken_name(text): text for text in found}.values())


def _words(language: str) -> Iterator[Mapping[str, str]]:
    from belonging.web.enrolment.queries.wordings import texts_for

    for name in NAMES:
        if language == "en":
            yield english(name)
            continue
        for words in (draft(name, language), texts_for(name, language, drafts=False)):
            if words:
                yield words


def render(texts: Sequence[str], voice: str, folder: Path, *, anew: bool = False) -> int:
    """How many files were made. Each appears whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    for text in texts:
        path = folder / f"{spoken_name(text)}.mp3"
        if path.exists() and not anew:
            continue
        half = path.with_suffix(".half")
        half.write_bytes(_encoded(_spoken(plain(text), voice)))
        half.replace(path)
        made += 1
    return made


def _spoken(text: str, voice: str) -> bytes:
    command = ["espeak-ng", "-v", voice, "-s", str(WORDS_A_MINUTE), "-g", "3", "--stdin", "--stdout"]
    return subprocess.run(command, input=text.encode(), check=True, stdout=subprocess.PIPE).stdout


def _encoded(sound: bytes) -> bytes:
    command = ["lame", "--quiet", "-m", "m", "-b", str(KILOBITS), "-", "-"]
    return subprocess.run(command, input=sound, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def install_missing() -> None:
    """Raises Refused where a program is missing and cannot be had."""
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    apt = shutil.which("apt-get")
    if missing and os.geteuid() == 0 and apt:
        for act in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
            subprocess.run(
                [apt, *act],
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if missing:
        raise Refused(
            f"{' and '.join(missing)} could not be found, so no words were read into files. Install them "
            "(Debian: apt-get install espeak-ng lame) and run 'belonging render-audio' again. Until then a device "
            "without a voice of its own offers nothing to listen to."
        )
