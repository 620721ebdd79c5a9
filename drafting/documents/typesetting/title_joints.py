"""Where the line of a title may end, and at what price: the joints of its sentence (词意完整, GB/T 9704—2012, 7.3.1).

A title is a short sentence of a known build: an issuer, 关于, what is done (印发, 转发 …), to what, and 的 with the kind of document.
What may never be parted (dates, numbers with their measure, short quotations, set words) is found first; every place that is left is
priced by the words beside it. The dictionary's parts of speech are often wrong in such noun-laden text, so that they only serve where
nothing better is known: what helps most is that Chinese officialese goes in pairs of two-character words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from drafting.documents.resources import listed
from drafting.documents.standard import chars_wide

NEVER = 1000.0
"""The price of a joint that is none; up to ``HARD`` a joint is one that a reader takes for granted or forgives."""
HARD = 45.0

_NOT_AT_START = frozenset("的·、，。；：！？）》〉”’〕】」』…·～-%％")
_NOT_AT_END = frozenset("（《〈“‘〔【「『·")
_FOLLOWERS = frozenset("年月日号的之地得了着等中上下里内外")  # as words
_LEADERS = frozenset("第在对为把被将从向以由各该本每全就致须")
_CN = "一二三四五六七八九十百千两〇"
_NUMBER = rf"(?:[0-9０-９]+(?:[.．][0-9]+)?(?:(?:—|－|～|~|至|-)[0-9]+(?:\.[0-9]+)?)*[%％万亿]*|[{_CN}]+)"
_DAY = r"(?:[0-9]{1,2}月(?:[0-9]{1,2}日(?:至(?:[0-9]{1,2}月)?[0-9]{1,2}日)?|份)?)"
_PART_OF_YEAR = rf"(?:度?(?:第?[{_CN}1-4]季度|[上下]半年|[春夏秋冬]季|[今冬明春]{{4}}|全年|底|初|末)|[上下]半年|度)"
# What reads as one word though the dictionary has it as several.
_UNITS = re.compile(
    "|".join(
        (
            rf"[{_CN}]年行动(?:计划|方案)",
            r"[0-9]{4}年?(?:—|－|～|~|至|-)[0-9]{4}年度?",
            rf"(?:[0-9]{{4}}|[{_CN}]{{4}})年(?:{_DAY}(?:[上中下]旬|[上下]半月|底)?|{_PART_OF_YEAR})?",
            rf"{_DAY}(?:[上中下]旬|[上下]半月|底)?",
            rf"第?[{_CN}]季度",
            rf"[省市县区州盟旗镇乡]?[{_CN}]+届(?:人大|政协|党代会)(?:常委会)?(?:第?{_NUMBER}次(?:全体)?(?:会议|全会)?)?",
            rf"[省市县区州盟旗镇乡]?[{_CN}]+届{_NUMBER}次(?:全体会议|全会|会议)",
            rf"第{_NUMBER}次[\u4e00-\u9fff]{{0,5}}?(?:会议|全会|大会|党组会|例会)",
            rf"第?{_NUMBER}(?:号令?|届|次|批次?|期|个|件|项|名|条|级|轮|类|家|户|人|位|处|所|条|款|亿元|万元|元|公里|亩|万亩|周年|周岁|岁"
            rf"|线|省|部门|部委|单位|地区|国家|日|月|年)?(?:热线|建议|提案)?",
            rf"等(?:{_NUMBER}(?:个|名|家|项|件|部)?)?(?:部门|单位|地区|国家|机关|同志|赛事)?",
            r"[A-Za-z][A-Za-z0-9+.\-/]*",
            r"[\u4e00-\u9fff]（.）[\u4e00-\u9fff]",  # 抵（质）押
            r"(?:实施|指导|若干|处理|审查|审核)意见|若干(?:政策)?措施|有关(?:问题|事项|工作|情况|政策|意见)|工作(?:要点|报告|总结)|征求意见稿",
            r"实施细则|管理(?:暂行|试行)?(?:办法|规定|条例)|暂行(?:办法|规定|条例)|(?:实施|工作|行动|试点)(?:方案|计划|规划|预案)",
            r"(?:调研|执行|工作|审议)报告|(?:工作|办理|执行|落实|处置|完成|进展)情况|议事规则|工作(?:规则|规程|制度|指引)|申报指南",
            r"全体会议|数字[\u4e00-\u9fff]{2}|以内|以上|以下|为(?:导向|重点|主题|核心|抓手|引领|主体)",
        )
    )
)
_GENRE_HEAD = re.compile(
    r"(?:(?:实施|指导|管理|暂行|工作|行动|试点|若干|建设|政策|专项|认定|奖励|评审|申报|考核|创建|评估|申请|发展)*"
    r"(?:意见|措施|办法|规定|条例|细则|方案|计划|规划|预案|指引|要点|指南|目录|规程|规则|名单|标准|制度|报告))(?=[》〉的（(]|$)"
)
_FOR_A_PURPOSE = re.compile(r"以[^，、《》]{2,12}?为(?:导向|重点|主题|核心|抓手|引领|主体)")
_ENCLOSED = re.compile(r"《[^《》]*》|“[^“”]*”|（[^（）]*）|\([^()]*\)|〔[^〔〕]*〕|〈[^〈〉]*〉|﹝[^﹝﹞]*﹞")
_KINDS = (
    "通知|通报|通告|公告|公报|报告|请示|批复|意见|决定|决议|命令|函|复函|纪要|议案|公示|说明|讲话|答复|汇报|方案|计划|总结|办法|规定|措施"
)
_KIND_LEFT = re.compile(rf"(?:{_KINDS})(?:（[^）]*）)?$")
_ORGAN = (
    r"(?:人民政府|政府|办公厅|办公室|委员会|常委会|党组|法院|检察院|委|厅|局|办|署|院|会|部|司|处|中心|大学|学院|学校|公司|集团|银行|部门|总社"
    r"|协会|学会|联合会|工会|团委|科协|侨联|文联|党校)"
)
_ACTS = r"(?:关于|印发|转发|批转|发布|公布|对|在|就|致|[0-9]{4}年|第?[0-9]+号|综合科)"
_ISSUER = re.compile(rf"[^《》（）“”的0-9]{{1,60}}?{_ORGAN}(?={_ACTS})")
_HANDS_ON = re.compile(r"印发|转发|批转|发布|公布|颁布")
_ENDS_NAME = re.compile(rf"{_ORGAN}$")
_GOES_ON = re.compile(r"办公|[厅室委局会]|人民|常务|各|直属|机关|领导|党组")
_PLACE_SUFFIX = frozenset("省市县区州盟旗镇乡村厅局委办部院署")
_STARTS_NAME = re.compile(
    r"国家|全国|中央|中共|中国|最高|(?![本各全该地某])[\u4e00-\u9fff]{1,3}(?:省|市|县|区|州|盟|旗|镇|乡|自治区)(?![场政区])"
)
_NAME_LIMIT = 7  # words after the place that an organ's name may have
_CHAINED = frozenset({"n", "nz", "vn", "v", "nt", "l", "j", "an", "a", "b", "nr", "ng", "s", "nrt", "i", "vi", "z", "q", "ad"})
_FUNCTION_WORDS = frozenset("的和与及或、，。；：《》〈〉“”（）()〔〕 　等为对在向以将把就年月日省市县区厅局委办部院署会·")
_WITHIN_WORD = 60.0


@cache
def _compounds() -> dict[str, tuple[str, ...]]:
    """Return the compounds by their first two characters, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(set(listed("documents/title_compounds.txt")), key=lambda word: (-len(word), word)):
        found.setdefault(word[:2], []).append(word)
    return {start: tuple(words) for start, words in found.items()}


