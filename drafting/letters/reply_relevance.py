"""相关: whether a reply speaks of what the letter asked: the letter's rare words, the characters of both, the place, each question.

What a reply only repeats — the letter's title in quotation marks, the sentence that announces the answer — proves nothing and is left out.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from drafting.documents.resources import listed
from drafting.documents.words import cut
from drafting.letters.batch import Letter
from drafting.letters.places import find_places
from drafting.letters.reply_kinship import kinship, pair_weights
from drafting.letters.reply_parts import Part
from drafting.letters.topics import topic_tree
from drafting.letters.wording import stop_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BODY = 600  # characters of a letter that are looked at: who writes more repeats himself
_TERMS = 18  # words that stand for the matter
_PARTLY = 0.5  # counts a word of which only a part is said
_RESTATED = 0.3  # weight of the whole reply, beside the answer without set phrases: it may name the matter where it announces the answer
_TITLE = 2.0  # a word of the title weighs so many times
_MOST_QUESTIONS = 8
_QUESTION_SHARE = 0.25  # of the weight of its words: the question is taken up
_POINTWISE = 0.1  # where the reply has as many numbered points as the letter has questions

_BEGINNING = 120  # characters of a letter in which it says where
_ANSWERED = 400  # characters of a reply in which it says where

_CODE = re.compile(r"^(?:[A-Z]\d{0,2}(?:省|市|区|县|州|镇|乡))+")  # 高新区 of a pseudonymised A市高新区
ENOUGH = 0.25
"""Share of the words' weight that is enough: of answers to other letters of the same county 95 in 100 have less."""

NEAR = 0.06
"""Kinship that is enough: 95 in 100 of answers to other letters of the same county have less than half of it."""

_NEAREST = 1.5  # times ``NEAR``: more kinship makes up for no more words that are missing

_HAN_WORD = re.compile("[一-鿿]{2,}$")
_SENTENCE = re.compile(r"[^。！？；!?;\n]+[？?]?")
_ASKS = re.compile(
    r"[？?]$|请问|请教|想问|咨询一下|何时|几时|什么时候|怎么(?:办|样|处理|解决|申请|交|算|收)|如何|是否|能否|可否|能不能|可不可以|有没有|为什么|为何|多少|哪里|哪些|哪个|几天"
)
_OUTCRY = re.compile(r"(?:天理|良心|王法|公平|公道|何在|难道|凭什么|谁来管|何来|有没有人管|没人管|怎么活|还有没有)")
_WHEN = re.compile(r"何时|什么时候|几时|多久|哪天|时间")
_HOW_MUCH = re.compile(r"多少|几[个元天年岁人]|比例|标准|费用|价格")
_TIME = re.compile(r"\d+\s*(?:年|月|日|号|天|个?工作日|小时|点|时)|[一二三四五六七八九十]+(?:月|季度)|年底|年初|近期|暂无|上半年|下半年")
_FIGURE = re.compile(r"\d")
_MONEY_ASKED = re.compile(r"多少钱|几[多块]?钱|(?:费用|收费|价格|工资|补贴|补助)[^，。？]{0,6}多少|多少[^，。？]{0,4}(?:费用|元)")
_MONEY = re.compile(r"\d\s*[万亿]?元")
_QUOTED = re.compile(r"[“\"《‘][^”\"》’]{4,80}[”\"》’]")
_POINT = re.compile(
    r"(?:^|[\n。；：:;，\s])(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十]+[、，,]|[一二三四五六七八]是)"
)


@dataclass(frozen=True, slots=True)
class Relevance:
    """How far a reply takes up its letter, each share from 0 to 1.

    ``found`` and ``missed`` are the letter's telling words that the reply has and has not, ``echoed`` those that it has only where it
    repeats the letter's title in quotation marks, ``restated`` those it has only in its salutation or where it announces the answer.
    ``place`` is None where the letter names none, ``unanswered`` are the questions that nothing in the reply takes up.
    """

    matter: float
    place: bool | None
    questions: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    found: tuple[str, ...] = field(default=())
    missed: tuple[str, ...] = field(default=())
    echoed: tuple[str, ...] = field(default=())
    restated: tuple[str, ...] = field(default=())

    @property
    def share(self) -> float:
        """The whole: the matter, the questions where there are several, the place where the letter names one."""
        parts = [(0.6, self.matter)]
        if self.place is not None:
            parts.append((0.1, float(self.place)))
        if len(self.questions) > 1:
            parts.append((0.3, 1 - len(self.unanswered) / len(self.questions)))
        return sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)


@cache
def _stop_words() -> frozenset[str]:
    return stop_words() | {word for row in listed("letters_stock.txt") for word in cut(row)}


@lru_cache(1 << 14)
def _words(text: str) -> tuple[str, ...]:
    stop = _stop_words()
    # The words of a batch recur thousands of times: each is kept once.
    return tuple(intern(word) for word in cut(text) if len(word) > 1 and word not in stop and _HAN_WORD.match(word))


@cache
def _shipped_words() -> tuple[int, Counter[str]]:
    """Return how many letters the program has of its own, and in how many of them each word is: what is usual in letters."""
    letters = [letter for leaf in topic_tree() for letter in leaf.letters]
    seen: Counter[str] = Counter()
    for letter in letters:
        seen.update({*_words(letter.title), *_words(letter.body)})
    return len(letters), seen


class Scale(NamedTuple):
    """What is telling in a batch: ``rare`` words (their weight), and the weights of pairs of characters (``pair_weights``)."""

    rare: Mapping[str, float]
    pairs: NDArray[np.float32]


