"""One writer at a time: a lock that the system itself lets go when its owner ends, however it ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from drafting.documents.errors import UserError

_PATIENCE = 10.0  # seconds
_PAUSE = 0.02


@contextmanager
def only_writer(path: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the right to change ``path`` while the block runs; the lock is on an empty file beside it, which stays.

    Raises ``UserError`` where another process holds it longer than ``patience`` seconds, or the folder cannot be written to.
    """
    beside = path.with_name(f".{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = beside.open("a+b")
    except OSError as error:
        raise UserError("不能写入", str(path), "请换一个有写入权限、空间足够的位置") from error
    with file:
        until = time.monotonic() + patience
        while not _taken(file):
            if time.monotonic() >= until:
                raise UserError("另一个文秘程序正在改这个文件", str(path), "请等它做完再试")
            time.sleep(_PAUSE)
        try:
            yield
        finally:
            _let_go(file)


if sys.platform == "win32":
    import msvcrt

    def _taken(file: IO[bytes]) -> bool:
        with suppress(OSError):
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            return True
        return False

    def _let_go(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _taken(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: nothing to wait for
        return True

    def _let_go(file: IO[bytes]) -> None:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_UN)
