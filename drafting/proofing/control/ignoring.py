"""Findings that a person has decided to leave: recognised again by what the text says there, not by where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from drafting.documents.expressions import expression
from drafting.documents.model import Document, Finding

_SENTENCE = expression(r"[^。！？；\n]*[。！？；\n]?")
_UNSEEN = expression("[\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
_NUMBER = expression(r"\A(?:第?[一二三四五六七八九十百]{1,4}[、，]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)][、]?|\d{1,2}[.．、])")
_BYTES = 4


class Known(NamedTuple):
    """A finding with the id by which a user may speak of it, and the reason why it was left (None: it was not)."""

    finding: Finding
    id: str
    reason: str | None = None


def fingerprint(document: Document, finding: Finding) -> str:
    """Return the id of ``finding``: eight hexadecimal digits made of what is said there, see ``identified``."""
    return identified(document, [finding])[0].id


def identified(document: Document, findings: Iterable[Finding], ignored: Mapping[str, str] | None = None) -> list[Known]:
    """Return ``findings`` with their ids, in the same order, and the reasons of those in ``ignored`` (id → reason).

    An id is made of the check, the characters, the sentence around them without its spaces and the number before it, and which of several
    equal ones in the document it is. Paragraphs added, moved or mended elsewhere, another name or format of the file do not change it.
    """
    given = list(findings)
    if not given:
        return []
    sentences = _Sentences(document)
    reasons = ignored or {}
    known = []
    for finding in given:
        name = sentences.id_of(finding)
        known.append(Known(finding, name, reasons.get(name)))
    return known


def separated(known: Iterable[Known]) -> tuple[tuple[Known, ...], tuple[Known, ...]]:
    """Return (shown, left): the findings to tell, and those that somebody has decided to leave."""
    given = tuple(known)
    return tuple(one for one in given if one.reason is None), tuple(one for one in given if one.reason is not None)


def sentence_around(document: Document, finding: Finding) -> str:
    """Return the sentence that ``finding`` is in, as it stands."""
    text = document.paragraphs[finding.span.paragraph].text
    starts = [match.start() for match in _SENTENCE.finditer(text)]
    begin = starts[bisect_right(starts, min(finding.span.start, max(len(text) - 1, 0))) - 1] if text else 0
    found = _SENTENCE.match(text, max(begin, finding.span.end - 1))
    return text[begin : found.end() if found else len(text)].strip()


class _Sentences:
    """The sentences of a document: of each its place, and which of several equal ones it is."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts: list[list[int]] = []
        self._plain: list[list[tuple[str, int]]] = []  # the sentence, and how many equal ones stand before it
        seen: Counter[str] = Counter()
        for paragraph in document.paragraphs:
            starts: list[int] = []
            plain: list[tuple[str, int]] = []
            for match in _SENTENCE.finditer(paragraph.text):
                if match.start() == match.end() and starts:
                    continue
                text = match.group() if starts else _NUMBER.sub("", match.group().lstrip(), count=1)
                text = _UNSEEN.sub("", text)
                starts.append(match.start())
                plain.append((text, seen[text]))
                seen[text] += 1
            self._starts.append(starts)
            self._plain.append(plain)
        self._digests: dict[tuple[int, int], str] = {}  # of the sentences with findings: one that goes on for pages may have many
        # Of some characters in a sentence: how far they have been counted, and how many there were. Findings come by place.
        self._counted: dict[tuple[int, int, str], tuple[int, int]] = {}

    def id_of(self, finding: Finding) -> str:
        span = finding.span
        text = self._document.paragraphs[span.paragraph].text
        at = max(bisect_right(self._starts[span.paragraph], span.start) - 1, 0)
        begin = self._starts[span.paragraph][at]
        sentence, which = self._plain[span.paragraph][at]
        if (digest := self._digests.get((span.paragraph, at))) is None:
            digest = self._digests[span.paragraph, at] = _digest(sentence)
        characters = text[span.start : span.end]
        before = self._before((span.paragraph, at, characters), text, begin, span.start) if characters else 0
        return _digest("\x1f".join((finding.code, characters, digest, str(which), str(before))))

    def _before(self, key: tuple[int, int, str], text: str, begin: int, end: int) -> int:
        """Return at how many places from ``begin`` up to ``end`` the characters stand, each counted from where the last count stopped."""
        place, count = self._counted.get(key, (begin, 0))
        if place > end:
            place, count = begin, 0
        characters = key[2]
        found = text.find(characters, place, end + len(characters) - 1)
        while found >= 0:
            count += 1
            found = text.find(characters, found + 1, end + len(characters) - 1)
        self._counted[key] = (end, count)
        return count


def _digest(text: str) -> str:
    from hashlib import blake2s  # it loads OpenSSL, which a draft without faults can do without

    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES).hexdigest()
