"""``python -m training candidates FOLDER``: what characters and words may have been meant to be, into ``corpus/characters/candidates.bin``.

The folder holds official text (``.txt``, ``.txt.xz``): which characters and words it uses, and how often, is all that is taken from it.
How characters sound comes from pypinyin (MIT), how they look from drawing them (:mod:`training.shapes`), general words from jieba's
dictionary (MIT); characters and words that people confuse beyond that from the project's own tables ``lookalikes.tsv`` and
``confusable_words.tsv``. The same folder, font and versions give the same bytes.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from drafting.documents.errors import UserError
from drafting.documents.files import write_bytes
from drafting.documents.resources import resource
from drafting.proofing.characters import storage
from drafting.proofing.characters.candidates import (
    CLOSEST,
    LONGEST,
    MAGIC,
    SAME,
    TONE,
    VERSION,
    Candidates,
    Kind,
    codes_of,
    packed,
)
from training.coverage import covered, report, sentences
from training.readings import FAR, Readings, distance, folded
from training.shapes import FONT, alike
from training.vocabulary import Vocabulary, counted, is_han, occurrences

MOST = 68  # candidates of a character
UNLIKELY = 4.0  # how likely (:func:`likely`) a candidate must be to be kept
MOST_RARE = 5  # candidates of a character that official text does not use
LIKELY = 3  # times that a character must be met to be a candidate
FREQUENT = 20  # times that a word must be met for its slips (a character left out, two exchanged) to be looked for
SURE = 100  # uses of a word to one of what it would be by a slip: otherwise that is no slip, but two words side by side
SHAPES = 40  # characters alike in shape that are weighed against those alike in sound
_NEAR = {0: SAME, 2: 16, 3: 13, 4: 11, 5: 6, 6: 2}
"""Closeness by the distance of two syllables.

These and the constants below are logarithms of how often a candidate of the kind was the right one among faults that people really made
(:func:`training.coverage.covered`), so that kinds can be compared.
"""
_SECOND = 2  # closeness lost where a reading is not the commonest of its character
_SHAPE = 42  # closeness of two characters whose likeness is 1
_MOST_ALIKE = 27  # closeness that shape alone gives at most
_ALSO = 12  # closeness of shape from which it counts beside sound
_COMMON = 0.35  # what the logarithm of a candidate's count is worth against a quarter of its closeness


class Relation(NamedTuple):
    """How a candidate is related to a character."""

    kind: Kind
    closeness: int


def known_characters(vocabulary: Vocabulary) -> list[str]:
    """Return the characters of GB 2312, of official text and the rest of U+4E00 to U+9FA5."""
    return sorted({*map(chr, range(0x4E00, 0x9FA6)), *filter(is_han, vocabulary.characters)})


def common_characters(vocabulary: Vocabulary) -> set[str]:
    """Return the characters of GB 2312 and of official text."""
    gb2312 = {bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)} - {""}
    return gb2312 | set(filter(is_han, vocabulary.characters))


def by_sound(characters: Sequence[str], others: Sequence[str], readings: Readings) -> dict[str, dict[str, Relation]]:
    """Return for each character those of ``others`` that are read like it or nearly so."""
    spoken: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for other in others:
        for syllable, tone in readings.of(other):
            spoken[syllable].append((other, tone))
    near = {one: [(two, steps) for two in spoken if (steps := distance(one, two)) < FAR] for one in _syllables(readings)}
    found: dict[str, dict[str, Relation]] = {}
    for character in characters:
        own: dict[str, Relation] = {}
        for rank, (syllable, tone) in enumerate(readings.of(character)):
            for two, steps in near[syllable]:
                for other, tone2 in spoken[two]:
                    if other == character:
                        continue
                    kind = Kind.NEAR_SOUND if steps else Kind.SAME_TONE if tone == tone2 else Kind.SAME_SOUND
                    closeness = _NEAR[steps] + TONE * (kind is Kind.SAME_TONE) - _SECOND * (rank > 0 and kind is not Kind.NEAR_SOUND)
                    if other not in own or own[other].closeness < closeness:
                        own[other] = Relation(kind, closeness)
        found[character] = own
    return found


def _syllables(readings: Readings) -> list[str]:
    return sorted({reading.syllable for code in range(0x4E00, 0xA000) for reading in readings.of(chr(code))})


def lookalikes() -> dict[str, set[str]]:
    """Return what the table of groups of characters alike in shape says of each character."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in _rows("lookalikes"):
        for character in group[0]:
            found[character] |= set(group[0]) - {character}
    return found


