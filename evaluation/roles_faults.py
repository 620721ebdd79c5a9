"""Whether the elements of a document are still found when they are faulty: the product reads drafts, and a fault must not hide its line.

``python -m evaluation.roles_faults`` plants the faults of ``roles_faults.tsv``, and a few that take more than one line, one at a time into
genuine documents and texts of our own, reads them again, and prints for each fault in how many cases the line kept its role and no other
line changed its own. ``--development`` takes the documents that the rules may be written on, ``--show 标题末加句号`` prints the cases of
that fault that failed.

What it does not show: truth is what we ourselves find in the clean text, so that an element missed there is not asked for; the faults are
those that we thought of, and written into texts that are otherwise clean; genuine texts lack 版记 and 签发人, which only our own have.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drafting.documents.model import Paragraph, Role
from drafting.documents.roles.inference import infer_roles
from evaluation.gate import data_folder

FAULTS = Path(__file__).with_name("roles_faults.tsv")
OWN = Path(__file__).with_name("roles_faults_own.txt")
_SEED = 9704
_TOGETHER = 5  # faults of one text in the last row
_COLUMNS = ["fault", "role", "pattern", "replacement"]

Planted = tuple[list[str], list[Role]]
Planter = Callable[["Text", int], Planted | None]


@dataclass(frozen=True)
class Text:
    """A clean text: its lines and the role of each."""

    name: str
    lines: tuple[str, ...]
    roles: tuple[Role, ...]

    def replaced(self, k: int, lines: Sequence[str], roles: Sequence[Role], taken: int = 1) -> Planted:
        """Return the lines and the roles wanted with ``taken`` lines from ``k`` replaced by ``lines``."""
        end = k + taken
        return [*self.lines[:k], *lines, *self.lines[end:]], [*self.roles[:k], *roles, *self.roles[end:]]


@dataclass(frozen=True)
class Fault:
    """A kind of fault: ``plant`` returns a faulty text with the roles wanted, None where the line gives no occasion for it."""

    name: str
    role: Role
    plant: Planter


@dataclass(frozen=True)
class Case:
    """One planted fault: lines, the roles wanted and those found."""

    text: str
    lines: list[str]
    wanted: list[Role]
    found: list[Role]

    @property
    def kept(self) -> bool:
        """Every line has the role wanted."""
        return self.wanted == self.found

    def differences(self) -> Iterator[str]:
        """Yield a line for each role that is not the one wanted."""
        for line, wanted, found in zip(self.lines, self.wanted, self.found, strict=True):
            if wanted is not found:
                yield f"{self.text}: {wanted.value} → {found.value}: {line.strip()[:60]}"


def _by_pattern(role: Role, pattern: re.Pattern[str], replacement: str) -> Planter:
    def plant(text: Text, k: int) -> Planted | None:
        line = text.lines[k]
        if role in (Role.TITLE, Role.ATTACHMENT_TITLE) and k + 1 < len(text.lines) and text.roles[k + 1] is role:
            return None  # faults at the end of a title are planted where it ends
        bare = line.strip()
        made, times = pattern.subn(replacement, bare)
        if not times or made == bare:
            return None
        margin = line[: len(line) - len(line.lstrip())]
        lines = [margin + part for part in made.split("\n")]
        roles = [role, Role.SIGNER] if role is Role.DOCUMENT_NUMBER and len(lines) > 1 else [role] * len(lines)
        return text.replaced(k, lines, roles)

    return plant


def _date_first(text: Text, k: int) -> Planted | None:
    """Set 成文日期 above 署名."""
    if k + 1 == len(text.lines) or text.roles[k + 1] is not Role.DATE or text.roles[k - 1] is Role.SIGNATURE:
        return None
    return text.replaced(k, [text.lines[k + 1], text.lines[k]], [Role.DATE, Role.SIGNATURE], 2)


def _subject_words(text: Text, k: int) -> Planted | None:
    """Add the 主题词 that papers had until 2012 above 抄送."""
    return text.replaced(k, ["主题词：水务　资金　请示", text.lines[k]], [Role.OTHER, Role.COPIES_TO])


def _one_line(text: Text, k: int) -> Planted | None:
    """Run 署名 and 成文日期 together; such a line has the role of the date."""
    if text.roles[k + 1 : k + 2] != (Role.DATE,) or not text.lines[k + 1].strip()[0].isdigit():
        return None
    return text.replaced(k, [f"{text.lines[k]}　{text.lines[k + 1].strip()}"], [Role.DATE], 2)


def _no_signature(text: Text, k: int) -> Planted | None:
    return text.replaced(k, [text.lines[k + 1]], [Role.DATE], 2) if text.roles[k + 1 : k + 2] == (Role.DATE,) else None


def _head_of_a_title(text: Text, k: int) -> Planted | None:
    """Spoil title and recipients together."""
    if text.roles[k + 1 : k + 2] != (Role.RECIPIENTS,) or not text.lines[k + 1].endswith("："):
        return None
    return text.replaced(k, [f"{text.lines[k]}。", f"{text.lines[k + 1][:-1]}:"], [Role.TITLE, Role.RECIPIENTS], 2)


_SEVERAL_LINES = (
    Fault("落款日期在署名之上", Role.SIGNATURE, _date_first),
    Fault("署名与日期同行", Role.SIGNATURE, _one_line),
    Fault("落款缺署名", Role.SIGNATURE, _no_signature),
    Fault("版记有主题词", Role.COPIES_TO, _subject_words),
    Fault("标题句号且主送半角冒号", Role.TITLE, _head_of_a_title),
)


@cache
def faults() -> tuple[Fault, ...]:
    """Return the kinds of fault; raise ``ValueError`` where the table is not well formed."""
    rows = [row.split("\t") for row in FAULTS.read_text("utf-8").splitlines() if row and not row.startswith("#")]
    header, *body = rows
    if header != _COLUMNS:
        raise ValueError(f"{FAULTS.name}: unexpected columns {header}")
    made = []
    for name, role, pattern, replacement in body:
        made.append(Fault(name, Role(role), _by_pattern(Role(role), re.compile(pattern), replacement)))
    return (*made, *_SEVERAL_LINES)


def _text_of(name: str, lines: Sequence[str]) -> Text:
    kept = tuple(line.rstrip() for line in lines if line.strip())
    return Text(name, kept, tuple(_inferred(kept)))


def _inferred(lines: Sequence[str]) -> list[Role]:
    return [p.role for p in infer_roles([Paragraph(line) for line in lines])]


@cache
def own_texts() -> tuple[Text, ...]:
    """Return our own texts."""
    _, *parts = OWN.read_text("utf-8").split("====\n")
    return tuple(_text_of(f"own {number}", part.splitlines()) for number, part in enumerate(parts, 1))


def genuine_texts(folder: Path, *, development: bool) -> list[Text]:
    """Return the documents of the development data: those to measure on (number divisible by 3), or those to develop on."""
    folder = folder / "documents" if (folder / "documents").is_dir() else folder
    numbered = {int(path.name[:3]): path for path in sorted(folder.glob("[0-9][0-9][0-9]_*.txt"))}
    return [
        _text_of(f"{number:03}", path.read_text("utf-8").splitlines())
        for number, path in numbered.items()
        if (number % 3 != 0) is development
    ]


def cases(fault: Fault, texts: Sequence[Text]) -> list[Case]:
    """Return one case of ``fault`` for each text that gives occasion for it, in a line chosen by a fixed seed."""
    made = []
    for text in texts:
        places = [k for k, role in enumerate(text.roles) if role is fault.role]
        random.Random(f"{_SEED} {fault.name} {text.name}").shuffle(places)
        planted = next(filter(None, (fault.plant(text, k) for k in places)), None)
        if planted:
            lines, wanted = planted
            made.append(Case(text.name, lines, wanted, _inferred(lines)))
    return made


def together(texts: Sequence[Text]) -> list[Case]:
    """Return one case for each text with faults of several roles in it at once."""
    made = []
    for text in texts:
        source = random.Random(f"{_SEED} {text.name}")
        spoilt, touched = text, set[Role]()
        for fault in source.sample(faults(), len(faults())):
            places = [k for k, role in enumerate(spoilt.roles) if role is fault.role]
            if fault.role in touched or fault in _SEVERAL_LINES or not places:
                continue
            planted = fault.plant(spoilt, source.choice(places))
            if planted:
                spoilt = Text(text.name, tuple(planted[0]), tuple(planted[1]))
                touched.add(fault.role)
            if len(touched) == _TOGETHER:
                break
        made.append(Case(text.name, list(spoilt.lines), list(spoilt.roles), _inferred(spoilt.lines)))
    return made


def rows(texts: Sequence[Text]) -> Iterator[tuple[str, str, list[Case]]]:
    """Yield the name of each fault, its role and its cases; last come several faults together."""
    for fault in faults():
        yield fault.name, fault.role.value, cases(fault, texts)
    yield "几处同时有错", "together", together(texts)


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Return the share of faults that hide no role and disturb none, by role of the touched line, over genuine and own texts.

    ``folder`` is the development data; ``all`` is the share over all single faults, each kind of fault counting the same.
    """
    out: dict[str, dict[str, float]] = {}
    for source, texts in (("genuine", genuine_texts(folder, development=False)), ("own", own_texts())):
        shares: dict[str, list[float]] = {}
        for _, role, found in rows(texts):
            if found:
                share = sum(case.kept for case in found) / len(found)
                shares.setdefault(role, []).append(share)
                if role != "together":
                    shares.setdefault("all", []).append(share)
        out[source] = {role: sum(values) / len(values) for role, values in shares.items()}
    return out


