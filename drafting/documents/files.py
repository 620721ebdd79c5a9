"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from drafting.documents.errors import UserError


def refuse_overwriting(output: Path, inputs: Iterable[Path]) -> None:
    """Raise ``UserError`` if ``output`` is one of ``inputs``: an input is never overwritten."""
    for source in inputs:
        if output == source or (output.exists() and source.exists() and output.samefile(source)):
            raise UserError("输出文件就是输入文件，不能覆盖原件", str(output), "请另起一个文件名")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path``; rename it onto ``path`` when the block ends well, remove it when not.

    Missing parent folders are made. What the system refuses (no permission, disk full, the file open in Word)
    becomes a ``UserError``.
    """
    import tempfile  # most runs write nothing

    if path.is_dir():
        raise UserError("这是一个文件夹，不能写成文件", str(path), "请换一个文件名")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=path.suffix, dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise UserError("不能写入", str(path), "请换一个有写入权限、空间足够的位置") from error
    temporary = Path(name)
    try:
        yield temporary
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as error:
        raise UserError("不能写入", str(path), "请关闭正打开它的 Word 或 WPS，并确认有写入权限和足够空间") from error
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` in UTF-8 with ``\\n`` line ends, whole or not at all."""
    write_bytes(path, text.encode("utf-8"))
