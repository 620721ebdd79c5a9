"""What is said of the letters of a batch of any size, given as it comes: verdicts, and the words that matters are told apart by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from drafting.letters.batch import Letter
from drafting.letters.duplicates import find_duplicates
from drafting.letters.shipped import SHIPPED
from drafting.letters.sorting import Verdict, label_shares, sort_letters
from drafting.letters.spread import spread
from drafting.letters.storing import BLOCK, Plain, Texts, letter_from, plain_of
from drafting.letters.wording import words_of

_How = tuple[str, Sequence[str] | None, Path | None, Sequence[float]]


def stream_verdicts(
    letters: Sequence[Letter],
    model: str = SHIPPED,
    labels: Sequence[str] | None = None,
    *,
    topics: Path | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Iterator[tuple[Letter, Verdict]]:
    """Return each letter with its verdict, in order: those that ``sort_letters`` gives for the whole batch.

    Only ``BLOCK`` letters a worker are held at a time. ``model``, ``labels`` and ``topics`` are as in ``sort_letters``; on a cluster the
    model or the topics file must be on every machine. ``workers`` and ``scheduler`` are as in ``spread``. Raises ``UserError`` as both do.
    """
    how: _How = (model, labels, topics, label_shares(letters, model, labels, topics=topics))
    first = find_duplicates(Texts(letters))
    ids = [None if earlier is None else letters[earlier].id for earlier in first]
    at = 0
    for part, verdicts in spread(_sorted, _parts(letters), how, count=len(letters), workers=workers, scheduler=scheduler):
        for plain, verdict in zip(part, verdicts, strict=True):
            yield letter_from(plain), verdict if verdict.duplicate_of == ids[at] else replace(verdict, duplicate_of=ids[at])
            at += 1


def _sorted(how: _How, part: Sequence[Plain]) -> list[Verdict]:
    model, labels, topics, shares = how
    return sort_letters([letter_from(plain) for plain in part], model, labels, topics=topics, shares=shares)


def stream_words(letters: Sequence[Letter], *, workers: int | None = None, scheduler: str | None = None) -> Iterator[Mapping[str, float]]:
    """Return the ``words_of`` each letter, in order; ``workers`` and ``scheduler`` are as in ``spread``, which see for what it raises."""
    for _, bags in spread(_words, _parts(letters), None, count=len(letters), workers=workers, scheduler=scheduler):
        yield from bags


def _words(_: None, part: Sequence[Plain]) -> list[dict[str, float]]:
    return [dict(words_of(letter.title, letter.text)) for letter in map(letter_from, part)]


def _parts(letters: Sequence[Letter]) -> Iterator[list[Plain]]:
    """Return the letters in blocks, as tuples, which travel between processes several times as fast as objects."""
    block: list[Plain] = []
    for letter in letters:
        block.append(plain_of(letter))
        if len(block) == BLOCK:
            yield block
            block = []
    if block:
        yield block
