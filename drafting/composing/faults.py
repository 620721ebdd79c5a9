"""Collecting every fault of an input, to tell them at once."""

from __future__ import annotations

from drafting.documents.errors import ManyErrors, UserError


class Faults:
    """The faults found so far in one file; ``raise_any`` tells them all in the order of their lines."""

    def __init__(self, where: str) -> None:
        self.where = where
        self._found: list[tuple[int, UserError]] = []

    def add(self, line: int | None, what: str, remedy: str = "") -> None:
        """Note a fault on ``line`` (counted from 1; None where something is missing altogether)."""
        place = f"{self.where} 第 {line} 行" if line else self.where
        self._found.append((line or 0, UserError(what, place, remedy)))

    def extend(self, others: Faults) -> None:
        """Take over the faults of another file."""
        self._found += others._found

    def __bool__(self) -> bool:
        return bool(self._found)

    def raise_any(self) -> None:
        """Raise ``ManyErrors`` if a fault was noted."""
        if self._found:
            raise ManyErrors([error for _, error in sorted(self._found, key=lambda found: found[0])])
