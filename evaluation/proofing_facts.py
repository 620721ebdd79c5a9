"""Faults in what a document says twice or counts: names of organs and papers, sums, dates; and in the lines that close it."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date

from drafting.documents.model import Document, Role
from evaluation.proofing import Planted
from evaluation.proofing_planting import Planter, first, kind_of, plain_body, with_lines, with_text, without

_ORGAN = re.compile(r"[一-龥]{2,8}(?:委员会|管理局|监督局|办公室|人民政府|研究院|服务中心)")
_BOOK = re.compile(r"《([一-龥（）〔〕\d]{6,40})》")
_SENTENCE = re.compile(r"(?<=[。；])[^。；“”《》（）]{15,60}。")
_ORGANS = re.compile("[，、：](?![^（]*）)")  # what parts one recipient from the next: no mark in brackets does
_FULL_DATE = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")


def organ_named_otherwise(document: Document, chance: random.Random) -> Planted | None:
    """An organ's name loses a character in one of three places or more."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index in plain_body(document):
        for match in _ORGAN.finditer(document.paragraphs[index].text):
            places[match.group()].append((index, match.start()))
    names = sorted(name for name, where in places.items() if len(where) >= 3)
    if not names:
        return None
    name = chance.choice(names)
    index, at = chance.choice(places[name][1:])
    text = document.paragraphs[index].text
    gone = len(name) - 2
    return with_text(document, index, text[: at + gone] + text[at + gone + 1 :], at, at + len(name) - 1, text)


def title_of_a_paper_otherwise(document: Document, chance: random.Random) -> Planted | None:
    """The title of a paper cited twice or more loses a character in one place."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index in plain_body(document):
        for match in _BOOK.finditer(document.paragraphs[index].text):
            places[match.group()].append((index, match.start()))
    names = sorted(name for name, where in places.items() if len(where) >= 2)
    if not names:
        return None
    name = chance.choice(names)
    index, at = places[name][-1]
    text = document.paragraphs[index].text
    return with_text(document, index, text[: at + 4] + text[at + 5 :], at + 1, at + len(name) - 2, text)


def signature_otherwise(document: Document, chance: random.Random) -> Planted | None:
    """The signature is not the organ of the title: a character too few, or the neighbour's name."""
    index = first(document, Role.SIGNATURE)
    if index is None:
        return None
    text = document.paragraphs[index].text
    name = text.strip()
    title = "".join(document.text_of(Role.TITLE).split())
    if len(name) < 5 or not title.startswith(name):
        return None
    gone = chance.choice([name[:-3] + name[-2:], name[:2] + name[3:], name.replace("人民政府", "政府"), name[:-1]])
    return None if gone == name else with_text(document, index, gone, 0, len(gone))


def paper_renamed(document: Document, _: random.Random) -> Planted | None:
    """The paper that a notice issues bears another name in the text than in the title."""
    title = "".join(document.text_of(Role.TITLE).split())
    found = _BOOK.search(title)
    if not found:
        return None
    for index in plain_body(document)[:3]:
        text = document.paragraphs[index].text
        at = text.find(found.group())
        if at >= 0:
            short = found.group()[:3] + found.group()[5:]
            return with_text(document, index, text.replace(found.group(), short, 1), at + 1, at + len(short) - 1)
    return None


# 数


def table_total_off(document: Document, chance: random.Random) -> Planted | None:
    """A sum in a table is ten too high."""
    rows: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.place.cell:
            rows[paragraph.place.cell.table, paragraph.place.cell.row].append(index)
    totals = [cells for cells in rows.values() if re.fullmatch(r"\s*(?:合\s*计|总\s*计|小\s*计)\s*", document.paragraphs[cells[0]].text)]
    sums = [i for cells in totals for i in cells[1:] if re.fullmatch(r"\d{2,6}", document.paragraphs[i].text)]
    if not sums:
        return None
    index = chance.choice(sums)
    text = str(int(document.paragraphs[index].text) + 10)
    at = document.paragraphs[index].place.cell
    column = frozenset(
        i
        for i, p in enumerate(document.paragraphs)
        if at and p.place.cell and p.place.cell.table == at.table and p.place.cell.column == at.column
    )
    return with_text(document, index, text, 0, len(text), also=column)


