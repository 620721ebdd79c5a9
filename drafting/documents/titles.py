"""Breaking a title into lines: 词意完整、排列对称、长短适宜，梯形或者菱形（GB/T 9704—2012, 7.3.1）.

A title breaks only between words, and not inside an organ's name, a book title, a date or a bracket that fits on a line. Among the
ways that are left, the one with the least cost is taken: the shape counts most (the lines grow, shrink, or grow and then shrink; a
rectangle and an hourglass are faults), then where the breaks fall, then how even the steps are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from drafting.documents.resources import resource
from drafting.documents.standard import chars_wide, spaced_wide

WIDTH = 20.0  # characters of 2号 on a line: 442 pt hold 20 of 22 pt
_MOST_LINES = 8
_SHORTEST = 4.0  # a last line of less is a stump

_NOT_AT_START = frozenset("年月日的之地得了着、，。；：！？）》〉”’〕】」』—…·～-")
_NOT_AT_END = frozenset("（《〈“‘〔【「『和与及暨或第并等在对为把被将从向")
_ORGAN_ENDS = ("政府", "办公厅", "办公室", "委员会", "省委", "市委", "县委", "区委", "党组", "法院", "检察院")
_ORGAN_END = re.compile(r"(?:[厅局委办部署院府处司组]|委员会|常委会|[协学工]会|联合会|联社|大学|中心|公司|银行)$")
_NO_ORGAN = frozenset({"干部", "全部", "内部", "外部", "东部", "西部", "中部", "南部", "北部", "到处", "部署"})
_PLACE_END = re.compile(r"^[^\s]{0,2}[省市县区州盟旗镇乡]$")
_NATIONAL = frozenset({"国家", "全国", "中央", "中共", "中国", "最高"})
_AFTER_ISSUER = re.compile(r"关于|印发|转发|批转|发布|公布")
# What reads as one word though the dictionary has it as several.
_UNITS = (
    re.compile(r"[0-9０-９]+(?:[.．][0-9]+)?(?:[—～~至-]+[0-9]+)*(?:[年月日度届次批期号个件项名条级]+)?"),
    re.compile(r"[0-9]{4}年(?:度|[0-9]{1,2}月(?:[0-9]{1,2}日)?)"),
    re.compile(r"第?[一二三四五六七八九十百]+(?:[届次批期号条轮级年项个]|季度)"),
    re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*"),
    re.compile(r"数字[\u4e00-\u9fff]{2}"),
    re.compile(r"[\u4e00-\u9fff]（.）[\u4e00-\u9fff]"),  # 抵（质）押
    re.compile(r"“[^“”]{1,8}”(?:规划|计划|行动|方案|倡议|战略|工程|建设|改革|专项)?"),
    re.compile(
        r"(?:实施|指导|若干|处理|审查)意见|(?:实施|工作|行动|试点|改革|建设|应急|管理)+(?:方案|计划|规划|预案)"
        r"|(?:管理|暂行|试行|实施|奖励|考核)+(?:办法|规定|条例|细则)|有关(?:问题|事项|工作|情况)|工作(?:要点|报告|总结)|征求意见稿"
    ),
)
# What it costs to part two words, by their parts of speech (jieba's tags): what belongs together most costs most.
_NOUNS = frozenset({"n", "nz", "vn", "nt", "l", "j", "an", "nr", "ng", "s", "f", "eng"})
_LEANS_ON_NEXT = {"d": 14.0, "ad": 14.0, "p": 10.0, "m": 10.0, "b": 8.0, "a": 6.0, "ns": 3.0}
_NOUN_TO_NOUN, _VERB_TO_OBJECT, _WITHIN_WORD = 5.0, 12.0, 50.0
_FUNCTION_WORDS = frozenset("的和与及或、，。；：《》〈〉“”（）()〔〕 　等为对在向以将把年月日省市县区厅局委办部院署会")
_ENCLOSED = re.compile(r"《[^《》]*(?:〈[^〉]*〉)?[^《》]*》|“[^“”]*”|（[^（）]*）|\([^()]*\)|〔[^〔〕]*〕|〈[^〈〉]*〉")
_KIND = re.compile(
    r"的(?:通知|通报|通告|公告|公报|报告|请示|批复|意见|决定|决议|命令|函|复函|纪要|议案|公示|说明|讲话|实施意见|指导意见)(?:（[^）]*）)?$"
)


@lru_cache(maxsize=256)
def break_title(text: str, width: float = WIDTH) -> str:
    """Return ``text`` with a line break wherever a line of the title ends; a break already in it stays.

    ``width`` is the most characters (字 of the title's own size) that a line holds. A piece between given breaks that fits is one line.
    """
    return "\n".join("\n".join(_lines(piece.strip(), width)) for piece in text.split("\n") if piece.strip())


def _lines(text: str, width: float) -> list[str]:
    if spaced_wide(text) <= width:
        return [text]
    stumpy: list[str] = []
    for breaks in _ways(text, width):
        ends = _best(text, breaks, width)
        if ends:
            lines = [text[start:end].strip() for start, end in zip((0, *ends), ends, strict=False)]
            if chars_wide(lines[-1]) >= _SHORTEST:
                return lines
            # A book title that fills its line would leave 通知 alone below it: then rather part the book title.
            stumpy = stumpy or lines
    return stumpy


def _ways(text: str, width: float) -> Iterator[tuple[int, ...]]:
    """Yield the offsets at which a line may begin, strictest first; the later ones only for what could not be broken so."""
    from drafting.documents import words

    between = {at for at in words.boundaries(text) if 0 < at < len(text) and _may_part(text, at)}
    units = (found for unit in (*_UNITS, _compounds()) for found in unit.finditer(text))
    between -= {at for found in units for at in range(found.start() + 1, found.end())}
    names = {at for start, end in _names(text) for at in range(start + 1, end) if chars_wide(text[start:end]) <= width}
    enclosed = {at for found in _ENCLOSED.finditer(text) if chars_wide(found[0]) <= width for at in range(found.start() + 1, found.end())}
    yield tuple(sorted(between - names - enclosed))
    yield tuple(sorted(between - names))
    yield tuple(sorted(between))
    yield tuple(sorted(words.boundaries(text) - {0, len(text)}))
    yield tuple(range(1, len(text)))


def _may_part(text: str, at: int) -> bool:
    return text[at] not in _NOT_AT_START and text[at - 1] not in _NOT_AT_END


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of names: each issuer before 关于, elsewhere a place with what follows up to 厅, 局, 委 …, and places."""
    from drafting.documents import words

    issuer = _AFTER_ISSUER.search(text)
    until = issuer.start() if issuer else 0
    start = at = 0
    place: int | None = None
    follows = 0
    before = ""
    for word, kind in words.tag(text):
        begin, at = at, at + len(word)
        ends = word not in _NO_ORGAN and (bool(_ORGAN_END.search(word)) or word.endswith(_ORGAN_ENDS))
        if len(before) == 1 and _PLACE_END.search(word):
            begin -= 1  # a place that the dictionary lacks: its first character was cut off
            yield begin, at
        before = word
        if at <= until:
            if not word.strip("　 、"):
                start = at
            elif ends and not re.match(r"办公|[厅室委局]|人民|各", text[at:]):  # 省人民政府 and its 办公厅 are one name
                yield start, at
                start = at
        elif (place is None or follows) and (kind == "ns" or _PLACE_END.search(word) or word in _NATIONAL):
            place, follows = begin, 0
        elif place is not None:
            follows += 1
            if ends:
                yield place, at
                place = None
            elif follows > 5 or kind in {"p", "uj", "x", "d", "m"} or _AFTER_ISSUER.match(word):
                place = None
    if start < until:
        yield start, until


def _best(text: str, breaks: tuple[int, ...], width: float) -> tuple[int, ...]:
    """Return the line ends of the cheapest way to break at ``breaks``, ``()`` if no way keeps every line within ``width``."""
    wide = [0.0]
    for at in range(len(text)):
        before = text[max(0, at - 1) : at]
        wide.append(wide[-1] + spaced_wide(before + text[at]) - chars_wide(before))
    inside = _costs_inside(text)
    bonus = {at: _break_cost(text, at) + inside.get(at, 0.0) for at in breaks}
    stops = (*breaks, len(text))

    @cache
    def rest(before: float, start: int, falling: bool, lines: int) -> tuple[float, tuple[int, ...]]:
        """Return the cost and ends of the lines from ``start`` on, after a line ``before`` characters wide (0 for the first)."""
        best: tuple[float, tuple[int, ...]] = (float("inf"), ())
        if lines == 0:
            return best
        for stop in stops:
            if stop <= start:
                continue
            this = wide[stop] - wide[start]
            if this > width:
                break
            cost, down = _step(before, this, falling)
            cost += _line_cost(this, width) + bonus.get(stop, 0.0)
            after: tuple[float, tuple[int, ...]] = (0.0, ()) if stop == len(text) else rest(this, stop, down, lines - 1)
            if cost + after[0] < best[0]:
                best = (cost + after[0], (stop, *after[1]))
        return best

    return rest(0.0, 0, False, _MOST_LINES)[1]


def _line_cost(this: float, width: float) -> float:
    # Each line costs, so that two do where two can; a line to the very edge and a stump of a word are ugly.
    return 10.0 + max(0.0, this - (width - 1.5)) * 1.5 + max(0.0, 5.0 - this) * 4.0


def _step(before: float, this: float, falling: bool) -> tuple[float, bool]:
    """Return what it costs that a line of ``this`` follows one of ``before``, and whether the lines now shrink."""
    if not before:
        return 0.0, False
    change = this - before
    cost = min(8.0, 0.15 * (abs(change) - 3.0) ** 2)
    if abs(change) < 1.0:
        return cost + 40.0, falling  # a rectangle
    if abs(change) < 2.0:
        cost += 2.0
    if change > 0 and falling:
        return cost + 60.0, falling  # an hourglass
    if this < 0.4 * before or before < 0.4 * this:
        cost += 4.0
    return cost, change < 0


@cache
def _listed(name: str) -> frozenset[str]:
    rows = (resource("corpus") / "documents" / name).read_text(encoding="utf-8").splitlines()
    return frozenset(row for row in rows if row and not row.startswith("#"))


@cache
def _compounds() -> re.Pattern[str]:
    longest_first = sorted(_listed("title_compounds.txt"), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)))


