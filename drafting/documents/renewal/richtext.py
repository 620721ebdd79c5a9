"""Text that remembers what it held in the file it came from: marks, links, notes, pictures, revisions.

``RichText`` is a ``str`` for all that reads text and lays it out; cut, stripped, split and joined, its parts keep what belongs to their
characters. ``markup`` writes it as the runs of a paragraph again. Text that holds nothing of the kind stays a plain ``str``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, SupportsIndex

from drafting.documents.model import Cell
from drafting.documents.wml import Value

if TYPE_CHECKING:
    from drafting.documents.typesetting.pagination import Piece
    from drafting.documents.typesetting.spacing import Spacing

OBJECT = "\ufffc"
_PLAIN: Mapping[str, Value] = MappingProxyType({})
_BEFORE_CHARACTER = re.compile(r"(\s*)(\S|$)")


class Wrapper(NamedTuple):
    """What stands around characters: a hyperlink, an insertion, a content control. Neighbours with equal wrappers share one."""

    opening: str
    closing: str


class Atom(NamedTuple):
    """Some characters, or (``size`` 0) a thing that stands between two.

    ``xml`` is written in their place as it is; without it the characters are written as text that differs by ``look``, run properties, from
    its style. ``height`` is that of a picture in the line, in twips.
    """

    size: int
    xml: str = ""
    look: Mapping[str, Value] = _PLAIN
    around: tuple[Wrapper, ...] = ()
    height: int = 0

    @property
    def is_plain(self) -> bool:
        """Tell whether plain text says as much."""
        return not (self.xml or self.look or self.around)


class RichText(str):
    """A text with the atoms it is made of. A thing at an offset goes with the character after it, at the very end with the last one."""

    atoms: tuple[Atom, ...]

    def __new__(cls, text: str, atoms: Sequence[Atom]) -> RichText:
        """Make the text; raise ``ValueError`` where the sizes of ``atoms`` do not add up to its length."""
        made = super().__new__(cls, text)
        made.atoms = tuple(atoms)
        if sum(atom.size for atom in made.atoms) != len(text):
            raise ValueError("the atoms do not make up the text")
        return made

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        plain = super().__getitem__(key)
        if not isinstance(key, slice):
            return plain
        start, stop, step = key.indices(len(self))
        if step != 1 or start >= stop:
            return self if not self else plain
        return self._part(start, stop, start, stop if stop < len(self) else stop + 1)

    def __add__(self, other: str) -> str:
        return join("", (self, other))

    def __radd__(self, other: str) -> str:
        return join("", (other, self))

    def strip(self, chars: str | None = None, /) -> str:
        """Strip both ends; what stood between the characters that go stays."""
        start = len(self) - len(super().lstrip(chars))
        return self.kept(start, max(start, len(super().rstrip(chars))))

    def lstrip(self, chars: str | None = None, /) -> str:
        """Strip the beginning; what stood between the characters that go stays."""
        return self.kept(len(self) - len(super().lstrip(chars)), len(self))

    def rstrip(self, chars: str | None = None, /) -> str:
        """Strip the end; what stood between the characters that go stays."""
        return self.kept(0, len(super().rstrip(chars)))

    def removeprefix(self, prefix: str, /) -> str:
        """Take ``prefix`` off; what stood between its characters stays."""
        return self.kept(len(prefix), len(self)) if self.startswith(prefix) else self

    def removesuffix(self, suffix: str, /) -> str:
        """Take ``suffix`` off; what stood between its characters stays."""
        return self.kept(0, len(self) - len(suffix)) if self.endswith(suffix) else self

    def split(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        """Split as ``str`` does; what stood between the characters of a separator goes with the piece before it."""
        plain, text = super().split(sep, maxsplit), str(self)
        bounds: list[tuple[int, int]] = []
        for piece in plain:
            after = bounds[-1][1] + len(sep or "") if bounds else 0
            start = after if sep is not None else text.index(piece, after)
            bounds.append((start, start + len(piece)))
        return self.parts(bounds)

    def parts(self, bounds: Sequence[tuple[int, int]]) -> list[str]:
        """Return the characters in each of ``bounds``, in order; what stands outside them goes with the part before, else the first."""
        begins = [0, *(start for start, _ in bounds[1:]), len(self) + 1]
        return [self._part(*bound, *edges) for bound, *edges in zip(bounds, begins, begins[1:], strict=False)]

    def changed(self, change: Callable[[Atom, int], Atom]) -> str:
        """Return the same text, each atom as ``change`` makes it of the atom and its offset."""
        return _made(str(self), [change(atom, at) for at, atom in self.placed()])

    def markup(self, written: Callable[[str, Mapping[str, Value]], str]) -> str:
        """Return the runs of the text; ``written`` writes plain characters in the look by which they differ from their style."""
        text = str(self)
        out: list[str] = []
        around: tuple[Wrapper, ...] = ()
        for at, atom in [*self.placed(), (len(self), Atom(0))]:
            shared = 0
            while shared < min(len(around), len(atom.around)) and around[shared] == atom.around[shared]:
                shared += 1
            out += [wrapper.closing for wrapper in reversed(around[shared:])]
            out += [wrapper.opening for wrapper in atom.around[shared:]]
            around = atom.around
            out.append(atom.xml or (written(text[at : at + atom.size], atom.look) if atom.size else ""))
        return "".join(out)

    def placed(self) -> Iterator[tuple[int, Atom]]:
        """Yield each atom with its offset."""
        return zip(accumulate((atom.size for atom in self.atoms), initial=0), self.atoms, strict=False)

    def kept(self, start: int, stop: int) -> str:
        """Return the characters ``[start, stop)`` with all that stands between characters, also where others go."""
        return self._part(start, stop, 0, len(self) + 1)

    def _part(self, start: int, stop: int, since: int, until: int) -> str:
        """Return the characters ``[start, stop)`` with the things at ``[since, until)``; an atom that is cut becomes plain characters."""
        if (start, stop, since, until) == (0, len(self), 0, len(self) + 1):
            return self
        found: list[Atom] = []
        for at, atom in self.placed():
            size = min(at + atom.size, stop) - max(at, start)
            if not atom.size:
                if since <= at < until:
                    found.append(atom)
            elif size > 0:
                found.append(atom if size == atom.size else atom._replace(size=size, xml="", height=0))
        return _made(str(self)[start:stop], found)


def rich(pieces: Iterable[tuple[str, Atom]]) -> str:
    """Return the text of ``pieces``, each some characters and their atom; neighbours that are alike become one."""
    kept = list(pieces)
    return _made("".join([text for text, _ in kept]), [atom for _, atom in kept])


def join(separator: str, texts: Iterable[str]) -> str:
    """Return ``separator.join(texts)`` with what the texts hold."""
    pieces: list[str] = []
    for text in texts:
        if pieces and separator:
            pieces.append(separator)
        pieces.append(text)
    plain = "".join(pieces)
    if not any(isinstance(piece, RichText) for piece in pieces):
        return plain
    return _made(plain, [atom for piece in pieces for atom in (piece.atoms if isinstance(piece, RichText) else (Atom(len(piece)),))])


def cut(text: str, separator: re.Pattern[str], times: int = 0) -> list[str]:
    """Return the pieces of ``text`` between the matches of ``separator``, at most so many ``times`` (0: all).

    What stood in a match goes with the piece before it.
    """
    if not isinstance(text, RichText):
        return separator.split(text, maxsplit=times)
    found = list(separator.finditer(text))[: times or None]
    bounds = list(zip([0, *(item.end() for item in found)], [*(item.start() for item in found), len(text)], strict=True))
    return text.parts(bounds)


def like(text: str, changed: str) -> str:
    """Return ``changed``, which differs from ``text`` in blanks and line ends alone, with what ``text`` holds.

    Raises ``ValueError`` where other characters differ.
    """
    if not isinstance(text, RichText):
        return changed
    if text == changed:
        return text
    if not text:
        return join("", (text, changed))
    before, after = (list(_BEFORE_CHARACTER.finditer(item)) for item in (text, changed))
    if [found[2] for found in before if found[2]] != [found[2] for found in after if found[2]]:
        raise ValueError("the texts differ in more than blanks")
    pieces: list[str] = []
    for old, new in zip(before, after, strict=False):
        gap = text[slice(*old.span(1))]
        pieces += [gap if gap == new[1] else gap.strip() + new[1], text[slice(*old.span(2))]]
    return join("", pieces)


def without_blanks(text: str, blanks: str) -> str:
    """Return ``text`` without ``blanks`` at its ends; underlined ones are a line to write on and stay."""
    if not isinstance(text, RichText):
        return text.strip(blanks)
    drawn = [at + n for at, atom in text.placed() if "u" in atom.look for n in range(atom.size)]
    start = len(text) - len(str(text).lstrip(blanks))
    stop = max(start, len(str(text).rstrip(blanks)))
    return text.kept(min([start, *drawn[:1]]), max([stop, *(at + 1 for at in drawn[-1:])]))


def holds_anything(text: str) -> bool:
    """Tell whether ``text`` has a character that is no blank, or holds a thing that must not get lost."""
    return bool(text.strip()) or isinstance(text, RichText)


def begins_page(text: str) -> bool:
    """Tell whether a new page begins with ``text``, by what stands in it for the properties of its paragraph."""
    return isinstance(text, RichText) and any("<w:pageBreakBefore/>" in atom.xml for atom in text.atoms if atom.xml.startswith("<?"))


def tallest(text: str) -> int:
    """Return the height of the tallest picture in the lines of ``text``, in twips; 0 where there is none."""
    return max((atom.height for atom in text.atoms), default=0) if isinstance(text, RichText) else 0


def _made(text: str, atoms: Sequence[Atom]) -> str:
    if all(atom.is_plain for atom in atoms):
        return text
    kept: list[Atom] = []
    for atom in atoms:
        if not (atom.size or atom.xml):
            continue
        if kept and not (atom.xml or kept[-1].xml) and atom.look == kept[-1].look and atom.around == kept[-1].around:
            kept[-1] = kept[-1]._replace(size=kept[-1].size + atom.size)
        else:
            kept.append(atom)
    return RichText(text, kept)


@dataclass(frozen=True, slots=True)
class SourceCell(Cell):
    """A cell of a table that is laid out from the file's own: ``table`` makes it, ``written(text width in twips, spacing)``."""

    written: Callable[[int, Spacing], Piece] | None = field(default=None, compare=False)
    across: bool = False  # on a landscape page in the file
