"""What kind of fault a wrong character is, told from the two forms of the sentence alone."""

from __future__ import annotations

from functools import cache

from drafting.documents.words import cut
from evaluation.characters_rows import Edit, edits
from training.readings import FAR, distance

KINDS = ("same pinyin", "near pinyin", "unlike in sound", "another word", "adjacent", "order", "doubled", "superfluous", "missing")
"""Each wrong character is of one kind, the last in this order of those that hold.

``same pinyin``, ``near pinyin`` (平翘舌, 前后鼻音, n/l, f/h …, a slip of one key), ``unlike in sound`` (mostly shape): one wrong character
between right ones. ``another word``: such a one that makes another word of the dictionary of the right one (权利, 权力). ``adjacent``: two
or more wrong characters in a row. ``order``: two neighbours exchanged. ``doubled``: a stretch stands twice. ``superfluous``, ``missing``.
"""


@cache
def syllables(character: str) -> frozenset[str]:
    """Return how ``character`` may be read, without tones; ``v`` for ü."""
    from pypinyin import Style, pinyin

    return (
        frozenset(pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")[0]) if "㐀" <= character <= "鿿" else frozenset()
    )


@cache
def sound(one: str, other: str) -> str:
    """Return “same pinyin”, “near pinyin” or “unlike in sound” for two characters, by the readings that are nearest."""
    nearest = min((distance(a, b) for a in syllables(one) for b in syllables(other)), default=FAR)
    return "same pinyin" if nearest == 0 else "near pinyin" if nearest < FAR else "unlike in sound"


def kinds_of(wrong: str, right: str) -> dict[Edit, str]:
    """Return each edit that turns ``wrong`` into ``right`` with the kind of the fault, in order."""
    found = edits(wrong, right)
    if not found:
        return {}
    if len(wrong) != len(right):
        return {edit: _of_length(wrong, edit) if len(edit.replacement) != edit.end - edit.start else _alone(wrong, edit) for edit in found}
    kinds: dict[Edit, str] = {}
    words = _word_spans(wrong) & _word_spans(right)
    at = 0
    while at < len(found):
        run = [found[at]]
        while at + len(run) < len(found) and found[at + len(run)].start == run[-1].end:
            run.append(found[at + len(run)])
        start, end = run[0].start, run[-1].end
        if len(run) > 1:
            exchanged = len(run) == 2 and right[start:end] == wrong[start:end][::-1]
            kinds |= dict.fromkeys(run, "order" if exchanged else "adjacent")
        elif any(low <= start < high and high - low > 1 for low, high in words):
            kinds[run[0]] = "another word"
        else:
            kinds[run[0]] = _alone(wrong, run[0])
        at += len(run)
    return kinds


def _alone(wrong: str, edit: Edit) -> str:
    return sound(wrong[edit.start], edit.replacement)


def _of_length(wrong: str, edit: Edit) -> str:
    gone = wrong[edit.start : edit.end]
    if len(edit.replacement) > len(gone):
        return "missing"
    twice = wrong[edit.end : edit.end + len(gone)] == gone or wrong[max(0, edit.start - len(gone)) : edit.start] == gone
    return "doubled" if twice and not edit.replacement else "superfluous"


def _word_spans(text: str) -> set[tuple[int, int]]:
    spans, at = set(), 0
    for word in cut(text):
        spans.add((at, at + len(word)))
        at += len(word)
    return spans
