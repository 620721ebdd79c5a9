"""What a batch of letters is: frozen values, no input or output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


class Source(NamedTuple):
    """Where a letter stands: the file's name, its sheet (``""`` where a file has none), and the row or line from 1 (0: the whole file)."""

    file: str
    sheet: str
    row: int

    def __str__(self) -> str:
        sheet = f"工作表“{self.sheet}”" if self.sheet else ""
        return f"{self.file}{sheet}第 {self.row} 行" if self.row else self.file


_NOWHERE = Source("", "", 0)
_TITLE = 6  # characters from which a title says what a letter is about
_BEGINNING = 60  # characters of the text that do instead; chosen on development letters, 40–80 differ little


@dataclass(frozen=True, slots=True)
class Reply:
    """What an office answered: its text cleaned, the day or time of the answer, and the office as the file names it (``""``: not given)."""

    text: str
    time: datetime | None = None
    office: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of a citizen.

    ``original`` is the body as the file has it, ``text`` the same cleaned for reading and analysis. ``time`` is None where the file
    gives none or one that cannot be read (``notes`` then says so). ``labels`` are the categories that the file itself gives, from the
    first level down, without empty ones. ``reply`` is the answer that the file has beside the letter, None where it has none.
    """

    id: str
    title: str
    text: str
    original: str
    time: datetime | None = None
    user: str = ""
    likes: int = 0
    dislikes: int = 0
    labels: tuple[str, ...] = ()
    source: Source = _NOWHERE
    notes: tuple[str, ...] = ()
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that is not a letter, and why: nothing that was handed in disappears without a word."""

    source: Source
    reason: str

    def __str__(self) -> str:
        return f"{self.source}：{self.reason}。"


@dataclass(frozen=True, slots=True)
class Batch:
    """What was read: the letters in input order, on the disk where they are many (``storing``), and the rows that are none."""

    letters: Sequence[Letter]
    unread: tuple[Unread, ...] = field(default=())


def for_topics(title: str, text: str) -> str:
    """Return what a letter's topic is learnt and told from: a first line that says what it is about, and its text.

    That line is the title; where there is none, or one of hardly a word (投诉), how the text begins.
    """
    line = title if len(title) >= _TITLE else f"{title} {text[:_BEGINNING]}".replace("\n", " ")
    return f"{line}\n{text}"


def time_text(time: datetime | None) -> str | None:
    """Return ``time`` as JSON gives it: ``"2020-01-06"`` where there is no clock time, else ``"2020-01-06 12:09:38"``."""
    if time is None:
        return None
    if time.hour or time.minute or time.second:
        return time.isoformat(" ", "seconds")
    return f"{time:%Y-%m-%d}"
