"""Where people are named in a text, as far as the text itself shows it: beside a post, behind a label, in a list of names.

Every function looks at a few characters around a place that somebody else has found, so that a long text costs no more than its anchors.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from drafting.documents.expressions import expression
from drafting.documents.words import cut, tag
from drafting.proofing.characters.guard_words import MARKS, boundaries_around, divisions, is_han, terms
from drafting.proofing.common_words import common
from drafting.proofing.draft import HAN
from drafting.proofing.families.people_named import any_post, ends
from drafting.proofing.tables import lines

_NOT_GIVEN = frozenset("的了在是和与及等为对由将向从于或并也都不有无其此每各该被把让给")  # no character of a given name
_NOT_LAST = frozenset("省市县区州盟旗镇乡村局委办院部厅处科室会组校所站队室员长们党司")  # 安区, 高新区: of an organ or a place
_LINKING = frozenset("由和与请对向受经同在给跟及是为让将以像随")
_BEFORE_NAME = frozenset("长任记员席事官师授士家理辑察委者人")  # posts and kinds of people end so: 副市长张三
_LABELLED = expression(r"(?:同志)?[（(]?[^，。；：（）()\n]{0,6}[）)]?[ \u3000]*[：:][ \u3000\t]*")
_ITEM = expression(rf"(?:{HAN}{{2,4}}|{HAN}[ \u3000]{{1,4}}{HAN})(?!{HAN})")
_LIST_ITEM = expression(rf"{HAN}[ \u3000]{{1,4}}{HAN}(?!{HAN})|{HAN}+")
_GAP = expression(r"(?:[（(][^（）()\n]{1,30}[）)])?(?:[、，；,/]|[ \u3000\t])[ \u3000\t]*")
_BRACKET = expression(r"[（(]([^（）()\n]{1,40})[）)]")
_PERSON_ENDS = frozenset("员师民工手者士兵")  # 首席预报员, 村民: who is no head of anything
_PAUSES = frozenset("，、；。,;\n")
_CLAUSE = 24  # characters that a clause with an office and a name has at most
_LEAST = 3  # items that make a list
_SHARE = 0.7  # of a list must be names


@cache
def surnames() -> frozenset[str]:
    """Return the common surnames of one character."""
    return frozenset("".join(row[0] for row in lines("surnames")))


def surname(text: str, at: int) -> int:
    """Return how many characters the surname at ``at`` has, 0 where none begins there."""
    if text[at : at + 2] in terms("复姓"):
        return 2
    return 1 if text[at : at + 1] in surnames() else 0


@lru_cache(maxsize=8192)
def is_name(word: str) -> bool:
    """Tell whether ``word`` is built as a name and is no ordinary word: 方案 has a surname in front too."""
    size = surname(word, 0)
    if not size or not 1 <= len(word) - size <= 2 or not is_han(word):
        return False
    given = word[size:-1] if len(word) - size == 2 and word[-1] == "和" else word[size:]  # 宋清和
    if not _NOT_GIVEN.isdisjoint(given) or word[-1] in _NOT_LAST or word[size:] in common():
        return False
    first = cut(word)[0]
    return len(first) <= size or tag(first)[0][1].startswith("nr")


def before(text: str, end: int, post: int) -> int:
    """Return where a name begins that ends at ``end``, right before a post or 同志 which ends at ``post``; -1 where none stands there."""
    for size in (3, 2, 4):
        start = end - size
        if start < 0 or not is_name(text[start:end]) or (size == 4 and surname(text, start) != 2):
            continue
        left = text[start - 1] if start else "\n"
        if size == 2 and left not in MARKS and left not in _LINKING and left not in _BEFORE_NAME:
            continue
        return start if {start, end, post} <= boundaries_around(text, start, post) else -1
    return -1


def after(text: str, start: int) -> int:
    """Return where a name ends that begins at ``start``, right behind a post; -1 where none does."""
    size = surname(text, start)
    for end in (start + size + 2, start + size + 1):
        if size and is_name(text[start:end]) and ends(text, end) and {start, end} <= boundaries_around(text, start, end):
            return end
    return -1


def before_bracket(text: str, bracket: int) -> int:
    """Return where a name begins after which a bracket at ``bracket`` tells the post (林致远（市长）); -1 where none does."""
    for size in (3, 2, 4):
        start = bracket - size
        if start < 0 or (start and text[start - 1] not in MARKS) or text[start] in MARKS:
            continue
        name = plain(text[start:bracket])
        if not is_name(name) or (len(name) == 4 and surname(name, 0) != 2):
            continue
        inside = _BRACKET.match(text, bracket)
        if inside and (inside[1][-1] in _PERSON_ENDS or any_post().search(inside[1])):
            return start
    return -1


def of_office(text: str, end: int) -> int:
    """Return where a name ends that begins at ``end``, right behind its office, where another stands beside it; -1 where none does.

    综合科汤允恒，文电科纪星河: one alone might be anything.
    """
    if text[end : end + 1] not in surnames():
        return -1
    for stop in (end + 3, end + 2):
        if text[stop : stop + 1] in _PAUSES and is_name(text[end:stop]):
            begin = end
            while begin and end - begin < _CLAUSE and text[begin - 1] not in _PAUSES:
                begin -= 1
            clauses = _clause_before(text, begin - 1), _clause_behind(text, stop + 1)
            return stop if any(_is_office_and_name(clause) for clause in clauses) else -1
    return -1


def _clause_before(text: str, end: int) -> str:
    begin = end
    while begin > 0 and end - begin < _CLAUSE and text[begin - 1] not in _PAUSES:
        begin -= 1
    return text[max(0, begin) : max(0, end)]


def _clause_behind(text: str, start: int) -> str:
    stop = start
    while stop < len(text) and stop - start < _CLAUSE and text[stop] not in _PAUSES:
        stop += 1
    return text[start:stop]


def _is_office_and_name(clause: str) -> bool:
    return any(is_name(clause[-size:]) and clause[:-size].endswith(tuple(terms("部门"))) for size in (3, 2) if len(clause) > size + 1)


def behind_label(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield the names behind a label that ends at ``end`` and its colon: 联系人：张三，电话 …; 成员：李四、王五."""
    found = _LABELLED.match(text, end)
    if not found:
        return
    at = found.end()
    while (item := _ITEM.match(text, at)) and is_name(plain(item[0])):
        yield item.span()
        gap = _GAP.match(text, item.end())
        if not gap:
            return
        at = gap.end()


def listed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the names in ``[start, end)``, items between marks or spaces, where most of them are names; otherwise none."""
    items = [item.span() for item in _LIST_ITEM.finditer(text, start, end)]
    people = [span for span in items if is_name(plain(text[slice(*span)]))]
    return people if are_names([plain(text[slice(*span)]) for span in items]) else []


def are_names(items: list[str]) -> bool:
    """Tell whether a list is one of names: most items are built as names, and half of these could not be anything else."""
    people = [item for item in items if is_name(item)]
    certain = sum(1 for item in people if _is_certain(item))
    return len(people) >= _LEAST and len(people) >= _SHARE * len(items) and 2 * certain >= len(people)


def _is_certain(name: str) -> bool:
    """Tell whether what is built as a name could hardly be anything else: neither a surname and a verb (易降解) nor a city (唐山)."""
    given = name[surname(name, 0) :]
    if name in divisions():
        return False
    return len(given) < 2 or len(cut(given)) > 1 or len(cut(name)) == 1 or tag(given)[0][1][:2] in ("nr", "nz")


def plain(item: str) -> str:
    """Return an item without the spaces by which lists set names of two characters apart."""
    return "".join(item.split())
