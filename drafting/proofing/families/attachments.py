"""结构层次: the note that names the attachments, and the label on their pages (GB/T 9704—2012, 7.3.4, 7.3.7)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Paragraph, Role
from drafting.proofing.check import GB9704, PLAIN, Check, Example, Hit, must
from drafting.proofing.draft import Draft, small_number

_NOTE_NUMBER = expression(r"(?:^|(?<=[\s:：、，；。》）\u4e00-\u9fff]))(?P<n>\d{1,2})(?:[.．、]\s*)(?=[^\d\s]|\d{4}[年—－-])")
_NOTE_LABEL = expression(r"\s*附\s*件\s*[:：]?\s*")


def note_entries(draft: Draft) -> list[tuple[int, int, str]]:
    """Return (number or 0, offset of the name, name) of every attachment that the note after the body names.

    A name may go on over the next line; several names may stand in one line. Notes inside the attachments are not the document's.
    """
    entries: list[tuple[int, int, str]] = []
    for start, paragraph in draft.each(Role.ATTACHMENT_NOTE, Role.ATTACHMENT_LABEL):
        label = _NOTE_LABEL.match(paragraph.text)
        if paragraph.role is Role.ATTACHMENT_LABEL or (label is None and not entries):
            break
        begin = label.end() if label else 0
        text = paragraph.text
        numbers = [
            m for m in _NOTE_NUMBER.finditer(text, begin) if m.start() == begin or int(m["n"]) == len(entries) + 1 + _before(text, begin, m)
        ]
        if not numbers:
            name = text[begin:].strip()
            if name and not entries:
                entries.append((0, start + begin + len(text[begin:]) - len(text[begin:].lstrip()), name))
            continue
        for number, following in zip(numbers, [*numbers[1:], None], strict=True):
            end = following.start() if following else len(text)
            entries.append((int(number["n"]), start + number.end(), text[number.end() : end].strip()))
    return entries


def _before(text: str, begin: int, match: re.Match[str]) -> int:
    """Return how many numbers stand in the line before ``match``: the next name is one more."""
    return sum(1 for m in _NOTE_NUMBER.finditer(text, begin) if m.start() < match.start())


def _note_end(draft: Draft) -> Iterator[Hit]:
    entries = note_entries(draft)
    if not entries:
        return
    glued: set[int] = set()
    for (_, start, name), following in zip(entries, [*entries[1:], None], strict=True):
        mark = expression(r"[。；;，,、.]+$").search(name)
        if not mark or name.endswith(("等。", "……")):
            continue
        line = draft.text.count("\n", 0, start)
        if following is None or draft.text.count("\n", 0, following[1]) != line:
            yield Hit(start + mark.start(), start + mark.end(), "附件名称后不加标点。", "")
        elif line not in glued:  # the mark keeps two names apart: without it they would run together
            glued.add(line)
            yield Hit(start + mark.start(), start + mark.end(), "附件应分行编号，每个附件另起一行，名称后不加标点。")


_SECOND = expression(r"(?<!\d)2\s*[.．、)）]|[②⑵⒉]|[（(]2[)）]")


def _note_single(draft: Draft) -> Iterator[Hit]:
    entries = note_entries(draft)
    if len(entries) != 1 or entries[0][0] != 1:
        return
    start = entries[0][1]
    index = draft.index(start)
    # A second number that is no entry of the note, in its line or at the head of the next, still means a second attachment.
    following = draft.paragraphs[index + 1].text.strip() if index + 1 < len(draft.paragraphs) else ""
    number = expression(r"1[.．、]\s*$").search(draft.text[:start][-4:])
    if number and not _SECOND.search(draft.paragraphs[index].text) and not _SECOND.match(following):
        yield Hit(start - len(number.group()), start, "只有一个附件时不编顺序号。", "")


def _notes(draft: Draft) -> Iterator[tuple[int, Paragraph]]:
    """Yield the lines of the note: one that stands after the sign-off, below a note before it, is a list on an attachment's page."""
    begun = False
    for start, paragraph in draft.each(Role.ATTACHMENT_NOTE, Role.SIGNATURE, Role.DATE):
        if paragraph.role is Role.ATTACHMENT_NOTE:
            begun = True
            yield start, paragraph
        elif begun:
            return


