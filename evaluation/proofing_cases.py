"""Recall and false alarms on cases written by another hand: short faulty texts, and texts that look faulty and are not.

``proofing_cases.tsv`` was written from the standards and from what secretaries get wrong, without looking at the checks, their code or
their examples. A text that does not begin with 文： stands as one paragraph in the body of a plain notice, so that every rule of a notice
holds around it. What is found outside ⟦ ⟧, and anything in a text without them, is a false alarm.

What is missed there is shown to those who write the checks. ``proofing_held.tsv``, of the same kind, is not: only its figures are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.documents.model import Document, Finding
from drafting.documents.reading import read_text
from drafting.proofing import proofread

CASES = Path(__file__).with_name("proofing_cases.tsv")
HELD = Path(__file__).with_name("proofing_held.tsv")
_WHOLE = "文："
_FRAME = (
    "青山市人民政府办公室关于做好有关工作的通知\n各县（市、区）人民政府：\n为贯彻落实上级部署，现将有关事项通知如下：\n"
    "{}\n青山市人民政府办公室\n2024年5月8日\n"
)


@dataclass(frozen=True, slots=True)
class Case:
    """One text; ``faulty`` is the place of its fault, None where it has none; ``right`` what should stand there, if certain."""

    families: frozenset[str]
    document: Document
    written: str
    faulty: tuple[int, int, int] | None  # paragraph, start, end
    right: str | None


def cases(path: Path = CASES) -> list[Case]:
    """Return the cases in ``path``."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines()[2:]:
        families, written, right = line.split("\t")
        text = written.removeprefix(_WHOLE).replace("¶", "\n") if written.startswith(_WHOLE) else _FRAME.format(written)
        place = None
        for number, paragraph in enumerate(part for part in text.split("\n") if part.strip()):
            if "⟦" in paragraph:
                bare = paragraph.lstrip()
                place = number, bare.index("⟦"), bare.index("⟧") - 1
        document = read_text(text.replace("⟦", "").replace("⟧", ""), "")
        found.append(Case(frozenset(filter(None, families.split("|"))), document, written, place, None if right == "-" else right))
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checks made of one case."""

    case: Case
    found: bool  # a finding of the case's family touches the fault
    exact: bool  # … and covers its characters and no others
    mended: bool  # … and its suggestion gives the right text
    elsewhere: tuple[Finding, ...]  # false alarms


def judge(case: Case) -> Judged:
    """Proofread one case."""
    findings = proofread(case.document)
    if case.faulty is None:
        return Judged(case, False, False, False, tuple(findings))
    index, start, end = case.faulty
    near = [f for f in findings if f.span.paragraph == index and f.span.start < end and start < f.span.end]
    told = [f for f in near if f.family in case.families]
    exact = [f for f in told if (f.span.start, f.span.end) == (start, end)]
    text = case.document.paragraphs[index].text
    wanted = None if case.right is None else text[:start] + case.right + text[end:]
    mended = text
    for finding in reversed(told):
        mended = mended[: finding.span.start] + (finding.suggestion or "") + mended[finding.span.end :]
    return Judged(case, bool(told), bool(exact), mended == wanted, tuple(f for f in findings if f not in near))


def examine(path: Path = CASES) -> list[Judged]:
    """Proofread every case in ``path``."""
    return [judge(case) for case in cases(path)]


def measure(path: Path = CASES) -> dict[str, Any]:
    """Return the shares of the faults found and mended, and of the texts that something above a hint is said of where nothing is wrong."""
    judged = examine(path)
    faulty = [j for j in judged if j.case.faulty]
    certain = [j for j in faulty if j.case.right is not None]
    clean = [j for j in judged if not j.case.faulty]
    return {
        "recall": sum(j.found for j in faulty) / len(faulty),
        "exact": sum(j.exact for j in faulty) / len(faulty),
        "mended": sum(j.mended for j in certain) / len(certain),
        "clean_with_alarm": sum(any(f.level != "hint" for f in j.elsewhere) for j in clean) / len(clean),
        "faulty_with_alarm": sum(any(f.level != "hint" for f in j.elsewhere) for j in faulty) / len(faulty),
    }


def main() -> None:
    """Print what was missed, each false alarm, and the figures by family."""
    judged = examine()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for j in judged:
        if j.case.faulty:
            family = "|".join(sorted(j.case.families))
            counts[family].update(planted=1, found=j.found, exact=j.exact)
            if not j.found:
                print(f"漏 {family}：{j.case.written}")
            elif j.case.right is not None and not j.mended:
                print(f"改法不同 {family}：{j.case.written} → {j.case.right!r}")
        for finding in j.elsewhere:
            text = j.case.document.paragraphs[finding.span.paragraph].text[finding.span.start : finding.span.end]
            print(f"误 {finding.level.value} {finding.code} “{text[:30]}”：{j.case.written[:80]}")
    for family, count in sorted(counts.items()):
        print(f"{family:<28}{count['found']:>4}/{count['planted']:<4} 位置全同 {count['exact']}")
    for title, path in (("给人看过的", CASES), ("留着的", HELD)):
        print(title + "：" + "，".join(f"{name} {share:.1%}" for name, share in measure(path).items()))


if __name__ == "__main__":
    main()
