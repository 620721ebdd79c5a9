"""残留、错别字: traditional characters and the pinyin that some web pages put between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.documents.words import cut
from drafting.proofing.check import PLAIN, PLAIN_RESIDUE, Check, Example, Hit
from drafting.proofing.draft import HAN, Draft
from drafting.proofing.shapes import lines

_PINYIN = expression(rf"[(（](?<={HAN}.)[a-zɡāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{{1,7}}[)）]")
_ENOUGH = 8  # so many annotated characters are a converted page, not a note on how to read a rare name


@cache
def _simplified() -> dict[str, str]:
    """Return each traditional character that simplified text never has, with its simplified form."""
    return {row[0]: row[1] for row in lines("traditional")}


@cache
def _traditional() -> re.Pattern[str]:
    return expression("[" + "".join(_simplified()) + "]+")


def _strings(draft: Draft) -> Iterator[re.Match[str]]:
    """Return the strings of traditional characters."""
    return _traditional().finditer(draft.text)


def _pinyin(draft: Draft) -> Iterator[Hit]:
    found = list(_PINYIN.finditer(draft.text))
    if len(found) >= _ENOUGH:
        first = found[0]
        yield Hit(
            first.start(),
            first.end(),
            f"全文是网页转换留下的拼音注音文字，共{len(found)}处，从这里开始；繁体字、注音请整体转换，不再逐字提示。",
        )


def _traditional_document(draft: Draft) -> Iterator[Hit]:
    found = _traditional_places(draft)
    if found and len(found) >= 20 and len(found) * 20 > len(draft.text):
        yield Hit(found[0], found[0] + 1, f"全文为繁体字，共{len(found)}字，从这里开始；公文使用规范汉字，请整体转换为简体，不再逐字提示。")


def _traditional_places(draft: Draft) -> list[int]:
    return [at for match in _strings(draft) for at in range(*match.span())]


_PLACE = expression(rf"{HAN}?[省市县区乡镇村屯庄寨坝坪湾江河溪湖海沟山岭峰岛路街巷桥站港]")


def _in_a_name(draft: Draft, start: int, end: int, right: str) -> bool:
    """Tell whether a character seems to be a place's (濛溪镇, 甯家沟): it makes no word with a neighbour, and a place follows."""
    if not _PLACE.match(draft.text, end):
        return False
    neighbours = (draft.text[max(0, start - 1) : start] + right, right + draft.text[end])
    return not any(len(pair) == 2 and len(cut(pair)) == 1 for pair in neighbours)


def _traditional_single(draft: Draft) -> Iterator[Hit]:
    for match in _strings(draft):
        start, end = match.span()
        right = "".join(_simplified()[char] for char in match.group())
        if (draft.is_quoted(start, end) and not draft.is_in_title(start)) or (end - start == 1 and _in_a_name(draft, start, end, right)):
            continue
        yield Hit(start, end, f"“{match.group()}”是繁体字或者异体字，公文使用规范汉字（人名、地名用字除外）。", right)


CHECKS = (
    Check(
        code="pinyin-annotated-text",
        title="全文夹有拼音注音",
        family="residue",
        level=Level.ERROR,
        basis=PLAIN_RESIDUE,
        why="有的网站把文字转成带注音的繁体字防止复制，粘贴下来不能用。",
        find=_pinyin,
        examples=(
            Example(
                "標⟦(biāo)⟧題(tí)：在全區(qū)會(huì)議上(shàng)的講(jiǎng)話(huà)，請(qǐng)審(shěn)閱(yuè)。",
                "标题：在全区会议上的讲话，请审阅。",
            ),
        ),
        passes=("该村名为“垚(yáo)家村”。",),
        passage=True,
        silences=frozenset(
            {
                "traditional-text",
                "traditional-character",
                "half-width-brackets",
                "unpaired-marks",
                "wrong-characters",
                "wrong-characters-in-context",
                "wording",
                "style",
            }
        ),
    ),
    Check(
        code="traditional-text",
        title="全文为繁体字",
        family="residue",
        level=Level.ERROR,
        basis=PLAIN_RESIDUE,
        why="公文使用国家通用规范汉字。",
        find=_traditional_document,
        examples=(
            Example(
                "⟦關⟧於進一步加強機關效能建設工作的意見，各單位應當認真貫徹執行，強化責任擔當，創新體制機製，優化營商環境。",
                "关于进一步加强机关效能建设工作的意见，各单位应当认真贯彻执行，强化责任担当，创新体制机制，优化营商环境。",
            ),
        ),
        passes=("关于进一步加强机关效能建设工作的意见",),
        passage=True,
        silences=frozenset({"traditional-character", "wrong-characters", "wrong-characters-in-context", "wording", "style"}),
    ),
    Check(
        code="traditional-character",
        title="夹杂繁体字",
        family="wrong-characters",
        level=Level.WARNING,
        basis=PLAIN,
        why="简体文字里夹着繁体字，多是粘贴或者输入法切换造成的。",
        find=_traditional_single,
        examples=(
            Example("加强机⟦關⟧效能建设。", "加强机关效能建设。"),
            Example("加强⟦機關⟧效能建设。", "加强机关效能建设。"),
            Example("印发《⟦關⟧于加强效能建设的意见》。", "印发《关于加强效能建设的意见》。"),
        ),
        passes=("加强机关效能建设。", "牌匾书写“機關”二字。", "濛溪镇人民政府", "甯家沟水库"),
    ),
)
