"""What a corrector says of the 200 genuine documents, held against what a person found there.

``characters_documents.tsv`` holds the verdicts, by number of the document, index of the paragraph and offsets in it (no text):

- ``fault``: wrong there, and ``better`` is right; ``usage``: another form is prescribed for offices (做出/作出); ``defect``: the page lost
  or doubled characters on the web. To speak there is right.
- ``right``: right as it stands; ``doubt``: one may write so. To speak there is a false alarm.

A finding at a place without a verdict counts as a false alarm until somebody has judged it. The faults are those that systems with a low
threshold have brought up: there are others that nobody has seen, so that the part of them that is found is an upper bound.

``python -m evaluation.characters_documents`` prints the figures of the corrector of the program (of checks, where some are named), and
with ``--judge`` what has no verdict.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from drafting.documents.errors import UserError
from drafting.documents.model import Document
from evaluation.characters import Corrector
from evaluation.characters_tiers import LEVELS, Tiers
from evaluation.proofing import genuine

VERDICTS = Path(__file__).with_name("characters_documents.tsv")
KINDS = ("fault", "usage", "defect", "right", "doubt")
TRUE = frozenset({"fault", "usage", "defect"})
_AROUND = 16
_PART = 10_000


class Place(NamedTuple):
    """Characters ``[start, end)`` of a paragraph of a document, by its number (``"085"``)."""

    document: str
    paragraph: int
    start: int
    end: int

    def touches(self, other: Place) -> bool:
        """Tell whether both have a character in common, or stand at the same point."""
        if self[:2] != other[:2]:
            return False
        return (self.start < other.end and other.start < self.end) or self[2:] == other[2:]


class Told(NamedTuple):
    """What is said of a place: the level, what should stand there (None where that is left open), the code of the check."""

    place: Place
    level: str
    replacement: str | None
    code: str


class Verdict(NamedTuple):
    """What a person made of a place."""

    place: Place
    kind: str
    better: str
    remark: str


def verdicts(path: Path = VERDICTS) -> list[Verdict]:
    """Return the verdicts of the file ``path``. UserError names a line that is none."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith(("#", "document\t")):
            continue
        fields = [*line.split("\t"), "", ""]
        if len(fields) < 7 or not all(field.isdigit() for field in fields[:4]) or fields[4] not in KINDS:
            raise UserError("这一行不是判定", f"{path.name}第 {number} 行", "请写明文件号、段、起、止和判定")
        found.append(Verdict(Place(fields[0], *map(int, fields[1:4])), fields[4], fields[5], fields[6]))
    return found


def number_of(document: Document) -> str:
    """Return the number that the name of a development document begins with."""
    return document.source.split("_")[0]


def told_by_corrector(corrector: Corrector, documents: Iterable[Document], tiers: Tiers) -> list[Told]:
    """Return what ``corrector`` says of the paragraphs of ``documents``, each taken alone, at the levels of ``tiers``."""
    found = []
    for document in documents:
        texts = [paragraph.text.replace("\n", "\u3000") for paragraph in document.paragraphs]
        for index, proposed in enumerate(corrector(texts)):
            for each in proposed:
                level = tiers.level(each.probability)
                if level:
                    found.append(Told(Place(number_of(document), index, each.start, each.end), level, each.replacement, ""))
    return found


def told_by_checks(codes: Iterable[str], documents: Iterable[Document]) -> list[Told]:
    """Return the findings of the checks ``codes`` (codes or families) in ``documents``, as a user is shown them."""
    from drafting.proofing import proofread
    from drafting.proofing.proofreading import select

    checks = select(codes)
    found = []
    for document in documents:
        for finding in proofread(document, checks):
            place = Place(number_of(document), finding.span.paragraph, finding.span.start, finding.span.end)
            found.append(Told(place, finding.level.value, finding.suggestion, finding.code))
    return found


