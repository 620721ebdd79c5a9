"""The lines of a document with the roles found so far."""

from __future__ import annotations

from drafting.documents.model import Role
from drafting.documents.roles.patterns import Line


class Sheet:
    """``roles[k]`` is the role of ``lines[k]``, None as long as nothing has claimed it; lines without text are passed over."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.roles: list[Role | None] = [None] * len(lines)
        self._above: list[int | None] = []
        self._below: list[int | None] = []
        near: int | None = None
        for k, line in enumerate(lines):
            self._above.append(near)
            near = k if line.tight else near
        near = None
        for k in range(len(lines) - 1, -1, -1):
            self._below.append(near)
            near = k if lines[k].tight else near
        self._below.reverse()

    def previous(self, k: int) -> int | None:
        """Return the nearest line above ``k`` that has text."""
        return self._above[k]

    def next(self, k: int) -> int | None:
        """Return the nearest line below ``k`` that has text."""
        return self._below[k]
