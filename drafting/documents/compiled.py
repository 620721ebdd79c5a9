"""What regular expressions compile to, kept in a file from run to run.

The standard library compiles an expression in Python and hands the result to its engine, which checks it once more. That last step takes
microseconds, and it is all that is done for an expression that is kept. It is no public interface: what is kept holds for one build of
Python only, and wherever anything about it is not as expected the expression is compiled as ever.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from drafting.documents import kept

_WORTH_WRITING = 8
"""So many new expressions, and the file is written anew: not after each document that needs one more."""

_MOST = 5000
"""With more than so many, those that this run had no use for are left out: expressions of an earlier version of the program."""


class _Program(NamedTuple):
    """An expression as the engine takes it: its code, all its flags, how many groups it has and what they are called."""

    code: bytes
    flags: int
    groups: int
    named: dict[str, int]


_Known = dict[tuple[str, int], tuple[bytes, int, int, dict[str, int]]]
"""``_Program``s by source and flags, as plain tuples: what is read back."""


class Compiled:
    """Expressions that are compiled once; with a file (``kept``), once for all runs of this build of Python."""

    def __init__(self) -> None:
        self._known: _Known = {}
        self._new = 0
        self._used: set[tuple[str, int]] = set()
        self._keeps = False

    def pattern(self, source: str, flags: int) -> re.Pattern[str]:
        """Return ``re.compile(source, flags)``. Raises ``re.error`` as that does."""
        if not self._keeps:
            return re.compile(source, flags)
        key = source, int(flags)
        with suppress(Exception):  # whatever a later Python does otherwise, it can still compile
            if key not in self._known:
                self._known[key] = _program(source, int(flags))
                self._new += 1
            self._used.add(key)
            return _engine(source, _Program(*self._known[key]))
        return re.compile(source, flags)

    @contextmanager
    def kept(self, file: Path) -> Iterator[None]:
        """Take what ``file`` has, and on leaving write it again if enough has come to it.

        A file that cannot be read or written is passed over.
        """
        if self._keeps or sys.implementation.name != "cpython":
            yield
            return
        # The engine itself refuses code that would lead it astray.
        self._known, self._new, self._keeps = kept.load(file, _stamp()) or {}, 0, True
        self._used.clear()
        try:
            yield
        finally:
            self._keeps = False
            if self._new >= _WORTH_WRITING:
                rest = self._known if len(self._known) <= _MOST else {key: self._known[key] for key in self._used}
                kept.save(file, _stamp(), {key: tuple(program) for key, program in rest.items()})


def _stamp() -> bytes:
    engine = import_module("_sre")
    return f"{engine.MAGIC} {engine.CODESIZE}".encode()


def _program(source: str, flags: int) -> _Program:
    parsed = import_module("re._parser").parse(source, flags)
    code = array("I", import_module("re._compiler")._code(parsed, flags))
    return _Program(code.tobytes(), int(flags | parsed.state.flags), parsed.state.groups - 1, dict(parsed.state.groupdict))


def _engine(source: str, program: _Program) -> re.Pattern[str]:
    names: list[str | None] = [None] * (program.groups + 1)
    for name, number in program.named.items():
        names[number] = name
    code = array("I", program.code).tolist()
    made: re.Pattern[str] = import_module("_sre").compile(source, program.flags, code, program.groups, program.named, tuple(names))
    return made
