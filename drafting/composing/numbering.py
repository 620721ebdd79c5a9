"""What the header's short facts must look like: 发文字号, 份号, 密级 (GB/T 9704—2012, 7.2)."""

from __future__ import annotations

import re

from drafting.documents.expressions import expression
from drafting.documents.model import Format

_NUMBER = expression(
    r"(?P<code>[^\d\s〔\[(（【［﹝{<《「『〈]*)\s*(?P<open>[〔\[(（【［﹝{<〈「『])?\s*(?P<year>\d+)"
    r"\s*年?\s*(?P<close>[〕\])）】］﹞}>〉」』])?\s*(?P<rest>.*)"
)
_REST = expression(r"(?:[-－—]\s*)?(?P<di>第)?\s*(?P<serial>\d*)\s*(?P<hao>号|期)?")
_ISSUE = expression(r"第?[1-9]\d*[期号]")
_YEARLY = expression(r"20\d\d年第[1-9]\d*号", re.ASCII)
_ORDER = expression(r"第[1-9]\d*号")
_SECRECY = expression(r"(?:绝密|机密|秘密)(?:★(?:[1-9]\d*(?:年|个月|天)|长期))?")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def document_number_faults(text: str, page: Format, word: str = "") -> list[tuple[str, str]]:
    """Return (what is wrong, what to write) for each fault of a 发文字号 (7.2.5; 令号 10.2; 纪要 also by issue).

    A 公告 or 通告, known by its ``word``, may also be numbered by the year alone (practice).
    """
    if word in ("公告", "通告") and _YEARLY.fullmatch(text):
        return []
    if (page is Format.ORDER and _ORDER.fullmatch(text)) or (page is Format.MINUTES and _ISSUE.fullmatch(text)):
        return []
    example = "清政办发〔2026〕5号"
    plain = text.translate(_FULL_WIDTH)
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return [(f"发文字号“{text}”认不出年份和顺序号", f"由机关代字、年份、顺序号组成，例如：{example}")]
    rest = _REST.fullmatch(found["rest"])
    year, serial = found["year"], rest["serial"] if rest else ""
    full_year = f"20{year}" if len(year) == 2 else year
    right = f"{found['code']}〔{full_year}〕{serial.lstrip('0') or '×'}号"
    remedy = f"应写成“{right}”"
    said: list[tuple[str, str]] = []
    if not found["open"] and not found["close"]:
        example = right if len(year) in (2, 4) and serial.strip("0") and found["code"] else example
        return [(f"发文字号“{text}”的年份没有用六角括号〔〕括起来", f"由机关代字、年份、顺序号组成，例如：{example}")]
    if plain != text:
        said.append((f"发文字号“{text}”用了全角数字", f"数字用半角，{remedy}"))
    if not found["code"] and page is not Format.MINUTES:
        said.append((f"发文字号“{text}”缺少机关代字", f"年份前要写机关代字，例如：{example}"))
    if found["open"] != "〔" or found["close"] != "〕":
        said.append((f"发文字号“{text}”的年份应当用六角括号〔〕括起来", f"{remedy}（六角括号可以从这里复制）"))
    if len(year) == 2:
        said.append((f"发文字号“{text}”的年份应当写全四位", remedy))
    elif len(year) != 4 or not 1949 <= int(year) <= 2100:
        said.append((f"发文字号“{text}”的年份“{year}”不对", f"年份写四位，例如：{example}"))
    if rest is None:
        said.append((f"发文字号“{text}”年份后面应当只有顺序号和“号”", f"例如：{example}"))
        return said
    if rest["di"]:
        said.append((f"发文字号“{text}”的顺序号前不加“第”字", remedy))
    if not serial:
        said.append((f"发文字号“{text}”没有顺序号", "还没有编号的，这一项先不填，文稿里会标出【待补：发文字号】"))
    elif serial.startswith("0"):
        said.append((f"发文字号“{text}”的顺序号不编虚位（不写成“{serial}”）", remedy))
    if rest["hao"] != "号":
        said.append((f"发文字号“{text}”末尾应当是“号”字", remedy))
    if not said and text != right:
        said.append((f"发文字号“{text}”里有多余的空格或文字", remedy))
    return said


def copy_number_fault(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a 份号 (7.2.1: six Arabic digits), None if nothing."""
    if re.fullmatch(r"\d{6}", text, re.ASCII):
        return None
    digits = re.sub(r"\D", "", text.translate(_FULL_WIDTH))
    right = f"应写成“{digits.zfill(6)}”" if 0 < len(digits) <= 6 else "例如：000001"
    return f"份号“{text}”应当是6位阿拉伯数字", right


def secrecy_fault(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a 密级和保密期限 (7.2.2), None if nothing."""
    if _SECRECY.fullmatch(text):
        return None
    level = next((word for word in ("绝密", "机密", "秘密") if word in text), "")
    term = re.search(r"(\d+)\s*(年|个月|天)", text.translate(_FULL_WIDTH))
    right = f"{level}★{int(term[1])}{term[2]}" if level and term else f"{level or '秘密'}★10年"
    return f"密级“{text}”写得不对：密级只有绝密、机密、秘密三种，保密期限用阿拉伯数字写在“★”后面", f"例如：{right}"
