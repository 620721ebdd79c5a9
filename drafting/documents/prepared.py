"""What the program works out from its own tables, kept from run to run.

The tables are text, so that everybody can read and change them. To look something up in ten thousand rows they must be turned round
first, which takes longer than the look-ups of one page: for a command that is done once, until a table or the code that turns it changes.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar
from zlib import crc32

from drafting.documents import kept, resources

_Plain = TypeVar("_Plain")
_Given = TypeVar("_Given", covariant=True)


class Table(Protocol[_Given]):
    """What can be asked by key, as a dictionary can."""

    def get(self, key: str, /) -> _Given | None:
        """Return what is there for ``key``, ``None`` for nothing."""


class Prepared:
    """Results that are kept in a folder while a command runs; otherwise they are worked out on the spot."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    @contextmanager
    def kept(self, folder: Path) -> Iterator[None]:
        """Keep results in ``folder`` until leaving. It need not exist, nor be writable."""
        before, self._folder = self._folder, folder
        try:
            yield
        finally:
            self._folder = before

    def table(self, name: str, sources: list[Path], make: Callable[[], dict[str, _Plain]]) -> Table[_Plain]:
        """Return what ``make`` returns, to be asked by key, from the folder where it was kept for these ``sources`` as they are now.

        ``make`` returns plain data (numbers, strings, tuples, dictionaries) by key, and depends on nothing but the files ``sources`` and
        the module it stands in.
        """
        if self._folder is None:
            return make()
        file = self._folder / f"{name}-{sys.implementation.cache_tag}"
        stamp = _stamp([*sources, Path(make.__code__.co_filename), Path(__file__), Path(resources.__file__)])
        parts = kept.load(file, stamp)
        if not parts or not isinstance(parts, tuple):
            parts = _parted(make())
            kept.save(file, stamp, parts)
        return _Parted(parts)


class _Parted(Generic[_Plain]):
    """A table in many small parts, of which only those are read that are asked for: whole it would take ten times as long."""

    def __init__(self, parts: tuple[bytes, ...]) -> None:
        self._parts = parts
        self._asked: dict[str, _Plain | None] = {}

    def get(self, key: str) -> _Plain | None:
        """Return what the table has for ``key``."""
        if key not in self._asked:
            part = self._parts[crc32(key.encode("utf-8", "surrogatepass")) % len(self._parts)]
            self._asked[key] = marshal.loads(part).get(key) if part else None
        return self._asked[key]


def _parted(table: dict[str, Any]) -> tuple[bytes, ...]:
    parts: list[dict[str, Any]] = [{} for _ in range(2 * len(table) + 1)]
    for key, value in table.items():
        parts[crc32(key.encode("utf-8", "surrogatepass")) % len(parts)][key] = value
    return tuple(marshal.dumps(part) if part else b"" for part in parts)


def _stamp(sources: list[Path]) -> bytes:
    """Return what tells the files ``sources`` from earlier ones of the same names."""
    states = [(str(source), *_state(source)) for source in sources]
    return repr(states).encode("utf-8", "surrogateescape")


def _state(source: Path) -> tuple[int, int]:
    try:
        status = source.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


PREPARED = Prepared()
"""The one that the command line keeps in the user's folder."""
