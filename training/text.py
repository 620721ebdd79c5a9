"""Reading a folder of plain text, leaving out of it what is measured on, and words that no folder has all of."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from drafting.documents.errors import UserError
from drafting.proofing.families.gazetteer import present
from drafting.proofing.tables import phrases

SHARED = 16  # Han characters in a row that a paragraph and a sentence must share to count as the same text
_SEEN = 5  # count from which a word of the dictionary is more than somebody's coinage
_LEAST = 8  # a shorter sentence proves nothing: its words are everybody's
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def files(folder: Path) -> list[Path]:
    """Return the files of plain text in ``folder`` and below, in the order of their names."""
    if not folder.is_dir():
        raise UserError("没有这个文件夹", str(folder))
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name.endswith((".txt", ".txt.xz")))
    if not found:
        raise UserError("文件夹里没有 .txt 或者 .txt.xz 文件", str(folder))
    return found


def read(path: Path) -> str:
    """Return the text of a UTF-8 file, packed with xz or not."""
    try:
        data = path.read_bytes()
        return (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8-sig")
    except OSError:
        raise UserError("读不了这个文件", str(path)) from None
    except UnicodeDecodeError:
        raise UserError("不是 UTF-8 编码的文本", path.name, "请转换编码后再试") from None
    except (lzma.LZMAError, EOFError):
        raise UserError("压缩文件不完整或者已损坏", path.name) from None


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of ``text``, one a line, without empty ones."""
    return [line for line in map(str.strip, text.splitlines()) if line]


def sentences(path: Path) -> Iterator[str]:
    """Return the sentences of a file, one a line or several in columns parted by tabs."""
    for line in read(path).splitlines():
        yield from line.split("\t")


def general_words() -> list[str]:
    """Return the words of jieba's dictionary (MIT) that are no one's name, with set phrases and names of places, in order."""
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise AssertionError("jieba is one of the program's own dependencies")
    rows = [line.split() for line in (Path(found.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines()]
    words = {word for word, count, tag in rows if int(count) >= _SEEN and not tag.startswith("nr")}
    words |= phrases() | {division.name for division in present()}
    return sorted(word for word in words if len(word) > 1)


class Held:
    """Sentences kept for measuring: tells which paragraphs share a run of Han characters with one of them."""

    def __init__(self, held: Iterable[str]) -> None:
        """Keep the hashes of every run of ``SHARED`` Han characters, and of the whole of shorter sentences."""
        by_length: dict[int, list[NDArray[np.uint64]]] = {}
        for sentence in held:
            han = _han(_codes(sentence))
            length = min(len(han), SHARED)
            if length >= _LEAST:
                by_length.setdefault(length, []).append(_windows(han, length))
        self._hashes = {length: np.unique(np.concatenate(parts)) for length, parts in sorted(by_length.items())}

    def without(self, lines: list[str]) -> list[str]:
        """Return those of ``lines`` that share nothing with the sentences kept."""
        if not self._hashes or not lines:
            return lines
        codes = _codes("\n".join(lines))
        line_of = np.cumsum(codes == ord("\n"))
        is_han = _is_han(codes)
        han, line_of = codes[is_han], line_of[is_han]
        shared = np.zeros(len(lines), dtype=bool)
        for length, hashes in self._hashes.items():
            if len(han) < length:
                continue
            windows = _windows(han, length)
            same_line = line_of[length - 1 :] == line_of[: len(han) - length + 1]
            at = np.minimum(np.searchsorted(hashes, windows), len(hashes) - 1)
            shared[line_of[length - 1 :][(hashes[at] == windows) & same_line]] = True
        return [line for line, out in zip(lines, shared.tolist(), strict=True) if not out]


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _is_han(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    han: NDArray[np.bool_] = ((codes >= 0x4E00) & (codes <= 0x9FFF)) | (codes == 0x3007)
    return han


def _han(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return codes[_is_han(codes)]


def _windows(han: NDArray[np.uint32], length: int) -> NDArray[np.uint64]:
    """Return a hash of every run of ``length`` characters."""
    hashes = np.zeros(len(han) - length + 1, dtype=np.uint64)
    for offset in range(length):
        hashes = hashes * _MULTIPLIER + han[offset : offset + len(hashes)]
    return hashes * _MULTIPLIER ^ hashes >> np.uint64(29)
