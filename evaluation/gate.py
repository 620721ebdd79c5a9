"""Hold the measured quality to pinned floors: print every figure, fail below a floor.

``floors.json`` pins, for each figure, the worst value that passes (``at_least`` or ``at_most``), and for each folder of data how many
files it has and their hash, so that neither quality nor data can shift unnoticed. ``--update`` pins today's figures; it refuses to
loosen one without ``--allow-regression``.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).with_name("floors.json")
RUNNERS = ("roles", "roles_faults", "formatting", "preview", "proofing", "letters")
DATA = ("documents", "letters", "official_text", "word")

SLACK = 0.002
"""How far a figure may fall below its floor: what other versions of numpy and scikit-learn change in the last digits."""


def data_folder() -> Path | None:
    """Return the development data (``$WENMI_DATA``, else beside the checkout), None where there is none."""
    folder = Path(os.environ.get("WENMI_DATA", ROOT.parent / "shared" / "data"))
    return folder if folder.is_dir() else None


def fingerprint(folder: Path) -> dict[str, Any]:
    """Return the number of files in ``folder`` and one hash over their names and contents."""
    total = hashlib.sha256()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        total.update(path.relative_to(folder).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return {"files": len(files), "sha256": total.hexdigest()[:16]}


def flatten(figures: Mapping[str, Any], prefix: str = "") -> dict[str, float]:
    """Return nested figures as one level with dotted names; what is not a number is left out."""
    flat: dict[str, float] = {}
    for name, value in figures.items():
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{prefix}{name}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            flat[f"{prefix}{name}"] = float(value)
    return flat


@dataclass(frozen=True)
class Bound:
    """The worst value of a figure that passes."""

    value: float
    at_least: bool

    def holds(self, figure: float) -> bool:
        """Whether ``figure`` is good enough."""
        return figure >= self.value - SLACK if self.at_least else figure <= self.value + SLACK

    def better(self, figure: float) -> bool:
        """Whether ``figure`` would tighten this bound, or leave it."""
        return figure >= self.value if self.at_least else figure <= self.value


def bounds(pinned: Mapping[str, Any]) -> dict[str, Bound]:
    """Read the bounds out of ``floors.json``."""
    found = {name: Bound(value, True) for name, value in pinned.get("at_least", {}).items()}
    return found | {name: Bound(value, False) for name, value in pinned.get("at_most", {}).items()}


def failures(figures: Mapping[str, float], pinned: Mapping[str, Any]) -> list[str]:
    """Return a line for each pinned figure that is missing or too bad."""
    lines = []
    for name, bound in bounds(pinned).items():
        if name not in figures:
            lines.append(f"{name}: no longer measured")
        elif not bound.holds(figures[name]):
            lines.append(f"{name}: {figures[name]:.4f}, pinned {'at least' if bound.at_least else 'at most'} {bound.value:.4f}")
    return lines


def updated(figures: Mapping[str, float], pinned: Mapping[str, Any], *, allow_regression: bool) -> dict[str, Any]:
    """Return ``pinned`` with today's figures. Raises ``ValueError`` where one would be loosened and that is not allowed."""
    new: dict[str, Any] = {**pinned, "at_least": dict(pinned.get("at_least", {})), "at_most": dict(pinned.get("at_most", {}))}
    for name, bound in bounds(pinned).items():
        figure = figures[name]
        if not bound.better(figure) and not allow_regression:
            raise ValueError(f"{name} would go from {bound.value:.4f} to {figure:.4f}; say --allow-regression if that is meant")
        new["at_least" if bound.at_least else "at_most"][name] = round(figure, 4)
    return new


def measure(folder: Path) -> dict[str, float]:
    """Run every runner over ``folder`` and return all figures, flat."""
    figures: dict[str, float] = {}
    for name in RUNNERS:
        run: Callable[[Path], Mapping[str, Any]] = import_module(f"evaluation.{name}").measure
        figures |= flatten(run(folder), f"{name}.")
    return figures


def main(arguments: list[str]) -> int:
    """Measure, print, compare; return the exit code."""
    folder = data_folder()
    if folder is None:
        print("evaluation skipped: no development data (set WENMI_DATA to its folder)")
        return 0
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    data = {name: fingerprint(folder / name) for name in DATA if (folder / name).is_dir()}
    figures = measure(folder)
    known = bounds(pinned)
    for name, figure in figures.items():
        bound = known.get(name)
        mark = "" if bound is None else f"  ({'≥' if bound.at_least else '≤'} {bound.value:.4f})"
        print(f"{name:<64} {figure:>10.4f}{mark}")
    if "--update" in arguments:
        try:
            new = updated(figures, pinned, allow_regression="--allow-regression" in arguments)
        except ValueError as error:
            print(error)
            return 1
        FLOORS.write_text(json.dumps(new | {"data": data}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        return 0
    wrong = failures(figures, pinned)
    if pinned.get("data") and data != pinned["data"]:
        wrong.append("the data is not what the floors were pinned on")
    print("\n".join(["", *wrong]) if wrong else f"\n{len(known)} pinned figures hold")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
