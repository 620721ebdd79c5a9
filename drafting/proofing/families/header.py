"""版头: the document number, secrecy, urgency, the signer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import GB9704, REGULATION, Check, Example, Hit, must, should
from drafting.proofing.draft import CJK, HAN, Draft
from drafting.proofing.families.header_reading import of_number

_HAN = "一二三四五六七八九十"


def _secrecy(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.SECRECY):
        text = paragraph.text.rstrip()
        word = expression(rf"{HAN}+").match(text)
        if word and word.group() not in ("绝密", "机密", "秘密"):
            yield Hit(start, start + word.end(), f"“{word.group()}”不是密级，密级只有绝密、机密、秘密三种。")
        period = expression(rf"(?<=★)(?P<n>[{_HAN}]+)(?P<unit>年|个?月|日)").search(text)
        if period:
            better = _arabic(period["n"])
            told = "保密期限中的数字用阿拉伯数字标注。"
            yield Hit(start + period.start(), start + period.end(), told, better and better + period["unit"])


def _arabic(chinese: str) -> str | None:
    from drafting.proofing.draft import small_number

    number = small_number(chinese)
    return str(number) if number else None


_URGENCIES = dict.fromkeys(("急件", "紧急", "急", "加急件", "紧急件"), "加急") | dict.fromkeys(("特急件", "火急", "十万火急"), "特急")


def _urgency(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.URGENCY):
        text = expression(r"[\s　]|^(?:紧急程度|缓急)[：:]").sub("", paragraph.text)
        if text and text not in ("特急", "加急", "特提", "平急"):
            better = _URGENCIES.get(text)
            yield Hit(start, start + len(paragraph.text), f"“{text}”不是紧急程度，公文的紧急程度只有特急、加急两种。", better)


def _copy_number(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.COPY_NUMBER):
        text = paragraph.text.strip()
        if not expression(r"\d{6}").fullmatch(text):
            digits = expression(r"(?:份号[：:]?|编号[：:]?|第|[Nn][Oo][.．:：]?|№)?\s*(\d{1,6})\s*号?").fullmatch(text)
            better = digits[1].zfill(6) if digits else None
            yield Hit(start, start + len(paragraph.text), "份号一般用6位阿拉伯数字。", better)


def _signer_missing(draft: Draft) -> Iterator[Hit]:
    if draft.kind not in ("请示", "报告") or any(_signer_lines(draft)):
        return
    # A report of which only the text was published has lost its head; a request with a number is on its way up.
    formal = draft.kind == "请示" or any(draft.each(Role.ISSUER_MARK))
    for start, paragraph in list(draft.each(Role.DOCUMENT_NUMBER))[:1] if formal else []:
        yield Hit(start, start + len(paragraph.text), f"“{draft.kind}”是上行文，应当在发文字号同一行右侧标注签发人姓名。")


_SIGNERS = expression(rf"(?<=[{CJK}×])[、，,；;/](?=[{CJK}×])")


_SIGNER = expression(r"签发人\s*[：:]")


def _signer_lines(draft: Draft) -> Iterator[tuple[int, str]]:
    """Yield where each line with 签发人 begins, and its text from there: a paragraph of its own, or the rest of that of 发文字号."""
    for start, paragraph in draft.each(Role.SIGNER, Role.DOCUMENT_NUMBER):
        found = _SIGNER.search(paragraph.text)
        if found or paragraph.role is Role.SIGNER:
            at = found.start() if found and paragraph.role is Role.DOCUMENT_NUMBER else 0
            yield start + at, paragraph.text[at:]


def _signers(draft: Draft) -> Iterator[Hit]:
    for start, text in _signer_lines(draft):
        for mark in _SIGNERS.finditer(text):
            yield Hit(start + mark.start(), start + mark.end(), "签发人姓名之间空一字，不用标点。", "　")


# 代字, a bracketed year, the number: court cases （2019）京01民初1号 have no 代字 before the bracket.
# Any bracket but 〔〕, also one of a pair, and blanks within: 国办发[2021] 21号, 国办发 （ 2021 ）21号, 国办发〔2021]21号.
_NUMBER = r"(?P<x>[\[【［(（{｛<＜〈《﹝〖〔]\s?(?P<year>(?:19|20)\d\d)年?\s?[\]】］)）}｝>＞〉》﹞〗〕])(?=\s?第?\s?\d{1,5}\s?号)"
# 代字, a bracketed year, the number: court cases （2019）京01民初1号 have no 代字 before the bracket.
_AFTER_NAME = expression(rf"{HAN}[ 　]?\Z")


def _is_other_bracket(draft: Draft, match: re.Match[str]) -> bool:
    named = _AFTER_NAME.search(draft.text, max(0, match.start() - 2), match.start())
    return bool(named) and not (match["x"].startswith("〔") and match["x"].endswith("〕"))


# Certificates (国用), test reports and papers of law enforcement (…字, …责, 处罚决定) have numbers of their own.
_NAMED = rf"(?:(?<={HAN})|(?<={HAN}[ 　]))(?<![字用证责定])"

CHECKS = (
    Check(
        code="document-number-brackets",
        title="发文字号的年份不用六角括号",
        family="header",
        level=Level.ERROR,
        basis=must(GB9704, "7.2.5"),
        why="发文字号的年份用六角括号“〔〕”括入，不用方括号、圆括号或方头括号。",
        find=of_number(_NUMBER, "发文字号的年份应当用六角括号“〔〕”括入", "〔{year}〕", group="x", where=_is_other_bracket),
        examples=(
            Example("现将国办发⟦[2021]⟧21号文件转发给你们。", "现将国办发〔2021〕21号文件转发给你们。"),
            Example("文号| 某政发⟦〔2024]⟧5号", "文号| 某政发〔2024〕5号"),
            Example("按照国办发⟦（ 2021 ）⟧ 21号要求", "按照国办发〔2021〕 21号要求"),
        ),
        passes=("依据（2019）京01民初12号判决书办理。", "国办发〔2021〕21号"),
    ),
    Check(
        code="document-number-ordinal",
        title="发文字号的顺序号前加“第”",
        family="header",
        level=Level.ERROR,
        basis=must(GB9704, "7.2.5"),
        why="发文顺序号不加“第”字。",
        find=of_number(
            rf"{_NAMED}(?<!令)[\[【［(（〔](?:19|20)?\d\d[\]】］)）〕]\s?(?P<di>第)(?=\s?\d+\s?号(?!令))",
            "发文字号的顺序号不加“第”字",
            "",
            group="di",
        ),
        examples=(Example("根据国办发〔2021〕⟦第⟧21号文件要求办理。", "根据国办发〔2021〕21号文件要求办理。"),),
        passes=(
            "根据中华人民共和国国务院令第711号公布。",
            "省政府令〔2020〕第2号",
            "土地使用证为青国用（2006）第0275号。",
            "经查，青环监字〔2018〕第119号报告合格。",
            "依据《青山管理办法》（某部〔2012〕第11号令）办理。",
            "下达（青交）处罚决定〔2017〕第49号《行政处罚决定书》。",
        ),
    ),
    Check(
        code="document-number-padded",
        title="发文字号的顺序号编虚位",
        family="header",
        level=Level.ERROR,
        basis=must(GB9704, "7.2.5"),
        why="发文顺序号不编虚位，1不编为01。",
        find=of_number(
            rf"{_NAMED}[\[【［(（〔](?:19|20)?\d\d[\]】］)）〕]\s?第?\s?(?P<zero>0+)(?=[1-9]\d*\s?号)",
            "发文字号的顺序号不编虚位（1不编为01）",
            "",
            group="zero",
            where=lambda draft, m: not expression(r"(?:19\d\d|2000)\D").search(m.group()),  # the rule came with GB/T 9704—1999
        ),
        examples=(Example("文号| 某政发〔2024〕⟦0⟧5号", "文号| 某政发〔2024〕5号"),),
        passes=("文号| 某政发〔2024〕50号", "标准编号为T/XX 005号。", "土地使用证为青国用（2006）第0275号。"),
    ),
    Check(
        code="document-number-year",
        title="发文字号的年份不是全称",
        family="header",
        level=Level.ERROR,
        basis=must(GB9704, "7.2.5"),
        why="发文字号的年份应当标全称，不简写为两位。",
        find=of_number(
            rf"(?<={HAN}[〔\[［【])(?P<yy>[0-4]\d)(?=[〕\]］】]\s?第?\d+号)", "发文字号的年份应当写全四位", "20{yy}", group="yy"
        ),
        examples=(Example("文号| 某政发〔⟦24⟧〕5号", "文号| 某政发〔2024〕5号"),),
        passes=("文号| 某政发〔2024〕24号",),
    ),
    Check(
        code="secrecy-term",
        title="密级或者保密期限写法不合规定",
        family="header",
        level=Level.ERROR,
        basis=must(GB9704, "7.2.2"),
        why="密级只有绝密、机密、秘密三种，保密期限中的数字用阿拉伯数字。",
        find=_secrecy,
        examples=(Example("密级| 机密★⟦一年⟧", "密级| 机密★1年"), Example("密级| ⟦内部文件⟧", "密级| 秘密★1年")),
        passes=("密级| 机密★1年", "密级| 秘密"),
    ),
    Check(
        code="urgency-term",
        title="紧急程度用语不合规定",
        family="header",
        level=Level.ERROR,
        basis=must(REGULATION, "第九条（三）"),
        why="紧急公文分别标注“特急”“加急”，没有“急件”“紧急”。",
        find=_urgency,
        examples=(Example("紧急程度| ⟦急件⟧", "紧急程度| 加急"),),
        passes=("紧急程度| 特急", "紧急程度| 加　急", "发生急件应当立即送达。"),
    ),
    Check(
        code="copy-number-digits",
        title="份号不是六位数字",
        family="header",
        level=Level.WARNING,
        basis=should(GB9704, "7.2.1"),
        why="份号一般用6位3号阿拉伯数字，顶格编排在版心左上角第一行。",
        find=_copy_number,
        examples=(
            Example("份号| ⟦12⟧", "份号| 000012"),
            Example("份号| ⟦份号：000012⟧", "份号| 000012"),
            Example("份号| ⟦第12号⟧", "份号| 000012"),
        ),
        passes=("份号| 000001",),
    ),
    Check(
        code="signer-missing",
        title="上行文没有签发人",
        family="header",
        level=Level.ERROR,
        basis=must(REGULATION, "第九条（六）"),
        why="上行文应当标注签发人姓名。",
        find=_signer_missing,
        examples=(
            Example(
                "机关标志| 某市财政局文件\n文号| ⟦某财〔2024〕5号⟧\n标题| 关于增加经费的请示",
                "机关标志| 某市财政局文件\n文号| 某财〔2024〕5号\n签发人| 签发人：赵某某\n标题| 关于增加经费的请示",
            ),
            Example(
                "文号| ⟦某财〔2024〕5号⟧\n标题| 关于增加经费的请示",
                "文号| 某财〔2024〕5号\n签发人| 签发人：赵某某\n标题| 关于增加经费的请示",
            ),
        ),
        passes=(
            "机关标志| 某市财政局文件\n文号| 某财〔2024〕5号\n标题| 关于做好决算工作的通知",
            "文号| 某财〔2024〕5号\n标题| 关于经费使用情况的报告",
            "文号| 某财〔2024〕5号\n签发人| 签发人：赵某某\n标题| 关于增加经费的请示",
            "机关标志| 某市财政局文件\n文号| 某财〔2024〕5号　　签发人：赵某某\n标题| 关于增加经费的请示",
        ),
        passage=True,
    ),
    Check(
        code="signer-separator",
        title="签发人姓名之间用了标点",
        family="header",
        level=Level.WARNING,
        basis=should(GB9704, "7.2.6"),
        why="有多个签发人时，姓名按机关顺序排列，之间空一字，不用顿号、逗号。",
        find=_signers,
        examples=(Example("签发人| 签发人：赵某某⟦、⟧李某某", "签发人| 签发人：赵某某　李某某"),),
        passes=("签发人| 签发人：赵某某　李某某", "文号| 某财〔2024〕5号　　签发人：赵某某　李某某"),
    ),
)
