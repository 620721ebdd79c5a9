"""What the checks of 版式 ask of a page: which paragraphs are known, how far they stand in, how much is free above them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from drafting.documents.expressions import expression
from drafting.documents.house_values import size_in_words
from drafting.documents.model import Alignment, Paragraph, Role
from drafting.documents.standard import BODY_SIZE, chars_wide, points
from drafting.proofing.check import Hit
from drafting.proofing.draft import TEXT_ROLES, Draft

_TYPED = expression(r"[　 \t\u00a0\u2000-\u200a]*")
_TAB = 2.6  # characters: Word's default stop, 0.74 cm, where nothing else is set


class Placed(NamedTuple):
    """A paragraph, its number in the document, and where its text begins in the draft."""

    position: int
    start: int
    paragraph: Paragraph

    @property
    def end(self) -> int:
        """Where its text ends in the draft."""
        return self.start + len(self.paragraph.text)

    def hit(self, message: str) -> Hit:
        """Return a finding on the whole paragraph."""
        return Hit(self.start, self.end, message)


def is_known(paragraph: Paragraph) -> bool:
    """Tell whether the file says how the paragraph looks; a text file says nothing."""
    look = paragraph.look
    return look.size is not None or look.font is not None or look.alignment is not None or look.style is not None


_KNOWN: WeakKeyDictionary[Draft, dict[Role, list[Placed]]] = WeakKeyDictionary()
"""The paragraphs of each draft whose look is known, by role: every check of 版式 asks for some of them."""


def known(draft: Draft, *roles: Role) -> list[Placed]:
    """Return the paragraphs in ``roles`` outside tables and text boxes whose look is known, none for a file that is no formal document."""
    if draft not in _KNOWN:
        places: dict[Role, list[Placed]] = {}
        if draft.is_formal:
            for index, (start, paragraph) in enumerate(zip(draft.starts, draft.paragraphs, strict=True)):
                if is_known(paragraph) and _is_in_flow(paragraph) and paragraph.text.strip():
                    places.setdefault(paragraph.role, []).append(Placed(index, start, paragraph))
        _KNOWN[draft] = places
    found = _KNOWN[draft]
    if len(roles) == 1:
        return found.get(roles[0], [])
    return sorted((placed for role in roles for placed in found.get(role, ())), key=lambda placed: placed.position)


def text_block(draft: Draft, *roles: Role) -> list[Placed]:
    """Return the known paragraphs of the text itself (正文 and headings, or those in ``roles``), without the attachments behind it."""
    papers = draft.by_role.get(Role.ATTACHMENT_LABEL, ())
    last = papers[0][0] if papers else len(draft.paragraphs)
    return [p for p in known(draft, *(roles or TEXT_ROLES)) if p.position < last]


def _is_in_flow(paragraph: Paragraph) -> bool:
    return paragraph.place.cell is None and not paragraph.place.in_text_box and not paragraph.look.framed


def typed(text: str) -> float:
    """Return how many characters wide the blanks are that ``text`` begins with."""
    blanks = _TYPED.match(text)
    return sum(1.0 if c in "　\u2003" else _TAB if c == "\t" else 0.5 for c in blanks.group()) if blanks else 0.0


def size_of(paragraph: Paragraph) -> float:
    """Return the size of a paragraph's type in points, that of 正文 where the file does not say."""
    return paragraph.look.size or BODY_SIZE.value


def left(paragraph: Paragraph) -> float:
    """Return how many characters all lines of a paragraph stand in on the left. Word goes by points where the characters are nought."""
    look = paragraph.look
    return look.left_chars or (look.left_indent or 0.0) / size_of(paragraph)


def right(paragraph: Paragraph) -> float:
    """Return how many characters are left free on the right, blanks typed at the end counted."""
    look = paragraph.look
    set_in = look.right_chars or (look.right_indent or 0.0) / size_of(paragraph)
    return set_in + (typed(paragraph.text[::-1]) if look.alignment is Alignment.RIGHT else 0.0)


def first(paragraph: Paragraph) -> float:
    """Return how many characters the first line stands in on the left, blanks typed before it counted."""
    look = paragraph.look
    indent = look.first_line_chars or (look.first_line_indent or 0.0) / size_of(paragraph)
    return left(paragraph) + indent + typed(paragraph.text)


def free_above(draft: Draft, placed: Placed) -> float | None:
    """Return the lines left free above a paragraph: empty ones and the space set around it; None where the file does not say."""
    look = placed.paragraph.look
    if look.blank_lines_above is None or placed.position == 0:
        return None
    before = draft.paragraphs[placed.position - 1]
    space = (look.space_before or 0.0) + (before.look.space_after or 0.0 if _is_in_flow(before) else 0.0)
    return look.blank_lines_above + space / (draft.house.line / 20)


def from_right_edge(draft: Draft, paragraph: Paragraph) -> float | None:
    """Return the characters free to the right of a one-line paragraph, None where it is centred, spread or holds a tab."""
    text, look = paragraph.text.strip(), paragraph.look
    if "\t" in text or "\n" in text or look.alignment in (Alignment.CENTER, Alignment.DISTRIBUTE):
        return None
    if look.alignment is Alignment.RIGHT:
        return right(paragraph)
    page = draft.document.page
    if page.width is None or page.left is None or page.right is None:
        return None
    return (page.width - page.left - page.right) / size_of(paragraph) - first(paragraph) - chars_wide(text)


def told_once(wrong: list[Placed], message: str) -> Iterator[Hit]:
    """Yield one finding at the first of ``wrong``; ``{count}`` in the message says how many there are."""
    if wrong:
        many = f"（共{len(wrong)}处）" if len(wrong) > 1 else ""
        yield wrong[0].hit(message.format(count=many))


def size_name(size: float) -> str:
    """Return a size as Word's list of sizes calls it; 3号 is 16 points there and 15.75 in the standard."""
    return size_in_words(16.0 if abs(size - 16.0) < 0.3 else size)


def millimetres(length: float) -> float:
    """Return a length of points in millimetres."""
    return length / points(1)