def _note_mark(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in _notes(draft):
        for match in expression(r"(?:(?<=[:：\s])|^)\d{1,2}(?P<x>[、，])", re.MULTILINE).finditer(paragraph.text):
            yield Hit(start + match.start("x"), start + match.end("x"), "附件顺序号后用小圆点，写作“附件：1.××”。", ".")


_VAGUE = expression(
    r"^[\s　]*(?P<x>附件[:：]?\s*"
    r"(?:如文|如上|同上|如附|[一二三四五六七八九十\d]+\s*[件份个]|见后附?|见附[页件表]|另附|附后|后附|见下页))[。\s　]*$",
    re.MULTILINE,
)
_COPIES = expression(r"(?<=[\u4e00-\u9fff》”）])\s*[（(]?[一二三四五六七八九十\d]{1,3}\s*(?:式[一二三四五六七八九十\d]+)?[份件][)）]?$")


def _vague(draft: Draft) -> Iterator[Hit]:
    vague = [match.span("x") for match in _VAGUE.finditer(draft.text)]
    for start, end in vague:
        yield Hit(start, end, "附件说明应写明附件名称。")
    for _, start, name in note_entries(draft):
        copies = _COPIES.search(name)
        if copies and not any(first <= start < last for first, last in vague):
            yield Hit(start + copies.start(), start + copies.end(), "附件说明只写顺序号和名称，不写份数。", "")


def _label(draft: Draft) -> Iterator[Hit]:
    signed = next((start for start, _ in draft.each(Role.SIGNATURE, Role.DATE)), len(draft.text))
    for start, paragraph in draft.each(Role.ATTACHMENT_LABEL):
        match = expression(r"\s*附\s*件\s*(?P<n>[\d一二三四五六七八九十]+)?\s*(?P<x>[:：.。、，]+)\s*$").match(paragraph.text)
        # Without a number 附件： may head a list of names; with a title below it, after the sign-off, it is the page's label.
        following = draft.index(start) + 1
        titled = following < len(draft.paragraphs) and draft.paragraphs[following].role is Role.ATTACHMENT_TITLE
        if match and (match["n"] or (start > signed and titled)):
            yield Hit(start + match.start("x"), start + match.end("x"), "附件页的“附件”及其顺序号后不加标点。", "")


def _note_order(draft: Draft) -> Iterator[Hit]:
    entries = note_entries(draft)
    numbers = [number for number, _, _ in entries]
    if len(entries) < 2 or 0 in numbers or numbers[0] != 1:
        return
    for (before, _, _), (number, start, _) in itertools.pairwise(entries):
        figure = expression(r"\d{1,2}[.．、]\s*$").search(draft.text[:start][-6:])
        if number != before + 1 and figure and before < number + 3:
            begin = start - len(figure.group())
            told = f"附件顺序号{number}重复" if number == before else f"附件顺序号从{before}到{number}，不连续"
            yield Hit(begin, begin + len(str(number)), f"{told}，请核对。", str(before + 1) if _fits(numbers, before) else None)


def _fits(numbers: list[int], before: int) -> bool:
    """Tell whether the number after ``before`` is missing from the note."""
    return before + 1 not in numbers


LABEL = expression(r"[\s　]*附\s*件\s*(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})?(?P<after>[\s　]*[:：.．]?[\s　]*)$")


_HAN_ITEM = expression(r"(?:(?<=[:：])|^)[\s　]*(?P<n>[一二三四五六七八九十]{1,3})[、.．]")


def _numerals(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.ATTACHMENT_LABEL):
        match = LABEL.match(paragraph.text)
        if match and match["n"] and small_number(match["n"]):
            yield Hit(start + match.start("n"), start + match.end("n"), "附件顺序号用阿拉伯数字。", str(small_number(match["n"])))
    for start, paragraph in draft.each(Role.ATTACHMENT_NOTE):
        match = _HAN_ITEM.search(paragraph.text)
        if match and small_number(match["n"]):
            yield Hit(
                start + match.start("n"), start + match.end(), "附件顺序号用阿拉伯数字，写作“附件：1.××”。", f"{small_number(match['n'])}."
            )


_NOTE_HEAD = expression(r"[\s　]*(?P<x>附(?P<word>\s*件)?[\s　]*(?P<n>\d{1,2})?[\s　]*(?P<colon>[:：])?)[\s　]*(?P<rest>\S.*)?")


def _note_form(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in _notes(draft):
        match = _NOTE_HEAD.match(paragraph.text)
        if match is None or not match["rest"]:
            continue
        begin, end = start + match.start("x"), start + match.end("x")
        if not match["word"]:
            if match["colon"] and (draft.year is None or draft.year >= 2012):
                yield Hit(begin, end, "附件说明写“附件：”，不写“附：”。", f"附件：{match['n'] + '.' if match['n'] else ''}")
        elif match["n"] and match["colon"]:
            yield Hit(begin, end, "附件说明写作“附件：1.××”，“附件”二字只写一次，顺序号后用小圆点。")
        elif not match["colon"] and not match["n"] and expression(r"\d[.．]|[《“\u4e00-\u9fff]").match(match["rest"]):
            word = start + match.start("word") + len(match["word"].rstrip())
            yield Hit(word - 1, end, "“附件”后缺全角冒号。", "件：")


CHECKS = (
    Check(
        code="attachment-note-end",
        title="附件名称后加了标点",
        family="structure",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.4"),
        why="附件说明中的附件名称后不加标点符号。",
        find=_note_end,
        examples=(
            Example("附件说明| 附件：1.任务分工表\n附件说明| 2.联系人名单⟦。⟧", "附件说明| 附件：1.任务分工表\n附件说明| 2.联系人名单"),
            Example(
                "附件说明| 附件：1.任务分工表⟦；⟧2.联系人名单；3.报名表",
                "附件说明| 附件：1.任务分工表\n附件说明| 2.联系人名单\n附件说明| 3.报名表",
            ),
        ),
        passes=(
            "附件说明| 附件：任务分工表",
            "附件说明| 附件：任务分工表（略）",
            "附件说明| 附件：1.2026年任务分工表\n附件说明| 2.联系人名单",
        ),
    ),
    Check(
        code="attachment-note-number",
        title="附件说明的顺序号没有用小圆点",
        family="structure",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.4"),
        why="有多个附件时用阿拉伯数字标注附件顺序号，如“附件：1.××”。",
        find=_note_mark,
        examples=(
            Example("附件说明| 附件：1⟦、⟧任务分工表\n附件说明| 2.联系人名单", "附件说明| 附件：1.任务分工表\n附件说明| 2.联系人名单"),
        ),
        passes=(
            "附件说明| 附件：1.任务分工表\n附件说明| 2.联系人名单",
            "附件说明| 附件：1．任务分工表\n附件说明| 2．联系人名单",
            "附件说明| 附：停业砂场名单\n日期| 2024年9月3日\n附件说明| 附：停业砂场名单\n附件说明| 1、青山砂场\n附件说明| 2、白水砂场",
        ),
    ),
    Check(
        code="single-attachment-numbered",
        title="只有一个附件却编了顺序号",
        family="structure",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.4"),
        why="有多个附件才标注顺序号，只有一个附件时直接写附件名称。",
        find=_note_single,
        examples=(Example("附件说明| 附件：⟦1.⟧任务分工表", "附件说明| 附件：任务分工表"),),
        passes=(
            "附件说明| 附件：1.任务分工表\n附件说明| 2.联系人名单",
            "附件说明| 附件：2024年任务分工表",
            "附件说明| 附件：1.任务分工表（2）联系人名单",
            "附件说明| 附件：1.任务分工表.xls2.联系人名单",
            "附件说明| 附件：1.任务分工表\n2.联系人名单",
        ),
    ),
    Check(
        code="attachment-note-vague",
        title="附件说明没有写附件名称",
        family="structure",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.4"),
        why="附件说明应写明附件的顺序号和名称，不写“附件如文”“附件×件”，名称后不写份数。",
        find=_vague,
        examples=(
            Example("附件说明| ⟦附件：如文⟧", "附件说明| 附件：任务分工表"),
            Example("附件说明| 附件：防汛物资清单⟦1份⟧", "附件说明| 附件：防汛物资清单"),
        ),
        passes=("附件说明| 附件：三份清单汇总表", "具体见附件。"),
    ),
    Check(
        code="attachment-label-mark",
        title="附件页的“附件1”后加了标点",
        family="structure",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.7"),
        why="“附件”二字及附件顺序号顶格编排在版心左上角第一行，后面不加冒号。",
        find=_label,
        examples=(
            Example("附件| 附件1⟦：⟧\n附件标题| 任务分工表", "附件| 附件1\n附件标题| 任务分工表"),
            Example("日期| 2024年5月8日\n附件| 附件⟦：⟧\n附件标题| 任务分工表", "日期| 2024年5月8日\n附件| 附件\n附件标题| 任务分工表"),
        ),
        passes=("附件| 附件1", "附件说明| 附件：任务分工表", "附件| 附件：\n附件标题| 任务分工表"),
    ),
    Check(
        code="attachment-note-order",
        title="附件说明的顺序号不连续",
        family="structure",
        level=Level.ERROR,
        basis=PLAIN,
        why="附件顺序号依次编排，断号、重号会使正文里的“见附件2”对不上。",
        find=_note_order,
        examples=(
            Example("附件说明| 附件：1.任务分工表\n附件说明| ⟦3⟧.联系人名单", "附件说明| 附件：1.任务分工表\n附件说明| 2.联系人名单"),
            Example("附件说明| 附件：1.任务分工表\n附件说明| ⟦1⟧.联系人名单", "附件说明| 附件：1.任务分工表\n附件说明| 2.联系人名单"),
        ),
        passes=("附件说明| 附件：1.任务分工表\n附件说明| 2.联系人名单", "附件说明| 附件：任务分工表"),
    ),
    Check(
        code="attachment-numeral",
        title="附件顺序号用了汉字",
        family="structure",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.4"),
        why="有多个附件的，使用阿拉伯数字标注附件顺序号，不写“附件一”。",
        find=_numerals,
        examples=(
            Example("附件| 附件⟦一⟧\n附件标题| 任务分工表", "附件| 附件1\n附件标题| 任务分工表"),
            Example("附件说明| 附件：⟦一、⟧任务分工表", "附件说明| 附件：1.任务分工表"),
        ),
        passes=("附件| 附件1\n附件标题| 任务分工表", "附件说明| 附件：一季度经济运行情况"),
    ),
    Check(
        code="attachment-note-form",
        title="附件说明的写法不合规定",
        family="structure",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.4"),
        why="附件说明写“附件”二字，后标全角冒号和附件名称；有多个附件的写作“附件：1.××”，“附件”二字只写一次。",
        find=_note_form,
        examples=(
            Example("附件说明| ⟦附：⟧任务分工表", "附件说明| 附件：任务分工表"),
            Example("附件说明| ⟦附件1：⟧任务分工表", "附件说明| 附件：任务分工表"),
            Example("附件说明| 附⟦件 ⟧任务分工表", "附件说明| 附件：任务分工表"),
        ),
        passes=("附件说明| 附件：任务分工表", "附件说明| 附件：1.任务分工表\n附件说明| 2.联系人名单"),
    ),
)
