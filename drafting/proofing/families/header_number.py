"""版头: further faults of 发文字号: its year, its parts, the blanks in it, several of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Paragraph, Role
from drafting.proofing.check import GB9704, Check, Example, Hit, must, practice
from drafting.proofing.draft import HAN, Draft
from drafting.proofing.families.header_reading import of_number
from drafting.proofing.shapes import pattern

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "O": "0", "0": "0"}
_NUMBER = expression(rf"{HAN}{{1,18}}\s?〔((?:19|20)\d\d)〕\s?\d{{1,5}}\s?号")
_FIRST_NUMBERS = 30  # what an office has given by February: a higher number of the old year was given in the old year
_ORGAN = expression(r"(?:人民政府|委员会|办公厅|办公室|管理局|总局|[^布局]{3}局|税务局|公司)$")


def _own_numbers(draft: Draft) -> list[tuple[int, Paragraph]]:
    """Return 发文字号 of the document itself: those above the text."""
    body = next((index for index, paragraph in enumerate(draft.paragraphs) if paragraph.role is Role.BODY), len(draft.paragraphs))
    return [(start, draft.paragraphs[index]) for index, start in draft.by_role.get(Role.DOCUMENT_NUMBER, ()) if index < body]


def _other_year(draft: Draft) -> Iterator[Hit]:
    numbers, date = _own_numbers(draft), draft.date
    if not numbers or date is None or not any(draft.each(Role.DATE)):
        return
    start, paragraph = numbers[0]
    found = expression(r"〔((?:19|20)\d\d)〕\s?(\d{1,5})\s?号").search(paragraph.text)
    if not found or int(found[1]) == date.year:
        return
    year, number = int(found[1]), int(found[2])
    early = year == date.year - 1 and date.month <= 2 and number > _FIRST_NUMBERS
    late = year == date.year + 1 and date.month == 12
    if not early and not late:
        message = f"发文字号的年份是{year}年，成文日期是{date.year}年，两处不一致，请核对（套用旧文时常忘改其中一处）。"
        yield Hit(start + found.start(1), start + found.end(1), message)


def _several(draft: Draft) -> Iterator[Hit]:
    numbers = _own_numbers(draft)
    found = [(start + m.start(), start + m.end()) for start, paragraph in numbers for m in _NUMBER.finditer(paragraph.text)]
    if len(found) > 1 and len({draft.text[a:b] for a, b in found}) > 1:
        yield Hit(*found[1], "一份公文只有一个发文字号，联合行文用主办机关的发文字号。")


def _blanks(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.DOCUMENT_NUMBER):
        found = expression(rf"(?<={HAN})[ 　]*〔(?:19|20)\d\d〕[ 　]*\d{{1,5}}[ 　]*号").search(paragraph.text)
        tight = expression(r"[\s　]").sub("", found.group()) if found else ""
        if found and tight != found.group():
            yield Hit(start + found.start(), start + found.end(), "发文字号的各部分之间不空格。", tight)


def _full_name(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in _own_numbers(draft):
        found = expression(rf"(?P<who>{HAN}{{4,18}})〔(?:19|20)\d\d〕").search(paragraph.text)
        if found and _ORGAN.search(found["who"]) and not expression(r"公告|通告|令$").search(found["who"]):
            yield Hit(start, start + found.end("who"), f"“{found['who']}”像是机关名称，发文字号应使用发文机关代字（如“×政发”），请核对。")


def _arabic_year(match: re.Match[str]) -> str:
    return "".join(_DIGITS[c] for c in match["year"])


CHECKS = (
    Check(
        code="document-number-other-year",
        title="发文字号的年份与成文日期不符",
        family="header",
        level=Level.WARNING,
        basis=must(GB9704, "7.2.5"),
        why="套用旧文时改了日期忘改文号，或者跨年后仍写旧年份；年初印发的上年文件、年末编的下年文号不报。",
        find=_other_year,
        examples=(
            Example("文号| 某政发〔⟦2023⟧〕5号\n标题| 关于防汛的通知\n日期| 2024年5月8日", "文号| 某政发〔2024〕5号\n日期| 2024年5月8日"),
        ),
        passes=(
            "文号| 某政发〔2023〕98号\n标题| 关于防汛的通知\n日期| 2024年1月8日",
            "文号| 某政发〔2025〕1号\n标题| 关于防汛的通知\n日期| 2024年12月31日",
            "文号| 某政发〔2024〕5号\n标题| 关于防汛的通知\n日期| 2024年5月8日",
        ),
    ),
    Check(
        code="several-document-numbers",
        title="有几个发文字号",
        family="header",
        level=Level.WARNING,
        basis=must(GB9704, "7.2.5"),
        why="联合行文时使用主办机关的发文字号，不并列各机关的文号。",
        find=_several,
        examples=(
            Example("文号| 某财〔2024〕5号　⟦某发改〔2024〕9号⟧\n标题| 关于防汛的通知", "文号| 某财〔2024〕5号\n标题| 关于防汛的通知"),
        ),
        passes=("文号| 某财〔2024〕5号\n标题| 关于防汛的通知\n正文| 文号见某发改〔2024〕9号。",),
    ),
    Check(
        code="document-number-without-hao",
        title="发文字号没有“号”字",
        family="header",
        level=Level.ERROR,
        basis=must(GB9704, "7.2.5"),
        why="发文顺序号后加“号”字。",
        find=of_number(
            rf"(?<={HAN})[〔\[［【](?:19|20)\d\d[〕\]］】]第?(?P<n>\d{{1,4}})(?=[）)》。；\n]|[，、](?!\d))",
            "发文字号的顺序号后面应当加“号”字",
            "{n}号",
            group="n",
        ),
        examples=(
            Example("现将《某办法》（国办发〔2021〕⟦21⟧）转发给你们。", "现将《某办法》（国办发〔2021〕21号）转发给你们。"),
            Example("文号| 某政发〔2024〕⟦5⟧", "文号| 某政发〔2024〕5号"),
        ),
        passes=("依据国发〔2011〕3、4号文件。", "国办发〔2021〕21号。", "见〔2021〕12期简报。", "（某某，〔2021〕）"),
    ),
    Check(
        code="document-number-year-word",
        title="发文字号的年份带“年”字",
        family="header",
        level=Level.ERROR,
        basis=must(GB9704, "7.2.5"),
        why="发文字号的六角括号里只写年份的四位数字。",
        find=of_number(
            rf"(?<={HAN})〔(?P<year>(?:19|20)\d\d)(?P<x>年度?)〕(?=\s?第?\d{{1,5}}号)",
            "发文字号的年份不带“年”字",
            "",
            group="x",
        ),
        examples=(Example("国办发〔2021⟦年⟧〕21号", "国办发〔2021〕21号"),),
        passes=("国办发〔2021〕21号", "（2021年）21号线"),
    ),
    Check(
        code="document-number-without-brackets",
        title="发文字号的年份没有括号",
        family="header",
        level=Level.ERROR,
        basis=must(GB9704, "7.2.5"),
        why="年份用六角括号“〔〕”括入；写成“国办发2021年21号”“国办发2021-21号”都不对。",
        find=pattern(
            rf"(?<={HAN}[发函办字规通复呈任])(?P<x>(?P<year>20[0-3]\d)(?:年第?|\s?[-－—－/]\s?|\s))(?=\d{{1,4}}号(?!楼|院|线|文物|公告|令))",
            "发文字号的年份应当用六角括号“〔〕”括入",
            "〔{year}〕",
            keys=("号",),
            reach=12,
            group="x",
            quoted=True,
        ),
        examples=(
            Example("按照国办发⟦2021年⟧21号要求", "按照国办发〔2021〕21号要求"),
            Example("文号| 某政发⟦2024-⟧5号", "文号| 某政发〔2024〕5号"),
        ),
        passes=("国办发〔2021〕21号", "国务院公告2021年第5号", "某部门印发2021年12号令"),
    ),
    Check(
        code="document-number-in-chinese",
        title="发文字号用了汉字数字",
        family="header",
        level=Level.ERROR,
        basis=must(GB9704, "7.2.5"),
        why="年份、发文顺序号用阿拉伯数字标注；2000年以前的旧文号不报。",
        find=of_number(
            rf"(?<={HAN}〔)(?P<year>二[〇零○O0][〇零○O0一二三四五六七八九]{{2}})(?=〕)",
            "发文字号的年份用阿拉伯数字",
            _arabic_year,
            group="year",
        ),
        examples=(Example("国办发〔⟦二〇二一⟧〕21号", "国办发〔2021〕21号"),),
        passes=("国发〔一九八五〕12号", "国办发〔2021〕21号"),
    ),
    Check(
        code="document-number-blanks",
        title="发文字号中间有空格",
        family="header",
        level=Level.HINT,
        basis=practice(),
        why="机关代字、年份、顺序号连写，中间不空格。",
        find=_blanks,
        examples=(Example("文号| 某政发⟦〔2024〕 5 号⟧", "文号| 某政发〔2024〕5号"),),
        passes=("文号| 某政发〔2024〕5号　　签发人：赵某某", "正文| 某政发〔2024〕 5号"),
        sure=True,
    ),
    Check(
        code="document-number-full-name",
        title="发文字号用了机关名称",
        family="header",
        level=Level.HINT,
        basis=must(GB9704, "7.2.5"),
        why="发文字号由发文机关代字、年份、发文顺序号组成，代字不是机关的全称。",
        find=_full_name,
        examples=(Example("文号| ⟦青山市人民政府⟧〔2024〕5号\n正文| 请执行。", "文号| 青政发〔2024〕5号\n正文| 请执行。"),),
        passes=("文号| 青政办发〔2024〕5号", "文号| 国家税务总局公告〔2024〕5号"),
    ),
)
