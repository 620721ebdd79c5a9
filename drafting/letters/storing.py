"""Batches that need not fit into memory: letters kept in a temporary file, and views of letters that are made when looked at."""

from __future__ import annotations

import marshal
import tempfile
import weakref
from abc import abstractmethod
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar, overload

from drafting.documents.errors import UserError
from drafting.letters.batch import Letter, Reply, Source, Unread
from drafting.letters.reading import stream_letters

BLOCK = 2_048  # letters that are held at a time
_BUFFER = 1 << 20  # bytes read at a time when all letters are gone through
_EPOCH = datetime(1970, 1, 1)


Item = TypeVar("Item")


class View(Sequence[Item]):
    """A sequence whose items are made when asked for; a slice of it is a list."""

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        if isinstance(index, slice):
            return self._some(range(*index.indices(len(self))))
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        return self._item(at)

    @abstractmethod
    def _item(self, at: int) -> Item:
        """Return the item at a place that there is."""

    def _some(self, places: range) -> list[Item]:
        return [self._item(at) for at in places]


class StoredLetters(View[Letter]):
    """Letters in a temporary file, in memory only one at a time: about 1.5 KB of disk and 8 bytes of memory a letter.

    The file is gone when the object is closed or forgotten. Used like any sequence; a slice is a list. Threads must not share one.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Open a file in ``folder`` (default: the system's for temporary files). Raises ``UserError`` where it cannot be made."""
        try:
            self._file = tempfile.TemporaryFile(prefix="wenmi-", dir=folder)  # noqa: SIM115 - closed with the object
        except OSError as error:
            raise UserError("不能建立临时文件", str(folder or tempfile.gettempdir()), "请确认这个文件夹可以写入、磁盘没有满") from error
        self._closing = weakref.finalize(self, self._file.close)
        self._ends = array("q", [0])
        self._pending: list[bytes] = []
        self._unwritten = 0

    def append(self, letter: Letter) -> None:
        """Add ``letter`` at the end. Raises ``UserError`` where the disk is full."""
        data = marshal.dumps(plain_of(letter))  # read by the process that wrote it, so that the format does
        self._pending.append(data)
        self._unwritten += len(data)
        self._ends.append(self._ends[-1] + len(data))
        if self._unwritten >= _BUFFER:
            self._flush()

    def close(self) -> None:
        """Give back the disk space."""
        self._closing()

    def __enter__(self) -> StoredLetters:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def _item(self, at: int) -> Letter:
        return letter_from(marshal.loads(self._bytes(self._ends[at], self._ends[at + 1])))

    def _some(self, places: range) -> list[Letter]:
        return list(self._between(places.start, places.stop)) if places.step == 1 else super()._some(places)

    def __iter__(self) -> Iterator[Letter]:
        return self._between(0, len(self))

    def _between(self, start: int, end: int) -> Iterator[Letter]:
        ends = self._ends
        while start < end:
            until = start + 1
            while until < end and ends[until + 1] - ends[start] <= _BUFFER:
                until += 1
            data = memoryview(self._bytes(ends[start], ends[until]))
            for at in range(start, until):
                yield letter_from(marshal.loads(data[ends[at] - ends[start] : ends[at + 1] - ends[start]]))
            start = until

    def _bytes(self, start: int, end: int) -> bytes:
        self._flush()
        self._file.seek(start)
        return self._file.read(end - start)

    def _flush(self) -> None:
        if not self._pending:
            return
        try:
            self._file.seek(0, 2)
            self._file.writelines(self._pending)
        except OSError as error:
            raise UserError("临时文件写不下", tempfile.gettempdir(), "请腾出磁盘空间，一百万封来信大约需要 2 GB") from error
        self._pending.clear()
        self._unwritten = 0


Plain = tuple[Any, ...]


def plain_of(letter: Letter) -> Plain:
    """Return a letter as a tuple of what every Python writes fast: on the disk, and on the way to another process."""
    source, reply = letter.source, letter.reply
    original = None if letter.original is letter.text or letter.original == letter.text else letter.original
    answer = None if reply is None else (reply.text, _seconds(reply.time), reply.office)
    fields = (letter.id, letter.title, letter.text, original, _seconds(letter.time), letter.user, letter.likes, letter.dislikes)
    return (*fields, letter.labels, source.file, source.sheet, source.row, letter.notes, answer)


def letter_from(plain: Plain) -> Letter:
    """Return the letter that ``plain_of`` made into a tuple."""
    identity, title, text, original, time, user, likes, dislikes, labels, file, sheet, row, notes, answer = plain
    reply = None if answer is None else Reply(answer[0], _time(answer[1]), answer[2])
    body = text if original is None else original
    return Letter(identity, title, text, body, _time(time), user, likes, dislikes, labels, Source(file, sheet, row), notes, reply)


def _seconds(time: datetime | None) -> int | None:
    return None if time is None else int((time - _EPOCH).total_seconds())


def _time(seconds: int | None) -> datetime | None:
    return None if seconds is None else _EPOCH + timedelta(seconds=seconds)


def store_letters(
    paths: Sequence[Path], columns: Mapping[str, str] | None = None, progress: Callable[[int], object] | None = None
) -> tuple[StoredLetters, list[Unread]]:
    """Read files as ``stream_letters`` does, the letters onto the disk; return them and the rows that are none.

    ``progress`` is called with the number of letters read since its last call. Raises ``UserError`` as ``stream_letters`` does.
    """
    letters = StoredLetters()
    unread: list[Unread] = []
    try:
        for item in stream_letters(paths, columns):
            if isinstance(item, Unread):
                unread.append(item)
                continue
            letters.append(item)
            if progress and len(letters) % BLOCK == 0:
                progress(BLOCK)
    except BaseException:
        letters.close()
        raise
    return letters, unread


class Picked(View[Letter]):
    """The letters at some places of a batch, in ascending order, without a list of them."""

    def __init__(self, letters: Sequence[Letter], places: Sequence[int]) -> None:
        self._letters, self._places = letters, places

    def __len__(self) -> int:
        return len(self._places)

    def _item(self, at: int) -> Letter:
        return self._letters[self._places[at]]

    def __iter__(self) -> Iterator[Letter]:
        wanted = iter(self._places)
        place = next(wanted, None)
        for at, letter in enumerate(self._letters):  # in one go: from a disk many times as fast as one by one
            if at == place:
                yield letter
                place = next(wanted, None)


class Joined(View[Letter]):
    """Earlier letters and later ones, one after the other, wherever they lie."""

    def __init__(self, earlier: Sequence[Letter], later: Sequence[Letter]) -> None:
        self._earlier, self._later = earlier, later

    def __len__(self) -> int:
        return len(self._earlier) + len(self._later)

    def _item(self, at: int) -> Letter:
        return self._earlier[at] if at < len(self._earlier) else self._later[at - len(self._earlier)]

    def __iter__(self) -> Iterator[Letter]:
        yield from self._earlier
        yield from self._later


class Texts(View[str]):
    """Title and body of each letter, made when asked for: what repeats are looked for in."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        self._letters = letters

    def __len__(self) -> int:
        return len(self._letters)

    def _item(self, at: int) -> str:
        return _text(self._letters[at])

    def __iter__(self) -> Iterator[str]:
        return map(_text, self._letters)


def _text(letter: Letter) -> str:
    return f"{letter.title}\n{letter.text}"
