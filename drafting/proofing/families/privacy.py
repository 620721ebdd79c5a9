"""个人信息: numbers that must not go out in a document that will be published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.model import Basis, Level, Strength
from drafting.proofing.check import Check, Example, Hit
from drafting.proofing.draft import Draft

_LAW = Basis("《中华人民共和国个人信息保护法》", "第二十八条、第三十四条", Strength.MUST)
_OPENNESS = Basis("《中华人民共和国政府信息公开条例》", "第十五条", Strength.MUST)

_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])")
_MOBILE = re.compile(r"(?<![\d\-.])1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?![\d.])")
_CARD = re.compile(r"(?<![\d\-.])(?:62|4\d|5[1-5]|3[47])\d{2}(?:[ -]?\d{4}){2,3}[ -]?\d{1,7}(?!\d)")


def _identity(draft: Draft) -> Iterator[Hit]:
    from stdnum.cn import ric

    for match in _IDENTITY.finditer(draft.text):
        number = match.group()
        if ric.is_valid(number.upper()):
            yield Hit(
                match.start(), match.end(), "这是真实有效格式的居民身份证号码，公开前应当隐去。", f"{number[:6]}{'*' * 8}{number[-4:]}"
            )


def _mobile(draft: Draft) -> Iterator[Hit]:
    for match in _MOBILE.finditer(draft.text):
        digits = re.sub(r"\D", "", match.group())
        if not draft.is_address(*match.span()):
            yield Hit(match.start(), match.end(), "手机号码属于个人信息，公务联系以外请隐去。", f"{digits[:3]}****{digits[-4:]}")


def _card(draft: Draft) -> Iterator[Hit]:
    from stdnum import luhn

    for match in _CARD.finditer(draft.text):
        digits = re.sub(r"\D", "", match.group())
        if 16 <= len(digits) <= 19 and luhn.is_valid(digits) and not _IDENTITY.fullmatch(digits):
            yield Hit(match.start(), match.end(), "这是银行卡号，公开前应当隐去。", f"{digits[:4]}{'*' * (len(digits) - 8)}{digits[-4:]}")


CHECKS = (
    Check(
        code="identity-number",
        title="居民身份证号码没有隐去",
        family="privacy",
        level=Level.WARNING,
        basis=_LAW,
        why="公示、通报里出现完整身份证号码，是政府信息公开中最常见的泄露；校验码不对的数字串不报。",
        find=_identity,
        examples=(Example("张某某，身份证号⟦11010519491231002X⟧。", "张某某，身份证号110105********002X。"),),
        passes=("项目编号110105194912310021。", "身份证号110105********002X。"),
    ),
    Check(
        code="bank-card-number",
        title="银行卡号没有隐去",
        family="privacy",
        level=Level.WARNING,
        basis=_LAW,
        why="补贴公示表里常带银行卡号；校验位不对的数字串不报。",
        find=_card,
        examples=(Example("发放至⟦6222020000000000000⟧账户。", "发放至6222***********0000账户。"),),
        passes=("统一编号6222020000000000001。",),
    ),
    Check(
        code="mobile-number",
        title="手机号码",
        family="privacy",
        level=Level.HINT,
        basis=_OPENNESS,
        why="公示、答复类文件里的个人手机号码应当隐去；公务联系电话可以保留。",
        find=_mobile,
        examples=(Example("反映人联系电话⟦13800000000⟧。", "反映人联系电话138****0000。"),),
        passes=("联系电话0571-85000000。", "编号2138000000001。"),
    ),
)
