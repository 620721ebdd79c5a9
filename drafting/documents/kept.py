"""Files in which plain data is kept from run to run: numbers, strings, tuples and dictionaries, read back in a few milliseconds.

Nothing depends on such a file. It holds for one build of Python and for what its stamp names; one that is missing, cut short, of
another build or cannot be written is passed over, and what it would have held is worked out as ever.
"""

from __future__ import annotations

import marshal  # not pickle: it makes nothing but plain data
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from drafting.documents.errors import UserError


def load(file: Path, stamp: bytes) -> Any:
    """Return what was saved to ``file`` under ``stamp``, ``None`` where there is nothing sound."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    head = _head(stamp)
    content = data[len(head) + 4 :]
    # The sum keeps out a file cut short, which would be read as something else.
    if not data.startswith(head) or crc32(content).to_bytes(4, "little") != data[len(head) : len(head) + 4]:
        return None
    with suppress(EOFError, ValueError, TypeError):
        return marshal.loads(content)
    return None


def save(file: Path, stamp: bytes, content: Any) -> None:
    """Write ``content`` to ``file`` for ``load``; where that is not allowed nothing happens."""
    from drafting.documents.files import write_bytes  # not needed by a run that finds all it needs

    with suppress(OSError, ValueError, UserError):
        data = marshal.dumps(content)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(file, _head(stamp) + crc32(data).to_bytes(4, "little") + data)


def _head(stamp: bytes) -> bytes:
    return sys.version.encode() + b"\0" + len(stamp).to_bytes(4, "little") + stamp
