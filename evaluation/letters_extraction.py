"""How well places, times, people, organs, sums, requests and urgent signals are read off letters, field by field.

``python -m evaluation.letters_extraction`` prints precision and recall on 300 letters drawn at random from ``letters.xlsx`` and
annotated by hand (``letters_extraction_truth.tsv``: ids and values, no text of a letter), apart for the half on which the rules were
written and the half that was read and annotated after they were finished. ``--misses FIELD`` lists where the two differ in the half for
development, by id.

A name is right where it and one of the annotated ones hold each other, area and general ending aside; a time where one of the two is the
other told more closely. What it does not show: one person annotated, the same that wrote the rules. The letters are all of one board,
their telephone and identity numbers covered before we had them, so that those are tested on made-up ones only. The reading of sums was
mended after a look at what it missed in the second half (first look: precision .85, recall .64). How the organ is found was written anew
on the first half and on 150 more letters (first version, second half: precision .64, recall .53), and the words of the urgent signals
were added to after reading letters outside the second half; of that half only the totals were looked at. Of the urgent signals so few
are in 300 letters that the figures for each are rough: ``urgent_per_thousand`` tells how often each is raised, and ``HITS`` how many of
a sample of hits, drawn outside the 300 letters, were judged right.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from drafting.letters.asks import ASKS
from drafting.letters.batch import Letter
from drafting.letters.extraction import Extracted, extract
from drafting.letters.places import place_key
from drafting.letters.reading import read_letters
from drafting.letters.urgent import SIGNALS
from evaluation.gate import data_folder

TRUTH = Path(__file__).with_name("letters_extraction_truth.tsv")
HALVES = {"开发": "development", "检验": "held"}
_FIELDS = ("地点", "区域", "时间", "人数", "人群", "联名", "单位", "金额", "诉求", "信号")
HITS = {"人身安全": (26, 30), "群体性": (27, 30), "极端表述": (10, 11), "涉众资金": (26, 30), "时限临近": (19, 21)}
"""Signal → hits judged right and all judged, drawn at random from the letters that are not annotated (all hits where there are fewer than
30); judged by the one who wrote the words, after their last change (时限临近: before it)."""
_LONGER = 8  # a name may hold so many characters more than the annotated one


class Row(NamedTuple):
    """The annotation of one letter: field → what is accepted there; ``optional`` are the fields where nothing is right too."""

    id: str
    half: str
    values: dict[str, tuple[str, ...]]
    optional: frozenset[str]


class Counts(NamedTuple):
    """Right, wrong and missed values."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, right: int, wrong: int, missed: int) -> Counts:
        """Return the counts with these added."""
        return Counts(self.right + right, self.wrong + wrong, self.missed + missed)

    @property
    def precision(self) -> float:
        """The part of what was returned that is right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """The part of what is there that was returned."""
        return self.right / max(self.right + self.missed, 1)


def truth() -> list[Row]:
    """Return the annotated letters in the order of the file."""
    rows = []
    for line in TRUTH.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, half, *cells = line.split("\t")
            cell = dict(zip(_FIELDS, cells, strict=True))
            values = {
                field: tuple(one for one in (text if field == "信号" else text.removeprefix("?")).split("|") if one and one != "-")
                for field, text in cell.items()
            }
            rows.append(Row(key, HALVES[half], values, frozenset(field for field, text in cell.items() if text.startswith("?"))))
    return rows


def _single(found: str | None, wanted: Sequence[str], optional: bool, alike: Callable[[str, str], bool]) -> tuple[int, int, int]:
    """Return right, wrong and missed for a field of one value."""
    if found is None:
        return 0, 0, int(bool(wanted) and not optional)
    right = any(alike(found, one) for one in wanted)
    return int(right), int(not right), int(not right and bool(wanted) and not optional)


def _same_name(found: str, wanted: str) -> bool:
    one, other = place_key(found) or "", place_key(wanted) or ""
    return other in found or other in one or (one in other and len(one) > 1) if len(one) <= len(other) + _LONGER else False


def _same_time(found: str, wanted: str) -> bool:
    return found.startswith(wanted) or wanted.startswith(found)


def _counts(found: Extracted, row: Row) -> dict[str, tuple[int, int, int]]:
    values, optional = row.values, row.optional
    place = found.place if found.place and found.place != found.area and found.place_key != found.area else None
    if place and place_key(place) == place and place[0].isascii() and place[-1] in "市区县":
        place = None  # an area only
    result = {
        "place": _single(place, values["地点"], "地点" in optional, _same_name),
        "area": _single(found.area, values["区域"], "区域" in optional, str.__eq__),
        "event_time": _single(found.event_time, values["时间"], "时间" in optional, _same_time),
        "people_count": _single(
            None if found.people_count is None else str(found.people_count), values["人数"], "人数" in optional, str.__eq__
        ),
        "group": _single(found.group, values["人群"], "人群" in optional, lambda one, other: one in other or other in one),
        "joint": _single("1" if found.joint else None, () if values["联名"] == ("0",) else ("1",), False, str.__eq__),
        "organ": _single(found.organ, values["单位"], "单位" in optional, _same_name),
    }
    if values["金额"] or "金额" not in optional:
        wanted, sums = {float(one) for one in values["金额"]}, set(found.amounts)
        result["amounts"] = len(wanted & sums), len(sums - wanted), len(wanted - sums)
    return result


def _signals(found: Extracted, row: Row) -> dict[str, tuple[int, int, int]]:
    sure = {one for one in row.values["信号"] if not one.startswith("?")}
    may = {one.removeprefix("?") for one in row.values["信号"]}
    raised = {one.signal for one in found.urgent}
    return {
        signal: (
            int(signal in raised and signal in may),
            int(signal in raised and signal not in may),
            int(signal in sure and signal not in raised),
        )
        for signal in SIGNALS
    }


def measure(letters: Sequence[Letter]) -> dict[str, dict[str, Any]]:
    """Return the figures of each half: precision and recall by field and signal, and how often the request is right."""
    by_id = {letter.id: letter for letter in letters}
    figures: dict[str, dict[str, Any]] = {}
    for half in HALVES.values():
        rows = [row for row in truth() if row.half == half]
        totals: dict[str, Counts] = {}
        first = among = 0
        asks: dict[str, Counts] = {ask: Counts() for ask in ASKS}
        for row in rows:
            found = extract(by_id[row.id])
            for field, three in (_counts(found, row) | _signals(found, row)).items():
                totals[field] = totals.get(field, Counts()).add(*three)
            right = found.ask in row.values["诉求"]
            first += found.ask == row.values["诉求"][0]
            among += right
            asks[found.ask] = asks[found.ask].add(int(right), int(not right), 0)
            if not right:
                asks[row.values["诉求"][0]] = asks[row.values["诉求"][0]].add(0, 0, 1)
        if rows:
            figures[half] = {
                "letters": len(rows),
                "ask_first": first / len(rows),
                "ask_accepted": among / len(rows),
                "fields": totals | {f"ask {ask}": counts for ask, counts in asks.items()},
            }
    return figures


def urgent_per_thousand(letters: Sequence[Letter]) -> dict[str, float]:
    """Return how often each signal is raised in 1,000 of ``letters``, and how many letters have any."""
    raised = [{one.signal for one in extract(letter).urgent} for letter in letters]
    counts = Counter(signal for signals in raised for signal in signals)
    per = 1000 / max(len(letters), 1)
    return {signal: counts[signal] * per for signal in SIGNALS} | {"any": sum(map(bool, raised)) * per}


def misses(letters: Sequence[Letter], field: str, half: str = "development") -> list[str]:
    """Return for each letter of ``half`` where ``field`` is not as annotated: id, title, what was found, what is right."""
    by_id = {letter.id: letter for letter in letters}
    chinese = dict(zip(("place", "area", "event_time", "people_count", "group", "joint", "organ", "amounts"), _FIELDS, strict=False))
    lines = []
    for row in (row for row in truth() if row.half == half):
        found = extract(by_id[row.id])
        if field == "ask":
            if found.ask not in row.values["诉求"]:
                lines.append(f"{row.id} {by_id[row.id].title}: {found.ask} / {row.values['诉求']}")
            continue
        _, wrong, missed = (_counts(found, row) | _signals(found, row)).get(field, (0, 0, 0))
        if wrong or missed:
            shown = getattr(found, field) if field in chinese else [str(one) for one in found.urgent if one.signal == field]
            lines.append(f"{row.id} {by_id[row.id].title}: {shown} / {row.values[chinese.get(field, '信号')]}")
    return lines


def main(arguments: Sequence[str]) -> None:
    """Print the figures, or where a field differs from the annotation."""
    folder = data_folder()
    if folder is None:
        print("no development data: nothing measured")
        return
    letters = read_letters([folder / "letters" / "letters.xlsx"]).letters
    if arguments[:1] == ["--misses"]:
        print(*misses(letters, *arguments[1:2]), sep="\n")
        return
    for half, figures in measure(letters).items():
        asked = f"{figures['ask_first']:.1%} the first, {figures['ask_accepted']:.1%} one of those accepted"
        print(f"\n{half}: {figures['letters']} letters; ask: {asked}")
        print(f"  {'':<16}{'right':>7}{'wrong':>7}{'missed':>8}{'P':>8}{'R':>8}")
        for field, counts in figures["fields"].items():
            print(f"  {field:<16}{counts.right:>7}{counts.wrong:>7}{counts.missed:>8}{counts.precision:>8.1%}{counts.recall:>8.1%}")
    print(f"\nurgent signals per 1,000 letters (all {len(letters):,}); of a sample of hits judged by hand, right")
    for signal, often in urgent_per_thousand(letters).items():
        right, judged = HITS.get(signal, (0, 0))
        print(f"  {signal:<8}{often:>8.1f}{f'{right:>8}/{judged} = {right / judged:.0%}' if judged else ''}")


if __name__ == "__main__":
    main(sys.argv[1:])
