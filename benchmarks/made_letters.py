"""Letters of any number, made up, with a known number of matters: no real letter could be counted so.

The vocabulary is that of the project's own training letters: a chain of words for each first-level topic says which word follows which, so
that bodies are of usual words and no long string stands in two letters of different matters. A matter is one place, two terms of one topic
and three facts, of which each letter tells two in its own order; places have short names too, and several matters share a place. Some
topics are much commoner than others, as in every office.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise, permutations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafting.documents.words import cut
from drafting.letters.topics import topic_tree

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEADER = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数", "反对数")
CHARACTERS = 390  # of a body, on average
SINGLE = 0.45  # part of the letters that nobody else writes about
LARGEST = 300  # letters on one matter
EACH_PLACE = 12  # letters about one place, on average
COPIES, REPEATS = 0.04, 0.12  # parts of the letters that are an earlier one's text, or by an earlier one's writer
FACTS, FACT_WORDS = 3, 6  # of a matter; each letter tells two
_BLOCK = 10_000
_SYLLABLES = (
    "安宝碧北滨长城春翠大东丰枫福富港高光桂海含和恒红虹湖华怀汇吉佳嘉建江锦景静九开康兰乐丽莲林龙绿满梅美明南"
    "宁平青庆泉荣瑞润山尚盛水顺松泰天庭同桐万望文梧西溪祥新兴星雅阳怡银永玉御园源悦云泽正中舟竹紫"
)
_ENDS = ("小区", "花园", "家园", "公寓", "新村", "广场", "社区", "路", "街", "学校", "工业园", "市场")
_TITLES = (
    "{place}{one}",
    "关于{place}{one}的问题",
    "{area}{place}{one}、{two}",
    "投诉{place}{two}",
    "反映{area}{place}{one}",
    "请问{place}{one}什么时候解决",
    "{place}{one}，盼处理",
    "{short}{one}和{two}",
    "{area}{short}{two}的情况",
)
_OPENINGS = (
    "我是{place}的居民，{one}已经有一段时间了，",
    "您好，我们{short}{one}，还有{two}，",
    "尊敬的领导，{area}{place}{two}，",
    "{place}从去年起{one}，",
    "想问一下{short}的{one}，",
    "就{area}{place}的{one}反映如下，",
)


class Made(NamedTuple):
    """One letter as a row of ``HEADER``, and the number of its matter (-1: nobody else writes about it)."""

    row: tuple[str, str, str, str, str, int, int]
    matter: int


class _Chain(NamedTuple):
    """Words in the order of topics; those that follow word ``i`` are ``after[start[i] : start[i] + follow[i]]``."""

    words: list[str]
    start: NDArray[np.int64]
    follow: NDArray[np.int64]
    after: NDArray[np.int64]
    topics: dict[str, NDArray[np.int64]]  # the words that begin sentences


def _chain() -> _Chain:
    import numpy as np

    number: dict[tuple[str, str], int] = {}
    words: list[str] = []
    follows: defaultdict[int, list[int]] = defaultdict(list)
    begins: defaultdict[str, list[int]] = defaultdict(list)

    def numbered(topic: str, word: str) -> int:
        if (topic, word) not in number:
            number[topic, word] = len(words)
            words.append(word)
        return number[topic, word]

    for leaf in topic_tree():
        topic = leaf.path[0]
        for example in leaf.letters:
            for sentence in example.body.replace("\n", "").split("。"):
                path = [numbered(topic, word) for word in cut(sentence)] + [numbered(topic, "。")]
                begins[topic].append(path[0])
                for one, next_one in pairwise(path):
                    follows[one].append(next_one)
    for topic, first in begins.items():
        follows[number[topic, "。"]] = first
    count = np.array([len(follows[index]) for index in range(len(words))])
    after = np.array([word for index in range(len(words)) for word in follows[index]])
    return _Chain(words, np.cumsum(count) - count, count, after, {topic: np.array(first) for topic, first in begins.items()})


def _matters(count: int, chance: np.random.Generator) -> NDArray[np.int64]:
    """Return the matter of each letter, in no order; the sizes fall off as those of real batches do (many twos, few hundreds)."""
    import numpy as np

    sizes = np.arange(2, LARGEST + 1)
    weight = sizes**-2.0
    wanted = int(count * (1 - SINGLE))
    drawn = chance.choice(sizes, size=wanted // 2 + 1, p=weight / weight.sum())
    kept = drawn[np.cumsum(drawn) <= wanted]
    matter = np.full(count, -1, np.int64)
    matter[: kept.sum()] = np.repeat(np.arange(len(kept)), kept)
    chance.shuffle(matter)
    return matter


def made_letters(count: int, seed: int = 6) -> Iterator[Made]:
    """Return ``count`` letters over a year in the order of their time; the same ones for the same numbers."""
    import numpy as np

    chance = np.random.default_rng(seed)
    chain = _chain()
    leaves = [leaf for leaf in topic_tree() if len(leaf.terms) > 2 and leaf.letters]
    matter = _matters(count, chance)
    single = matter < 0
    subject = matter.copy()  # what a letter is about: singles are matters of their own
    subject[single] = matter.max() + 1 + np.arange(single.sum())
    subjects = int(subject.max()) + 1
    places = max(count // EACH_PLACE, 1)
    place_of = chance.integers(0, places, subjects)
    common = 1 / np.arange(1, len(leaves) + 1) ** 0.8
    leaf_of = chance.permutation(len(leaves))[chance.choice(len(leaves), subjects, p=common / common.sum())]
    term_of = chance.random((subjects, 2))
    facts = _facts(chain, [leaves[leaf].path[0] for leaf in leaf_of[: matter.max() + 1].tolist()], chance)
    last: dict[int, tuple[str, str, str]] = {}  # of each matter: writer, title, body
    begin = dt.datetime(2024, 1, 1)
    for start in range(0, count, _BLOCK):
        about = subject[start : start + _BLOCK]
        topics = [leaves[leaf].path[0] for leaf in leaf_of[about].tolist()]
        bodies = _bodies(chain, topics, chance)
        draws = chance.random((len(about), 6)).tolist()
        likes = np.minimum(chance.pareto(1.2, len(about)), 500).astype(int).tolist()
        for at, (number, body, draw) in enumerate(zip(about.tolist(), bodies, draws, strict=True)):
            index = start + at
            terms = leaves[int(leaf_of[number])].terms
            one, two = (terms[int(share * len(terms))] for share in term_of[number])
            names = {**_place(int(place_of[number]), places), "one": one, "two": two}
            writer = f"用户{int(draw[0] * count * 3):07d}"
            title = _TITLES[int(draw[1] * len(_TITLES))].format(**names)
            body = _OPENINGS[int(draw[2] * len(_OPENINGS))].format(**names) + "".join(_told(facts, int(matter[index]), draw[5])) + body
            if number in last and draw[3] < COPIES:
                _, title, body = last[number]
            elif number in last and draw[3] < COPIES + REPEATS:
                writer = last[number][0]
            if matter[index] >= 0:
                last[number] = writer, title, body
            time = begin + dt.timedelta(seconds=int(index * 31_536_000 / count))
            row = (str(100_000 + index), writer, title, f"{time:%Y/%m/%d %H:%M:%S}", body, likes[at], int(draw[4] * 2))
            yield Made(row, int(matter[index]))


def _place(number: int, places: int) -> dict[str, str]:
    """Return the names of a place: in full, for short, and the area it lies in."""
    mixed = number * 48_271 % 2_147_483_647  # neighbours in number have nothing in common
    size = len(_SYLLABLES)
    name = _SYLLABLES[number % size] + _SYLLABLES[number // size % size]
    if number >= size * size or mixed % 3 == 0:
        name += _SYLLABLES[mixed % size]
    end = _ENDS[mixed // size % len(_ENDS)]
    return {"place": name + end, "short": name if len(name) > 2 else name + end, "area": f"A{mixed % 9 + 1}区"}


def _told(facts: list[list[str]], matter: int, draw: float) -> tuple[str, ...]:
    """Return two of a matter's facts in an order of their own; none for what only one person writes about."""
    if matter < 0:
        return ()
    orders = list(permutations(facts[matter], 2))
    return orders[int(draw * len(orders))]


