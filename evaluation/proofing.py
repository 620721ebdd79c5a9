"""How well proofreading does: what it finds of faults planted in clean documents, and what it says of the documents as they are.

The faults are the rows of ``proofing_faults.tsv`` (a slip, where it happens, what becomes what; rows of one name are ways of writing the
same slip) and the planters of ``proofing_planters``, for slips that no one expression can plant (numbers, attachments, tables, organs).
Each is planted in ``PER_KIND`` documents, one at a time, at a place chosen by a fixed seed. Counted are: findings of a family that the
fault belongs to and that touch it; findings on exactly its characters; suggestions that give back the right text; and findings anywhere
else that were not there before, the false alarms that the fault sets off.

The documents are published genuine ones and the examples of the kinds. What is found in the genuine ones as they are is mostly a defect of
their copy on the web or a true fault: that figure is an upper bound of false alarms. The verdicts on samples are in
``proofing_precision.tsv``.
"""

from __future__ import annotations

import random
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from drafting.documents.model import Document, Finding, Level, Role
from drafting.documents.reading import read_text
from drafting.documents.roles.inference import infer_roles
from drafting.proofing import proofread

FAULTS = Path(__file__).with_name("proofing_faults.tsv")
PER_KIND = 10
LONGEST = 8_000  # characters; longer documents add time and no new places
_TEXT_ROLES = frozenset({Role.BODY, Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4})
_INSERT = "@插"
_HAN = re.compile("[一-龥]")
_SHORTEST = 20  # characters of a paragraph that a sentence may be added to


@dataclass(frozen=True, slots=True)
class Planted:
    """A document with one fault: its characters, and the text that their paragraph should have, None where a person must decide."""

    document: Document
    paragraph: int
    start: int
    end: int
    right: str | None = None
    has_place: bool = True  # False: something is missing, and any place of the paragraph will do
    also: frozenset[int] = frozenset()  # other paragraphs where the same fault may be told


class Way(Protocol):
    """One way of planting a kind of fault."""

    @property
    def name(self) -> str:
        """The kind."""

    @property
    def families(self) -> frozenset[str]:
        """The families that it may be told of."""

    @property
    def plant(self) -> Callable[[Document, random.Random], Planted | None]:
        """Put the fault into a document; None where it has no room for it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A way of writing a slip: ``expression`` in a paragraph of one of ``roles`` becomes ``instead``; without one ``instead`` is added."""

    name: str
    families: frozenset[str]
    number: str  # in the list of common errors that the standards come with, "" where it is none of them
    roles: frozenset[Role]
    expression: re.Pattern[str] | None
    instead: str
    right: str

    def plant(self, document: Document, chance: random.Random) -> Planted | None:
        """Return ``document`` with one such slip; None where it has no room for it."""
        places = list(self._places(document))
        if not places:
            return None
        index, match = chance.choice(places)
        text = document.paragraphs[index].text
        start, end, planted = (match.start(), match.end(), match.expand(self.instead)) if match else (len(text), len(text), self.instead)
        head, mark, rest = planted.partition("⟦")
        faulty, _, tail = rest.partition("⟧") if mark else (planted, "", "")
        head = head if mark else ""
        low = start + len(head)
        if self.right == "-":
            right = None
        elif mark:
            right = text[:start] + head + self.right + tail + text[end:]
        else:
            right = text[:start] + (match.expand(self.right) if match and self.right else text[start:end]) + text[end:]
        written = text[:start] + head + faulty + tail + text[end:]
        span = low, low + len(faulty)
        if right is not None and match and not mark:
            span = _differing(written, right, span)
        changed = replace(document.paragraphs[index], text=written)
        paragraphs = (*document.paragraphs[:index], changed, *document.paragraphs[index + 1 :])
        return Planted(replace(document, paragraphs=paragraphs), index, *span, right, bool(faulty))

    def _places(self, document: Document) -> Iterator[tuple[int, re.Match[str] | None]]:
        for index, paragraph in enumerate(document.paragraphs):
            if self.expression is None:
                fit = paragraph.role is Role.BODY and paragraph.place.cell is None and len(paragraph.text) > _SHORTEST
                if fit and paragraph.text.endswith("。"):
                    yield index, None
            elif paragraph.role in self.roles:
                for match in self.expression.finditer(paragraph.text):
                    if match.start() >= len(paragraph.numbering):
                        yield index, match


