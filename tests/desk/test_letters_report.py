"""The report on letters: drafted, clean, and every figure in it counted again from the rows."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from drafting.desk.letters_report import Reported, drafted, report, report_summary, write_report
from drafting.desk.letters_report_issues import excerpt, quotable
from drafting.desk.letters_report_study import study
from drafting.desk.proofreading import check
from drafting.documents.errors import UserError
from drafting.documents.model import Level, Role
from drafting.documents.reading import read_bytes
from drafting.letters.batch import Batch, Letter, Source, Unread
from drafting.letters.periods import parse_period
from drafting.letters.sorting import Verdict
from drafting.letters.urgent import find_urgent
from tests.documents.pages import rendered_pages
from tests.documents.validity import faults

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "来信.xlsx"
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


@pytest.fixture(scope="module")
def done() -> Reported:
    return reported(made_letters())


@pytest.fixture(scope="module")
def book(done: Reported, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(done, tmp_path_factory.mktemp("report") / "报告.docx", FILES)[1]


def texts(done: Reported) -> list[str]:
    return [item.text for item in read_bytes(done.document, "a.docx").paragraphs if item.role is not Role.PAGE_FOOTER]


def whole(done: Reported) -> str:
    return "\n".join(texts(done))


# -- every figure, counted again -----------------------------------------------------------------------------------------------------------


_NOT_FIGURES = (
    r"“[^”]*”",  # the letters' own words
    r"编号[A-Z]*\d[\w-]*",
    r"[图表]\d+",
    r"\d{4}年(?:第[一二三四]季度|第\d+周|[上下]半年)?(?:\d+月)?(?:\d+日)?",
    r"\d+月(?:\d+日)?",
    r"[至到从]?\d+日",
    r"[A-Z]\d+(?:县市|[区县市])?",  # pseudonymised places
)  # fmt: skip
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


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
        found.update(_NUMBER.findall(text))
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
        cells = {name: self.worked_out(sheet, name.replace("$", "")) for name in names}
        one, other = cells[names[0]], cells[names[1]]
        if formula.startswith("=("):
            return (one - other) / other
        return one / other if "/" in formula else one - other


def _meets(value: Any, wanted: str) -> bool:
    if wanted == '"="':
        return value is None
    return str(value) == wanted.strip('"') if wanted.startswith('"') else value == int(wanted)


def test_every_figure_of_the_workbook_is_a_formula_that_comes_to_what_is_shown(book: Path, done: Reported) -> None:
    sheets = Sheets(book)
    sheet = sheets.formulas["数字"]
    assert sheet.max_row == len(done.study.ledger.figures) + 1 > 60
    for row in range(2, sheet.max_row + 1):
        worked_out = sheets.worked_out("数字", f"D{row}")
        assert isinstance(sheet[f"D{row}"].value, str)
        assert worked_out == pytest.approx(sheets.values["数字"][f"D{row}"].value)
        shown = str(sheet[f"E{row}"].value)
        assert float(shown.rstrip("%")) == pytest.approx(abs(worked_out) * (100 if shown.endswith("%") else 1), abs=0.0501)
        assert sheet[f"F{row}"].value


def test_every_table_of_the_workbook_is_formulas_that_come_to_what_is_stored(book: Path) -> None:
    sheets = Sheets(book)
    checked = 0
    for name in ("主题", "地区", "单位", "时间", "问题"):
        for cells in sheets.formulas[name].iter_rows(min_row=2):
            for cell in cells:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    assert sheets.worked_out(name, cell.coordinate) == pytest.approx(sheets.values[name][cell.coordinate].value)
                    checked += 1
    assert checked > 60


def test_every_figure_in_the_text_is_one_of_the_workbook(book: Path, done: Reported) -> None:
    sheet = openpyxl.load_workbook(book)["数字"]
    shown = {str(row[4].value) for row in sheet.iter_rows(min_row=2)}
    found = numbers_in(done)
    assert sum(found.values()) > 60
    assert set(found) <= shown


def test_the_rows_of_the_workbook_are_the_letters(book: Path, done: Reported) -> None:
    sheet = openpyxl.load_workbook(book)["来信"]
    names = [cell.value for cell in sheet[1]]
    rows = [dict(zip(names, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    letters = done.study.batch.letters
    assert [row["编号"] for row in rows] == [one.id for one in letters]
    told = {said.id: said for said in verdicts(sorted(letters, key=lambda one: one.time or datetime.max))}
    writers: set[str] = set()
    for row, one in zip(rows, letters, strict=True):
        said = told[one.id]
        month = (one.time.year, one.time.month) if one.time else None
        current = month == (2026, 1)
        assert (row["本期"] == "是") is current
        assert (row["上期"] == "是") is (month == (2025, 12))
        assert row["上年同期"] is None
        assert row["主题"] == said.topic
        assert (row["重复来信"] == "是") is (said.duplicate_of is not None)
        assert (row["本期首次来信的反映人"] == "是") is (current and one.user not in writers)
        if current:
            writers.add(one.user)
        areas = [area for area in ("青屏区", "云溪县", "临河区") if area in one.title + one.text]
        compared = month in ((2026, 1), (2025, 12))
        assert row["地区"] == (areas[0] if areas and compared else None)
        assert row["被反映单位"] == ("锦绣苑物业公司" if "物业公司" in one.title and compared else None)


def test_the_totals_are_those_of_the_letters(done: Reported) -> None:
    letters = done.study.batch.letters
    months = Counter((one.time.year, one.time.month) for one in letters if one.time)
    now, before = months[2026, 1], months[2025, 12]
    people = len({one.user for one in letters if one.time and one.time.month == 1})
    text = whole(done)
    assert f"2026年1月，共收到群众来信{now}件，涉及反映人{people}人" in text
    assert f"比上月（{before}件）增加{now - before}件、上升{100 * (now - before) / before:.1f}%" in text
    repeats = sum(1 for one in verdicts(letters) if one.duplicate_of)
    assert f"其中重复来信{repeats}件，占{100 * repeats / now:.1f}%" in text
    assert repeats == 1
    assert "不作同比" in text
    assert "没有可以识别的时间的来信1件" in text
    assert "另有1行没有作为来信读入" in text


def test_topics_and_areas_are_counted_with_their_shares(done: Reported) -> None:
    current = [one for one in done.study.batch.letters if one.time and one.time.month == 1]
    by_topic = Counter(said.topic for said in verdicts(current))
    for topic, count in by_topic.most_common(3):
        assert f"{topic}{count}件，占{100 * count / len(current):.1f}".removesuffix(".0") in whole(done)
    assert "来信反映较多的单位是：锦绣苑物业公司4件" in whole(done)


def test_issues_are_told_with_their_letters_their_change_and_a_typical_letter(done: Reported) -> None:
    text = whole(done)
    assert "“青屏区望江苑搅拌站夜里施工扰民”问题。来信9件，涉及反映人7人" in text
    assert "比上月增加5件、上升125%" in text
    assert re.search(r"“云溪县石门镇道路破损”问题。来信6件，涉及反映人6人.*上月没有来信，属本期新出现的问题", text)
    assert re.search(r"典型来信（编号L\d+）反映：“[^”]{12,70}”。", text)


URGENT = (
    "临河区红旗新村的楼板开裂，有人扬言要跳楼，请尽快处理。",
    "临河区红旗新村的三百户业主准备集体上访，请尽快处理。",
    "临河区红旗新村的居民说再不解决就跳楼，已有业主集体上访，电话13800138000。",
)


def test_letters_to_be_checked_are_counted_by_signal_without_their_words(tmp_path: Path) -> None:
    extra = [Letter(f"J{n}", "红旗新村的事", text, text, datetime(2026, 1, 9), f"急{n}") for n, text in enumerate(URGENT)]
    one = reported(made_letters(extra))
    signals = Counter(
        signal.signal
        for letter in one.study.batch.letters
        if letter.time and (letter.time.year, letter.time.month) == (2026, 1)
        for signal in find_urgent(letter.title, letter.text, letter.time)
    )
    assert len(signals) > 1
    (line,) = [text for text in texts(one) if text.startswith("提请人工核查的来信") and "占" in text]
    for signal, count in signals.items():
        assert f"{signal}{count}件" in line
    assert "不是对来信人的判断" in line
    assert not any(word in line for word in ("跳楼", "上访", "13800138000"))
    assert one.is_clean
    sheets = Sheets(write_report(one, tmp_path / "报告.docx", FILES)[1])
    head, *rows = sheets.values["来信"].values
    found = {row[0] for row in rows if row[head.index("提请人工核查")] == "是"}
    assert {"J0", "J1", "J2"} <= found
    figures = sheets.formulas["数字"]
    counted = [row for row in range(2, figures.max_row + 1) if figures[f"B{row}"].value == "提请人工核查"]
    assert len(counted) == len(signals) + 2
    for row in counted:
        assert sheets.worked_out("数字", f"D{row}") == pytest.approx(sheets.values["数字"][f"D{row}"].value)


def test_without_letters_to_be_checked_nothing_is_said_of_them(done: Reported) -> None:
    assert not any(row.urgent for row in done.study.rows if row.current)
    assert "提请人工核查" not in whole(done)


def told_of_days(counts: Sequence[int]) -> str:
    """Return what a report tells of the numbers of letters that came on the days from the 5th of October on."""
    days = [date(2025, 10, 5) + timedelta(days=n) for n, count in enumerate(counts) for _ in range(count)]
    title, text, *_ = MATTERS[0]
    many = [
        Letter(f"T{n}", title, f"{text}第{n}次。", "", datetime(day.year, day.month, day.day, 9), f"人{n}") for n, day in enumerate(days)
    ]
    (line,) = [line for line in texts(reported(Batch(tuple(many), ()), None)) if "见图1" in line]
    return line


@pytest.mark.parametrize(
    ("counts", "told", "untold"),
    [
        ((3, 1, 2, 2), ("来信最多的是10月5日，3件；最少的是10月6日，1件",), ("各",)),
        ((1, 1, 1, 1), ("各日来信都是1件",), ("最多", "最少")),
        ((2, 1, 2, 1), ("最多的是10月5日、10月7日，各2件", "最少的是10月6日、10月8日，各1件"), ()),
        ((1, 0, 1, 0, 1, 0, 0, 1), ("各日来信在0件到1件之间",), ("最多", "最少")),
        ((1, 1, 1, 1, 4), ("来信最多的是10月9日，4件",), ("最少",)),
    ],
)  # fmt: skip
def test_a_tie_is_not_told_as_a_maximum(counts: Sequence[int], told: Sequence[str], untold: Sequence[str]) -> None:
    line = told_of_days(counts)
    assert all(one in line for one in told), line
    assert not any(one in line for one in untold), line


def test_rising_and_falling_topics_are_told(done: Reported) -> None:
    text = whole(done)
    assert re.search(r"来信上升较明显的主题：.*交通运输类来信6件，比上月增加6件", text)
    assert "有两件以上来信的问题中，本期新出现1个" in text


def test_suggestions_rest_on_facts_that_the_report_has(done: Reported) -> None:
    read = texts(done)
    at = read.index("四、工作建议")
    suggestions = read[at + 1 : read.index("五、数据说明")]
    assert len(suggestions) >= 3
    assert all(_NUMBER.search(text) for text in suggestions)
    assert not [text for text in suggestions if "{" in text]


# -- clean ----------------------------------------------------------------------------------------------------------------------------


def test_proofreading_finds_nothing_that_must_be_changed(done: Reported, tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(done.document)
    (checked,), errors = check([path])
    assert not errors
    assert [one for one in checked.findings if one.level is Level.ERROR] == []
    assert done.is_clean
    assert "校对通过" in report_summary(done)


@pytest.mark.parametrize("period", ["2025-12", "2026-01-05至2026-01-20", "2026-W03", "2026", None, "2025-Q4"])
def test_every_kind_of_period_is_clean_and_its_figures_are_those_of_the_ledger(period: str | None) -> None:
    one = reported(made_letters(), period)
    assert one.is_clean
    shown = {figure.shown for figure in one.study.ledger.figures}
    assert set(numbers_in(one)) <= shown
    assert faults(one.document) == []


def test_letters_whose_words_are_faults_are_not_quoted() -> None:
    text = "临河区翠湖公园的【待补：停车楼】正在施工，占用绿地，请予核查。"
    bad = [Letter(f"X{n}", "翠湖公园【待补：停车楼】占用绿地", f"{text}第{n}次。", "", datetime(2026, 1, 9), f"人{n}") for n in range(12)]
    one = reported(made_letters(bad))
    assert one.is_clean
    assert len(one.unquoted) >= 2
    text = whole(one)
    assert "待补" not in text
    assert re.search(r"民政方面的问题（编号RD\w+）。来信12件，涉及反映人12人", text)
    assert re.search(r"典型来信见编号X\d+", text)
    assert "没有引用" in report_summary(one)


def test_only_the_words_that_are_faults_go_unquoted() -> None:
    text = "临河区翠湖公园占用绿地建停车楼，已与【待补：公司】签约。"
    bad = [Letter(f"X{n}", "翠湖公园占用绿地", f"{text}第{n}次。", "", datetime(2026, 1, 9), f"人{n}") for n in range(12)]
    one = reported(made_letters(bad))
    assert "“翠湖公园占用绿地”问题。来信12件" in whole(one)
    assert "待补" not in whole(one)
    assert one.is_clean


def test_personal_data_are_masked_in_both_files() -> None:
    title, text = "云岭产业园拖欠工资13912345678", "云岭产业园拖欠工资，请联系13912345678，身份证110101199003070011"
    bad = [Letter(f"X{n}", title, f"{text}，第{n}次来信反映云岭产业园拖欠工资。", "", datetime(2026, 1, 9), f"人{n}") for n in range(12)]
    one = reported(made_letters(bad))
    assert "13912345678" not in whole(one)
    assert "110101199003070011" not in whole(one)
    assert "云岭产业园拖欠工资" in whole(one)


# -- the files ------------------------------------------------------------------------------------------------------------------------


def test_the_charts_are_native_in_both_files(done: Reported, book: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(done.document)) as archive:
        names = archive.namelist()
    assert len(done.charts) == 2
    assert [name for name in names if name.startswith("word/embeddings/")] == ["word/embeddings/chart1.xlsx", "word/embeddings/chart2.xlsx"]
    opened = openpyxl.load_workbook(book)
    assert {sheet.title for sheet in opened if sheet._charts} == {"主题", "地区", "时间"}
    assert faults(done.document) == []


def test_the_charts_numbers_are_counted_too(done: Reported) -> None:
    shown = {figure.shown for figure in done.study.ledger.figures}
    assert {f"{value:.0f}" for one in done.charts for series in one.series for value in series.values if value is not None} <= shown


def test_every_chart_stands_above_its_caption_and_is_spoken_of(done: Reported) -> None:
    read = texts(done)
    captions = [n for n, text in enumerate(read) if re.match(r"图\d　", text)]
    assert [read[n - 1] for n in captions] == ["\ufffc"] * len(done.charts)
    assert all(f"见{read[n][:2]}" in whole(done) for n in captions)


def test_the_workbook_says_how_it_is_counted_and_lists_what_was_not_read(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    assert opened.sheetnames == ["说明", "数字", "主题", "地区", "单位", "时间", "问题", "来信", "未读入"]
    explained = {row[0].value: row[1].value for row in opened["说明"].iter_rows()}
    assert "2026年1月1日至31日" in explained["本期"]
    assert "2025年12月1日至31日" in explained["上期"]
    assert explained["上年同期"].startswith("不作同比")
    assert opened["未读入"].max_row == 2


def test_cells_that_begin_like_formulas_are_text(tmp_path: Path) -> None:
    bad = [Letter(f"=1+{n}", "=HYPERLINK(1)", f"=2+2，第{n}次来信反映公园关门。", "", datetime(2026, 1, 9), f"人{n}") for n in range(3)]
    _, path = write_report(reported(made_letters(bad)), tmp_path / "a.docx", FILES)
    column = [cell for cell in openpyxl.load_workbook(path)["来信"]["A"] if str(cell.value).startswith("=1")]
    assert [cell.data_type for cell in column] == ["s"] * 3


def test_the_files_are_called_after_the_first_and_never_overwrite_an_input(done: Reported, tmp_path: Path) -> None:
    source = tmp_path / "一月.xlsx"
    source.write_bytes(b"")
    document, workbook = write_report(done, None, [source])
    assert (document.name, workbook.name) == ("一月-信访形势分析报告.docx", "一月-信访形势分析报告-数据.xlsx")
    with pytest.raises(UserError):
        write_report(done, document, [source, workbook])
    with pytest.raises(UserError, match="只能写成"):
        write_report(done, tmp_path / "报告.pdf", [source])


@pytest.mark.rendering
def test_its_pages_are_a4_with_charts_and_tables(done: Reported, libreoffice: Path, tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber")
    with rendered_pages(libreoffice, tmp_path, {"report": done.document}) as pages:
        drawn = pages["report"]
        assert len(drawn) >= 4
        assert all((round(float(page.page.width)), round(float(page.page.height))) == (595, 842) for page in drawn)
        text = "".join(page.page.extract_text() for page in drawn)
        assert "信访形势分析报告" in text
        assert sum(len(page.page.curves) + len(page.page.rects) for page in drawn) > 10


# -- bad input ------------------------------------------------------------------------------------------------------------------------


def test_a_period_without_letters_is_told_with_the_days_that_there_are() -> None:
    with pytest.raises(UserError, match="2024年5月没有来信") as told:
        reported(made_letters(), "2024-05")
    assert "2025年11月1日至2026年1月31日" in told.value.remedy


def test_a_batch_without_letters_makes_no_report() -> None:
    with pytest.raises(UserError, match="没有读到来信"):
        reported(Batch(()))


def test_letters_without_any_time_are_reported_without_comparisons() -> None:
    letters = tuple(replace(one, time=None) for one in made_letters().letters)
    one = reported(Batch(letters), None)
    assert one.title == "信访形势分析报告"
    assert "来信没有注明时间，不作环比、同比" in whole(one)
    assert one.is_clean
    with pytest.raises(UserError, match="没有可以识别的时间"):
        reported(Batch(letters), "2026-01")


def test_a_single_letter_makes_a_report() -> None:
    one = reported(Batch((Letter("1", "路灯不亮", "青屏区望江路的路灯坏了一个月。", "", datetime(2026, 1, 9), "甲"),)), None)
    assert one.is_clean
    assert "共收到群众来信1件，涉及反映人1人，没有重复来信" in whole(one)
    assert "没有发现同一问题有两件以上来信的情况" in whole(one)
    assert "待补" not in whole(one)


def test_a_month_that_is_not_over_is_set_against_as_many_days() -> None:
    letters = tuple(one for one in made_letters().letters if one.time is None or one.time < datetime(2026, 1, 20))
    one = reported(Batch(letters), "2026-01")
    until = max(item.time for item in letters if item.time)
    assert f"2026年1月（截至1月{until.day}日）" in whole(one)
    assert f"上月同期指2025年12月1日至{until.day}日" in whole(one)


def test_a_later_copy_is_the_repeat_in_whatever_order_the_file_is() -> None:
    text = "青屏区望江路的路灯坏了一个月，晚上看不清路，请尽快维修。"
    first = Letter("早", "路灯不亮", text, "", datetime(2026, 1, 2), "甲")
    later = Letter("晚", "路灯不亮", text, "", datetime(2026, 1, 9), "乙")
    one = study(Batch((later, first)), None, verdicts)
    assert {row.id: row.repeat for row in one.rows} == {"早": False, "晚": True}


# -- words ----------------------------------------------------------------------------------------------------------------------------


def test_quoted_words_stand_on_one_line_without_quotation_marks_of_their_own() -> None:
    assert quotable('他说“不行”,\n"真的"吗??') == "他说‘不行’，真的吗？"
    assert quotable("3:00，，请联系13800138000") == "3:00，请联系138****8000"
    assert "张建国" not in quotable("我是张建国，请联系13800138000", "张建国")


def test_a_letter_is_quoted_by_the_sentence_that_says_what_its_title_says() -> None:
    text = "尊敬的领导：您好！我是望江苑的业主。望江苑东门的搅拌站夜里施工，吵得睡不着。谢谢领导！"
    assert excerpt(Letter("1", "望江苑搅拌站夜里施工", text, "")) == "望江苑东门的搅拌站夜里施工，吵得睡不着"
    assert excerpt(Letter("1", "望江苑搅拌站夜里施工", "请解决。", "")) == ""


# -- from a file ----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def _one_model(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENMI_HOME", str(tmp_path_factory.getbasetemp() / "shared-home"))


@pytest.mark.usefixtures("_one_model")
def test_the_example_is_reported_from_its_file(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    one = report([EXAMPLE], period="2025-Q4", today=TODAY, progress=lambda now, total: seen.append((now, total)))
    assert one.is_clean
    assert seen[-1] == (62, 62)
    document, _ = write_report(one, tmp_path / "a.docx", [EXAMPLE])
    assert document.read_bytes() == one.document
    assert "读入来信 62 封，未读入 1 行，其中本期 28 封" in report_summary(one)


@pytest.mark.usefixtures("_one_model")
def test_the_unit_profile_signs_the_report(tmp_path: Path) -> None:
    unit = tmp_path / "unit.yaml"
    unit.write_text("单位名称: 云溪县信访局\n", "utf-8")
    one = report([EXAMPLE], unit=unit, today=TODAY)
    assert "云溪县信访局" in texts(one)
    assert one.is_clean


@pytest.mark.usefixtures("_one_model")
@pytest.mark.shared_data
def test_reports_on_real_letters_are_clean_and_true(shared_data: Path) -> None:
    from drafting.letters.reading import read_letters
    from drafting.letters.sorting import sort_letters

    batch = read_letters([shared_data / "letters" / "letters.xlsx"])
    told = {said.id: said for said in sort_letters(sorted(batch.letters, key=lambda one: one.time or datetime.max))}
    for period in ("2019-12", "2020-01", "2019-10-06至2019-11-10"):
        found = study(batch, parse_period(period), lambda letters: [told[one.id] for one in letters])
        one = drafted(found, None, None, TODAY)
        assert one.is_clean
        assert set(numbers_in(one)) <= {figure.shown for figure in one.study.ledger.figures}
        assert faults(one.document) == []


def test_a_period_that_cannot_be_read_is_told_before_any_file_is() -> None:
    with pytest.raises(UserError, match="看不懂时段"):
        report([Path("没有这个文件.xlsx")], period="去年")