def _costs_inside(text: str) -> dict[int, float]:
    """Return what it costs to break where two words belong together: more than any shape is worth where the two may well be one.

    The dictionary leaves what it does not know in single characters, and the model that guesses words joins them: where either sees
    no whole word beside the break, there may be none.
    """
    from drafting.documents import words

    costs: dict[int, float] = {}
    at = 0
    for left, right in pairwise(words.cut(text)):
        at += len(left)
        if any(len(word) == 1 and word not in _FUNCTION_WORDS for word in (left, right)):
            costs[at] = _WITHIN_WORD
    at, guessed = 0, {0}
    for (left, kind), (_, follows) in pairwise(words.tag(text)):
        at += len(left)
        guessed.add(at)
        cost = _LEANS_ON_NEXT.get(kind, 0.0)
        if kind in _NOUNS and follows in _NOUNS:
            cost = _NOUN_TO_NOUN
        if left in _listed("title_verbs.txt"):
            cost = max(cost, _VERB_TO_OBJECT)
        if left not in _FUNCTION_WORDS:
            costs[at] = max(cost, costs.get(at, 0.0))
    for missed in words.boundaries(text) - guessed - {len(text)}:
        costs[missed] = _WITHIN_WORD
    return costs


def _break_cost(text: str, at: int) -> float:
    before, after = text[:at], text[at:]
    if after.startswith(("关于", "印发《", "转发《")) and not before.endswith(("的", "关于")):
        return -8.0
    if after.startswith(("印发", "转发", "批转")) and not before.endswith(("关于", "的")):
        return -4.0
    if after.startswith("《") and before.endswith(("印发", "转发", "贯彻", "执行", "落实", "发布", "公布")):
        return -2.0
    if _KIND.match("的" + after) and before.endswith("的"):
        return 5.0  # 的｜通知
    if before.endswith("关于"):
        return 10.0
    if after.startswith(("（", "行业", "系统", "领域", "大赛")) or "《" in before[-4:]:
        return 5.0
    if before.endswith(("的", "、", "，", " ", "　")):
        return -1.0
    return 0.0
