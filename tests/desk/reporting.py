"""Reports on made letters: the letters, how they are sorted, and what a report and its workbook say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from drafting.desk.letters_report import Reported, drafted
from drafting.desk.letters_report_study import study
from drafting.documents.model import Role
from drafting.documents.reading import read_bytes
from drafting.letters.batch import Batch, Letter, Source, Unread
from drafting.letters.periods import parse_period
from drafting.letters.sorting import Verdict

TODAY = date(2026, 2, 3)
FILES = [Path("来信.xlsx")]

# Matters: title, text, topic, how many letters in each of the last three months.
MATTERS = (
    (
        "青屏区望江苑搅拌站夜里施工扰民",
        "青屏区望江苑东门外的搅拌站夜里两点还在施工，居民整夜睡不着，请生态环境部门到场检测。",
        "环境保护",
        (2, 4, 9),
    ),
    ("青屏区梧桐苑烧烤店油烟直排", "青屏区梧桐苑一楼烧烤店的油烟直接排进楼上居民家里，一年多不敢开窗。", "环境保护", (3, 3, 1)),
    ("云溪县石门镇道路破损", "云溪县石门镇到松花镇的公路坑洼不平，学生骑车上学多次摔倒。", "交通运输", (0, 0, 6)),
    ("投诉锦绣苑物业公司不公布账目", "临河区锦绣苑物业公司三年没有公布公共收益账目，电梯广告费去向不明。", "城乡建设", (1, 2, 4)),
    ("临河区老旧小区加装电梯补贴何时发放", "临河区红旗新村去年加装了电梯，补贴至今没有发到居民手中。", "城乡建设", (5, 4, 2)),
)


def verdicts(letters: Sequence[Letter]) -> list[Verdict]:
    """Sort letters by what their texts are made of; the same text again is a repeat."""
    seen: dict[str, str] = {}
    result = []
    for one in letters:
        topic = next((topic for title, _, topic, _ in MATTERS if title == one.title), "民政")
        earlier = seen.setdefault(one.text, one.id)
        result.append(
            Verdict(
                one.id,
                topic,
                (topic, f"{topic}二级"),
                0.9,
                None,
                "加装" in one.title,
                (),
                None,
                None,
                None,
                None,
                earlier if earlier != one.id else None,
            )
        )
    return result


def made_letters(extra: Sequence[Letter] = ()) -> Batch:
    letters: list[Letter] = []
    start = (date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1))
    for number, (title, text, _, counts) in enumerate(MATTERS):
        for month, count in zip(start, counts, strict=True):
            for n in range(count):
                day = month + timedelta(days=(7 * n + 3 * number) % 28)
                user = f"用户{number}-{n % 7}"  # some write twice
                words = text if n in (7, 8) else f"{text}这已经是第{len(letters) + 1}天。"
                time = datetime(day.year, day.month, day.day, 9)
                letters.append(
                    Letter(f"L{len(letters) + 1}", title, words, words, time, user, n, source=Source("来信.xlsx", "表", len(letters)))
                )
    for n, day in enumerate((date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 1, 31))):
        time = datetime(day.year, day.month, day.day, 10)
        text = f"本人今年{60 + n}岁，想了解高龄津贴怎样申请，需要带哪些材料，电话13800138000。"
        letters.append(Letter(f"M{n}", "咨询高龄津贴", text, text, time, f"老人{n}"))
    letters.append(Letter("U1", "没有日期的来信", "这封信没有写日期。", ""))
    return Batch((*letters, *extra), (Unread(Source("来信.xlsx", "表", 99), "没有标题也没有内容"),))


def reported(batch: Batch, period: str | None = "2026-01") -> Reported:
    return drafted(study(batch, parse_period(period) if period else None, verdicts), None, None, TODAY)


def texts(done: Reported) -> list[str]:
    return [item.text for item in read_bytes(done.document, "a.docx").paragraphs if item.role is not Role.PAGE_FOOTER]


def whole(done: Reported) -> str:
    return "\n".join(texts(done))


_NOT_FIGURES = (
    r"“[^”]*”",  # the letters' own words
    r"编号[A-Z]*\d[\w-]*",
    r"[图表]\d+",
    r"\d{4}年(?:第[一二三四]季度|第\d+周|[上下]半年)?(?:\d+月)?(?:\d+日)?",
    r"\d+月(?:\d+日)?",
    r"[至到从]?\d+日",
    r"[A-Z]\d+(?:县市|[区县市])?",  # pseudonymised places
)  # fmt: skip
NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


def numbers_in(done: Reported) -> Counter[str]:
    """Return every figure in the text and the tables of a report: all numbers but those of dates, captions, quotations and ids."""
    found: Counter[str] = Counter()
    for item in read_bytes(done.document, "a.docx").paragraphs:
        if item.role in (Role.PAGE_FOOTER, Role.TITLE, Role.SUBTITLE):
            continue
        text = item.text
        if item.place.cell and item.place.cell.column == 0:
            continue  # names
        for pattern in _NOT_FIGURES:
            text = re.sub(pattern, "", text)
        found.update(NUMBER.findall(text))
    return found


class Sheets:
    """A workbook's sheets as lists of rows, and what the formulas in them come to, worked out without the program's help."""

    def __init__(self, path: Path) -> None:
        self.formulas = openpyxl.load_workbook(path)
        self.values = openpyxl.load_workbook(path, data_only=True)

    def column(self, sheet: str, cells: str) -> list[Any]:
        first, last = cells.replace("$", "").split(":")
        return [row[0].value for row in self.values[sheet][f"{first}:{last}"]]

    def worked_out(self, sheet: str, cell: str) -> float:
        formula = self.formulas[sheet][cell].value
        if not isinstance(formula, str):
            return float(formula)
        if found := re.fullmatch(r"=COUNTIFS\((.*)\)", formula):
            parts = found[1].split(",")
            columns = []
            for where, wanted in zip(parts[::2], parts[1::2], strict=True):
                name, cells = where.split("!")
                columns.append([_meets(value, wanted) for value in self.column(name.strip("'"), cells)])
            return float(sum(map(all, zip(*columns, strict=True))))
        if found := re.fullmatch(r"=COUNTA\('(.*)'!(.*)\)", formula):
            return float(sum(1 for value in self.column(found[1], found[2]) if value is not None))
        names = re.findall(r"[A-Z]+\$?\d+", formula)
        one, other = (self.worked_out(sheet, name.replace("$", "")) for name in names[:2])
        if formula.startswith("=("):
            return (one - other) / other
        return one / other if "/" in formula else one - other


def _meets(value: Any, wanted: str) -> bool:
    if wanted == '"="':
        return value is None
    return str(value) == wanted.strip('"') if wanted.startswith('"') else value == int(wanted)
