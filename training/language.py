"""Counting character n-grams and estimating the language model from them.

Interpolated modified Kneser-Ney (Chen and Goodman, 1998): of the longest n-grams the occurrences count, of shorter ones in how many
different characters' company they were seen; three discounts an order, from the counts of counts. N-grams that tell little
more than the next shorter one are left out (Seymore and Rosenfeld, 1996: count times the gain in ln P) and their share goes to the
back-off, so that the probabilities after a context still add up to one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from drafting.documents.errors import UserError
from drafting.documents.resources import resource
from drafting.proofing.characters.ngrams import BOUNDARY, FIRST_CHARACTER, UNKNOWN, Table, folded, identities
from training.associations import Pairs, pairs
from training.packing import fuse, levels, write
from training.text import SHARED, Held, files, general_words, paragraphs, read, sentences

_RARE = 3  # a character seen less often is as good as unknown
_LEAST = 100  # characters that a model is made from
_LEAST_REST = 1e-6  # a context always leaves something for what was never seen after it
_GAP = 0xFFFF  # no character: stands where nothing is known of the context


@dataclass(frozen=True)
class Shape:
    """What a model keeps: for each order from 2 on the gain below which an n-gram is left out, and the bits of a cell."""

    least_gain: tuple[float, ...] = (0.0, 0.0, 0.0)
    bits: tuple[tuple[int, int, int], ...] = ((16, 8, 8), (16, 8, 8), (11, 0, 5))  # fingerprint, back-off, probability

    pair_bits: tuple[int, int, int] = (10, 0, 6)

    @property
    def order(self) -> int:
        """Return the length of the longest n-grams."""
        return len(self.bits) + 1


SHIPPED = Shape()


@dataclass
class _Order:
    """The n-grams of one order, sorted."""

    keys: NDArray[np.uint64]
    counts: NDArray[np.float64]
    context: NDArray[np.int64]  # place of each n-gram without its last character among the n-grams of the order below
    shorter: NDArray[np.int64]  # and without its first
    share: NDArray[np.float64]  # of the probability, what the n-gram itself brings
    probability: NDArray[np.float64]
    rest: NDArray[np.float64]  # of each context of the order below: what is left for characters not seen after it
    kept: NDArray[np.bool_]


def alphabet_of(text: str) -> NDArray[np.uint32]:
    """Return the code points that a model of ``text`` tells apart, by code point, behind those of the classes."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    counts = np.bincount(folded()[codes[codes < _GAP]], minlength=0x10000)
    own = np.flatnonzero(counts >= _RARE)
    own = own[~np.isin(own, [ord(character) for character in "\n0A "])]
    return np.concatenate([np.zeros(FIRST_CHARACTER, dtype=np.uint32), own.astype(np.uint32)])


def encoded(paragraphs: Iterable[str], alphabet: NDArray[np.uint32], words: Iterable[str] = ()) -> NDArray[np.uint16]:
    """Return the paragraphs as one row of numbers, a boundary before, between and behind them; then the words, a gap before each."""
    gap = chr(_GAP)
    text = "".join(["\n", "\n".join(paragraphs), "\n", gap, gap.join(words), gap])
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    ids: NDArray[np.uint16] = identities(alphabet)[np.minimum(codes, _GAP)]
    return ids