def main(arguments: Sequence[str]) -> None:
    """Print the table, or the failed cases of one fault."""
    folder = data_folder()
    genuine = genuine_texts(folder, development="--development" in arguments) if folder else []
    if folder is None:
        print("no development data: our own texts only")
    shown = set(arguments[arguments.index("--show") + 1 :]) if "--show" in arguments else set()
    print(f"{'role':<18}{'genuine':>16}{'own':>12}   fault")
    totals = [[0, 0], [0, 0]]
    for (name, role, real), (_, _, ours) in zip(rows(genuine), rows(own_texts()), strict=True):
        cells = []
        for total, found in zip(totals, (real, ours), strict=True):
            kept = sum(case.kept for case in found)
            total[0] += kept
            total[1] += len(found)
            cells.append(f"{kept}/{len(found)}" if found else "–")
        share = f"{sum(case.kept for case in real) / len(real):.3f}" if real else ""
        print(f"{role:<18}{cells[0]:>9}{share:>7}{cells[1]:>12}   {name}")
        if name in shown or role in shown or "all" in shown:
            for case in (*real, *ours):
                for line in case.differences():
                    print(f"    {line}")
    print(f"{'all':<18}" + "".join(f"{f'{kept}/{asked}':>16}" for kept, asked in totals))


if __name__ == "__main__":
    main(sys.argv[1:])
