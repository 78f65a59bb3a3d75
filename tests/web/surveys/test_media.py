"""Words read aloud and statements in sign language, as the answering process serves them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters.signed import signed_video
from belonging.web.surveys.rules.spoken import can_be_read, plain, spoken_name
from belonging.web.surveys.views.media import MOST_AT_ONCE

pytestmark = pytest.mark.usefixtures("answering_process")
FILM = bytes(range(256)) * 8


@pytest.fixture
def put(tmp_path: Path, settings: Settings) -> Path:
    """A folder with “I feel safe” read aloud and one film."""
    settings.AUDIO = tmp_path / "audio"
    settings.SIGNED_VIDEOS = tmp_path / "signed"
    sound = settings.AUDIO / "en" / f"{spoken_name('I feel safe')}.mp3"
    film = settings.SIGNED_VIDEOS / "pupil_v1" / "standard" / "safe.mp4"
    for path, content in ((sound, b"sound"), (film, FILM)):
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    return tmp_path


def test_a_text_that_was_read_into_a_file_is_kept_by_the_browser(put: Path, client: Client) -> None:
    reply = client.get(f"/audio/en/{spoken_name('I feel safe')}.mp3")
    assert (reply.status_code, reply.content, reply["Content-Type"]) == (200, b"sound", "audio/mpeg")
    assert "immutable" in reply["Cache-Control"]


def test_a_player_gets_the_parts_it_asks_for(put: Path, client: Client) -> None:
    video = signed_video("pupil_v1", "standard", "safe")
    assert video is not None
    part = client.get(video.source, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, FILM[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(FILM)}"
    rest = client.get(video.source, headers={"Range": "bytes=2000-"})
    assert rest.content == FILM[2000:]
    assert client.get(video.source, headers={"Range": "bytes=9999-"}).status_code == 416
    assert client.get(video.source, headers={"Range": "pieces=1"}).content == FILM


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=5-3", f"bytes=0-{'9' * 5000}", f"bytes={'9' * 5000}-"])
def test_a_part_that_makes_no_sense_is_no_part(put: Path, client: Client, asked: str) -> None:
    reply = client.get("/signed/pupil_v1/standard/safe.mp4", headers={"Range": asked})
    assert (reply.status_code, reply.content) == (200, FILM)


def test_no_reply_holds_a_whole_film(put: Path, client: Client) -> None:
    film = put / "signed" / "pupil_v1" / "standard" / "happy.mp4"
    film.write_bytes(b"x" * (MOST_AT_ONCE + 5))
    part = client.get("/signed/pupil_v1/standard/happy.mp4", headers={"Range": "bytes=0-"})
    assert len(part.content) == MOST_AT_ONCE


def test_a_card_knows_of_a_film_only_where_there_is_one(put: Path, settings: Settings) -> None:
    video = signed_video("pupil_v1", "standard", "safe")
    assert video is not None
    assert video.captions == ""
    (put / "signed" / "pupil_v1" / "standard" / "safe.vtt").write_text("WEBVTT\n")
    again = signed_video("pupil_v1", "standard", "safe")
    assert again is not None
    assert again.captions.startswith("/signed/pupil_v1/standard/safe.vtt?v=")
    assert signed_video("pupil_v1", "younger", "safe") is None
    settings.SIGNED_VIDEOS = None
    assert signed_video("pupil_v1", "standard", "safe") is None


@pytest.mark.parametrize(
    "address",
    [
        f"/audio/en/{'0' * 32}.mp3",
        f"/audio/so/{spoken_name('I feel safe')}.mp3",
        "/audio/en/settings.mp3",
        "/audio/../../etc/passwd",
        "/signed/pupil_v1/standard/safe.txt",
        "/signed/pupil_v1/younger/safe.mp4",
        "/signed/../standard/safe.mp4",
    ],
)
def test_what_is_not_there_is_not_found(put: Path, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("process", ["staff", "answering"])
def test_a_recording_that_is_not_there_is_missed_as_any_page(
    put: Path, client: Client, process: str, settings: Settings
) -> None:
    if process == "staff":
        settings.ROOT_URLCONF = "belonging.web.config.urls"
    missing = client.get("/nothing-here/")
    recording = client.get(f"/audio/en/{'0' * 32}.mp3")
    assert (missing.status_code, recording.status_code) == (404, 404)
    assert recording.content == missing.content


def test_a_film_is_on_its_card_and_waits_to_be_asked(put: Path, client: Client, open_round_: Round) -> None:
    page = client.get(f"/r/{open_round_.handle}/").content.decode()
    assert page.count("<video") == 1
    card = page[page.index('id="a-safe"') : page.index('id="a-lonely"')]
    assert 'preload="none" src="/signed/pupil_v1/standard/safe.mp4?v=' in card
    assert "autoplay" not in page
    assert "Watch in sign language" in card


def test_without_a_folder_there_is_no_film(put: Path, client: Client, settings: Settings) -> None:
    settings.SIGNED_VIDEOS = None
    assert client.get("/signed/pupil_v1/standard/safe.mp4").status_code == 404


@given(st.text(min_size=1).filter(lambda text: bool(text.strip())))
def test_a_text_has_one_name_however_its_spaces_stand(text: str) -> None:
    assert spoken_name(f"  {text}\n") == spoken_name(plain(text)) == spoken_name(" ".join(text.split()))


def test_quotes_make_no_difference_and_holes_are_not_read() -> None:
    assert spoken_name("I don’t “know”") == spoken_name('I don\'t "know"')
    assert not can_be_read("{school} asks")
    assert can_be_read("I feel safe")
