"""The administrative divisions of the country and the organs of the state, present and former, and where a text names them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from drafting.documents.prepared import PREPARED, Table
from drafting.proofing import tables
from drafting.proofing.draft import Draft
from drafting.proofing.families import name_forms
from drafting.proofing.families.name_forms import part_slips
from drafting.proofing.tables import SHORT, lines, table_file

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


class Division(NamedTuple):
    """A division: level 1 省级, 2 地级, 3 县级, and what it lies in (``""`` where there is nothing between).

    One that no longer exists has ``now``, what it is called today, and ``until``, the year in which it changed.
    """

    name: str
    level: int
    province: str
    prefecture: str = ""
    now: str = ""
    until: int = 0


class Mention(NamedTuple):
    """A name in a text: its offsets, the divisions it may be, and whether it is a short form (湖北, 武汉, 恩施州).

    A name that is looked for in the same pass and is no division has a ``note``: ``("地名", 正写)`` for a misspelt place,
    ``("漏字", 正写)`` for the name of an organ with a character missing, ``("旧名", 现名, 自何日起)`` for an organ that is no more,
    ``("现名",)`` for one that is, and the kinds of ``organ_forms.tsv`` with the right form.
    """

    start: int
    end: int
    divisions: tuple[Division, ...]
    short: bool
    note: tuple[str, ...] = ()


@cache
def words(kind: str) -> tuple[str, ...]:
    """Return the words of one kind of ``division_words.tsv``: 民族 in names of 自治地方, 常用词 that are also names of divisions."""
    return tuple(word for which, listed in lines("division_words") if which == kind for word in listed.split())


@cache
def stem(name: str) -> str:
    """Return the name of a division without its kind: 武汉市 → 武汉, 恩施土家族苗族自治州 → 恩施; one character is kept with its kind."""
    for kind in ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "特区", "省", "市", "县", "区", "盟", "旗"):
        if name.endswith(kind):
            rest = name[: -len(kind)]
            while kind.startswith("自治") and (tail := next((m for m in words("民族") if rest.endswith(m) and len(rest) > len(m)), "")):
                rest = rest[: -len(tail)]
            return rest if len(rest) > 1 else name
    return name


@cache
def present() -> tuple[Division, ...]:
    """Return every division there is today (``divisions.tsv``)."""
    found: dict[tuple[str, str, str], Division] = {}
    for province, prefecture, counties in lines("divisions"):
        inside = "" if prefecture == "-" else prefecture
        found[province, "", ""] = Division(province, 1, province)
        if inside:
            found[province, inside, ""] = Division(inside, 2, province)
        for county in counties.split():
            found[province, inside, county] = Division(county, 3, province, inside)
    for name in ("台湾省", "香港特别行政区", "澳门特别行政区"):
        found[name, "", ""] = Division(name, 1, name)
    return tuple(found.values())


@cache
def former() -> tuple[Division, ...]:
    """Return the divisions that were renamed, abolished or moved (``renamed_divisions.tsv``)."""
    provinces = sorted({d.province for d in present()}, key=len, reverse=True)
    found = []
    for name, where, now, year in lines("renamed_divisions"):
        province = next(p for p in provinces if where.startswith(p))
        prefecture = where[len(province) :]
        level = 2 if not prefecture and name.endswith(("市", "地区", "盟")) else 3
        found.append(Division(name, level, province, prefecture, now, int(year)))
    return tuple(found)


@cache
def below(outer: str) -> tuple[Division, ...]:
    """Return the present divisions in the province or prefecture ``outer``, at any level."""
    return tuple(d for d in present() if d.name != outer and outer in (d.province, d.prefecture))


_Meant = tuple[tuple[tuple[Any, ...], ...], bool, tuple[str, ...]]
"""What a mention of a name holds besides its offsets, the divisions as plain tuples."""


def _names() -> dict[str, _Meant]:
    """Return the forms to look for, with what they mean."""
    table: dict[str, list[Division]] = {}
    for division in (*present(), *former()):
        table.setdefault(division.name, []).append(division)
    meant: dict[str, _Meant] = {name: (tuple(map(tuple, found)), False, ()) for name, found in table.items()}
    for division in present():
        if division.level < 3:
            short = stem(division.name)
            for form in (short, f"{short}州") if division.name.endswith("自治州") else (short,):
                if len(form) > 1:
                    meant.setdefault(form, ((tuple(division),), True, ()))
    for wrong, right in lines("place_misspellings"):
        meant.setdefault(wrong, ((), False, ("地名", right)))
    for (name,) in lines("organs"):
        meant[name] = ((), False, ("现名",))
    for slip, right in part_slips().items():
        meant.setdefault(slip, ((), False, ("漏字", right)))
    for name, now, since in lines("renamed_organs"):
        meant[name] = ((), False, ("旧名", now, since))
    for kind, name, right in lines("organ_forms"):
        meant[name] = ((), False, (kind, right))
    return meant


_TABLES = (
    "divisions",
    "division_words",
    "renamed_divisions",
    "place_misspellings",
    "organs",
    "organ_parts",
    "renamed_organs",
    "organ_forms",
)


@cache
def _beginnings() -> Table[tuple[tuple[str, _Meant], ...]]:
    """Return the forms to look for by their first two characters, the longest first."""

    def make() -> dict[str, tuple[tuple[str, _Meant], ...]]:
        found: dict[str, list[tuple[str, _Meant]]] = {}
        for name, meant in sorted(_names().items(), key=lambda entry: -len(entry[0])):
            found.setdefault(name[:2], []).append((name, meant))
        return {pair: tuple(entries) for pair, entries in found.items()}

    return PREPARED.table("gazetteer", [*map(table_file, _TABLES), Path(name_forms.__file__), Path(tables.__file__)], make)


@cache
def _automaton() -> tuple[AhoCorasick, tuple[_Meant, ...]]:
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    names = _names()
    return AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA), tuple(names.values())


def _standing(text: str) -> Iterator[tuple[int, int, _Meant]]:
    """Yield (start, end, what is meant) for the names in ``text``, the longest where several begin, none of them overlapping."""
    if len(text) > SHORT:
        automaton, meant = _automaton()
        yield from ((start, end, meant[which]) for which, start, end in automaton.find_matches_as_indexes(text))
        return
    beginnings = _beginnings()
    reached = 0
    for at in range(len(text) - 1):
        if at >= reached:
            for name, means in beginnings.get(text[at : at + 2]) or ():
                if text.startswith(name, at):
                    reached = at + len(name)
                    yield at, reached, means
                    break


_FOUND: WeakKeyDictionary[Draft, tuple[Mention, ...]] = WeakKeyDictionary()


def mentions(draft: Draft) -> tuple[Mention, ...]:
    """Return the names of divisions and organs in the text, in order; worked out once for a draft."""
    if draft not in _FOUND:
        _FOUND[draft] = tuple(
            Mention(start, end, tuple(Division(*division) for division in divisions), short, note)
            for start, end, (divisions, short, note) in _standing(draft.text)
        )
    return _FOUND[draft]


def lies_in(division: Division, outer: Division) -> bool:
    """Tell whether ``division`` lies in ``outer``; the 地区 of 伊犁 are its own though they are listed beside it."""
    if outer.level == 1:
        return division.province == outer.name
    inside = division.prefecture or (division.name if division.level == 2 else "")
    if outer.name == "伊犁哈萨克自治州" and inside in ("塔城地区", "阿勒泰地区"):
        return True
    return outer.level == 2 and division.level == 3 and division.province == outer.province and division.prefecture == outer.name