def due_before_the_date(document: Document, chance: random.Random) -> Planted | None:
    """Something is due before the document was made."""
    made = _FULL_DATE.search(document.text_of(Role.DATE))
    body = [i for i in plain_body(document) if document.paragraphs[i].text.endswith("。")]
    if not made or not body or kind_of(document) not in ("通知", "意见", "函"):
        return None
    due = date(int(made[1]), 1 if int(made[2]) > 1 else 12, 10).replace(year=int(made[1]) - (0 if int(made[2]) > 1 else 1))
    index = chance.choice(body)
    text = document.paragraphs[index].text
    sentence = chance.choice(["请于{}前将落实情况报送。", "请各单位{}前报送有关材料。", "报名截止日期为{}。"])
    when = f"{due.year}年{due.month}月{due.day}日"
    whole = text + sentence.format(when)
    at = whole.index(when, len(text))
    return with_text(document, index, whole, at, at + len(when))


def weekday_off(document: Document, chance: random.Random) -> Planted | None:
    """A date of the text is given a weekday that is not its own."""
    places = [(i, m) for i in plain_body(document) for m in _FULL_DATE.finditer(document.paragraphs[i].text)]
    if not places:
        return None
    index, match = chance.choice(places)
    year, month, day = (int(group) for group in match.groups())
    try:
        right = date(year, month, day).weekday()
    except ValueError:
        return None
    wrong = "一二三四五六日"[(right + chance.choice([1, 2, 6])) % 7]
    text = document.paragraphs[index].text
    note = chance.choice(["（星期{}）", "（周{}）", "星期{}", "(星期{})"]).format(wrong)
    at = match.end() + len(note) - len(note.lstrip("（("))
    return with_text(document, index, text[: match.end()] + note + text[match.end() :], at, match.end() + len(note.rstrip("）)")))


# 版记、成文


def date_missing_a_year(document: Document, _: random.Random) -> Planted | None:
    """The date of the document is not filled in."""
    index = first(document, Role.DATE)
    if index is None or not _FULL_DATE.search(document.paragraphs[index].text):
        return None
    return with_text(document, index, "2026年　月　日", 0, 9)


def copies_without_a_stop(document: Document, chance: random.Random) -> Planted | None:
    """The copies line ends with nothing, or with another mark."""
    index = first(document, Role.COPIES_TO)
    if index is None or not document.paragraphs[index].text.endswith("。"):
        return None
    text = document.paragraphs[index].text
    mark = chance.choice(["", "；", "，", "."])
    return with_text(document, index, text[:-1] + mark, len(text) - 1, len(text) - 1 + len(mark), text)


def printed_with_zeros(document: Document, _: random.Random) -> Planted | None:
    """The date of printing has a zero before the month or the day."""
    for index, paragraph in document.of(Role.PRINTER):
        found = re.search(r"(?<=年)[1-9](?=月)|(?<=月)[1-9](?=日)", paragraph.text)
        if found:
            text = paragraph.text[: found.start()] + "0" + paragraph.text[found.start() :]
            return with_text(document, index, text, found.start(), found.start() + 1, paragraph.text)
    return None


def this_page_without_text(document: Document, _: random.Random) -> Planted | None:
    """A line to fill a page that has no text."""
    index = first(document, Role.SIGNATURE)
    return None if index is None else with_lines(document, index, "（此页无正文）")


def subject_terms(document: Document, _: random.Random) -> Planted | None:
    """Subject terms, which the standard has dropped."""
    index = first(document, Role.COPIES_TO)
    return None if index is None else with_lines(document, index, "主题词：水利　工程　请示")


# 重复、缺少


def paragraph_twice(document: Document, chance: random.Random) -> Planted | None:
    """A paragraph stands twice."""
    body = [i for i in plain_body(document) if len(document.paragraphs[i].text) > 40]
    if not body:
        return None
    index = chance.choice(body)
    return with_lines(document, index + 1, document.paragraphs[index].text, also=frozenset({index}))


def sentence_twice(document: Document, chance: random.Random) -> Planted | None:
    """A sentence stands twice in its paragraph."""
    places = [(i, m) for i in plain_body(document) for m in _SENTENCE.finditer(document.paragraphs[i].text)]
    if not places:
        return None
    index, match = chance.choice(places)
    text = document.paragraphs[index].text
    end = match.end()
    return with_text(document, index, text[:end] + match.group() + text[end:], end, end + len(match.group()), text)


def _missing(role: Role) -> Callable[[Document, random.Random], Planted | None]:
    def plant(document: Document, _: random.Random) -> Planted | None:
        found = [i for i, _ in document.of(role)]
        if len(found) != 1 or first(document, Role.TITLE) is None:
            return None
        near = range(max(0, found[0] - 2), min(found[0] + 2, len(document.paragraphs) - 1))
        return without(document, set(found), frozenset({0, *near, first(document, Role.TITLE) or 0}))

    return plant


