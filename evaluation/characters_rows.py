"""The labelled sentences of wrong characters (ECSpell ODW and LAW, train parts): read, held against their own labels, put into folds.

A row is ``number of wrong characters⇥sentence as written⇥sentence as meant``. The number is the data's own claim; what counts here is the
two sentences. The parts hold many sentences two or three times, with other faults or with none: were they parted, a model would be asked
about sentences it was trained on. So sentences that are alike share a group, over both parts, and a group never parts.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from drafting.documents.errors import UserError

PARTS = ("odw", "law")
DOUBTFUL = Path(__file__).with_name("characters_doubtful.tsv")
FOLDS = 5
_SHARED = 8  # so many characters in a row in both: the sentences are alike
_NEAR = 4  # so many in both: they are compared as wholes …
_LIKE = 0.5  # … and are alike where they share this part of their pairs of neighbours
_COMMON = 60  # a stretch that stands in more sentences than this says nothing


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled sentence: where it stands (part, number of its line from 1), how many faults it claims, its two forms."""

    part: str
    number: int
    claimed: int
    wrong: str
    right: str

    @property
    def is_clean(self) -> bool:
        """Whether the sentence is right as it stands, whatever it claims."""
        return self.wrong == self.right

    @property
    def is_measure(self) -> bool:
        """Whether thresholds are chosen on it: the clean sentences of LAW, questions of an examination, hold faults, one in thirty."""
        return self.part != "law"


class Edit(NamedTuple):
    """Characters ``[start, end)`` of a sentence and what stands, or should stand, in their place."""

    start: int
    end: int
    replacement: str


