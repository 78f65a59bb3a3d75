"""For whom a page is, how far it has come, and how far what it tells has come."""

from __future__ import annotations

from django.db.models import TextChoices


class Edition(TextChoices):
    PUPILS = "pupils", "Pupils"
    YOUNGER = "younger", "Younger pupils"
    FAMILIES = "families", "Families"


class PageState(TextChoices):
    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Taken down"


class Stage(TextChoices):
    """How far what the school does about a line had come when the line was written."""

    DID = "did", "What we did"
    DOING = "doing", "What we are doing"
    WILL = "will", "What we will do"
