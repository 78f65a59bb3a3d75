"""What the head, the manager and the lead do one after the other, by the words on the screen alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.newcomer import Newcomer
from tests.web.accounts.given import PASSWORD, code

HEAD = "amina.clarke@cobblers.example"
PEOPLE = {
    "Headteacher": ("Amina Clarke", HEAD),
    "Chair of governors": ("Cory Vance", "cory.vance@cobblers.example"),
    "SENCO": ("Sol Okafor", "sol.okafor@cobblers.example"),
    "Designated safeguarding lead": ("Dee Hart", "dee.hart@cobblers.example"),
    "Deputy safeguarding lead": ("Pat Moor", "pat.moor@cobblers.example"),
}
PUPILS = """Opt out,Reg Group,Forename,SEN Status,Legal Surname,NC Year,UPN
,3 Oak,Aisha,N,Khan,3,A1
,3 Oak,Bo,K,Ali,3,A2
yes,3 Oak,Cy,N,Oak,3,A3
,5 Elm,Di,E,Zed,5,A4
,5 Elm,Eli,N,Fry,{year},A5
"""
"""As exported: the columns in no order that we ask for."""


@dataclass(frozen=True, slots=True)
class School:
    """As the register calls it, what people type to find it, and who is to lead."""

    name: str
    typed: str
    lead: str


COBBLERS_END = School("Cobbler's End Village School", "cobblers end dalesfoot", "robin.lee@cobblers.example")
STOW = School("Stow-on-the-Heath Infant School", "stow heath infant", "robin.lee@stow.example")


def express_interest(head: Newcomer, site: str, school: School) -> str:
    """The reference."""
    head.open(f"{site}/find-a-school/")
    head.fill("Name, town, postcode or number", school.typed)
    head.press("Search")
    head.press_first("This is my school")
    head.fill("Your name", "Amina Clarke")
    head.fill("Your role in the school", "Headteacher")
    head.fill("Your e-mail address at the school", HEAD)
    head.fill("Why are you interested?", "Many families are new here. We want every child to feel at home.")
    head.tick("Our headteacher knows that I am asking")
    head.tick("The programme team may keep what I have written here")
    head.page.wait_for_timeout(3_000)  # Nobody fills the form in less, and machines are sent away.
    head.press("Send")
    return head.read(r"Your reference is (\S+)")


def letter_to(somebody: Newcomer, site: str, subject: str) -> str:
    """The newest message with that subject, as the post box shows it."""
    somebody.open(f"{site}/demo/mail/")
    somebody.press_first(subject)
    return somebody.text


def sign_in(manager: Newcomer, site: str, email: str, key: str) -> None:
    manager.open(f"{site}/sign-in/")
    manager.fill("E-mail address", email)
    manager.fill("Password", PASSWORD)
    manager.press("Sign in")
    manager.fill("Code", code(key))
    manager.press("Sign in")


def give_a_place(manager: Newcomer, school: School, reference: str) -> None:
    manager.press("Programme")
    manager.press("Expressions of interest")
    manager.press(school.name)
    assert reference in manager.text
    manager.press("Give it a place")
    manager.tick("Hollowdale 2027")
    manager.fill("Name of the school's lead", "Robin Lee")
    manager.fill("E-mail address of the school's lead", school.lead)
    manager.press("Give the place and send the invitation")
    manager.read(f"{school.name} has a place in Hollowdale 2027. Robin Lee is invited by e-mail.")


def take_up(lead: Newcomer) -> None:
    """From the invitation to the school's own page."""
    lead.press(lead.read(r"http\S+/invitation/\S+"))
    lead.fill("Choose a password", PASSWORD)
    lead.fill("The same password again", PASSWORD)
    lead.press("Go on to the second step")
    lead.press("Use an app")
    lead.fill("The 6 digits that the app shows now", code(lead.take_the_phone()))
    lead.press("Finish")
    lead.read("Keep these recovery codes")
    lead.press("I have kept them: go on")


def agree(lead: Newcomer, school: School) -> None:
    lead.press("Read and accept")
    lead.press("Accept the agreement")
    lead.read("Please type your role")
    lead.study("Data sharing agreement, version 1")
    lead.study("Terms for the processor, version 1")
    lead.fill("Your role", "Deputy headteacher")
    lead.tick(f"I have read this, and I may accept it for {school.name}")
    lead.press("Accept the agreement")
    lead.read("The agreement is accepted")


def settle(lead: Newcomer) -> None:
    """People, calendar, dates, editions."""
    lead.press("Name them")
    for group, (name, email) in PEOPLE.items():
        lead.fill("Name", name, group)
        lead.fill("Work e-mail address", email, group)
    lead.press("Save")
    lead.press("Look at your calendar")
    lead.press("Keep these dates")
    lead.press("Set-up")
    lead.press("Choose dates")
    lead.press("Save these dates")
    lead.press("Choose")
    lead.press("Save")


@dataclass(frozen=True, slots=True)
class Told:
    """What the letter to families says."""

    first_day: str
    last_day: str
    reply_by: str
    results_on: str


def tell_families(lead: Newcomer) -> Path:
    """The letter, as it was downloaded; opt-outs counted, adults briefed."""
    lead.press("Get the letters")
    letter = lead.download("PDF of “How does school feel for your child?”")
    lead.press("Letters are sent")
    lead.press("Count the families who said no")
    lead.fill("In the whole school", "1")
    lead.press("Save")
    lead.press("Get the page")
    lead.press("Adults are briefed")
    return letter


def read_letter(words: str, school: School) -> Told:
    """Everything that a family has to know stands in it."""
    day = r"\w+ \d+ \w+ \d{4}"
    flowing = " ".join(words.split())
    assert f"A letter from {school.name}" in flowing
    told = re.search(
        f"Between ({day}) and ({day}), pupils answer .+ "
        f"Please tell Robin Lee by ({day}): {re.escape(school.lead)}. .+ "
        f"We will tell pupils and families what everyone said, .+?, on ({day})",
        flowing,
    )
    assert told, flowing
    return Told(*told.groups())


def print_slips(lead: Newcomer, folder: Path) -> Path:
    """The slips of all classes, from a list that has to be mended first."""
    broken, mended = folder / "pupils.csv", folder / "pupils-mended.csv"
    broken.write_text(PUPILS.format(year="five"))
    mended.write_text(PUPILS.format(year="5"))
    lead.press("Open it")
    lead.press("Open the questionnaire")
    lead.press("Print slips from your list of pupils")
    lead.choose_file("Your list of pupils", broken)
    lead.press("Look at the list")
    lead.read("Row 6: “five” in column F .“NC Year”. is no year group.")
    lead.choose_file("Your list of pupils", mended)
    lead.press("Look at the list")
    lead.read("4 pupils in 2 classes will each get a slip")
    return lead.download("Make the slips")