def costs(text: str, width: float) -> list[float]:
    """Return for each offset of ``text`` what it costs to end a line before it; ``NEVER`` and more where none may end.

    ``width`` is the most characters that a line holds: what fits on one is parted less gladly.
    """
    from drafting.documents import words

    tagged = words.tag(text)
    cost = [NEVER] * (len(text) + 1)
    issuer = _issuer(text)
    singles = _price_words(text, tagged, cost)
    for start, end in _compound_spans(text):
        for at in range(start + 1, end):
            cost[at] = NEVER
        for at, beyond in ((start, start - 1), (end, end)):
            if cost[at] == _WITHIN_WORD and beyond not in singles:  # only the compound was not in the dictionary
                cost[at] = 28.0 if text.endswith(_words().leading, 0, at) else 6.0
    _prefer(text, issuer, cost)
    _keep_whole(text, tagged, issuer, width, cost)
    for at in range(1, len(text)):
        if text[at] in _NOT_AT_START or text[at - 1] in _NOT_AT_END:
            cost[at] = NEVER
    return cost


def _issuer(text: str) -> int:
    """Return where the issuer ends, 0 if the title names none."""
    found = _ISSUER.match(text)
    return found.end() if found else 0


class _Words(NamedTuple):
    """The classes of ``title_words.txt`` and the lists beside it."""

    no_organ: frozenset[str]
    heads: frozenset[str]
    tails: frozenset[str]
    closers: frozenset[str]
    leaning: frozenset[str]
    conjunctions: frozenset[str]
    adverbs: frozenset[str]
    verbs: frozenset[str]
    pairs: frozenset[str]
    after_nouns: tuple[str, ...]  # a verb before them stands for a thing
    leading: tuple[str, ...]  # what comes after them belongs to them


