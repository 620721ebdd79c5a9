"""The zip around the parts of a file that we make: the same parts make the same bytes, and a part that never changes is packed once."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

LEVEL = 1  # half the time of level 6 for files a tenth larger: genuine texts 27 % of their XML in 11 ms a megabyte, not 25 % in 22
_VERSION, _DEFLATED, _UNIX = 20, 8, 3
_DATE = 1 << 5 | 1  # 1 January 1980, the earliest that a zip can say: files carry no clock
_ATTRIBUTES = 0o600 << 16


class Packed(NamedTuple):
    """One part, compressed: its path, and the header fields that its bytes decide."""

    name: bytes
    check: int
    size: int
    data: bytes


def pack(name: str, text: str) -> Packed:
    """Return the part at the path ``name``, which is ASCII, with ``text`` in UTF-8."""
    plain = text.encode("utf-8")
    squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(name.encode("ascii"), zlib.crc32(plain), len(plain), squeeze.compress(plain) + squeeze.flush())


def archive(parts: Iterable[Packed]) -> bytes:
    """Return the zip of ``parts`` in their order (PKWARE's APPNOTE, 4.3.7, 4.3.12 and 4.3.16)."""
    entries: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, check, size, data in parts:
        fields = struct.pack("<4HL2LH", 0, _DEFLATED, 0, _DATE, check, len(data), size, len(name))
        entry = [b"PK\x03\x04", struct.pack("<H", _VERSION), fields, struct.pack("<H", 0), name, data]
        place = struct.pack("<4H2L", 0, 0, 0, 0, _ATTRIBUTES, offset)
        directory += [b"PK\x01\x02", struct.pack("<2BH", _VERSION, _UNIX, _VERSION), fields, place, name]
        entries += entry
        offset += sum(map(len, entry))
    listed = b"".join(directory)
    count = len(directory) // 5
    return b"".join([*entries, listed, b"PK\x05\x06", struct.pack("<4H2LH", 0, 0, count, count, len(listed), offset, 0)])