def kind_missing(document: Document, _: random.Random) -> Planted | None:
    """The title does not say what kind of document it is."""
    titles = document.of(Role.TITLE)
    if not titles or kind_of(document) not in ("通知", "意见", "请示", "报告", "批复", "函"):
        return None
    index, paragraph = titles[-1]
    text = re.sub(r"的?(?:通知|意见|请示|报告|批复|函)$", "", paragraph.text)
    return with_text(document, index, text, 0, len(text), has_place=False) if len(text) > 8 and text != paragraph.text else None


def number_of_another_year(document: Document, _: random.Random) -> Planted | None:
    """The year of the number is not that of the date."""
    made = _FULL_DATE.search(document.text_of(Role.DATE))
    index = first(document, Role.DOCUMENT_NUMBER)
    if index is None or not made or f"〔{made[1]}〕" not in document.paragraphs[index].text:
        return None
    text = document.paragraphs[index].text.replace(f"〔{made[1]}〕", f"〔{int(made[1]) - 2}〕")
    told = frozenset(i for i, _ in document.of(Role.DATE))
    year = text.index("〔") + 1
    return with_text(document, index, text, year, year + 4, also=told)


def printed_before_made(document: Document, _: random.Random) -> Planted | None:
    """The date of printing is before the date of the document."""
    made = _FULL_DATE.search(document.text_of(Role.DATE))
    for index, paragraph in document.of(Role.PRINTER):
        found = _FULL_DATE.search(paragraph.text)
        if made and found:
            text = paragraph.text.replace(found.group(), f"{int(made[1]) - 1}年{made[2]}月{made[3]}日")
            told = frozenset(i for i, _ in document.of(Role.DATE))
            return with_text(document, index, text, found.start(), found.end(), also=told)
    return None


def recipient_twice(document: Document, _: random.Random) -> Planted | None:
    """An organ is named twice among the recipients."""
    index = first(document, Role.RECIPIENTS)
    if index is None or not re.fullmatch(r"[^，、]{4,}[，、][^：]+：", document.paragraphs[index].text):
        return None
    text = document.paragraphs[index].text
    name = _ORGANS.split(text)[0]
    return None if name == text else with_text(document, index, f"{text[:-1]}，{name}：", len(text), len(text) + len(name), text)


def copied_to_a_recipient(document: Document, _: random.Random) -> Planted | None:
    """A recipient is also sent a copy."""
    to, copies = first(document, Role.RECIPIENTS), first(document, Role.COPIES_TO)
    if to is None or copies is None:
        return None
    name = _ORGANS.split(document.paragraphs[to].text)[0]
    text = document.paragraphs[copies].text.rstrip("。") + f"，{name}。"
    return with_text(document, copies, text, len(text) - 1 - len(name), len(text) - 1, also=frozenset({to}))


FACTS: tuple[Planter, ...] = tuple(
    Planter(name, frozenset(families.split("|")), number, plant)
    for name, families, number, plant in (
        ("机关名不一", "consistency|wrong-characters|wording", "85", organ_named_otherwise),
        ("文件名不一", "consistency|references", "85", title_of_a_paper_otherwise),
        ("落款不符", "consistency", "85", signature_otherwise),
        ("印发件名不一", "consistency", "85", paper_renamed),
        ("表格合计", "logic", "84", table_total_off),
        ("期限已过", "logic", "83", due_before_the_date),
        ("星期不符（原文日期）", "logic", "82", weekday_off),
        ("成文日期未填", "residue|numerals|structure", "7", date_missing_a_year),
        ("段落重复", "style|consistency|residue|structure|wording", "84", paragraph_twice),
        ("句子重复", "style|consistency|residue|structure|wording", "84", sentence_twice),
        ("缺落款", "structure|header|consistency", "7", _missing(Role.SIGNATURE)),
        ("缺成文日期", "structure|header|consistency", "7", _missing(Role.DATE)),
        ("缺主送机关", "structure|header|routing", "7", _missing(Role.RECIPIENTS)),
        ("标题缺文种", "title", "18", kind_missing),
        ("文号年份不符", "header|logic|consistency", "3", number_of_another_year),
        ("印发早于成文", "header|logic|consistency", "83", printed_before_made),
        ("主送重复", "routing|consistency|structure", "74", recipient_twice),
        ("抄送主送机关", "routing|consistency", "75", copied_to_a_recipient),
        ("抄送无句号", "structure", "39", copies_without_a_stop),
        ("印发日期虚位", "numerals", "44", printed_with_zeros),
        ("此页无正文", "structure", "91", this_page_without_text),
        ("主题词", "structure", "88", subject_terms),
    )
)