@cache
def _words() -> _Words:
    classes = {name: frozenset(row.split()) for name, _, row in (row.partition("：") for row in listed("documents/title_words.txt"))}
    verbs = frozenset(listed("documents/title_verbs.txt"))
    return _Words(
        no_organ=classes["not an organ"],
        heads=classes["heads"],
        tails=classes["tails"],
        closers=classes["closers"],
        leaning=classes["leaning"],
        conjunctions=classes["and"],
        adverbs=classes["adverbs"],
        verbs=verbs,
        pairs=frozenset(listed("documents/title_pairs.txt")),
        after_nouns=(*classes["heads"], "的", "》"),
        leading=(*classes["adverbs"], *verbs),
    )


def _price_words(text: str, tagged: list[tuple[str, str]], cost: list[float]) -> set[int]:
    """Price every place between two words by what the two are; return the offsets of characters that are in no word."""
    from drafting.documents import words

    plain = words.cut(text)
    singles: set[int] = set()  # single characters that the dictionary could not join to anything
    ends = set()
    at = 0
    for word in plain:
        if len(word) == 1 and word not in _FUNCTION_WORDS:
            singles.add(at)
        at += len(word)
        ends.add(at)
    known = _words()
    at = pairs = 0
    before = ""
    for (left, kind), (right, follows) in pairwise(tagged):
        at += len(left)
        if left in known.verbs or kind not in _CHAINED or left in _FUNCTION_WORDS:
            pairs = 0
        elif len(left) == 2:
            pairs += 1
        elif len(left) > 2 or left in _PLACE_SUFFIX:
            pairs = 0
        if at in ends:
            nominal = text.startswith(known.after_nouns, at + len(right))
            cost[at] = _WITHIN_WORD if at in singles or at - 1 in singles else _between(left, kind, right, follows, pairs, known, nominal)
            if pairs == 1 and before in known.verbs and right not in known.conjunctions:
                cost[at] += 6.0  # a verb and the first word of its object
        before = left
    return singles


def _between(left: str, kind: str, right: str, follows: str, pairs: int, known: _Words, nominal: bool) -> float:
    """Return what it costs to part ``left`` from ``right``; ``pairs`` counts the two-character words of the chain that ``left`` ends."""
    if left == "关于":
        return _WITHIN_WORD
    if left == "的":
        return 1.0
    if left in "、，；。！　 ":
        return 0.0
    if right in _PLACE_SUFFIX or right in _FOLLOWERS or left in _LEADERS:
        return _WITHIN_WORD
    if left in known.conjunctions or left in known.adverbs or kind == "d":
        return 28.0
    if right in known.conjunctions:
        return 25.0 if left in known.verbs else 8.0 if left == "）" or (len(left) == 2 and pairs % 2) else 3.0
    together = left + right in known.pairs
    if left in known.verbs and right not in known.heads:
        return 20.0
    if left in known.leaning or left.endswith(("型", "性", "级", "式")) or (kind in ("m", "b", "a", "ad", "q") and len(left) < 4):
        return 17.0
    if right in known.adverbs or (right in known.verbs and not nominal):
        return 20.0 if kind == "v" else 1.0 if len(left) > 1 else 6.0
    if (follows == "p" and len(right) == 1 and right in "对在以为向由将把从就") or right in ("有关", "相关"):
        return 2.0
    if left in ("以内", "期间", "时期", "以上", "以来", "之间") or kind == "f":
        return 2.0
    if kind == "ns" or left in _PLACE_SUFFIX:
        return 8.0
    if kind == "t":
        return 9.0
    if right in known.tails or (nominal and right in known.closers):
        return 22.0
    price = 13.0 if together else 5.0
    if right in known.heads or right in known.closers:
        price += 9.0 if right in ("工作", "情况") else 5.0
    if left in known.closers and right not in known.heads and not together:
        price -= 2.0
    if kind == "v" and follows.startswith("n"):
        price += 4.0
    elif follows == "v" and kind.startswith("n"):
        price -= 2.0
    elif kind == "eng":
        price += 8.0
    return price + (5.0 if pairs % 2 else 0.0)