def confusable_words() -> list[tuple[str, str]]:
    """Return pairs of words, one as it stands and one that may be meant, of both directions. ``UserError`` names a faulty row."""
    found: dict[tuple[str, str], None] = {}
    for group in _rows("confusable_words"):
        for one, other in permutations(group, 2):
            if len(one) != len(other) or one == other or not 1 <= len(one) <= LONGEST:
                raise UserError(f"“{one}”“{other}”应是字数相同、一至四个字的两个词", "confusable_words.tsv")
            found[one, other] = None
    return list(found)


def _rows(name: str) -> list[list[str]]:
    text = (resource("corpus") / "characters" / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and line[0] != "#"]


def relations(vocabulary: Vocabulary, readings: Readings, font: Path, characters: Sequence[str]) -> dict[str, list[tuple[str, Relation]]]:
    """Return for each of ``characters`` its candidates, the likeliest first."""
    common = common_characters(vocabulary) & set(characters)
    others = sorted(one for one, count in vocabulary.characters.items() if count >= LIKELY and is_han(one))
    frequency = {other: log(vocabulary.characters[other] + 1) for other in others}
    found = by_sound(characters, others, readings)
    for some, parts in ((sorted(common), True), (sorted(set(characters) - common), False)):
        if some:
            _add_shapes(found, some, others, frequency, font, parts=parts)
    for one, other in confusable_words():
        if one in found:
            found[one][other] = Relation(Kind.CONFUSABLE, CLOSEST)
    chosen = {}
    for character, own in found.items():
        ordered = sorted((-likely(relation, frequency.get(other, 0.0)), other) for other, relation in own.items())
        most = MOST if character in common else MOST_RARE
        chosen[character] = [(other, own[other]) for unlikely, other in ordered[:most] if -unlikely >= UNLIKELY]
    return chosen


def likely(relation: Relation, frequency: float) -> float:
    """Return by what the candidates of a character are ordered: how close one is and how common (natural logarithm of its count)."""
    return relation.closeness / 4 + _COMMON * frequency


def _add_shapes(
    found: dict[str, dict[str, Relation]],
    characters: Sequence[str],
    others: Sequence[str],
    frequency: Mapping[str, float],
    font: Path,
    *,
    parts: bool,
) -> None:
    nearest = alike(characters, others, [0.04 * frequency[other] for other in others], SHAPES, font, parts=parts)
    table = lookalikes()
    in_use = set(others)
    for row, character in enumerate(characters):
        likeness = zip(nearest.which[row].tolist(), nearest.score[row].tolist(), strict=True)
        own = {others[which]: min(_MOST_ALIKE, round(_SHAPE * score)) for which, score in likeness}
        own.update(dict.fromkeys(sorted(table.get(character, set()) & in_use), _MOST_ALIKE))
        for other, closeness in own.items():
            sound = found[character].get(other)
            if sound is None or max(sound.closeness, _ALSO) > closeness > sound.closeness:
                found[character][other] = Relation(Kind.SHAPE, closeness)
            elif closeness >= _ALSO:
                both = max(sound.closeness, closeness) + min(sound.closeness, closeness) // 3
                found[character][other] = Relation(Kind.SOUND_AND_SHAPE, min(CLOSEST, both))