def _differing(written: str, right: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return what of ``span`` has to be replaced to make ``written`` ``right``: one that lacks something keeps its place whole.

    A row that marks no characters replaces some that were right along with those that were wrong. A word is not taken apart: whoever
    marks 布署 marks the word.
    """
    start, end = span
    spared = len(written) - end
    while start < end and written[: start + 1] == right[: start + 1]:
        start += 1
    while end > start and written[end - 1 :] == right[len(right) - spared - 1 :] and len(right) - spared > start:
        end, spared = end - 1, spared + 1
    twice = 2 * start - end  # where what is too much begins, if it is a copy of what stands before it: both are shown to the reader
    if len(written) - len(right) == end - start and twice >= 0 and written[twice:start] == written[start:end]:
        start = twice
    return (start, end) if start < end and not _HAN.search(written, start, end) else span


def faults(path: Path = FAULTS) -> list[Fault]:
    """Return the slips in ``path``, one for each row."""
    kinds = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, families, number, roles, expression, instead, right = line.split("\t")
            wanted = frozenset(Role(role) for role in roles.split(",")) if roles else _TEXT_ROLES
            compiled = None if expression == _INSERT else re.compile(expression)
            kinds.append(Fault(name, frozenset(families.split("|")), number, wanted, compiled, instead, right))
    return kinds


def genuine(folder: Path) -> Iterator[Document]:
    """Yield the development documents under ``folder``, in the order of their names."""
    for path in sorted((folder / "documents").glob("*.txt")):
        yield read_text(path.read_text(encoding="utf-8"), path.name)


def examples() -> list[Document]:
    """Return the example of every kind as it is read back from its .docx: heads, tables and attachments that a web page does not have."""
    import tempfile

    from drafting.desk.drafting import draft
    from drafting.documents.reading import read
    from drafting.documents.resources import resource

    with tempfile.TemporaryDirectory() as name:
        sources = sorted(resource("templates").glob("*/example.yaml"))
        files = [draft(s, Path(name, f"{s.parent.name}.docx"), kind=s.parent.name).files[0] for s in sources]
        return [read(file) for file in files]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said of one planted fault."""

    found: bool  # a new finding of its family touches it
    told: bool  # a new finding of any family does
    exact: bool | None  # None: something is missing, and where it should be told is anybody's choice
    mended: bool | None  # None: there was no one right text
    alarms: tuple[Finding, ...]  # new findings elsewhere


def outcome(planted: Planted, families: frozenset[str], before: Sequence[Finding], original: Document) -> Outcome:
    """Proofread a planted document and hold the findings that ``original`` did not have (``before``) against the fault.

    The roles are told anew from the text, as they are when a user's file is read: a fault may hide what a line is.
    """
    planted = replace(planted, document=replace(planted.document, paragraphs=infer_roles(planted.document.paragraphs)))
    known = Counter(_key(finding, original) for finding in before)
    new = []
    for finding in proofread(planted.document):
        key = _key(finding, planted.document)
        if known[key]:
            known[key] -= 1
        else:
            new.append(finding)
    near = [f for f in new if _touches(f, planted)]
    of_family = [f for f in near if f.family in families]
    exact: bool | None = any(
        f.span.paragraph == planted.paragraph and (f.span.start, f.span.end) == (planted.start, planted.end) for f in of_family
    )
    if planted.start == planted.end:
        exact = None
    mended = None
    if planted.right is not None:
        text = planted.document.paragraphs[planted.paragraph].text
        for finding in reversed([f for f in near if f.span.paragraph == planted.paragraph and f.suggestion is not None]):
            text = text[: finding.span.start] + (finding.suggestion or "") + text[finding.span.end :]
        mended = text == planted.right
    return Outcome(bool(of_family), bool(near), exact, mended, tuple(f for f in new if f not in near))


def _key(finding: Finding, document: Document) -> tuple[str, str, str]:
    text = document.paragraphs[finding.span.paragraph].text if document.paragraphs else ""
    return finding.code, text[finding.span.start : finding.span.end][:80], finding.message


def _touches(finding: Finding, planted: Planted) -> bool:
    span = finding.span
    if span.paragraph in planted.also:
        return True
    if span.paragraph != planted.paragraph:
        return False
    return not planted.has_place or (span.start <= planted.end and planted.start <= span.end)


@dataclass(frozen=True, slots=True)
class Kind:
    """What became of one kind of fault."""

    name: str
    family: str  # the first of its families
    outcomes: tuple[Outcome, ...]

    def share(self, what: str) -> float:
        """Return the share of the plantings for which ``what`` (a field of ``Outcome``) holds, among those where it is known."""
        values = [value for value in (getattr(o, what) for o in self.outcomes) if value is not None]
        return sum(values) / len(values) if values else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted: planted faults by kind; findings by level in each document as it is; ``characters`` of the genuine ones."""

    kinds: tuple[Kind, ...]
    clean: tuple[Counter[str], ...]  # of each genuine document, by level
    families: Counter[str]
    characters: int

    def recall(self, what: str = "found") -> dict[str, float]:
        """Return the share for which ``what`` holds by family, each kind weighing the same, and of all kinds as ``all``."""
        shares: dict[str, list[float]] = defaultdict(list)
        for kind in self.kinds:
            if any(getattr(o, what) is not None for o in kind.outcomes):
                for name in (kind.family, "all"):
                    shares[name].append(kind.share(what))
        return {name: statistics.mean(values) for name, values in sorted(shares.items())}

    def alarms(self) -> dict[str, float]:
        """Return the findings in genuine documents per 10,000 characters by level."""
        total = sum(self.clean, Counter())
        return {level.value: total[level.value] * 10_000 / self.characters for level in Level}

    def by_document(self) -> dict[str, dict[str, float]]:
        """Return for each level the mean and the median of the findings in a genuine document, and the share of documents with none."""
        figures = {}
        for level in Level:
            counts = [count[level.value] for count in self.clean]
            none = sum(not count for count in counts) / len(counts)
            figures[level.value] = {"mean": statistics.mean(counts), "median": float(statistics.median(counts)), "none": none}
        return figures

    def set_off(self) -> float:
        """Return the findings above a hint that a planted fault sets off elsewhere, per planting."""
        outcomes = [o for kind in self.kinds for o in kind.outcomes]
        return sum(f.level is not Level.HINT for o in outcomes for f in o.alarms) / len(outcomes)


def examine(folder: Path, per_kind: int = PER_KIND, drafted: Sequence[Document] | None = None) -> Figures:
    """Plant every kind of fault and count. ``folder`` is the development data, ``drafted`` the examples of the kinds (made if None)."""
    from evaluation.proofing_planters import PLANTERS

    texts = list(genuine(folder))
    clean = [(document, proofread(document)) for document in texts]
    own = [(document, proofread(document)) for document in (examples() if drafted is None else drafted)]
    hosts = [(d, f) for d, f in (*clean, *own) if sum(len(p.text) for p in d.paragraphs) <= LONGEST]
    ways: dict[str, list[Way]] = defaultdict(list)
    every: list[Way] = [*faults(), *PLANTERS]
    for way in every:
        ways[way.name].append(way)
    kinds = (Kind(name, min(found[0].families), _planted(name, found, hosts, per_kind)) for name, found in ways.items())
    return Figures(
        kinds=tuple(kind for kind in kinds if kind.outcomes),
        clean=tuple(Counter(finding.level.value for finding in findings) for _, findings in clean),
        families=Counter(finding.family for _, findings in clean for finding in findings),
        characters=sum(len(p.text) for document in texts for p in document.paragraphs),
    )


def _planted(name: str, ways: Sequence[Way], hosts: Sequence[tuple[Document, list[Finding]]], per_kind: int) -> tuple[Outcome, ...]:
    """Plant the ways of writing one kind of fault in turn, each in documents of its own, ``per_kind`` in all (at least one each)."""
    outcomes = []
    for number, way in enumerate(ways):
        chance = random.Random(f"{name}{number}")
        left = max(1, per_kind // len(ways) + (number < per_kind % len(ways)))
        for document, before in chance.sample(hosts, len(hosts)):
            planted = way.plant(document, chance)
            if planted is not None:
                outcomes.append(outcome(planted, way.families, before, document))
                left -= 1
            if not left:
                break
    return tuple(outcomes)


def measure(folder: Path) -> dict[str, Any]:
    """Return the figures: recall by family, exact and mended shares, alarms by level, and those of the cases, the layout and the seeds."""
    from evaluation import proofing_cases, proofing_layout, proofing_seeds

    figures = examine(folder)
    return {
        "recall": figures.recall(),
        "exact": figures.recall("exact")["all"],
        "mended": figures.recall("mended")["all"],
        "set_off": figures.set_off(),
        "alarms_per_10k": figures.alarms(),
        "alarms_per_document": {level: values["mean"] for level, values in figures.by_document().items()},
        "documents_without": {level: values["none"] for level, values in figures.by_document().items()},
        "cases": proofing_cases.measure(),
        "held": proofing_cases.measure(proofing_cases.HELD),
        "layout": proofing_layout.measure(),
        "seeds": proofing_seeds.measure(folder),
    }


def table(figures: Figures) -> str:
    """Return the figures as text."""
    lines = ["种入的错：类别　种数　处数　查出　有提示　位置全同　改法正确　旁处每处多报"]
    for family, share in figures.recall().items():
        kinds = [kind for kind in figures.kinds if family in (kind.family, "all")]
        outcomes = [o for kind in kinds for o in kind.outcomes]
        other = sum(f.level is not Level.HINT for o in outcomes for f in o.alarms) / len(outcomes)
        shares = [share, *(figures.recall(what).get(family, 0.0) for what in ("told", "exact", "mended"))]
        lines.append(f"  {family:<18}{len(kinds):>4}{len(outcomes):>6}" + "".join(f"{s:>8.1%}" for s in shares) + f"{other:>8.3f}")
    lines.append("没有全部查出的（查出/种入）：")
    lines += [
        f"  {kind.family} {kind.name} {sum(o.found for o in kind.outcomes)}/{len(kind.outcomes)}"
        for kind in sorted(figures.kinds, key=lambda k: (k.share("found"), k.family))
        if kind.share("found") < 1
    ]
    alarms: Mapping[str, float] = figures.alarms()
    lines.append(f"{len(figures.clean)} 份真实文件，{figures.characters} 字，原样报出：级别　每万字　每份平均　中位数　没有的文件")
    for level, values in figures.by_document().items():
        name = Level(level).chinese
        lines.append(f"  {name}{alarms[level]:>8.2f}{values['mean']:>8.2f}{values['median']:>6.0f}{values['none']:>8.1%}")
    lines += [f"  {family:<18}{count * 10_000 / figures.characters:>8.2f}" for family, count in figures.families.most_common()]
    return "\n".join(lines)


def main() -> None:
    """Print the figures for the development data (``$WENMI_DATA``, by default ``../shared/data`` beside the checkout)."""
    from evaluation.gate import data_folder

    folder = data_folder()
    if folder is None or not (folder / "documents").is_dir():
        raise SystemExit("没有找到开发数据")
    figures = examine(folder)
    print(table(figures))
    alarms = Counter((kind.name, f.code) for kind in figures.kinds for o in kind.outcomes for f in o.alarms if f.level is not Level.HINT)
    print("种入后别处多报的：" + "，".join(f"{name}→{code} {count}" for (name, code), count in alarms.most_common(40)))


if __name__ == "__main__":
    main()