def scale_of(letters: Sequence[Letter], parts: Sequence[Part]) -> Scale:
    """Return what is telling in these letters and answers; the program's own letters say what is usual where a batch is small.

    A word weighs ln((1 + letters) / (1 + letters that have it)) + 1.
    """
    own, usual = _shipped_words()
    seen: Counter[str] = Counter()
    for letter in letters:
        seen.update({*_words(letter.title), *_words(letter.text[:_BODY])})
    count = own + len(letters)
    rare = {word: math.log((1 + count) / (1 + times + usual[word])) + 1 for word, times in seen.items()}
    return Scale(rare, pair_weights([*map(_asked, letters), *(part.answer for part in parts)]))


def relevances(letters: Sequence[Letter], parts: Sequence[Part], scale: Scale) -> list[Relevance]:
    """Return how far each of ``parts`` takes up the letter at its place."""
    said = [_said(letter, part) for letter, part in zip(letters, parts, strict=True)]
    near = kinship([*map(_asked, letters)], said, scale.pairs)
    return [_relevance(*each, scale.rare) for each in zip(letters, parts, said, near, strict=True)]


def _asked(letter: Letter) -> str:
    return f"{letter.title}\n{letter.text[:_BODY]}"


def _said(letter: Letter, part: Part) -> str:
    """Return the answer without quotations of the letter's title, which answer nothing."""
    return _without_title(letter, part.answer)


def _without_title(letter: Letter, text: str) -> str:
    return _QUOTED.sub(lambda quote: "" if _repeats(quote[0], letter) else quote[0], text)


def _relevance(letter: Letter, part: Part, said: str, near: float, rare: Mapping[str, float]) -> Relevance:
    weights = _matter(letter, rare)
    taken = (1 - _RESTATED) * _covered(weights, said) + _RESTATED * _covered(weights, part.text)
    questions = _questions(letter)
    points = len(_POINT.findall(part.answer))
    needed = _POINTWISE if points >= len(questions) > 1 else _QUESTION_SHARE
    matter = min(1.0, (min(1.0, taken / ENOUGH) + min(_NEAREST, near / NEAR)) / 2)
    place = _same_place(letter, part.text)
    unquoted = _without_title(letter, part.text)
    unsaid = [word for word in weights if word not in said]
    return Relevance(
        matter=matter,
        place=None if place is False and matter == 1 else place,  # the same matter without doubt: the place goes by another name
        questions=questions,
        unanswered=tuple(question for question in questions if not _taken_up(question, said, rare, needed)),
        found=tuple(word for word in weights if word in said),
        missed=tuple(word for word in unsaid if word not in part.text),
        echoed=tuple(word for word in unsaid if word in part.text and word not in unquoted),
        restated=tuple(word for word in unsaid if word in unquoted),
    )


def _covered(weights: Mapping[str, float], said: str) -> float:
    """Return the share of the words' weight that ``said`` has, 1 without words; of a longer word two characters count partly."""
    if not weights:
        return 1.0
    taken = 0.0
    for word, weight in weights.items():
        if word in said:
            taken += weight
        elif len(word) > 2 and any(word[at : at + 2] in said for at in range(len(word) - 1)):
            taken += _PARTLY * weight
    return taken / sum(weights.values())


def _matter(letter: Letter, rare: Mapping[str, float]) -> dict[str, float]:
    """Return the words that tell most of what a letter is about, with their weight, the heaviest first."""
    counts: Counter[str] = Counter(_words(letter.text[:_BODY]))
    title = Counter(_words(letter.title))
    weights = {
        word: (1 + math.log(counts[word] or 1)) * rare.get(word, 1.0) * (_TITLE if word in title else 1.0) for word in {**title, **counts}
    }
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_TERMS])


def _repeats(quote: str, letter: Letter) -> bool:
    """Whether a quotation is the letter's own title, or nearly."""
    title, inside = set(letter.title), set(quote[1:-1])
    return len(title & inside) >= 0.7 * max(len(inside), 1) and len(inside) > 5


def _same_place(letter: Letter, said: str) -> bool | None:
    """Return whether a place of the letter is named in the reply; None where either names none: an answer need not say where."""
    places = [place.name for place in (*find_places(letter.title), *find_places(letter.text[:_BEGINNING]))]
    if not places:
        return None
    if any(part in said for name in places for part in (name, name[-4:], _CODE.sub("", name)) if len(part) > 2):
        return True
    return False if find_places(said[:_ANSWERED]) else None


def _questions(letter: Letter) -> tuple[str, ...]:
    """Return what a letter asks, question by question; an outcry in the form of a question asks nothing."""
    result = []
    for sentence in _SENTENCE.findall(letter.text):
        plain = sentence.strip()
        if 5 <= len(plain) <= 120 and _ASKS.search(plain) and not _OUTCRY.search(plain) and _words(plain):
            result.append(plain)
    return tuple(dict.fromkeys(result))[:_MOST_QUESTIONS]


def _taken_up(question: str, said: str, rare: Mapping[str, float], needed: float) -> bool:
    """Whether an answer has enough of a question's words, or one of them and the kind of thing that is asked for (a time, a figure)."""
    weights = {word: rare.get(word, 1.0) for word in _words(question)}
    found = sum(weight for word, weight in weights.items() if word in said)
    if found >= needed * sum(weights.values()):
        return True
    if _MONEY_ASKED.search(question) and _MONEY.search(said):
        return True
    fits = (_WHEN.search(question) and _TIME.search(said)) or (_HOW_MUCH.search(question) and _FIGURE.search(said))
    return bool(found and fits)
