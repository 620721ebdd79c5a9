"""引用法律法规: names that no law bears, articles that a law does not have, the order of 条、款、项, names without title marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Basis, Level, Strength
from drafting.documents.numerals import in_chinese, value_of
from drafting.proofing.check import GB15834, PLAIN_FACT, Check, Example, Hit, must, practice
from drafting.proofing.draft import HAN, Draft
from drafting.proofing.families.statutes import COUNTRY, articles, base, full_names, meant
from drafting.proofing.shapes import pattern

_LAW = expression(r"(?<![办方做用看写书章手说])法$")
_RULE = expression(r"(?:条例|规定|办法|细则|规则|准则)$")
# What says that the name is of another time, or of a text in the making.
_NOT_IN_FORCE = expression(r"暂行|试行|草案|征求意见|修订稿|送审|修正案|补充|〈|<")
_OWN = expression(r"(?:制定|修订|起草|印发|发布|公布|颁布|出台|草拟|通过|审议|废止|原)[^，。；《》\n]{0,8}《$")


def _names(draft: Draft) -> Iterator[tuple[int, int, str, str]]:
    """Yield (start, end, name, the full name that was meant) for the cited names that no law bears."""
    for start, end, name in draft.cited:
        sure = name.startswith(COUNTRY)
        if not sure and not (_LAW.search(name) or _RULE.search(name)):
            continue
        short = base(name)
        if short in full_names() or _NOT_IN_FORCE.search(name) or not draft.text.startswith("》", end) or name[-1] in ")）":
            continue
        right = meant(short, sure)
        if right and not _OWN.search(draft.text, max(0, start - 20), start):
            yield start, end, name, full_names()[right]


def _wrong_law(draft: Draft) -> Iterator[Hit]:
    for start, end, name, right in _names(draft):
        if name.startswith(COUNTRY) or _LAW.search(name):
            better = right if name.startswith(COUNTRY) or not right.startswith(COUNTRY) else right.removeprefix(COUNTRY)
            yield Hit(start, end, f"没有“{name}”，应为“{better}”，请核对。", better)


def _wrong_regulation(draft: Draft) -> Iterator[Hit]:
    for start, end, name, right in _names(draft):
        better = right.removeprefix(COUNTRY)
        # 盐业管理条例 is not 物业管理条例: short names of rules differ by one character without being slips.
        if _RULE.search(name) and not name.startswith(COUNTRY) and (len(name) > 8 or len(better) != len(name)):
            yield Hit(start, end, f"没有查到“{name}”，是不是“{better}”？请核对。", better)


_ARTICLE = expression(r"》(?:[（(][^（）()\n]{1,24}[）)])?(?:的)?第(?P<n>[零〇一二三四五六七八九十百千]{1,9}|\d{1,4})条")


def _beyond_last(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_ARTICLE, ("》",), 40):
        begins = draft.text.rfind("《", max(0, match.start() - 80), match.start())
        name = base(expression(r"\s").sub("", draft.text[begins + 1 : match.start()])) if begins >= 0 else ""
        last = articles().get(name)
        if last and (value_of(match["n"]) or 0) > last:
            start = match.start("n") - 1
            yield Hit(start, match.end(), f"《{name}》最多只有{last}条，没有第{match['n']}条，请核对。")


_N = r"[一二三四五六七八九十百零〇\d]{1,5}"
_BRACKETED = r"[（(]?[一二三四五六七八九十\d]{1,4}[）)]?"


def _without_marks(match: re.Match[str]) -> str | None:
    return f"《{match['x']}》" if base(match["x"]) in full_names() else None


CHECKS = (
    Check(
        code="law-name-wrong",
        title="法律名称写错",
        family="references",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="法律名称一字不能差：写成“道路安全交通法”，就引用了一部不存在的法律。",
        find=_wrong_law,
        examples=(
            Example("根据《⟦中华人民共和国道路安全交通法⟧》规定", "根据《中华人民共和国道路交通安全法》规定"),
            Example("根据《⟦未成年保护法⟧》规定", "根据《未成年人保护法》规定"),
            Example("依照《⟦中华人民共和国安全生产管理法⟧》", "依照《中华人民共和国安全生产法》"),
        ),
        passes=(
            "根据《中华人民共和国道路交通安全法》规定",
            "根据《未成年人保护法》规定",
            "《标点符号用法》",
            "《中华人民共和国刑法（2020年修正）》",
            "学习《枫桥工作法》",
            "《道路交通安全法（修订草案）》",
        ),
    ),
    Check(
        code="regulation-name-wrong",
        title="法规、党内法规名称写错",
        family="references",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="条例、规定的名称多一字少一字，就查不到依据。",
        find=_wrong_regulation,
        examples=(
            Example("按照《⟦党政机关公文处理条例⟧》办理", "按照《党政机关公文处理工作条例》办理"),
            Example("根据《⟦中国共产党纪律处罚条例⟧》", "根据《中国共产党纪律处分条例》"),
            Example("依据《⟦保障农民工工资条例⟧》", "依据《保障农民工工资支付条例》"),
        ),
        passes=(
            "按照《党政机关公文处理工作条例》办理",
            "《河北省信访条例》",
            "《盐业管理条例》",
            "制定了《政府采购管理办法》",
            "关于印发《保障农民工工资条例》的通知",
        ),
    ),
    Check(
        code="country-name-wrong",
        title="国名写错",
        family="references",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="国名写错一个字是最重的差错，多见于法律名称。",
        find=pattern(
            r"中国人民共和国|中华人名共和国|中华人民共和过|中华人民共合国|中华人民公和国|中华民人共和国|中化人民共和国|中华共和国人民(?=[^的，。])"
            r"|中华人民共和共和国|中华人民人民共和国|中华人民和国|中华人民共国|中华人们共和国|中华人民共和[囯或郭果固帼]"
            rf"|中华人民共和(?![国國])(?={HAN})",
            "国名写错了，应为“中华人民共和国”",
            COUNTRY,
            keys=("中国人民共", "中华人", "中华民", "中化人", "中华共"),
            reach=14,
            quoted=True,
        ),
        examples=(
            Example("根据《⟦中国人民共和国⟧森林法》", "根据《中华人民共和国森林法》"),
            Example("⟦中华共和国人民⟧成立", "中华人民共和国成立"),
            Example("根据《⟦中华人民共和⟧森林法》", "根据《中华人民共和国森林法》"),
            Example("⟦中华人民共和⟧政府", "中华人民共和国政府"),
        ),
        passes=("根据《中华人民共和国森林法》", "中华人民共和国国务院", "中华人民共和国国家标准", "中国人民银行", "中华人民共和國"),
        sure=True,
    ),
    Check(
        code="article-beyond-last",
        title="引用的条文不存在",
        family="references",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="条数超过法律的最后一条，不是条文号写错，就是法律名称写错。",
        find=_beyond_last,
        examples=(Example("依据《中华人民共和国民法典》⟦第一千三百条⟧", "依据《中华人民共和国民法典》第一千二百条"),),
        passes=("依据《中华人民共和国民法典》第一千二百六十条", "依据《某市物业管理条例》第三百条", "《民法典》第1165条"),
    ),
    Check(
        code="clause-order",
        title="条、款、项、目的次序颠倒",
        family="references",
        level=Level.WARNING,
        basis=Basis("《中华人民共和国立法法》", "第六十五条", Strength.PLAIN),
        why="法律条文分条、款、项、目，引用时从大到小：第十条第二款第（三）项。",
        find=pattern(
            rf"(?P<x>第{_BRACKETED}项的?第{_N}款|(?<![条条])第{_N}款的?第{_N}条|第{_BRACKETED}目的?第{_BRACKETED}项|第{_BRACKETED}项的?第{_N}条)(?![、和或])",
            "条文引用的次序是条、款、项、目，请核对",
            keys=("项第", "项的第", "款第", "款的第", "目第"),
            reach=16,
            group="x",
            quoted=True,
            where=lambda d, m: d.text[max(0, m.start() - 12) : m.start()].rfind("条") < 0 or m["x"].endswith("款"),
        ),
        examples=(Example("依照本办法第十条⟦第（二）项第一款⟧办理。", "依照本办法第十条第一款第（二）项办理。"),),
        passes=("依照本办法第十条第一款第（二）项办理。", "第九条第二款、第十条", "第三款第（一）项"),
    ),
    Check(
        code="law-without-title-marks",
        title="法律名称没有加书名号",
        family="references",
        level=Level.WARNING,
        basis=must(GB15834, "4.15.3.1"),
        why="文件、法规的名称用书名号标示；正文引用法律全称，要加书名号。",
        find=pattern(
            r"(?:根据|依据|依照|按照|违反|贯彻|执行|落实|实施|遵守|宣传|学习)(?P<x>中华人民共和国[^《》，。；：、（）“”\s]{1,24}?(?:法典|法|条例))"
            r"(?=第|和《|及《|、《|有关规定|的有关规定|的规定|等|规定|，|。)",
            "法律法规的名称要加书名号",
            _without_marks,
            keys=(COUNTRY,),
            reach=44,
            group="x",
            where=lambda d, m: base(m["x"]) in full_names() and not base(m["x"]).startswith(("宪法", "国务院")),
        ),
        examples=(Example("根据⟦中华人民共和国安全生产法⟧的规定", "根据《中华人民共和国安全生产法》的规定"),),
        passes=("根据《中华人民共和国安全生产法》的规定", "根据中华人民共和国法律的规定", "根据中华人民共和国宪法的规定而"),
    ),
    Check(
        code="article-in-digits",
        title="法律条文号用了阿拉伯数字",
        family="references",
        level=Level.HINT,
        basis=practice("法律条文的原文用汉字"),
        why="法律原文的条、款、项用汉字，引用时照原文写“第十条”。",
        find=pattern(
            r"》(?P<x>第(?P<n>\d{1,4})条)(?!\d)",
            "条文号照法律原文用汉字",
            lambda m: f"第{in_chinese(int(m['n']))}条",
            keys=("》第",),
            reach=10,
            group="x",
        ),
        examples=(Example("依据《中华人民共和国预算法》⟦第35条⟧", "依据《中华人民共和国预算法》第三十五条"),),
        passes=("依据《中华人民共和国预算法》第三十五条", "《政府采购》第3版"),
    ),
)
