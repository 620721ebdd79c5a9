"""What a check says of genuine text, to be read and judged: ``python -m evaluation.proofing_hits CODE… [--sample N] [--documents]``.

Every hit in the development documents and in a fixed fifth of the official texts is printed with the characters around it, to the terminal
only; the verdicts go to ``proofing_precision.tsv`` as counts. Without a code it prints how often each check speaks.
"""

from __future__ import annotations

import lzma
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafting.documents.model import Document, Finding
from drafting.documents.reading import read_text
from drafting.proofing import CHECKS, proofread
from drafting.proofing.proofreading import select
from evaluation.proofing import genuine

PRECISION = Path(__file__).with_name("proofing_precision.tsv")
COLUMNS = ("code", "level", "hits_documents", "hits_official_text", "per_million_characters", "judged", "right", "remark")
EVERY = 5  # one block of lines in so many is read
BLOCK = 300  # lines
_AROUND = 30


def official(folder: Path) -> Iterator[Document]:
    """Yield a fixed fifth of the official texts under ``folder``: every fifth block of lines of every file, as it stands."""
    for path in sorted((folder / "official_text").glob("*.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            block: list[str] = []
            for number, line in enumerate(file):
                if number // BLOCK % EVERY == 0:
                    block.append(line)
                if block and (number + 1) % BLOCK == 0:
                    yield read_text("".join(block), path.name)
                    block = []
            if block:
                yield read_text("".join(block), path.name)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person made of a sample of a check's hits."""

    code: str
    level: str
    documents: int
    official: int
    rate: float  # hits per million characters
    judged: int
    right: int
    remark: str


def verdicts(path: Path = PRECISION) -> dict[str, Verdict]:
    """Return the verdicts in ``path`` by code."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "code\t")):
            code, level, documents, in_texts, rate, judged, right, remark = [*line.split("\t"), ""][:8]
            found[code] = Verdict(code, level, int(documents), int(in_texts), float(rate), int(judged), int(right), remark)
    return found


def counts(texts: Iterator[Document]) -> tuple[Counter[str], int]:
    """Return how often each check speaks in ``texts``, and their characters."""
    total: Counter[str] = Counter()
    characters = 0
    for document in texts:
        characters += sum(len(p.text) for p in document.paragraphs)
        total.update(finding.code for finding in proofread(document))
    return total, characters


def context(document: Document, finding: Finding) -> str:
    """Return the finding's characters between ⟦ ⟧ with those around them, its suggestion and its message."""
    span = finding.span
    text = document.paragraphs[span.paragraph].text
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    suggestion = "" if finding.suggestion is None else f" → {finding.suggestion!r}"
    shown = f"{before}⟦{text[span.start : span.end][:120]}⟧{after}".replace("\n", "↵")
    return f"{finding.code} {finding.level.value} {document.source} {span.paragraph}：{shown}{suggestion}　{finding.message}"


def main(arguments: Sequence[str]) -> None:
    """Print the hits of the named checks, or the counts of all."""
    from evaluation.gate import data_folder

    folder = data_folder()
    if folder is None:
        raise SystemExit("没有找到开发数据")
    wanted = [a for a in arguments if not a.startswith("--") and not a.isdigit()]
    size = int(arguments[arguments.index("--sample") + 1]) if "--sample" in arguments else 0
    if not wanted:
        in_documents, first = counts(genuine(folder))
        in_texts, second = counts(official(folder)) if "--documents" not in arguments else (Counter(), 0)
        print(f"documents {first} 字，official_text {second} 字")
        for check in CHECKS:
            one, two = in_documents[check.code], in_texts[check.code]
            print(f"{check.code}\t{check.level.value}\t{one}\t{two}\t{(one + two) * 1e6 / (first + second):.2f}")
        return
    checks = select(wanted)
    found: dict[str, list[str]] = defaultdict(list)
    sources = [genuine(folder)] if "--documents" in arguments else [genuine(folder), official(folder)]
    for texts in sources:
        for document in texts:
            for finding in proofread(document, checks):
                found[finding.code].append(context(document, finding))
    for code, lines in found.items():
        chosen = random.Random(code).sample(lines, size) if 0 < size < len(lines) else lines
        print("\n".join([f"# {code}：{len(lines)} 处，列出 {len(chosen)} 处", *chosen]))


if __name__ == "__main__":
    main(sys.argv[1:])
