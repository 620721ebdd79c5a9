"""Segmentation: the one place that knows jieba.

rjieba is jieba's dictionary and algorithm in Rust: with the hidden Markov model off it cuts exactly as jieba does, about 26 times
faster and without jieba's second of start-up. Where there is no build of it (offices have processors of every kind) jieba itself serves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import accumulate, pairwise
from typing import NamedTuple

_HALF = re.compile("[\ud800-\udfff]")


class _Engine(NamedTuple):
    cut: Callable[[str, bool], list[str]]
    tag: Callable[[str], list[tuple[str, str]]]


@cache
def _engine() -> _Engine:
    try:
        import rjieba
    except ImportError:
        return _slow_engine()
    return _Engine(rjieba.cut, rjieba.tag)


def _slow_engine() -> _Engine:
    import logging
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba imports pkg_resources, which warns, and has escapes that newer Pythons warn of
        import jieba
        import jieba.posseg

    jieba.setLogLevel(logging.ERROR)
    return _Engine(
        lambda text, unknown: list(jieba.cut(text, HMM=unknown)),
        lambda text: [(pair.word, pair.flag) for pair in jieba.posseg.cut(text)],
    )


def cut(text: str, *, unknown: bool = False) -> list[str]:
    """Return the words of ``text`` in order; joined they are ``text`` again.

    ``unknown=True`` also guesses words outside the dictionary (names, new terms) with the hidden Markov model.
    """
    try:
        return _engine().cut(text, unknown)
    except UnicodeEncodeError:  # half a character of a damaged file
        return _as_in(text, _engine().cut(_HALF.sub("\ufffd", text), unknown))


def _as_in(text: str, words: list[str]) -> list[str]:
    """Return ``text`` parted where ``words``, those of another text of the same length, are parted."""
    ends = list(accumulate(map(len, words)))
    return [text[start:end] for start, end in pairwise([0, *ends])]


def tag(text: str) -> list[tuple[str, str]]:
    """Return (word, part of speech) over ``text`` in order, in the tag set of jieba (``nr`` person, ``ns`` place …)."""
    try:
        return _engine().tag(text)
    except UnicodeEncodeError:
        tagged = _engine().tag(_HALF.sub("\ufffd", text))
        return list(zip(_as_in(text, [word for word, _ in tagged]), [kind for _, kind in tagged], strict=True))


def boundaries(text: str) -> set[int]:
    """Return the offsets at which a word of ``text`` begins or ends, 0 and ``len(text)`` included."""
    ends = {0}
    at = 0
    for word in cut(text):
        at += len(word)
        ends.add(at)
    return ends


def has_word(*words: str) -> bool:
    """Tell whether any of ``words`` is in the dictionary, without loading it: for one question in a run that may need no other."""
    from importlib.util import find_spec
    from pathlib import Path

    if _engine.cache_info().currsize:  # it is loaded already: asking it costs nothing, the file some milliseconds a word
        return any(len(cut(word)) == 1 for word in words)
    found = find_spec("jieba")
    if found is None or not found.submodule_search_locations:
        return True
    try:
        dictionary = (Path(found.submodule_search_locations[0]) / "dict.txt").read_bytes()
    except OSError:
        return True  # asked of the segmenter itself, the question costs more but is answered
    return any(f"\n{word} ".encode() in dictionary for word in words)