def _facts(chain: _Chain, topics: list[str], chance: np.random.Generator) -> list[list[str]]:
    """Return the facts of each matter, given its topic."""
    each = [_texts(chain, topics, FACT_WORDS, chance) for _ in range(FACTS)]
    return [[f"{fact}，" for fact in of_one] for of_one in zip(*each, strict=True)]


def _bodies(chain: _Chain, topics: list[str], chance: np.random.Generator) -> list[str]:
    """Return a body for each topic, of about ``CHARACTERS``."""
    return [f"{text}。" for text in _texts(chain, topics, int(CHARACTERS / 1.75), chance)]


def _texts(chain: _Chain, topics: list[str], length: int, chance: np.random.Generator) -> list[str]:
    """Return a text of ``length`` words for each topic."""
    import numpy as np

    begins = zip(topics, chance.random(len(topics)), strict=True)
    now = np.array([chain.topics[topic][int(share * len(chain.topics[topic]))] for topic, share in begins], np.int64)
    steps = [now]
    for _ in range(length - 1):
        now = chain.after[chain.start[now] + (chance.random(len(now)) * chain.follow[now]).astype(np.int64)]
        steps.append(now)
    words = chain.words
    return ["".join([words[index] for index in row]) for row in np.stack(steps, axis=1).tolist()]


def write_letters(path: Path, count: int, seed: int = 6) -> None:
    """Write ``count`` made letters to ``path`` (.csv), and the matter of each beside it (.matters, a number a line)."""
    with path.open("w", encoding="utf-8", newline="") as stream, path.with_suffix(".matters").open("w", encoding="utf-8") as truth:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        for letter in made_letters(count, seed):
            writer.writerow(letter.row)
            truth.write(f"{letter.matter}\n")
