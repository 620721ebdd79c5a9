"""What a careful proofreader marks in the texts that the product was described by, and how much of it the checks find.

``proofing_seeds.tsv`` was written by reading the texts whole, before the checks ran over them: places, kinds and short corrections,
never the sentences. A row with ``*`` for a paragraph is a fault that a text is full of (half-width commas): it counts as one, found when
95 % of its places are. ``seeds_verdicts.tsv`` holds a person's verdict on what the checks said there; a code with ``*`` for a place is
judged as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.documents.model import Document, Finding
from drafting.documents.reading import read_text
from drafting.proofing import proofread

LIST = Path(__file__).with_name("proofing_seeds.tsv")
VERDICTS = Path(__file__).with_name("seeds_verdicts.tsv")
_EVERYWHERE = re.compile(r"共\d+处")
ENOUGH = 0.95  # share of the places of a fault that a text is full of


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that a proofreader marks: where, of which families it may be told, what is wrong, and whether everybody would mark it."""

    text: str  # the first three digits of the file's name
    paragraph: int | None  # None: everywhere that ``expression`` matches
    start: int
    end: int
    families: frozenset[str]
    wrong: str
    right: str
    sure: bool
    expression: re.Pattern[str] | None = None


def rows(path: Path) -> list[list[str]]:
    """Return the fields of every row of a table, without its comments and its heading."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return lines[1:]


def marks(path: Path = LIST) -> list[Mark]:
    """Return the list of what a proofreader marks."""
    found = []
    for text, paragraph, start, end, families, wrong, right, sure in rows(path):
        everywhere = paragraph == "*"
        found.append(
            Mark(
                text,
                None if everywhere else int(paragraph),
                0 if everywhere else int(start),
                0 if everywhere else int(end),
                frozenset(families.split("|")),
                wrong,
                right,
                sure == "sure",
                re.compile(start) if everywhere else None,
            )
        )
    return found


def verdicts(path: Path = VERDICTS) -> dict[tuple[str, str, str, str, str], bool]:
    """Return {(text, paragraph, start, end, code): whether the finding was right}; ``*`` stands for every place."""
    return {(text, paragraph, start, end, code): verdict == "right" for text, paragraph, start, end, code, verdict, *_ in rows(path)}


def texts(folder: Path) -> dict[str, Document]:
    """Return the seed texts under ``folder`` by the first three digits of their names."""
    return {path.name[:3]: read_text(path.read_text(encoding="utf-8"), path.name) for path in sorted(folder.glob("*.txt"))}


def is_found(mark: Mark, document: Document, findings: Iterable[Finding]) -> bool:
    """Tell whether one of ``findings`` speaks of ``mark``: it overlaps it and is of one of its families.

    A finding that says how often the same thing stands in the text (共5处) speaks of all those places.
    """
    told = [f for f in findings if f.family in mark.families]
    if mark.expression is None:
        text = document.paragraphs[mark.paragraph or 0].text[mark.start : mark.end]
        return any(
            (f.span.paragraph == mark.paragraph and f.span.start < mark.end and mark.start < f.span.end)
            or (_EVERYWHERE.search(f.message) and _text(f, document) == text)
            for f in told
        )
    places = [(i, *m.span()) for i, p in enumerate(document.paragraphs) for m in mark.expression.finditer(p.text)]
    spans: dict[int, list[tuple[int, int]]] = {}
    for finding in told:
        spans.setdefault(finding.span.paragraph, []).append((finding.span.start, finding.span.end))
    # A finding at either end of the place: a comma inside brackets says nothing of the brackets.
    found = sum(any(low <= start < high or low < end <= high for low, high in spans.get(index, ())) for index, start, end in places)
    return found >= ENOUGH * len(places)


def _text(finding: Finding, document: Document) -> str:
    return document.paragraphs[finding.span.paragraph].text[finding.span.start : finding.span.end]


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of the list, and what the person's verdicts say of the findings."""

    found: list[Mark]
    missed: list[Mark]
    right: int  # findings; a code judged as a whole counts once for each text
    wrong: list[tuple[str, Finding]]
    unjudged: list[tuple[str, Finding]]

    @property
    def recall(self) -> float:
        """The share of what everybody would mark that was found."""
        found = sum(mark.sure for mark in self.found)
        return found / (found + sum(mark.sure for mark in self.missed))

    @property
    def precision(self) -> float:
        """The share of the judged findings that are right."""
        return self.right / (self.right + len(self.wrong)) if self.right or self.wrong else 1.0


def examine(folder: Path) -> Result:
    """Run the checks over the texts in ``folder`` and hold them against the list and the verdicts."""
    found: list[Mark] = []
    missed: list[Mark] = []
    wrong: list[tuple[str, Finding]] = []
    unjudged: list[tuple[str, Finding]] = []
    judged = verdicts()
    right: set[tuple[str, ...]] = set()
    for name, document in texts(folder).items():
        findings = proofread(document)
        for mark in marks():
            if mark.text == name:
                (found if is_found(mark, document, findings) else missed).append(mark)
        for finding in findings:
            span = finding.span
            place = (name, str(span.paragraph), str(span.start), str(span.end), finding.code)
            whole = (name, "*", "*", "*", finding.code)
            key = place if place in judged else whole
            if key not in judged:
                unjudged.append((name, finding))
            elif judged[key]:
                right.add(key)
            else:
                wrong.append((name, finding))
    return Result(found, missed, len(right), wrong, unjudged)


def measure(folder: Path) -> dict[str, Any]:
    """Return ``recall`` of the sure ones, ``precision`` of the judged findings, how many nobody judged. ``folder``: development data."""
    seeds = folder.parent / "seeds"
    if not seeds.is_dir():
        return {}
    result = examine(seeds)
    return {"recall": result.recall, "precision": result.precision, "unjudged": len(result.unjudged)}


def main() -> None:
    """Print what was missed, what was wrong and what nobody judged (places only), then the two figures."""
    from evaluation.gate import data_folder

    folder = data_folder()
    if folder is None or not (folder.parent / "seeds").is_dir():
        raise SystemExit("没有找到种子文稿")
    result = examine(folder.parent / "seeds")
    for mark in sorted(result.missed, key=lambda m: not m.sure):
        place = f"{mark.paragraph} {mark.start}–{mark.end}" if mark.paragraph is not None else "*"
        print(
            f"漏 {'' if mark.sure else '（可改可不改）'}{mark.text} {place} {'|'.join(sorted(mark.families))} {mark.wrong} → {mark.right}"
        )
    for title, findings in (("误", result.wrong), ("未判", result.unjudged)):
        for (name, code), count in Counter((name, finding.code) for name, finding in findings).items():
            spans = [f.span for n, f in findings if (n, f.code) == (name, code)][:5]
            print(title, name, code, f"{count}处", "，".join(f"{s.paragraph} {s.start}–{s.end}" for s in spans))
    sure = [mark for mark in (*result.found, *result.missed) if mark.sure]
    print(f"该标的 {len(sure)} 处，查出 {result.recall:.1%}；报出的对 {result.precision:.1%}，未判 {len(result.unjudged)} 处")


if __name__ == "__main__":
    main()
