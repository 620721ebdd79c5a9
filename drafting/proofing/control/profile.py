"""What an office tells the checks: levels, its own words, its people, the documents in force, what has been left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from drafting.documents.model import Level

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Person(NamedTuple):
    """A person of the roster (``roster.yaml``): name, posts as they are written, and the place in the customary order (from 1).

    People with the same ``order`` stand in no order among themselves; 0 is no place at all.
    """

    name: str
    posts: tuple[str, ...] = ()
    order: int = 0


class Term(NamedTuple):
    """A word of the office's own: what not to write, what to write instead (None: a person decides), why."""

    wrong: str
    right: str | None = None
    note: str = ""


class KnownDocument(NamedTuple):
    """A document of the office's own list: ``status`` is 现行, 废止 or 修订; ``replaced_by`` the title or number of what replaced it."""

    title: str
    document_number: str = ""
    status: str = "现行"
    replaced_by: str = ""


class Profile(NamedTuple):
    """What an office has decided. ``levels`` gives codes and families another level, None switches them off.

    ``accepted`` are words that no check of wording may touch, each with the reason (``""`` where none was given), ``formal`` says whether
    every file claims to be a formal document (None: the file tells), ``ignored`` maps fingerprints of findings to the reasons why they
    were left. ``documents_complete`` says that what is not among ``documents`` does not exist. ``where`` is the file it was read from.
    """

    levels: Mapping[str, Level | None] = _NOTHING
    terms: tuple[Term, ...] = ()
    accepted: Mapping[str, str] = _NOTHING
    roster: tuple[Person, ...] = ()
    documents: tuple[KnownDocument, ...] = ()
    documents_complete: bool = False
    formal: bool | None = None
    ignored: Mapping[str, str] = _NOTHING
    where: str = ""


NO_PROFILE = Profile()
"""What holds where the office has decided nothing."""
