"""What in a letter a person should look at before its turn comes: signals to check, never a verdict on the writer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from drafting.letters.events import Times, find_deadlines
from drafting.letters.lexicon import Words, word_rows
from drafting.letters.masking import signers

SIGNALS = ("人身安全", "群体性", "极端表述", "涉众资金", "时限临近")
NOTE = "提请人工核查"
"""What every signal is shown as."""

_KINDS = ("重", "轻", "众", "不算")
SLIGHT = 3  # so many different weak words raise a signal
_MOST_WORDS = 4  # shown of a signal
_FACTS = frozenset(SIGNALS[:4])  # signals of what happens or is said, not of what might
_IMAGINED = re.compile(r"(?:如果|万一|一旦|担心|害怕|避免|防止|假如|难道|是否|以免|杜绝|严防|预防)[^。！？；]*$")
_SENTENCE = re.compile(r"[。！？!?；\n]")
_NEAR = re.compile(
    r"截止|以前|之前|(?<=[日号])前|到期|开学|开庭|报名|强?拆|搬|限|交房|收房|考试|中考|高考|开考|入学|停办|停业|签约|面试|摇号|听证"
)


class Signal(NamedTuple):
    """One signal and the letter's own words that raised it."""

    signal: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.signal}（{'、'.join(self.words)}）"


class Entry(NamedTuple):
    """A word of the list: of which signal, of which kind, and the expression to look for where the word is only its anchor."""

    signal: str
    kind: str
    pattern: re.Pattern[str] | None


class Leads(NamedTuple):
    """What is known of a letter beforehand.

    The signals that its words may raise, numbers of ``expressions`` with where in the title, a line end and the text they may begin
    (None: anywhere), the places of the signers' names, and the times told.
    """

    signals: Sequence[str]
    begun: Sequence[tuple[int, int | None]]
    names: Sequence[tuple[int, int]]
    times: Times


class _Hit(NamedTuple):
    words: str
    begin: int
    end: int


@cache
def lexicon() -> tuple[Words, tuple[tuple[Entry, ...], ...]]:
    """Return the words of the list, and the entries of each."""
    rows = word_rows("letters_urgent.tsv")
    entries: dict[str, list[Entry]] = {}
    for signal in SIGNALS:
        for kind in _KINDS:
            for word in rows.get(f"{signal}{kind}", ()):
                anchors, equals, source = word.partition("=")
                pattern = re.compile(source) if equals else None
                for anchor in anchors.split("/"):
                    entries.setdefault(anchor, []).append(Entry(signal, kind, pattern))
    return Words(entries, overlapping=True), tuple(map(tuple, entries.values()))


@cache
def expressions() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Return the expressions of the list, each with its signals."""
    found: dict[re.Pattern[str], dict[str, None]] = {}
    for entries in lexicon()[1]:
        for entry in entries:
            if entry.pattern is not None:
                found.setdefault(entry.pattern, {})[entry.signal] = None
    return tuple((pattern, tuple(signals)) for pattern, signals in found.items())


def find_urgent(title: str, text: str, written: datetime | None, leads: Leads | None = None) -> tuple[Signal, ...]:
    """Return the signals in the order of ``SIGNALS``, each with the words that raised it.

    One strong word raises a signal, unless it is only imagined (一旦…), or three different weak ones; for 涉众资金 one with a crowd in
    the same sentence. The lists are ``corpus/letters_urgent.tsv``. A joint letter of five signers or more raises 群体性, a date within
    15 days after the letter (``written``) with a word such as 截止 beside it raises 时限临近. ``leads`` is what is known of the letter.
    """
    if leads is not None and not (leads.signals or leads.begun or leads.names or leads.times.said):
        return ()
    whole = f"{title}\n{text}"
    hits = _hits(whole, SIGNALS if leads is None else {*leads.signals, *_begun(whole, leads.begun)})
    result = []
    for signal in SIGNALS:
        words = _raised(whole, signal, hits.get(signal, {}))
        if signal == "群体性" and (names := signers(text) if leads is None else leads.names):
            words.append(f"{len(names)} 人署名")
        if signal == "时限临近":
            words += _deadlines(whole, find_deadlines(title, text, written, None if leads is None else leads.times))
        if words:
            result.append(Signal(signal, tuple(dict.fromkeys(words))[:_MOST_WORDS]))
    return tuple(result)


def _begun(text: str, begun: Sequence[tuple[int, int | None]]) -> Iterator[str]:
    """Return the signals of the expressions that there are in ``text``, given where they may begin."""
    known = expressions()
    for number, place in begun:
        pattern, signals = known[number]
        if pattern.search(text) if place is None else pattern.match(text, place):
            yield from signals


def _hits(text: str, signals: Collection[str]) -> dict[str, dict[str, list[_Hit]]]:
    """Return for some ``signals``: signal → kind → what stands in ``text``, in order, all in one pass."""
    found: dict[str, dict[str, list[_Hit]]] = {}
    if not signals:
        return found
    words, entries = lexicon()
    done: set[tuple[int, int]] = set()  # an expression is looked for in the whole text where its first anchor stands
    for which, begin, end in words.places(text):
        for entry in entries[which]:
            if entry.signal not in signals:
                continue
            hits = found.setdefault(entry.signal, {}).setdefault(entry.kind, [])
            if entry.pattern is None:
                hits.append(_Hit(text[begin:end], begin, end))
            elif (once := (id(hits), id(entry.pattern))) not in done:
                done.add(once)
                hits += [hit for one in entry.pattern.finditer(text) if (hit := _Hit(one[0], one.start(), one.end())) not in hits]
    return found


def _raised(text: str, signal: str, hits: dict[str, list[_Hit]]) -> list[str]:
    if not hits:
        return []
    none = hits.get("不算", ())
    strong, weak, crowd = (
        [hit for hit in hits.get(kind, ()) if not any(one.begin < hit.end and hit.begin < one.end for one in none)] for kind in _KINDS[:3]
    )
    strong = [hit for hit in strong if signal not in _FACTS or not _IMAGINED.search(text, max(0, hit.begin - 14), hit.begin)]
    if strong:
        return _longest(strong)
    if signal == "涉众资金":
        for money in weak:
            for people in crowd:
                between = (money.end, people.begin) if money.end <= people.begin else (people.end, money.begin)
                if not _SENTENCE.search(text, *between):
                    return [money.words, people.words]
        return []
    words = _longest(weak)
    return words if len(words) >= SLIGHT else []


def _longest(hits: list[_Hit]) -> list[str]:
    """Return the words of ``hits``, each once, without those that lie within another."""
    return list(
        dict.fromkeys(hit.words for hit in hits if not any(one.begin <= hit.begin and hit.end <= one.end and one != hit for one in hits))
    )


def _deadlines(whole: str, days: Sequence[tuple[int, int]]) -> list[str]:
    return [
        whole[begin:end]
        for begin, end in days
        if whole[begin:end] != "明日" and _NEAR.search(whole, max(0, begin - 8) if whole[end - 1] in "日号" else begin, end + 10)
    ]