def sections(vocabulary: Vocabulary, folder: Path, font: Path, characters: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return the arrays of the file by their names; ``characters`` are those that candidates are looked for."""
    readings = Readings({**vocabulary.words, **{word: count for word, count in vocabulary.characters.items() if len(word) == 1}})
    found = relations(vocabulary, readings, font, characters)
    rows = sorted(one for one, own in found.items() if own)
    arrays: dict[str, NDArray[Any]] = {
        "characters": _codes(rows),
        "candidate_counts": np.array([len(found[one]) for one in rows], dtype=np.uint8),
        "candidates": _codes(other for one in rows for other, _ in found[one]),
        "marks": np.array([kind << 5 | closeness for one in rows for _, (kind, closeness) in found[one]], dtype=np.uint8),
    }
    arrays |= _spoken_sections(readings, _readable(vocabulary.words, readings), vocabulary)
    words = ["".join(map(chr, filter(None, row))) for row in arrays["words"].tolist()]
    return {**arrays, **_slip_sections(vocabulary, folder, words), **_confused_sections(vocabulary)}


class _Word(NamedTuple):
    """A word, the readings of its characters, and the number of each among its character's readings."""

    text: str
    syllables: tuple[str, ...]
    chosen: tuple[int, ...]


def _readable(words: Iterable[str], readings: Readings) -> list[_Word]:
    """Return the words by what they sound like (words of one class of sounds stand together)."""
    found = []
    for text in words:
        read = readings.of_word(text)
        if not read:
            continue
        chosen = []
        for character, reading in zip(text, read, strict=True):
            known = readings.of(character)
            same = [place for place, one in enumerate(known) if one.syllable == reading.syllable]
            exact = [place for place in same if known[place].tone == reading.tone]
            chosen.append((exact or same or [0])[0])
        found.append(_Word(text, tuple(readings.of(one)[place].syllable for one, place in zip(text, chosen, strict=True)), tuple(chosen)))
    return sorted(found, key=lambda word: (tuple(map(folded, word.syllables)), word.text))


def _spoken_sections(readings: Readings, words: Sequence[_Word], vocabulary: Vocabulary) -> dict[str, NDArray[Any]]:
    """Return the readings of characters, how near syllables are, and the words by the hash of the classes of their syllables."""
    spoken = [chr(code) for code in range(0x4E00, 0xA000) if readings.of(chr(code))]
    all_readings = [reading for one in spoken for reading in readings.of(one)]
    syllables = sorted({reading.syllable for reading in all_readings})
    number = {syllable: place for place, syllable in enumerate(syllables)}
    classes = {name: place for place, name in enumerate(sorted(set(map(folded, syllables))), 1)}  # 0 fills up
    mates: dict[str, list[str]] = defaultdict(list)
    for syllable in syllables:
        mates[folded(syllable)].append(syllable)
    near = np.zeros((len(syllables), max(map(len, mates.values()))), dtype=np.uint8)
    for row, one in enumerate(syllables):
        for column, two in enumerate(mates[folded(one)]):
            near[row, column] = _NEAR.get(distance(one, two), 0)
    rows = np.zeros((len(words), LONGEST), dtype=np.uint16)
    for row, word in enumerate(words):
        rows[row, : len(word.text)] = [classes[folded(syllable)] for syllable in word.syllables]
    keys = packed(rows)
    order = np.argsort(keys, kind="stable")
    unique, first = np.unique(keys[order], return_index=True)
    ordered = [words[place] for place in order]
    return {
        "spoken": _codes(spoken),
        "reading_counts": np.array([len(readings.of(one)) for one in spoken], dtype=np.uint8),
        "syllables": np.array([number[reading.syllable] for reading in all_readings], dtype=np.uint16),
        "tones": np.array([reading.tone for reading in all_readings], dtype=np.uint8),
        "classes": np.array([classes[folded(syllable)] for syllable in syllables], dtype=np.uint16),
        "in_class": np.array([mates[folded(syllable)].index(syllable) for syllable in syllables], dtype=np.uint8),
        "near": near,
        "word_keys": unique,
        "word_counts": np.diff(first, append=len(ordered)).astype(np.uint8),
        "words": _padded([word.text for word in ordered]),
        "word_readings": np.array([sum(one << 2 * place for place, one in enumerate(word.chosen)) for word in ordered], dtype=np.uint8),
        "word_weights": _weights(vocabulary.words[word.text] for word in ordered),
        "word_names": np.array([word.text in vocabulary.names for word in ordered], dtype=np.uint8),
    }


def _slip_sections(vocabulary: Vocabulary, folder: Path, words: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return under what the words are found if a character of theirs was left out or two changed places."""
    number = {word: place for place, word in enumerate(words)}
    frequent = [word for word in words if vocabulary.words[word] >= FREQUENT]
    short = [(text, word) for word in frequent if len(word) > 2 for text in sorted({word[:at] + word[at + 1 :] for at in range(len(word))})]
    moved = [(text, word) for word in frequent for text in sorted(_moved(word))]
    counts = occurrences(folder, {text for text, _ in [*short, *moved]} | {word for _, word in short})
    result: dict[str, NDArray[Any]] = {}
    for name, entries in (("missing", short), ("swapped", moved)):
        kept = []
        for text, word in entries:
            # 员会 in 委员会 is no slip.
            elsewhere = counts[text] - (counts[word] if text in word else 0)
            if text not in number and text not in vocabulary.dictionary and elsewhere * SURE <= vocabulary.words[word]:
                kept.append((text, number[word]))
        keys = packed(_padded([text for text, _ in kept]))
        order = np.argsort(keys, kind="stable")
        result[f"{name}_keys"] = keys[order]
        result[f"{name}_words"] = np.array([place for _, place in kept], dtype=np.uint16)[order]
    return result


def _moved(word: str) -> set[str]:
    """Return what ``word`` is with two neighbours exchanged, or the two halves of four characters."""
    found = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    if len(word) == 4:
        found.add(word[2:] + word[:2])
    return found - {word}


def _confused_sections(vocabulary: Vocabulary) -> dict[str, NDArray[Any]]:
    pairs = [(one, other) for one, other in confusable_words() if len(one) > 1]
    keys = packed(_padded([one for one, _ in pairs]))
    order = np.argsort(keys, kind="stable")
    unique, first = np.unique(keys[order], return_index=True)
    ordered = [pairs[place] for place in order]
    return {
        "confused_keys": unique,
        "confused_counts": np.diff(first, append=len(ordered)).astype(np.uint8),
        "confused": np.hstack([_padded([one for one, _ in ordered]), _padded([other for _, other in ordered])]),
        "confused_weights": _weights(vocabulary.words.get(other, 0) for _, other in ordered),
    }


def _codes(characters: Iterable[str]) -> NDArray[np.uint16]:
    return codes_of("".join(characters))


def _padded(texts: Sequence[str]) -> NDArray[np.uint16]:
    return np.array([[*map(ord, text), *[0] * (LONGEST - len(text))] for text in texts], dtype=np.uint16).reshape(-1, LONGEST)


def _weights(counts: Iterable[int]) -> NDArray[np.uint8]:
    return np.array([min(255, round(16 * log(count + 1))) for count in counts], dtype=np.uint8)


def write(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write the file, whole or not at all."""
    write_bytes(path, storage.packed(MAGIC, VERSION, arrays, {}))


def build(folder: Path, path: Path, font: Path = FONT) -> Candidates:
    """Count the text in ``folder``, write the file ``path`` and return what it holds."""
    vocabulary = counted(folder)
    write(path, sections(vocabulary, folder, font, known_characters(vocabulary)))
    return Candidates.open(path)


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the file, say how large it is, and measure it on faults where some are given."""
    parser = argparse.ArgumentParser(prog="python -m training candidates", description="数官方文字，算出字音字形相近的字和词。")
    parser.add_argument("folder", type=Path, help="文件夹：.txt、.txt.xz，一段一行")
    parser.add_argument("-o", "--output", type=Path, default=resource("corpus") / "characters" / "candidates.bin", help="写到哪里")
    parser.add_argument("--font", type=Path, default=FONT, help="简体中文字体")
    parser.add_argument("--faults", type=Path, nargs="*", default=[], help="真实错句：错字数、原句、正句，用制表符分开")
    given = parser.parse_args(arguments)
    built = build(given.folder, given.output, given.font)
    print(f"{given.output}: {given.output.stat().st_size / 1e6:.2f} MB")
    for name, array in built.sections.items():
        print(f"  {name}: {array.shape[0]} × {array.nbytes // max(array.shape[0], 1)} B")
    for path in given.faults:
        print(report(path.name, covered(built, sentences(path))))


if __name__ == "__main__":
    main()
