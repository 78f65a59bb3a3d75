"""Resources for schools, how they are found, and what came of them."""

from belonging.web.hub.models.index import Gram, Posting, UnansweredSearch
from belonging.web.hub.models.resources import Collection, CollectionEntry, Resource, ResourceFile, State, Version
from belonging.web.hub.models.use import Note, NoteReport, Rating, Use, UseKind, Verdict

__all__ = [
    "Collection",
    "CollectionEntry",
    "Gram",
    "Note",
    "NoteReport",
    "Posting",
    "Rating",
    "Resource",
    "ResourceFile",
    "State",
    "UnansweredSearch",
    "Use",
    "UseKind",
    "Verdict",
    "Version",
]
