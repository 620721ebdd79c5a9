"""Clean sentences out of a folder of official text: what synthetic faults are planted in, and what the language model must not have read.

A folder holds ``*.txt`` or ``*.txt.xz`` (UTF-8), one paragraph a line. A ranker that is trained on sentences which its language model has
read learns to trust the model more than it may: on such a sentence every right character looks certain. So a part of the paragraphs is
held out, by a hash of the paragraph alone (the same paragraphs whatever else lies in the folder), and of these only the sentences that
share no ``WINDOW`` characters with any paragraph that stays (shorter ones: that are no sentence there): official texts repeat each other.
"""

from __future__ import annotations

import hashlib
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from training.text import files, read
from training.text import paragraphs as lines_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORTEST, LONGEST = 10, 120  # characters of a sentence
WINDOW = 16  # so many Chinese characters in a row, whatever stands between them, are a sentence met before
HELD_OUT = {"policy_documents": 0.12, "work_reports": 0.06, "local_regulations": 0.01, "laws": 0.01}
"""Share of the paragraphs of a file that is held out: what offices write more than laws, which are what correctors are seldom given."""
LEFT_OUT = ("formulas",)  # collected phrases, not running text
SHARES = {"policy_documents": 0.5, "work_reports": 0.25, "local_regulations": 0.15, "laws": 0.1}  # of what is drawn
DRAWN, SEED = 6000, 20
_ELSE = 0.05  # of a file that is not named

_STOP = re.compile(r"(?<=[。！？])(?![”’）》」])|(?<=[。！？][”’）》」])")
_HALF_STOP = re.compile(r"(?<=；)")
_HAN = re.compile(r"[^一-鿿]+")
_MULTIPLIER = 0x9E3779B97F4A7C15


class Sentence(NamedTuple):
    """A sentence and the file (its name without endings) that it stands in."""

    file: str
    text: str


def paragraphs(folder: Path) -> Iterator[Sentence]:
    """Yield the paragraphs of every file of ``folder``, in order. UserError where there is no file, or one cannot be read."""
    for path in files(folder):
        name = path.name.split(".")[0]
        if name not in LEFT_OUT:
            for paragraph in lines_of(read(path)):
                yield Sentence(name, paragraph)


def split(paragraph: str) -> list[str]:
    """Return the sentences of ``paragraph`` that have ``SHORTEST`` to ``LONGEST`` characters, longer ones cut at ；."""
    found = []
    for sentence in _STOP.split(paragraph):
        found += [sentence] if len(sentence) <= LONGEST else _HALF_STOP.split(sentence)
    return [s for s in (s.strip() for s in found) if SHORTEST <= len(s) <= LONGEST and len(_HAN.sub("", s)) >= SHORTEST // 2]


def is_held_out(paragraph: Sentence) -> bool:
    """Tell whether a paragraph is held out: by a hash of its characters without spaces, at the share of its file."""
    digest = hashlib.blake2b("".join(paragraph.text.split()).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") < HELD_OUT.get(paragraph.file, _ELSE) * 2**64


def windows(text: str, width: int = WINDOW) -> NDArray[np.uint64]:
    """Return a hash of every ``width`` Chinese characters in a row of ``text``, marks, spaces, digits and letters left out."""
    import numpy as np

    codes = np.frombuffer(_HAN.sub("", text).encode("utf-16-le"), dtype=np.uint16).astype(np.uint64)
    if len(codes) < width:
        return np.empty(0, dtype=np.uint64)
    found = np.zeros(len(codes) - width + 1, dtype=np.uint64)
    for offset in range(width):
        found = (found + codes[offset : offset + len(found)] + np.uint64(1)) * np.uint64(_MULTIPLIER)
        found ^= found >> np.uint64(29)
    return found


def seen_windows(texts: Iterable[str], width: int = WINDOW) -> NDArray[np.uint64]:
    """Return the hashes of all windows of ``texts``, sorted, each once."""
    import numpy as np

    return np.unique(np.concatenate([np.empty(0, dtype=np.uint64), *(windows(text, width) for text in texts)]))


def share_windows(texts: Iterable[str], seen: NDArray[np.uint64], width: int = WINDOW) -> list[bool]:
    """Tell for each of ``texts`` whether one of its windows is among ``seen`` (sorted)."""
    import numpy as np

    answers = []
    for text in texts:
        own = windows(text, width)
        at = np.minimum(np.searchsorted(seen, own), len(seen) - 1) if len(seen) else np.empty(0, dtype=np.int64)
        answers.append(bool(len(seen) and len(own) and (seen[at] == own).any()))
    return answers


def held_out(folder: Path) -> list[Sentence]:
    """Return the held-out sentences of ``folder``, each once, that share no ``WINDOW`` characters with what stays, in order.

    A sentence of fewer characters than that is left out where it stands elsewhere as a sentence of its own.
    """
    staying: list[str] = []
    short: set[str] = set()
    candidates: dict[str, Sentence] = {}
    for paragraph in paragraphs(folder):
        if is_held_out(paragraph):
            for text in split(paragraph.text):
                candidates.setdefault(text, Sentence(paragraph.file, text))
        else:
            staying.append(paragraph.text)
            short.update(han for han in (_HAN.sub("", text) for text in split(paragraph.text)) if len(han) < WINDOW)
    shared = share_windows(candidates, seen_windows(staying))
    return [
        sentence
        for sentence, is_shared in zip(candidates.values(), shared, strict=True)
        if not is_shared and _HAN.sub("", sentence.text) not in short
    ]


def sample(sentences: Iterable[Sentence], number: int, chance: random.Random, shares: dict[str, float] | None = None) -> list[Sentence]:
    """Return ``number`` of ``sentences`` (all, where there are fewer), by file in the proportion of ``shares``, else as they come.

    A file that has fewer than its share gives what it has; the others do not make up for it.
    """
    pool = list(sentences)
    if shares is None:
        return chance.sample(pool, min(number, len(pool)))
    by_file: dict[str, list[Sentence]] = {}
    for sentence in pool:
        by_file.setdefault(sentence.file, []).append(sentence)
    whole = sum(shares.get(file, 0.0) for file in by_file)
    drawn: list[Sentence] = []
    for file in sorted(by_file):
        wanted = round(number * shares.get(file, 0.0) / whole) if whole else 0
        drawn += chance.sample(by_file[file], min(wanted, len(by_file[file])))
    chance.shuffle(drawn)
    return drawn


def main(arguments: Sequence[str]) -> None:
    """Write ``DRAWN`` held-out sentences of the folder ``arguments[0]``, one a line, to the file ``arguments[1]``."""
    folder, out = map(Path, arguments)
    drawn = sample(held_out(folder), DRAWN, random.Random(SEED), SHARES)
    out.write_text("".join(f"{sentence.text}\n" for sentence in drawn), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
