"""How well the elements of real documents are found: title, recipients, document number, signature and date, line by line.

``python -m evaluation.roles`` prints precision and recall on 60 genuine documents labelled by hand (``roles_labels.tsv``), beside a trivial
baseline. What it does not show: the rules were written on the other 140 documents of the same collection, by the hand that had labelled the
60 before, so this is a regression check more than a blind test; the collection is text crawled from government sites, mostly notices, and
look (centred, large) plays no part in it. One paragraph has one role: of two that the crawler glued into one line one is asked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from drafting.documents.model import Role
from drafting.documents.reading import read
from evaluation.gate import data_folder

LABELS = Path(__file__).with_name("roles_labels.tsv")
ROLES = (Role.TITLE, Role.RECIPIENTS, Role.DOCUMENT_NUMBER, Role.SIGNATURE, Role.DATE)

Found = dict[Role, set[int]]
_BASELINE_DATE = re.compile(r"\S{4}年\S{1,3}月\S{1,3}日")
_BASELINE_NUMBER = re.compile(r"〔\d{4}〕\d+号")


@dataclass(frozen=True)
class Labels:
    """The lines of one document by role: those that are it, and those that may be read either way."""

    file: str
    sha256: str
    lines: Found
    either: Found


def load_labels(path: Path = LABELS) -> list[Labels]:
    """Return the labels by hand; raise ``ValueError`` where a line is not well formed."""
    rows = [row.split("\t") for row in path.read_text("utf-8").splitlines() if row and not row.startswith("#")]
    header, *body = rows
    if header != ["file", "sha256", *(role.value for role in ROLES)]:
        raise ValueError(f"{path.name}: unexpected columns {header}")
    labels = []
    for file, sha256, *cells in body:
        sure: Found = {}
        either: Found = {}
        for role, cell in zip(ROLES, cells, strict=True):
            sure[role], either[role] = set(), set()
            for item in cell.split(",") if cell != "-" else ():
                target = either if item.startswith("(") else sure
                first, _, last = item.strip("()").partition("-")
                target[role].update(range(int(first), int(last or first) + 1))
        labels.append(Labels(file, sha256, sure, either))
    return labels


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 per role over the labelled files of ``folder`` (``documents/`` of the development data).

    ``folder`` may also be the development data itself. Raises ``ValueError`` if a labelled file is missing or not the one labelled.
    """
    return _scores(folder, _inferred)


def baseline(folder: Path) -> dict[str, dict[str, float]]:
    """Return the same for the trivial rules: first line, first line that ends in a colon, first number, last date, the line above it."""
    return _scores(folder, _trivial)


def _scores(folder: Path, find: Callable[[Path], Found]) -> dict[str, dict[str, float]]:
    folder = folder / "documents" if (folder / "documents").is_dir() else folder
    right = dict.fromkeys(ROLES, 0)
    claimed = dict.fromkeys(ROLES, 0)
    wanted = dict.fromkeys(ROLES, 0)
    for labels in load_labels():
        found = find(_labelled_file(folder, labels))
        for role in ROLES:
            claims = found[role] - labels.either[role]
            right[role] += len(claims & labels.lines[role])
            claimed[role] += len(claims)
            wanted[role] += len(labels.lines[role])
    return {role.value: _figures(right[role], claimed[role], wanted[role]) for role in ROLES}


def _figures(right: int, claimed: int, wanted: int) -> dict[str, float]:
    precision = right / claimed if claimed else 0.0
    recall = right / wanted if wanted else 0.0
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}


def _labelled_file(folder: Path, labels: Labels) -> Path:
    path = next(folder.glob(f"{labels.file}_*.txt"), None)
    if path is None:
        raise ValueError(f"{folder}: no file {labels.file}_*.txt")
    if hashlib.sha256(path.read_bytes()).hexdigest()[:12] != labels.sha256:
        raise ValueError(f"{path.name}: not the file that was labelled")
    return path


def _inferred(path: Path) -> Found:
    paragraphs = read(path).paragraphs
    return {role: {p.place.index for p in paragraphs if p.role is role} for role in ROLES}


def _trivial(path: Path) -> Found:
    lines = {number: line.strip() for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if line.strip()}
    dates = [number for number, line in lines.items() if _BASELINE_DATE.fullmatch(line)]
    return {
        Role.TITLE: _first(lines),
        Role.RECIPIENTS: _first(n for n, line in lines.items() if line.endswith("：")),
        Role.DOCUMENT_NUMBER: _first(n for n, line in lines.items() if _BASELINE_NUMBER.search(line)),
        Role.SIGNATURE: {dates[-1] - 1} & set(lines) if dates else set(),
        Role.DATE: set(dates[-1:]),
    }


def _first(numbers: Iterable[int]) -> set[int]:
    return set(list(numbers)[:1])


def main() -> None:
    """Print the table."""
    folder = data_folder()
    if folder is None:
        print("no development data: nothing measured")
        return
    ours, trivial = measure(folder), baseline(folder)
    print(f"{'role':<16}{'precision':>10}{'recall':>8}{'f1':>7}   {'baseline precision':>18}{'recall':>8}{'f1':>7}")
    for role in ours:
        left, right = ours[role], trivial[role]
        print(
            f"{role:<16}{left['precision']:>10.3f}{left['recall']:>8.3f}{left['f1']:>7.3f}   "
            f"{right['precision']:>18.3f}{right['recall']:>8.3f}{right['f1']:>7.3f}"
        )


if __name__ == "__main__":
    main()