def count(ids: NDArray[np.uint16], order: int, radix: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the n-grams of that order as numbers, in order, and how often each was seen; none reaches over a boundary or holds a gap."""
    keys, whole = _windows(ids, order, radix)
    keys = np.sort(keys[whole])
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[starts], np.diff(np.append(starts, len(keys)))


def _after_gaps(ids: NDArray[np.uint16], order: int, radix: int) -> NDArray[np.uint64]:
    """Return the n-grams of that order that begin a word."""
    keys, whole = _windows(ids, order, radix)
    whole[1:] &= ids[: len(whole) - 1] == UNKNOWN
    whole &= ids[: len(whole)] != BOUNDARY
    return np.unique(keys[whole])


def _windows(ids: NDArray[np.uint16], order: int, radix: int) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """Return what stands at each place as an n-gram, and whether it is one: a boundary may begin or end it."""
    length = max(0, len(ids) - order + 1)
    keys = np.zeros(length, dtype=np.uint64)
    whole = np.ones(length, dtype=bool)
    for offset in range(order):
        one = ids[offset : offset + length]
        keys = keys * np.uint64(radix) + one
        whole &= one != UNKNOWN
        if 0 < offset < order - 1:
            whole &= one != BOUNDARY
    return keys, whole


def discounts(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what is taken off counts of 1, 2 and 3 or more (index 0 is zero)."""
    n1, n2, n3, n4 = (float(np.count_nonzero(counts == number)) for number in (1, 2, 3, 4))
    if min(n1, n2, n3, n4) == 0:  # too little text for counts of counts
        return np.array([0.0, 0.5, 0.75, 1.0])
    y = n1 / (n1 + 2 * n2)
    return np.clip([0.0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3], [0, 0.1, 0.2, 0.3], [0, 0.95, 1.9, 2.9])


def estimate(ids: NDArray[np.uint16], radix: int, shape: Shape) -> tuple[NDArray[np.float64], list[_Order]]:
    """Return P of each character alone and the orders from 2 on, with what is left out marked."""
    orders: list[_Order] = []
    singles = np.arange(radix, dtype=np.uint64)
    below = singles
    for order in range(2, shape.order + 1):
        keys, counts = count(ids, order, radix)
        context = np.searchsorted(below, keys // np.uint64(radix))
        shorter = np.searchsorted(below, keys % np.uint64(radix ** (order - 1)))
        empty = np.zeros(0)
        orders.append(
            _Order(keys, counts.astype(np.float64), context, shorter, empty, empty, np.zeros(len(below)), np.ones(len(keys), dtype=bool))
        )
        below = keys
    # Shorter n-grams count by their company on the left; nothing can stand left of the beginning of a line.
    for number, one in enumerate(orders[:-1]):
        company = np.bincount(orders[number + 1].shorter, minlength=len(one.keys))
        company[np.searchsorted(one.keys, _after_gaps(ids, number + 2, radix))] += 1  # what stood before a word is not known
        begins = one.keys // np.uint64(radix ** (number + 1)) == BOUNDARY
        one.counts = np.where(begins, one.counts, company).astype(np.float64)
    alone = np.bincount(orders[0].shorter, minlength=radix).astype(np.float64)
    alone[BOUNDARY] = np.count_nonzero(ids == BOUNDARY) * alone.sum() / len(ids)  # ends of lines have the company that they have often
    single = np.maximum(alone - 0.5, 0.0) / alone.sum()
    single += (1 - single.sum()) / radix
    for one in orders:
        total = np.bincount(one.context, weights=one.counts, minlength=len(one.rest))
        one.share = (one.counts - discounts(one.counts)[np.minimum(one.counts, 3).astype(np.int64)]) / total[one.context]
    _interpolate(single, orders)
    _leave_out(single, orders, shape)
    _interpolate(single, orders)
    return single, orders


def _interpolate(single: NDArray[np.float64], orders: list[_Order]) -> None:
    below: NDArray[np.float64] = single
    for one in orders:
        brought = np.bincount(one.context, weights=one.share * one.kept, minlength=len(one.rest))
        one.rest = (1 - brought).astype(np.float64)
        one.probability = one.share + one.rest[one.context] * below[one.shorter]
        below = one.probability


def _leave_out(single: NDArray[np.float64], orders: list[_Order], shape: Shape) -> None:
    """Mark what is kept, from the longest n-grams down: never without the n-grams that it is found through."""
    for number in range(len(orders) - 1, -1, -1):
        one = orders[number]
        below = orders[number - 1].probability if number else single
        least = shape.least_gain[number]
        if least > 0:
            gain = one.counts * (np.log(one.probability) - np.log(one.rest[one.context] * below[one.shorter]))
            one.kept = gain >= least
        if number + 1 < len(orders):
            longer = orders[number + 1]
            one.kept[longer.context[longer.kept]] = True
            one.kept[longer.shorter[longer.kept]] = True


class Made(NamedTuple):
    """What a model was made from and what it holds."""

    characters: int
    alphabet: int
    kept: tuple[int, ...]  # n-grams of each order from 2 on
    pairs: int  # of associated characters
    size: int  # bytes


def build(paragraphs: Iterable[str], path: Path, words: Sequence[str] = (), shape: Shape = SHIPPED) -> Made:
    """Build the model of ``paragraphs``, and of ``words`` of which only the inside is known, and write it to ``path``."""
    lines = list(paragraphs)
    alphabet = alphabet_of("\n".join([*lines, *words]))
    ids = encoded(lines, alphabet, words)
    if np.count_nonzero(ids >= FIRST_CHARACTER) < _LEAST:
        raise UserError("文字太少，做不出语言模型", remedy=f"至少要{_LEAST}个字")
    single, orders = estimate(ids, len(alphabet), shape)
    associated = pairs(encoded(lines, alphabet), alphabet)
    kept = pack(path, alphabet, single, orders, associated, shape)
    return Made(sum(map(len, lines)), len(alphabet), kept, len(associated.keys), path.stat().st_size)


def pack(
    path: Path,
    alphabet: NDArray[np.uint32],
    single: NDArray[np.float64],
    orders: list[_Order],
    associated: Pairs | None = None,
    shape: Shape = SHIPPED,
) -> tuple[int, ...]:
    """Write the model to ``path``; return how many n-grams each order keeps."""
    sections: dict[str, NDArray[Any]] = {
        "alphabet": alphabet,
        "unigrams": np.log(single).astype(np.float32),
        "backoffs": np.log(np.maximum(orders[0].rest, _LEAST_REST)).astype(np.float32),
    }
    tables: list[Table] = []
    for number, (one, bits) in enumerate(zip(orders, shape.bits, strict=True)):
        order = number + 2
        probability, values = levels(np.log(one.probability[one.kept]).astype(np.float32), bits[2])
        sections[f"probabilities{order}"] = _padded(probability, bits[2])
        if number + 1 < len(orders):
            rest = orders[number + 1].rest[one.kept]
            backoff, level = levels(np.log(np.maximum(rest, _LEAST_REST)).astype(np.float32), bits[1])
            values = values | level << bits[2]
            sections[f"backoffs{order}"] = _padded(backoff, bits[1])
        table, sections[f"cells{order}"] = fuse(order, one.keys[one.kept], values, bits)
        tables.append(table)
    company = None
    if associated:
        ties, values = levels(associated.ties, shape.pair_bits[2])
        sections |= {"ties": _padded(ties, shape.pair_bits[2]), "company": associated.company}
        company, sections["cells_pairs"] = fuse(2, associated.keys, values, shape.pair_bits)
    write(path, sections, tables, company)
    return tuple(int(one.kept.sum()) for one in orders)


def _padded(level: NDArray[np.float32], bits: int) -> NDArray[np.float32]:
    """Return the levels with zeros behind, so that any value of a cell has one."""
    return np.pad(level, (0, 2**bits - len(level)))


def main(arguments: Sequence[str]) -> None:
    """Build a model as the command line says and print what it holds."""
    parser = argparse.ArgumentParser(prog="python -m training language", description="由文件夹里的纯文本做出字的语言模型")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="纯文本的文件夹（.txt、.txt.xz，UTF-8，一行一段）")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="写到哪里（默认是程序自带的模型）")
    parser.add_argument(
        "--without", type=Path, action="append", default=[], metavar="FILE", help=f"与这个文件里的句子有{SHARED}个汉字连着相同的段落不用"
    )
    parser.add_argument("--text-only", action="store_true", help="不加词典里的词和地名")
    given = parser.parse_args(arguments)
    output = given.output or resource("corpus") / "characters" / "ngrams.bin"
    held = Held(sentence for path in given.without for sentence in sentences(path))
    lines = (line for path in files(given.folder) for line in held.without(paragraphs(read(path))))
    made = build(lines, output, () if given.text_only else general_words())
    print(f"读了{made.characters}字，字表{made.alphabet}个")
    for order, number in enumerate(made.kept, 2):
        print(f"{order}个字的组合{number}个")
    print(f"相伴的字{made.pairs}对")
    print(f"{output}：{made.size}字节")