def _keep_whole(text: str, tagged: list[tuple[str, str]], issuer: int, width: float, cost: list[float]) -> None:
    """Forbid, or make dear, the places inside what belongs together."""

    def dearer(start: int, end: int, by: float) -> None:
        for at in range(start + 1, end):
            cost[at] += by

    for found in _UNITS.finditer(text):
        dearer(found.start(), found.end(), NEVER)
        if found[0][0] == "为":
            cost[found.start()] = NEVER
        elif found[0][0].isdigit() and found[0][-1] in "年月日度季份旬底" and cost[found.end()] < NEVER:
            cost[found.end()] = 14.0 if found[0][-1] in "年日" else 9.0
    for found in _FOR_A_PURPOSE.finditer(text):
        dearer(found.start(), found.end(), 12.0)
    for start, end in _names(text, tagged, issuer):
        dearer(start, end, 60.0 if chars_wide(text[start:end]) <= width else 3.0)
    for found in re.finditer(r"《(?:关于)?|关于(?!印发|转发|批转|发布|公布|《)", text):
        for at in range(found.end() + 1, min(found.end() + 4, len(text))):
            cost[at] += 20.0  # a word or two left behind at the end of a line
    for found in _ENCLOSED.finditer(text):
        wide = chars_wide(found[0])
        if wide > width:
            continue
        if found[0][0] == "《":
            dearer(found.start(), found.end(), 20.0)
        else:
            dearer(found.start(), found.end(), NEVER if wide <= 12 else 12.0)


def _compound_spans(text: str) -> Iterator[tuple[int, int]]:
    compounds = _compounds()
    for at in range(len(text) - 2):
        for word in compounds.get(text[at : at + 2], ()):
            if text.startswith(word, at):
                yield at, at + len(word)
                break


def _names(text: str, tagged: list[tuple[str, str]], issuer: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the names of organs: each issuer, elsewhere a place with what follows it up to 厅, 局, 委 …"""
    start = at = 0
    place, follows = -1, 0
    for word, kind in tagged:
        begin, at = at, at + len(word)
        ends = word not in _words().no_organ and bool(_ENDS_NAME.search(word))
        if begin < issuer:
            if word in "　 、":
                start = at
            elif ends and at <= issuer and not _GOES_ON.match(text, at):
                yield start, at
                start = at
        elif place < 0:
            if kind == "ns" or _STARTS_NAME.match(text, begin):
                place, follows = begin, 0
        else:
            follows += 1
            if ends and not _GOES_ON.match(text, at):
                yield place, at
                place = -1
            elif (
                follows > _NAME_LIMIT
                or kind in ("p", "uj", "x", "d")
                or (kind == "m" and not word.endswith("届"))
                or word in _words().verbs
            ):
                place = -1
    if start < issuer:
        yield start, issuer


def _prefer(text: str, issuer: int, cost: list[float]) -> None:
    """Lower the price of the joints that every reader sees, and raise that of those that nobody makes."""
    if issuer:
        cost[issuer] = -10.0
        for start in (found.start() for found in re.finditer("[　 ]", text[:issuer])):
            cost[start + 1] = -4.0
    for found in re.finditer("关于", text):
        at = found.start()
        if 0 < at != issuer and text[at - 1] not in "《〈“":
            cost[at] = -2.0 if _HANDS_ON.fullmatch(text[at - 2 : at]) else -3.0
    for found in _HANDS_ON.finditer(text):
        at = found.end()
        if at >= len(text):
            continue
        if text[at] == "《":
            cost[at] = -1.0
        elif text.startswith("关于", at):
            cost[at] = -2.0
        elif cost[at] < NEVER:
            cost[at] = 5.0 if found[0] in ("印发", "转发", "批转") else 15.0
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if before == "的" and _KIND_LEFT.match(text, at):
            cost[at] = _WITHIN_WORD  # 的｜通知
        elif after == "《":
            cost[at] = min(cost[at], 3.0) if not text.endswith("关于", 0, at) else _WITHIN_WORD
        elif after in "（(〔" and cost[at] < NEVER:
            close = text.find({"（": "）", "(": ")", "〔": "〕"}[after], at)
            cost[at] = 5.0 if close - at > 6 else 22.0
        elif before in "》〉”）" and cost[at] < NEVER:
            cost[at] = 4.0 if before == "》" else 9.0
    for found in _GENRE_HEAD.finditer(text):
        at = found.start()
        if at > 1 and cost[at] < 25.0 and text[at - 2 : at] not in ("关于", "印发", "发布"):
            cost[at] = min(cost[at], 4.0)
        for inside in range(at + 1, found.end()):
            cost[inside] += 6.0
