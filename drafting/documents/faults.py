"""Collecting every fault of an input, to tell them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from drafting.documents.errors import ManyErrors, UserError

_MOST_TOLD = 100  # a file with more is not a fields file at all, or wrong in one thing throughout
OTHER = 100_000_000
"""The line ``n`` of the other source ``k`` (from 1) is told as ``k * OTHER + n``: values of one document may come from several files."""


class Faults:
    """The faults found so far in one file; ``raise_any`` tells them all in the order of their lines.

    ``others`` are the further sources that values come from (the unit profile, the columns of a list): each gives the place of a line.
    """

    def __init__(self, where: str, others: Sequence[Callable[[int], str]] = ()) -> None:
        self.where = where
        self._others = others
        self._found: list[tuple[int, UserError]] = []

    def add(self, line: int | None, what: str, remedy: str = "") -> None:
        """Note a fault on ``line`` (counted from 1; None where something is missing altogether)."""
        # What was typed may hold line breaks; a message is one line.
        self._found.append((line or 0, UserError(" ".join(what.split("\n")), self.place(line), " ".join(remedy.split("\n")))))

    def place(self, line: int | None) -> str:
        """Return what a reader is told of ``line``: the file and the line in it."""
        other, line = divmod(line or 0, OTHER)
        if other:
            return self._others[other - 1](line)
        return f"{self.where} 第 {line} 行" if line else self.where

    def extend(self, others: Faults) -> None:
        """Take over the faults of another file."""
        self._found += others._found

    def __bool__(self) -> bool:
        return bool(self._found)

    @property
    def found(self) -> list[tuple[int, UserError]]:
        """The faults with their lines (0 where there is none), in that order."""
        return sorted(self._found, key=lambda found: found[0])

    def raise_any(self) -> None:
        """Raise ``ManyErrors`` if a fault was noted; beyond a hundred they are only counted."""
        if self._found:
            errors = [error for _, error in self.found]
            more = len(errors) - _MOST_TOLD
            if more > 0:
                errors[_MOST_TOLD:] = [UserError(f"还有 {more} 处类似的错误没有列出", self.where, "请先改好上面这些再试")]
            raise ManyErrors(errors)


def shortened(text: str, most: int = 30) -> str:
    """Return ``text`` as a message quotes it: not more than ``most`` characters of it."""
    text = text.strip()
    return text if len(text) <= most else text[:most] + "……"