@dataclass(frozen=True, slots=True)
class Report:
    """How many findings of each level are right, false and not judged; how many of the known faults are found."""

    characters: int
    told: Mapping[str, int]
    right: Mapping[str, int]
    unjudged: tuple[Told, ...]
    known: int
    found: int

    def false_per_part(self, *levels: str) -> float:
        """Return the false findings of ``levels`` (all) per 10,000 characters; those without a verdict are counted as false."""
        chosen = levels or LEVELS
        return _PART * sum(self.told[level] - self.right[level] for level in chosen) / self.characters if self.characters else 0.0

    def table(self) -> str:
        """Return a Markdown table, a line for each level."""
        without: dict[str, int] = defaultdict(int)
        for each in self.unjudged:
            without[each.level] += 1
        lines = ["| level | findings | right | false | not judged | false per 10,000 characters |", "|---|---|---|---|---|---|"]
        for level in LEVELS:
            false = self.told[level] - self.right[level] - without[level]
            cells = (self.told[level], self.right[level], false, without[level], f"{self.false_per_part(level):.3f}")
            lines.append(f"| {level} | {' | '.join(map(str, cells))} |")
        return "\n".join([*lines, "", f"{self.characters:,} characters; {self.found} of {self.known} known faults found."])


def report(told: Sequence[Told], judged: Sequence[Verdict], characters: int) -> Report:
    """Return how ``told`` fares against the verdicts ``judged`` in documents of so many ``characters``."""
    at: dict[tuple[str, int], list[Verdict]] = defaultdict(list)
    for verdict in judged:
        at[verdict.place[:2]].append(verdict)
    number = dict.fromkeys(LEVELS, 0)
    right = dict.fromkeys(LEVELS, 0)
    unjudged = []
    found: set[Place] = set()
    for each in told:
        touched = [verdict for verdict in at[each.place[:2]] if verdict.place.touches(each.place)]
        true = [verdict for verdict in touched if verdict.kind in TRUE]
        number[each.level] += 1
        right[each.level] += bool(true)
        found.update(verdict.place for verdict in true)
        if not touched:
            unjudged.append(each)
    known = sum(verdict.kind in TRUE for verdict in judged)
    return Report(characters, number, right, tuple(unjudged), known, len(found))


def shown(told: Sequence[Told], documents: Sequence[Document]) -> str:
    """Return ``told`` as lines to be judged, with the characters around each; for the terminal only."""
    by_number = {number_of(document): document for document in documents}
    lines = []
    for each in told:
        text = by_number[each.place.document].paragraphs[each.place.paragraph].text.replace("\n", "/")
        start, end = each.place.start, each.place.end
        around = f"{text[max(0, start - _AROUND) : start]}⟦{text[start:end]}⟧{text[end : end + _AROUND]}"
        lines.append("\t".join((*map(str, each.place), each.level, each.code, str(each.replacement), around)))
    return "\n".join(lines)


def told_of(documents: Iterable[Document]) -> list[Told]:
    """Return what the corrector of the program tells of ``documents``, names and numbers guarded."""
    from drafting.proofing.characters.telling import corrections, level
    from drafting.proofing.draft import Draft

    found = []
    for document in documents:
        draft = Draft(document)
        for one in corrections(draft):
            told = level(one.probability)
            if told:
                span, _ = draft.span(one.start, one.end)
                found.append(Told(Place(number_of(document), span.paragraph, span.start, span.end), told, one.replacement, ""))
    return found


def main(arguments: Sequence[str]) -> None:
    """Print how the corrector, or the checks named, fare; with ``--judge`` the findings that have no verdict."""
    from evaluation.gate import data_folder

    folder = data_folder()
    if folder is None:
        print("no development data", file=sys.stderr)
        return
    documents = list(genuine(folder))
    codes = [argument for argument in arguments if not argument.startswith("--")]
    characters = sum(len(paragraph.text) for document in documents for paragraph in document.paragraphs)
    outcome = report(told_by_checks(codes, documents) if codes else told_of(documents), verdicts(), characters)
    print(outcome.table())
    if "--judge" in arguments:
        print(shown(outcome.unjudged, documents), sep=os.linesep)


if __name__ == "__main__":
    main(sys.argv[1:])
