"""Batches of any size: read into memory or onto the disk, and what is said of their letters given as it comes."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from drafting.letters.batch import Batch, Letter, Unread
from drafting.letters.directory import Directory
from drafting.letters.extraction import Extracted, extract_all
from drafting.letters.filed import Filed
from drafting.letters.leads import all_leads
from drafting.letters.reading import stream_letters
from drafting.letters.routing import Routed, route
from drafting.letters.shipped import SHIPPED
from drafting.letters.sorting import PART, Sorter, Verdict, repeated_ids, sorter_for
from drafting.letters.spread import processes, spread
from drafting.letters.storing import BLOCK, Plain, StoredLetters, Texts, letter_from, plain_of
from drafting.letters.wording import words_of

IN_MEMORY = 50_000  # letters that are held as they are, about 4 KB each; a larger batch lies on the disk


def read_any(paths: Sequence[Path], columns: Mapping[str, str] | None = None) -> Batch:
    """Read files as ``read_letters`` does; the letters of a large batch are ``StoredLetters``."""
    letters: list[Letter] = []
    stored: StoredLetters | None = None
    unread: list[Unread] = []
    with _uncollected():
        for item in stream_letters(paths, columns):
            if isinstance(item, Unread):
                unread.append(item)
            elif stored is not None:
                stored.append(item)
            else:
                letters.append(item)
                if len(letters) > IN_MEMORY:
                    stored = StoredLetters()
                    for letter in letters:
                        stored.append(letter)
                    letters.clear()
    return Batch(tuple(letters) if stored is None else stored, tuple(unread))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let no unreachable cycles be looked for meanwhile: none are made, and each time all letters of the batch would be gone through."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be found out of each letter."""

    sorter: Sorter
    details: bool
    directory: Directory | None


_Found = tuple[Verdict, Extracted | None, Routed | None]


def file_letters(
    letters: Sequence[Letter],
    sorter: Sorter,
    *,
    details: bool = False,
    directory: Directory | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Iterator[Filed]:
    """Return each letter with the verdict of ``sorter``, that of the whole batch, in order, as they come.

    With ``details`` what can be read off the letters is told too, with a ``directory`` where each goes. Few letters are held at a time.
    ``workers`` and ``scheduler`` are as in ``spread``, which see for what it raises; they change nothing in what is found.
    """
    work = _Work(sorter, details or directory is not None, directory)
    texts = Texts(letters) if isinstance(letters, StoredLetters) else [f"{letter.title}\n{letter.text}" for letter in letters]
    repeated = repeated_ids(letters, texts)
    del texts
    if scheduler is None and processes(len(letters), workers) < 2:
        for at, part in _parts(letters, PART):
            yield from map(_together, part, _found(work, part, repeated[at : at + PART], at))
        return
    sent = ((at, [plain_of(letter) for letter in part], repeated[at : at + BLOCK]) for at, part in _parts(letters, BLOCK))
    for (_, plain, _), found in spread(_there, sent, work, count=len(letters), workers=workers, scheduler=scheduler):
        yield from map(_together, map(letter_from, plain), found)


def _together(letter: Letter, found: _Found) -> Filed:
    return Filed(letter, *found)


def _there(work: _Work, part: tuple[int, Sequence[Plain], Sequence[str | None]]) -> list[_Found]:
    """Do the work in another process: letters travel as tuples, several times as fast as objects."""
    at, plain, repeated = part
    return _found(work, [letter_from(one) for one in plain], repeated, at)


def _found(work: _Work, letters: Sequence[Letter], repeated: Sequence[str | None], at: int) -> list[_Found]:
    with _uncollected():
        if not work.details:
            return [(verdict, None, None) for verdict in work.sorter.verdicts(letters, repeated, at)]
        result: list[_Found] = []
        for start in range(0, len(letters), PART):
            part = letters[start : start + PART]
            result += _detailed(work, part, repeated[start : start + PART], at + start)
        return result


def _detailed(work: _Work, letters: Sequence[Letter], repeated: Sequence[str | None], at: int) -> list[_Found]:
    leads = all_leads(letters)
    verdicts, details = work.sorter.verdicts(letters, repeated, at, leads[0]), extract_all(letters, leads)
    result: list[_Found] = []
    for letter, verdict, read in zip(letters, verdicts, details, strict=True):
        to = None
        if work.directory is not None:
            to = route(letter, verdict.path, read, work.directory, sure=not verdict.review, second=verdict.second)
        result.append((verdict, read, to))
    return result


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

    ``model``, ``labels`` and ``topics`` are as in ``sort_letters``, ``workers`` and ``scheduler`` as in ``spread``. Raises ``UserError`` as
    both do.
    """
    sorter = sorter_for(letters, model, labels, topics=topics)
    for one in file_letters(letters, sorter, workers=workers, scheduler=scheduler):
        yield one.letter, one.verdict


def stream_words(letters: Sequence[Letter], *, workers: int | None = None, scheduler: str | None = None) -> Iterator[Mapping[str, float]]:
    """Return the ``words_of`` each letter, in order; ``workers`` and ``scheduler`` are as in ``spread``, which see for what it raises."""
    sent = ([plain_of(letter) for letter in part] for _, part in _parts(letters, BLOCK))
    for _, bags in spread(_words, sent, None, count=len(letters), workers=workers, scheduler=scheduler):
        yield from bags


def _words(_: None, part: Sequence[Plain]) -> list[dict[str, float]]:
    return [dict(words_of(letter.title, letter.text)) for letter in map(letter_from, part)]


def _parts(letters: Sequence[Letter], size: int) -> Iterator[tuple[int, list[Letter]]]:
    """Return the letters, ``size`` at a time, with the place of the first."""
    at, part = 0, []
    for letter in letters:
        part.append(letter)
        if len(part) == size:
            yield at, part
            at, part = at + size, []
    if part:
        yield at, part
