"""What kind of personal data a table holds. Every model declares one; a guard test fails on one that does not."""

from enum import StrEnum


class PrivacyClass(StrEnum):
    PUBLIC = "public"
    """Nothing about a person: registers, schedules, catalogue."""
    OPERATIONAL = "operational"
    """About the running of a school's programme; no child, at most a staff account's id."""
    ACCOUNT = "account"
    """Who a staff user is."""
    PRIVATE_NOTES = "private-notes"
    """What members of an action learning set told each other: read by that set alone."""
    OPEN_ANSWERS = "open-answers"
    """Answers and slips while a round is open; emptied when it is sealed."""
    SEALED_ANSWERS = "sealed-answers"
    """Shuffled answers under random keys: personal data still, read by the engine alone."""
    ARCHIVED_ANSWERS = "archived-answers"
    """Answers whose facts nine others of the round share, or more: no longer anybody's."""
    RELEASED = "released"
    """Printed values that passed the disclosure rules."""
    SAFEGUARDING = "safeguarding"
    """What somebody asked an adult for; erased 30 days after it was taken up."""
