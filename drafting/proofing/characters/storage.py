"""Files of numbers that are read where they lie: the language model, the candidates and the ranker.

The file: ``PREFIX`` (what it is, version, length of the header, CRC-32 of all that follows the prefix), the header in JSON (of each array
its type, place and size or shape, and whatever else there is to say), the arrays in little-endian order.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drafting.documents.errors import UserError
from drafting.documents.prepared import PREPARED

PREFIX = struct.Struct("<8sIII12x")
_ALIGNMENT = 64
_REMEDY = "请重新安装文秘"

Arrays = dict[str, NDArray[Any]]


def read(path: Path, magic: bytes, version: int, called: str) -> tuple[Arrays, dict[str, Any]]:
    """Return the arrays of the file ``path``, mapped into memory, and its header.

    ``UserError`` where there is no such file, or where it is no ``magic``, of another version, cut short or spoiled (its checksum is
    verified); ``called`` is what a message calls it.
    """
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        raise UserError(f"找不到{called}", path.name, _REMEDY) from None
    except (OSError, ValueError):  # an empty file cannot be mapped
        raise UserError(f"读不出{called}", path.name, _REMEDY) from None
    if len(data) < PREFIX.size or data[: len(magic)] != magic:
        raise UserError(f"不是{called}", path.name, _REMEDY)
    _, found, length, checksum = PREFIX.unpack_from(data)
    if found != version:
        raise UserError(f"{called}是第{found}版的，这里只会用第{version}版", path.name, _REMEDY)
    spoiled = UserError(f"{called}不完整或者已损坏", path.name, _REMEDY)

    def verified() -> dict[str, int]:
        with memoryview(data) as whole:
            if zlib.crc32(whole[PREFIX.size :]) != checksum:
                raise spoiled
        return {"checksum": checksum}

    # Adding up thirty megabytes takes as long as checking a page; a command remembers the file that it has once gone through.
    if PREPARED.table(f"sound-{path.name}", [path], verified).get("checksum") != checksum:
        verified()  # another file of the same size and day
    try:
        header: dict[str, Any] = json.loads(data[PREFIX.size : PREFIX.size + length])
    except ValueError:  # the length itself is outside the checksum; the places of the arrays are not counted from it
        raise spoiled from None
    arrays = {
        name: np.frombuffer(data, dtype=kind, count=int(np.prod(shape)), offset=place).reshape(shape)
        for name, (kind, place, shape) in header["sections"].items()
    }
    return arrays, header


def packed(magic: bytes, version: int, arrays: Mapping[str, NDArray[Any]], more: Mapping[str, Any]) -> bytes:
    """Return the file that ``read`` reads, ``more`` in its header; the same arrays give the same bytes."""
    header: dict[str, Any] = {"sections": {}, **more}
    # The length of the header depends on the offsets in it: they are set from where a header of generous length ends.
    start = PREFIX.size + (len(json.dumps(header)) + 120 * len(arrays) + _ALIGNMENT) // _ALIGNMENT * _ALIGNMENT
    body = bytearray()
    for name, array in arrays.items():
        data = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        header["sections"][name] = (data.dtype.str, start + len(body), len(data) if data.ndim == 1 else list(data.shape))
        body += data.tobytes()
        body += bytes(-(start + len(body)) % _ALIGNMENT)
    head = json.dumps(header).encode().ljust(start - PREFIX.size)
    body[:0] = head
    return PREFIX.pack(magic, version, len(head), zlib.crc32(body)) + bytes(body)
