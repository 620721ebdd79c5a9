"""How well replies to letters are judged: against 150 verdicts given by hand, and against replies put to the wrong letters.

``python -m evaluation.letters_replies`` prints the tables. *Verdicts*: 150 replies of one province's message board were read and judged by
hand (``letters_replies.tsv``: ids and verdicts only), 100 drawn at random and 50 at random among those under 150 characters; one half was
used to write the rules, the other only for the figures. Beside each agreement stands that of always giving the half's commonest verdict.
*Swapped*: every answer with substance is put to another letter, at random and to that of its neighbour in the file (mostly the same county
and month); the figure is how often the own letter's score is the higher one, and how many of each pass for answering.

What it does not show: the thresholds of relevance were chosen on the swapped answers, so those are figures of development. The final half
was judged by hand when most rules were written, before any was run on it; its single misses were not looked at. The verdicts are by one
hand, the hand that wrote the rules. Whether what a reply says is true, and whether the matter was settled, nobody can read from its text.
The organisers of the data give no column of quality to compare with. Timeliness is arithmetic, and tested as such.
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from drafting.desk.letter_replies import check_replies
from drafting.letters.replies import ADDRESSED, FAIR, GOOD, Checked
from drafting.letters.reply_parts import Kind, read_reply
from drafting.letters.reply_relevance import relevances, scale_of
from evaluation.gate import data_folder

TRUTH = Path(__file__).with_name("letters_replies.tsv")
ELEMENTS = ("greeted", "closed", "signed", "dated")
_SEED = 20
_PASSES = (GOOD - ADDRESSED) / (100 - ADDRESSED)  # the share at which relevance is 好


def measure(folder: Path) -> dict[str, Any]:
    """Return all figures, nested by table; ``folder`` is the development data."""
    checked = check_replies([folder / "letters" / "replies.xlsx"]).checked
    by_id = {one.letter.id: one for one in checked}
    figures: dict[str, Any] = {}
    for half in ("dev", "final"):
        rows = [row for row in truth() if row[1] == half]
        figures[f"verdicts_{half}"] = verdicts(rows, by_id)
    figures["swapped"] = swapped(checked)
    return figures


def truth() -> list[list[str]]:
    """Return the rows of the verdicts: id, half, relevance, elements of form, grounds."""
    lines = TRUTH.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def level(points: int | None) -> int:
    """Return 2 for 好, 1 for 一般, 0 for 差."""
    return 0 if points is None else (points >= GOOD) + (points >= FAIR)


def agreement(wanted: Sequence[int], found: Sequence[int]) -> dict[str, float]:
    """Return how often two judges agree, Cohen's kappa, how often they are at most one level apart, and the trivial baseline."""
    count = len(wanted)
    same = sum(one == other for one, other in zip(wanted, found, strict=True)) / count
    ours, theirs = Counter(found), Counter(wanted)
    chance = sum(ours[key] * theirs[key] for key in theirs) / count**2
    return {
        "agreement": same,
        "kappa": (same - chance) / (1 - chance) if chance < 1 else 1.0,
        "within_one_level": sum(abs(one - other) < 2 for one, other in zip(wanted, found, strict=True)) / count,
        "baseline_commonest": max(theirs.values()) / count,
    }


def verdicts(rows: Sequence[Sequence[str]], by_id: dict[str, Checked]) -> dict[str, Any]:
    """Return the agreement in relevance, in grounds and in each element of form."""
    ones = [by_id[row[0]] for row in rows]
    figures: dict[str, Any] = {
        "relevance": agreement([int(row[2]) for row in rows], [level(one.relevant.points) for one in ones]),
        "grounds": agreement([int(row[4]) for row in rows], [level(one.grounded.points) for one in ones]),
    }
    parts = [read_reply(one.letter.reply.text if one.letter.reply else "")[0] for one in ones]
    for index, name in enumerate(ELEMENTS):
        figures[f"form_{name}"] = agreement([int(row[3][index]) for row in rows], [int(bool(getattr(part, name))) for part in parts])
    return figures


def swapped(checked: Sequence[Checked]) -> dict[str, float]:
    """Return how well the share of relevance tells own letters from others."""
    answers = [one for one in checked if one.kind is Kind.ANSWER]
    parts = [read_reply(one.letter.reply.text if one.letter.reply else "")[0] for one in answers]
    shuffled = list(range(len(answers)))
    random.Random(_SEED).shuffle(shuffled)
    neighbours = [*range(1, len(answers)), 0]
    letters = [one.letter for one in answers]
    scale = scale_of(letters, parts)
    own = [found.share for found in relevances(letters, parts, scale)]
    figures = {"answers": float(len(answers)), "own_taken_up": sum(share >= _PASSES for share in own) / len(own)}
    for name, order in (("random", shuffled), ("neighbour", neighbours)):
        other = sorted(found.share for found in relevances(letters, [parts[index] for index in order], scale))
        higher = sum(bisect_left(other, share) + bisect_right(other, share) for share in own) / 2
        figures[f"{name}_own_is_higher"] = higher / len(own) / len(other)
        figures[f"{name}_taken_up"] = sum(share >= _PASSES for share in other) / len(other)
    return figures


def main() -> None:
    """Print the tables."""
    folder = data_folder()
    if folder is None:
        print("no development data: nothing measured")
        return
    for table, figures in measure(folder).items():
        print(f"\n{table}")
        for name, value in figures.items():
            if isinstance(value, dict):
                print(f"  {name:<18}" + "  ".join(f"{inner} {figure:.3f}" for inner, figure in value.items()))
            else:
                print(f"  {name:<30}{value:>9.4f}")


if __name__ == "__main__":
    main()
