"""How well proofreading does: recall on faults planted in genuine documents, and false alarms on the documents as they are.

The faults are rows of ``proofing_faults.tsv``: a kind of slip, where it happens, what becomes what. Each is planted in up to ``PER_KIND``
documents, one at a time, at a place chosen by a fixed seed; it counts as found if a finding that was not there before overlaps it. The
documents are published, so what is found in them as they are is mostly a false alarm or a defect of their copy on the web: the figure
is an upper bound. The verdicts on samples of these findings are in ``proofing_precision.tsv``.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from drafting.documents.model import Document, Finding, Level, Role
from drafting.documents.reading import read_text
from drafting.proofing import proofread

FAULTS = Path(__file__).with_name("proofing_faults.tsv")
PER_KIND = 12
LONGEST = 12_000  # characters; longer documents add time and no new places
_TEXT_ROLES = frozenset({Role.BODY, Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4})


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of slip: ``expression`` in a paragraph of one of ``roles`` becomes ``instead``."""

    name: str
    family: str
    roles: frozenset[Role]
    expression: re.Pattern[str]
    instead: str


def faults(path: Path = FAULTS) -> list[Fault]:
    """Return the kinds of slips in ``path``."""
    kinds = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, family, roles, expression, instead = [*line.split("\t"), ""][:5]
            wanted = frozenset(Role(role) for role in roles.split(",")) if roles else _TEXT_ROLES
            kinds.append(Fault(name, family, wanted, re.compile(expression), instead))
    return kinds


def plant(document: Document, fault: Fault, chance: random.Random) -> tuple[Document, int, int, int] | None:
    """Return the document with one such slip and the place (paragraph, start, end) of it, None where it has no room for it."""
    places = [
        (index, match)
        for index, paragraph in enumerate(document.paragraphs)
        if paragraph.role in fault.roles
        for match in fault.expression.finditer(paragraph.text)
    ]
    if not places:
        return None
    index, match = chance.choice(places)
    paragraph = document.paragraphs[index]
    planted = match.expand(fault.instead)
    text = paragraph.text[: match.start()] + planted + paragraph.text[match.end() :]
    paragraphs = (*document.paragraphs[:index], replace(paragraph, text=text), *document.paragraphs[index + 1 :])
    # What was deleted has no characters of its own: the fault is the mark left alone, anywhere in the paragraph.
    start, end = (match.start(), match.start() + len(planted)) if planted else (0, len(text))
    return replace(document, paragraphs=paragraphs), index, start, end


def documents(folder: Path) -> Iterator[Document]:
    """Yield the development documents under ``folder``, in the order of their names."""
    for path in sorted((folder / "documents").glob("*.txt")):
        yield read_text(path.read_text(encoding="utf-8"), path.name)


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted: faults [found, planted] by kind, findings by level and family in ``characters`` of genuine text."""

    documents: int
    characters: int
    kinds: dict[str, tuple[str, int, int]]  # name: family, found, planted
    levels: Counter[str]
    families: Counter[str]

    def recall(self) -> dict[str, float]:
        """Return the share found by family, and of all as ``all``."""
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for family, found, planted in self.kinds.values():
            for name in (family, "all"):
                counts[name][0] += found
                counts[name][1] += planted
        return {name: found / planted for name, (found, planted) in sorted(counts.items()) if planted}

    def alarms(self) -> dict[str, float]:
        """Return the findings per 10,000 characters by level."""
        return {level.value: self.levels[level.value] * 10_000 / self.characters for level in Level}


def examine(folder: Path, per_kind: int = PER_KIND) -> Figures:
    """Count planted faults found, and findings in the documents as they are. ``folder`` is the development data."""
    texts = list(documents(folder))
    clean = [(document, proofread(document)) for document in texts]
    short = [(d, f) for d, f in clean if sum(len(p.text) for p in d.paragraphs) <= LONGEST]
    return Figures(
        documents=len(texts),
        characters=sum(len(p.text) for document in texts for p in document.paragraphs),
        kinds={fault.name: (fault.family, *_recall(short, fault, per_kind)) for fault in faults()},
        levels=Counter(finding.level.value for _, findings in clean for finding in findings),
        families=Counter(finding.family for _, findings in clean for finding in findings),
    )


def measure(folder: Path) -> dict[str, Any]:
    """Return ``recall`` {family or "all": share of planted faults found} and ``alarms_per_10k`` {level: findings per 10,000 characters}."""
    figures = examine(folder)
    return {"recall": figures.recall(), "alarms_per_10k": figures.alarms()}


def _recall(texts: list[tuple[Document, list[Finding]]], fault: Fault, per_kind: int) -> tuple[int, int]:
    chance = random.Random(fault.name)
    order = list(texts)
    chance.shuffle(order)
    found = planted = 0
    for document, before in order:
        if planted == per_kind:
            break
        seeded = plant(document, fault, chance)
        if seeded is None:
            continue
        faulty, index, start, end = seeded
        planted += 1
        known = {(f.code, f.span.paragraph, f.message) for f in before}
        found += any(
            f.span.paragraph == index and f.span.start <= end and start <= f.span.end and (f.code, index, f.message) not in known
            for f in proofread(faulty)
        )
    return found, planted


def table(figures: Figures) -> str:
    """Return the figures as text."""
    lines = [f"{figures.documents} 份文件，{figures.characters} 字", "", "查全率（种入的错）"]
    lines += [f"  {family:<18}{share:>8.1%}" for family, share in figures.recall().items()]
    lines.append("没有全部查出的：")
    lines += [f"  {name} {found}/{planted}" for name, (_, found, planted) in figures.kinds.items() if found < planted]
    lines.append("原文每万字报出：" + "，".join(f"{Level(level).chinese} {rate:.2f}" for level, rate in figures.alarms().items()))
    lines += [f"  {family:<18}{count * 10_000 / figures.characters:>8.2f}" for family, count in figures.families.most_common()]
    return "\n".join(lines)


def main() -> None:
    """Print the figures for the development data (``$WENMI_DATA``, by default ``../shared/data`` beside the checkout)."""
    import os
    import sys

    folder = Path(os.environ.get("WENMI_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    if not (folder / "documents").is_dir():
        sys.exit(f"没有找到开发数据：{folder}")
    print(table(examine(folder)))


if __name__ == "__main__":
    main()