def read(folder: Path, parts: Iterable[str] = PARTS) -> list[Row]:
    """Return the rows of ``<part>.train`` in ``folder``, in order. UserError where a file is missing or a line is no row."""
    rows = []
    for part in parts:
        path = folder / f"{part}.train"
        try:
            lines = path.read_text(encoding="utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError) as fault:
            raise UserError("错别字语料读不出来", str(path), "请检查文件是否存在、是否为 UTF-8 编码") from fault
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            fields = line.rstrip("\r").split("\t")
            if len(fields) != 3 or not fields[0].isdigit() or not fields[1] or not fields[2]:
                raise UserError("这一行不是“错字数、原句、改句”三栏", f"{path}第 {number} 行", "请用制表符分成三栏")
            rows.append(Row(part, number, int(fields[0]), fields[1], fields[2]))
    return rows


def edits(source: str, target: str) -> list[Edit]:
    """Return what turns ``source`` into ``target``: for sentences of one length character by character, neighbours not joined."""
    if len(source) == len(target):
        return [Edit(at, at + 1, b) for at, (a, b) in enumerate(zip(source, target, strict=True)) if a != b]
    found = []
    for tag, start, end, low, high in SequenceMatcher(None, source, target, autojunk=False).get_opcodes():
        if tag == "replace" and end - start == high - low:
            found += [Edit(start + at, start + at + 1, target[low + at]) for at in range(end - start)]
        elif tag != "equal":
            found.append(Edit(start, end, target[low:high]))
    return found


class Faulty(NamedTuple):
    """A row whose label does not fit its sentences."""

    part: str
    number: int
    why: str


def faulty(rows: Iterable[Row]) -> list[Faulty]:
    """Return the rows that claim another number of faults than they have, and those whose sentences are of different lengths.

    They stay in every figure: the sentences are what counts, not the number.
    """
    found = []
    for row in rows:
        if len(row.wrong) != len(row.right):
            found.append(Faulty(row.part, row.number, f"lengths {len(row.wrong)} and {len(row.right)}"))
        elif (differ := sum(a != b for a, b in zip(row.wrong, row.right, strict=True))) != row.claimed:
            found.append(Faulty(row.part, row.number, f"claims {row.claimed}, has {differ}"))
    return found


def doubtful(path: Path = DOUBTFUL) -> frozenset[tuple[str, int]]:
    """Return (part, number of the line) of the rows whose label looks wrong to a person: ours is not the only reading of them."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[2:])
    return frozenset((part, int(number)) for part, number, _ in rows)


def disagreeing(rows: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Return the pairs of rows that are one sentence but for one or two characters of the form that should be right.

    One of the two labels is then doubtful, or the sentences differ in a fact: a person must look.
    """
    by_mask: dict[str, dict[str, Row]] = defaultdict(dict)
    pairs: dict[tuple[str, str], tuple[Row, Row]] = {}
    for row in rows:
        text = row.right
        for at in range(len(text)):
            by_mask[text[:at] + "\0" + text[at + 1 :]].setdefault(text, row)
    for same in by_mask.values():
        forms = sorted(same)
        for one, other in pairwise(forms):
            pairs.setdefault((one, other), (same[one], same[other]))
    return sorted(pairs.values(), key=lambda pair: (pair[0].part, pair[0].number))


def groups(rows: Sequence[Row]) -> list[int]:
    """Return for each row the number of its group: sentences that share ``_SHARED`` Chinese characters in a row, or half their pairs.

    Alike is passed on: where A is like B and B like C, all three share a group. The number is the index of the group's first row.
    """
    parent = list(range(len(rows)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def join(one: int, other: int) -> None:
        low, high = sorted((root(one), root(other)))
        parent[high] = low

    texts = ["".join(c for c in row.right if "一" <= c <= "鿿") or row.right for row in rows]
    for same in _sharing(texts, _SHARED):
        for other in same[1:]:
            join(same[0], other)
    for same in _sharing(texts, 0):
        for other in same[1:]:
            join(same[0], other)
    pairs = [frozenset(text[at : at + 2] for at in range(len(text) - 1)) for text in texts]
    compared = set()
    for same in _sharing(texts, _NEAR):
        if len(same) > _COMMON:
            continue
        for at, one in enumerate(same):
            for other in same[at + 1 :]:
                if (one, other) not in compared and root(one) != root(other):
                    compared.add((one, other))
                    if len(pairs[one] & pairs[other]) >= _LIKE * len(pairs[one] | pairs[other]):
                        join(one, other)
    return [root(at) for at in range(len(rows))]


def _sharing(texts: Sequence[str], width: int) -> Iterator[list[int]]:
    """Yield the indices of the texts that share each stretch of ``width`` characters; with 0, those that are the same."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        if width:
            for stretch in dict.fromkeys(text[at : at + width] for at in range(len(text) - width + 1)):
                places[stretch].append(index)
        else:
            places[text].append(index)
    for stretch in sorted(places):
        if len(places[stretch]) > 1:
            yield places[stretch]


def folds(rows: Sequence[Row], group_of: Sequence[int], number: int = FOLDS, salt: str = "") -> list[int]:
    """Return for each row its fold, 0 to ``number - 1``: groups whole, rows of each part shared out evenly.

    Groups go, the largest first, to the fold that has fewest rows of their part; equals in the order of a hash of their first sentence
    and ``salt``. The same rows give the same folds on every machine.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for index, group in enumerate(group_of):
        members[group].append(index)

    def order(group: int) -> tuple[int, str]:
        first = rows[members[group][0]]
        return -len(members[group]), hashlib.sha256(f"{salt}\t{first.right}".encode()).hexdigest()

    loads: list[Counter[str]] = [Counter() for _ in range(number)]
    answer = [0] * len(rows)
    for group in sorted(members, key=order):
        parts = Counter(rows[index].part for index in members[group])
        main = parts.most_common(1)[0][0]
        fold = min(range(number), key=lambda at: (loads[at][main], sum(loads[at].values()), at))
        loads[fold].update(parts)
        for index in members[group]:
            answer[index] = fold
    return answer


class Split(NamedTuple):
    """Indices into the rows: to train and choose on, and to measure on."""

    train: tuple[int, ...]
    test: tuple[int, ...]


def splits(rows: Sequence[Row], within: Sequence[int] | None = None, number: int = FOLDS, salt: str = "") -> list[Split]:
    """Return ``number`` splits of the rows (of those at the indices ``within``): each row is in one test part, groups are never parted.

    Nested: ``for outer in splits(rows): for inner in splits(rows, outer.train, salt="inner")``.
    """
    kept = list(range(len(rows))) if within is None else list(within)
    group_of = groups(rows)
    fold_of = folds([rows[index] for index in kept], [group_of[index] for index in kept], number, salt)
    return [
        Split(
            tuple(index for index, at in zip(kept, fold_of, strict=True) if at != fold),
            tuple(index for index, at in zip(kept, fold_of, strict=True) if at == fold),
        )
        for fold in range(number)
    ]
