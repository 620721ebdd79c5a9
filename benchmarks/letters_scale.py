"""A million letters: time, memory and quality of reading, sorting and clustering, by size.

``python -m benchmarks.letters_scale 10000 100000 1000000 [--folder DIR] [--workers N] [--scheduler ADDRESS] [--only sort|details|issues]``

Every step of every size runs in a process of its own, so that the peak of memory is that step's. The letters are made
(``made_letters``), their matters known: quality is the mean, over the matters with five letters or more, of the best F1 that any issue has.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TextIO
from unittest.mock import patch

from benchmarks.made_letters import write_letters

SMALLEST = 5  # letters of a matter from which it is judged


def main() -> None:
    """Print a line for each step and size, and the exponents of growth between sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "wenmi-scale")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--scheduler")
    parser.add_argument("--only", choices=STEPS)
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    if chosen.step:
        print(json.dumps(STEPS[chosen.step](chosen.folder / f"{chosen.sizes[0]}.csv", chosen), ensure_ascii=False))
        return
    seconds: dict[str, list[float]] = {}
    for size in chosen.sizes:
        path = chosen.folder / f"{size}.csv"
        if not path.with_suffix(".matters").exists():
            write_letters(path, size)
        for step in [chosen.only] if chosen.only else STEPS:
            again = [sys.executable, "-m", "benchmarks.letters_scale", str(size), "--folder", str(chosen.folder), "--step", step]
            again += ["--workers", str(chosen.workers), *(["--scheduler", chosen.scheduler] if chosen.scheduler else [])]
            figures = json.loads(subprocess.run(again, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
            seconds.setdefault(step, []).append(figures["cpu s"])
            print(f"{size:>9,} {step:7}", "  ".join(f"{name} {value:,}" for name, value in figures.items()), flush=True)
    for step, times in seconds.items():
        for at in range(1, len(times)):
            grown = math.log(times[at] / times[at - 1]) / math.log(chosen.sizes[at] / chosen.sizes[at - 1])
            print(f"{step}: {chosen.sizes[at - 1]:,} → {chosen.sizes[at]:,} letters, exponent {grown:.2f}")


def _sort(path: Path, chosen: argparse.Namespace, *, details: bool = False) -> dict[str, Any]:
    """Sort as ``letters sort --json`` does: every verdict is written as it comes."""
    from drafting.desk import letters as desk

    def written(stream: TextIO, path: Path) -> int:
        """Write what is found of each letter, a line each; return how many there were."""
        count = 0
        for one in desk.sort([path], details=details, workers=chosen.workers, scheduler=chosen.scheduler):
            told = one.verdict.as_json()
            if one.extracted is not None:
                told["extracted"] = one.extracted.as_json()
            stream.write(encode(told) + "\n")
            count += 1
        return count

    encode = json.JSONEncoder(ensure_ascii=False).encode
    few = path.with_suffix(".few.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        few.write_text("".join(islice(stream, 11)), encoding="utf-8")
    figures: dict[str, Any] = {}
    with path.with_suffix(".jsonl").open("w", encoding="utf-8") as stream:
        written(stream, few)  # the model is trained or loaded, the lists are read before the clock starts
        with measured(figures):
            count = written(stream, path)
    figures["letters/CPU s"] = round(count / figures["cpu s"])
    return figures


def _details(path: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """Sort as ``letters sort --json --details`` does: with organ, sums, dates, crowds and signals of urgency."""
    return _sort(path, chosen, details=True)


def _issues(path: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    from drafting.letters.issues import find_issues
    from drafting.letters.storing import store_letters

    figures: dict[str, Any] = {}
    with measured(figures), staged(figures):
        letters, _ = store_letters([path])
        issues = find_issues(letters)
    figures["issues"] = len(issues)
    place = {letter.id: at for at, letter in enumerate(letters)}
    truth = [int(line) for line in path.with_suffix(".matters").read_text(encoding="utf-8").split()]
    figures |= quality(truth, [[place[key] for key in issue.letters] for issue in issues])
    return figures


STEPS = {"sort": _sort, "details": _details, "issues": _issues}
STAGES = ("find_duplicates", "describe", "group")  # of grouping, as ``drafting.letters.matters`` names them


def quality(truth: Sequence[int], groups: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Return how well ``groups`` of letters meet the matters (``truth``: a matter for each letter, −1: nobody else's)."""
    size = Counter(matter for matter in truth if matter >= 0)
    best: dict[int, float] = {}
    for members in groups:
        for matter, both in Counter(truth[at] for at in members).items():
            if matter >= 0:
                best[matter] = max(best.get(matter, 0.0), 2 * both / (size[matter] + len(members)))
    judged = [matter for matter, letters in size.items() if letters >= SMALLEST]
    mean = sum(best.get(matter, 0.0) for matter in judged) / max(len(judged), 1)
    return {"mean best F1": round(mean, 3), "matters judged": len(judged), "largest issue": max(map(len, groups), default=0)}


@contextmanager
def staged(figures: dict[str, Any]) -> Iterator[None]:
    """Put the CPU seconds of each stage of grouping, and the peak of memory up to its end, into ``figures``."""
    import resource

    from drafting.letters import matters

    def timed(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any) -> Any:
            before = time.process_time()
            result = stage(*given)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            figures.update({f"{name} s": round(time.process_time() - before, 1), f"{name} MB": peak})
            return result

        return run

    with ExitStack() as patches:
        for name in STAGES:
            patches.enter_context(patch.object(matters, name, timed(name, getattr(matters, name))))
        yield


@contextmanager
def measured(figures: dict[str, Any]) -> Iterator[None]:
    """Put wall and CPU seconds (of this process and its workers) and the peak of memory into ``figures`` when the block ends."""
    import resource

    def spent() -> float:
        return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))

    wall, cpu = time.perf_counter(), spent()
    yield
    figures |= {"wall s": round(time.perf_counter() - wall, 1), "cpu s": round(spent() - cpu, 2)}
    figures["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    if workers:
        figures["peak MB of a worker"] = workers


if __name__ == "__main__":
    main()
