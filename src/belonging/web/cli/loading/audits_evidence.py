"""What pretend schools show as evidence beside their ratings, and what their people say about it. All made up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from PIL import Image, ImageDraw

from belonging.web.audit.models import Audit
from belonging.web.audit.services.evidence import Upload, add_file, add_link, add_text

WORDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "safe_places": (
        ("Map of places, autumn", "Red dots: stairs by the hall, toilets upstairs, end of the field after lunch."),
        ("Duty rota", "Two adults moved from the yard to the stairs and the upstairs toilets at both breaks."),
    ),
    "transitions": (
        ("First-day page", "A page with photographs of the gate, the tutor and the lunch hall for each new pupil."),
        ("Six weeks on", "Notes of ten-minute talks: most wanted to know where to go at lunch."),
    ),
    "said_and_done": (("Board in the hall", "You said, we did: water fountain, quieter lunch, later club."),),
    "visible_leadership": (("Gate rota", "A leader at each gate, morning and afternoon, with names."),),
    "welcome": (("Register column", "“Say it like this” beside each name; filled in for all classes."),),
    "data_by_group": (("Leaders' notes", "Two columns, with and without SEND; three items circled by everyone."),),
    "training_all": (("List of sessions", "Names and dates for all staff; lunchtime staff had theirs at 11.45."),),
    "support_plans": (("One-page profile", "A pupil's page without the name: I like, it is hard when, it helps if."),),
    "trusted_adult": (
        ("What pupils named", "Whom pupils would turn to: tutors, the librarian, Mrs D in the kitchen."),
    ),
    "friendships": (("Railway club", "Six pupils to begin with, a waiting list by spring."),),
    "parental_engagement": (("Coffee mornings", "Dates, and how many families came for the first time."),),
    "clubs_sensory": (("Calm clubs", "Chess, garden, drawing: no more than eight pupils, and where to go."),),
    "trips": (("Who stayed behind", "The list after each trip, with reasons and what we do next time."),),
    "breaks": (("A week of breaks", "Who walked alone on each day, without names, and where."),),
}
LINKS: Mapping[str, tuple[str, str]] = {
    "policy_in_practice": ("Our behaviour policy on one page", "https://policies.example/one-page-behaviour"),
    "governors": ("Minutes of the governors' meeting", "https://governors.example/minutes/spring"),
}
REMARKS: tuple[tuple[str, str], ...] = (
    ("safe_places", "Lunch is fine in the hall. It is the way there that worries our Year 7 pupils."),
    ("clubs_sensory", "Two pupils told me they would come if it were not in the gym."),
    ("parental_engagement", "I would call this partially met: the families of the estate have not come yet."),
)
SHOWN_IN = 3
"""Of three schools, which by turns show a piece for a statement: no school shows everything."""


def show_words(*, audit: Audit, place: int, actor: str, now: datetime) -> None:
    """Short texts beside about a third of the statements that have one, and one of the links."""
    for number, (statement, pieces) in enumerate(WORDS.items()):
        if (number + place) % SHOWN_IN == 0:
            title, text = pieces[audit.stage == "final" and len(pieces) > 1]
            add_text(audit=audit, statement=statement, title=title, text=text, actor=actor, now=now)
    statement = list(LINKS)[place % len(LINKS)]
    title, link = LINKS[statement]
    add_link(audit=audit, statement=statement, title=title, link=link, actor=actor, now=now)


def show_files(*, audit: Audit, actor: str, now: datetime) -> None:
    """A picture and a table."""
    for statement, title, name, content in (
        ("safe_places", "Where pupils put their dots", "map.png", map_with_dots()),
        ("who_takes_part", "Clubs this term, by group", "clubs.xlsx", table_of_clubs()),
    ):
        add_file(
            audit=audit, statement=statement, upload=Upload(title, name, content, no_names=True), actor=actor, now=now
        )


def map_with_dots() -> bytes:
    image = Image.new("RGB", (480, 320), "#f6f3ea")
    pen = ImageDraw.Draw(image)
    for box, words in (((20, 20, 220, 140), "Hall"), ((260, 20, 460, 140), "Classes"), ((20, 180, 460, 300), "Yard")):
        pen.rectangle(box, outline="#5a5a5a", width=3)
        pen.text((box[0] + 10, box[1] + 8), words, fill="#333333")
    for x, y in ((232, 60), (240, 84), (236, 120), (420, 270), (436, 282), (60, 120), (240, 150)):
        pen.ellipse((x - 7, y - 7, x + 7, y + 7), fill="#c23b22")
    png = BytesIO()
    image.save(png, "PNG")
    return png.getvalue()


def table_of_clubs() -> bytes:
    book = Workbook()
    sheet = book.create_sheet("Clubs", 0)
    for row in (("Club", "Pupils", "With SEND"), ("Choir", 24, 3), ("Chess", 14, 4), ("Football", 31, 4)):
        sheet.append(row)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()
