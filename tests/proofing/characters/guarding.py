"""What is guarded in a sentence, and drafts to guard."""

from __future__ import annotations

from drafting.documents.model import Document, Paragraph
from drafting.proofing.characters.guards import HARD, Reason, protected_sentence
from drafting.proofing.control.profile import Profile
from drafting.proofing.draft import Draft


def told(text: str) -> dict[Reason, list[str]]:
    """Return what is guarded in a sentence, by reason."""
    found: dict[Reason, list[str]] = {}
    for start, end, reason in protected_sentence(text):
        found.setdefault(reason, []).append(text[start:end])
    return found


def hard(text: str) -> set[int]:
    """Return where a sentence is guarded so that no proposal there is believed."""
    return {at for start, end, reason in protected_sentence(text) if reason in HARD for at in range(start, end)}


def draft(*texts: str, profile: Profile | None = None) -> Draft:
    """Return a draft of these paragraphs."""
    return Draft(Document(tuple(Paragraph(text) for text in texts)), profile=profile or Profile())
