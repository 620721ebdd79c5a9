"""The workbook beside a report: every figure as a formula over the rows it is counted from, tables with native charts, and the method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from drafting.desk.letters_report_text import BEFORE, NOW, YEAR_AGO, Words, letters_of, time_axis, time_chart
from drafting.documents.errors import UserError
from drafting.documents.sheet_reading import column_letter
from drafting.documents.sheet_writing import Column, add_sheet, printable, workbook
from drafting.letters.masking import mask
from drafting.letters.notable import NOTABLE_RULE
from drafting.letters.periods import day_text, span_text
from drafting.letters.statistics import SIGNAL_FIELDS
from drafting.letters.subjects import METHOD as SUBJECTS
from drafting.letters.urgent import NOTE as URGENT
from drafting.letters.workbook import UNREAD, add_unread

if TYPE_CHECKING:
    from drafting.desk.letters_report import Reported
    from drafting.desk.letters_report_study import Study
    from drafting.letters.figures import Figure, Table

LETTER_FIELDS: Mapping[str, str] = {
    "id": "编号",
    "title": "标题",
    "time": "时间",
    "current": "本期",
    "before": "上期",
    "year_ago": "上年同期",
    "person": "本期首次来信的反映人",
    "topic": "主题",
    "subtopic": "二级主题",
    "area": "地区",
    "organ": "被反映单位",
    "unnamed": "未写名称的单位",
    "issue": "问题编号",
    "kind": "问题类型",
    "notable": "高关注单件",
    "issue_person": "本期在该问题首次来信的反映人",
    "repeat": "重复来信",
    "review": "需要复核",
    "urgent": URGENT,
    **SIGNAL_FIELDS,
    "charted": "计入时间变化",
    "day": "日",
    "week": "周",
    "month": "月",
    "source": "出处",
}
"""The columns of the sheet 来信: field of a row → heading."""

ISSUE_FIELDS: Mapping[str, str] = {
    "id": "问题编号",
    "title": "问题",
    "kind": "问题类型",
    "letters": "本期来信",
    "people": "本期反映人",
    "before": "上期来信",
    "status": "变化",
    "recurring": "本期两件以上",
    "single": "点赞较多的单件",
    "ids": "本期来信的编号",
}
_YES = "是"
_LETTERS, _ISSUES, _FIGURES = "来信", "问题", "数字"
METHOD = (
    (
        "数字",
        f"工作表“{_FIGURES}”列出报告和附表用到的每个数字。数值是公式：件数用 COUNTIFS 从工作表“{_LETTERS}”“{_ISSUES}”的行数出，"
        "比例和升降由件数算出。",
    ),
    (
        "核对",
        f"改动工作表“{_LETTERS}”里任何一行的主题、地区、单位，各表和图随之重新计算；"
        f"要看某个数字由哪些来信得出，按公式里的条件筛选“{_LETTERS}”。",
    ),
    ("来信", "一行一件，标题中的电话、身份证号等已经遮盖。“是”为符合，空白为不符合。"),
    ("日、周、月", "是数字，如 20200106、202002（2020年第2周）、202001；没有时间的为 0。"),
    ("计入时间变化", "连续的来信材料开始以后、本期末以前的来信。中断一个月以上的，中断以前的来信不计入，也不用来比较。"),
    ("反映人", "同一人在本期多次来信只计一次，记在他本期的第一件来信上；没有署名的，一件算一人，文字完全相同的算同一人。"),
    ("重复来信", "与此前来信（包括本期以前的）文字基本相同的来信。"),
    ("主题", "由程序归类；“需要复核”为“是”的，把握不大，请人工核对。"),
    ("地区、单位", f"{SUBJECTS}只从本期和对比时段的来信中提取。"),
    (
        URGENT,
        f"来信里有{'、'.join(SIGNAL_FIELDS.values())}信号的，一件可以有几个信号。由程序按字词找出，只提请人工核查，不是对来信人、来信内容的判断；"
        "只从本期和对比时段的来信中提取。",
    ),
    (
        "问题",
        "由程序按内容相近归并，只看到本期末为止的来信。具体热点：一个地方一件事；面上共性问题：同一类事、多个地方；"
        "点赞很多的单件也列在问题里。",
    ),
    ("高关注单件", f"{NOTABLE_RULE.removeprefix('高关注单件：')}只看本期的来信。"),
    ("变化", "新出现：本期以前没有来信；持续反映：上期（整期）也有来信；再次出现：更早有来信，上期没有。"),
    ("升降", "（本期－上期）÷上期；上期为 0 的不计算。比例和升降四舍五入到 0.1 个百分点。"),
)
"""How everything in the workbook is counted: name and explanation."""

_VALUES: Mapping[str, tuple[str, str]] = {
    "topic": ("主题", "主题"),
    "area": ("地区", "县（市、区）"),
    "organ": ("单位", "被反映单位"),
    "unnamed": ("未写名称的单位", "被反映单位的通称"),
}  # field → sheet of its values and their heading
_MOST_IDS = 200  # of an issue's letters in one cell; the sheet 来信 has all
_CHARTED = 10  # values in a chart: more cannot be told apart
_MOST_ROWS = 1_048_575  # of a sheet, the header aside: the formulas count in one sheet


class Formula(NamedTuple):
    """A cell that is worked out, and what it comes to, for programs that do not work it out."""

    text: str
    value: float
    is_share: bool = False


def write_figures(path: Path, done: Reported) -> None:
    """Write the workbook of a report to ``path``, whole or not at all. Raises ``UserError`` where a sheet cannot hold the letters."""
    study = done.study
    if len(study.rows) > _MOST_ROWS:
        raise UserError(f"来信 {len(study.rows)} 件，一张工作表放不下", path.name, "请把不作比较的年份分开，只给出要分析的文件")
    with workbook(path) as book:
        looks = _Looks(book)
        _explained(book, looks, study)
        _figures(book, looks, study)
        for field, (name, head) in _VALUES.items():
            _values(book, looks, study, name, head, field)
        _in_time(book, looks, study)
        _issues(book, looks, study)
        _notable(book, study)
        _letters(book, study)
        add_unread(book, study.batch.unread)


class _Looks:
    def __init__(self, book: Any) -> None:
        look = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self.head = book.add_format(
            {"bold": True, "bg_color": "#DDEBF7", "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self.text = book.add_format({**look, "text_wrap": True})
        self.number = book.add_format({**look, "align": "center", "num_format": "0"})
        self.share = book.add_format({**look, "align": "center", "num_format": "0.0%"})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})


def _sheet(book: Any, looks: _Looks, name: str, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[Any]]) -> Any:
    """Add a sheet whose cells may be formulas; rows are written in order."""
    sheet = book.add_worksheet(name)
    for at, (title, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, title, looks.head)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&8&A&R&8第 &P 页，共 &N 页")
    for row, cells in enumerate(rows, 1):
        for at, cell in enumerate(cells):
            if isinstance(cell, Formula):
                sheet.write_formula(row, at, cell.text, looks.share if cell.is_share else looks.number, cell.value)
            elif isinstance(cell, int | float):
                sheet.write_number(row, at, cell, looks.number)
            elif cell:
                sheet.write_string(row, at, printable(str(cell)), looks.text)
            else:
                sheet.write_blank(row, at, None, looks.text)
    return sheet


# -- formulas ---------------------------------------------------------------------------------------------------------------------------


def column(fields: Mapping[str, str], field: str) -> str:
    """Return the letter of the column that has ``field``."""
    return column_letter(list(fields).index(field))


def counted(table: Table, where: Sequence[tuple[str, Any]], rows: int) -> str:
    """Return the formula that counts the rows of a sheet that have these values; ``rows`` is how many the sheet has."""
    fields = ISSUE_FIELDS if table.value == _ISSUES else LETTER_FIELDS
    last = max(rows, 1) + 1
    if not where:
        return f"=COUNTA('{table.value}'!$A$2:$A${last})"
    parts = [f"'{table.value}'!${column(fields, key)}$2:${column(fields, key)}${last},{_criterion(value)}" for key, value in where]
    return f"=COUNTIFS({','.join(parts)})"


def _criterion(value: Any) -> str:
    if isinstance(value, bool):
        return f'"{_YES}"' if value else '"="'
    if isinstance(value, int):
        return str(value)
    if not value:
        return '"="'  # an empty cell
    text = str(value).replace("~", "~~").replace("*", "~*").replace("?", "~?").replace('"', '""')
    return f'"={text}"' if text[0] in "<>=" else f'"{text}"'


def _count(study: Study, where: Mapping[str, Any]) -> Formula:
    from drafting.letters.figures import Table

    return Formula(counted(Table.LETTERS, sorted(where.items()), len(study.rows)), study.counted.count(**where))


# -- sheets -----------------------------------------------------------------------------------------------------------------------------


def _explained(book: Any, looks: _Looks, study: Study) -> None:
    """The first sheet: of which days the report is, what it compares, how each figure can be worked out again."""
    compared = study.compared
    lines = [("材料", f"读入来信 {len(study.rows)} 件，没有作为来信读入 {len(study.batch.unread)} 行（见工作表“{UNREAD}”）。")]
    if compared is None:
        lines.append(("时段", "来信没有可以识别的时间，全部计入本期，不作比较。"))
    else:
        now, cut = compared.current, f"；材料到{day_text(compared.until)}为止，本期只计到这一天" if compared.is_cut else ""
        lines.append(("本期", f"{compared.asked.name}，{span_text(now.first, now.last)}{cut}。"))
        for name, period, than in (("上期", compared.before, "环比"), ("上年同期", compared.year_ago, "同比")):
            lacking = f"不作{than}：连续的来信材料从{day_text(compared.reach)}起。"
            lines.append((name, f"{span_text(period.first, period.last)}。" if period else lacking))
    lines += METHOD
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 110)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, name, looks.head)
        sheet.write_string(row, 1, text, looks.plain)


def _figures(book: Any, looks: _Looks, study: Study) -> None:
    figures = study.ledger.figures
    columns = [("序号", 7), ("部分", 16), ("指标", 46), ("数值", 12), ("报告中写作", 14), ("怎样计算", 60)]
    rows = [
        [number, figure.part, figure.name, _worked_out(study, figure), figure.shown, _how(study, figure)]
        for number, figure in enumerate(figures, 1)
    ]
    _sheet(book, looks, _FIGURES, columns, rows).autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _worked_out(study: Study, figure: Figure) -> Formula:
    from drafting.letters.figures import Sort, Table

    value = float(figure.value)
    if figure.of is None:
        sizes = {Table.LETTERS: len(study.rows), Table.ISSUES: len(study.issue_rows), Table.UNREAD: len(study.batch.unread)}
        return Formula(counted(figure.table, figure.where, sizes[figure.table]), value)
    first, second = (f"D{at + 2}" for at in figure.of)  # below the heading, from 1
    text = {Sort.SHARE: f"={first}/{second}", Sort.DIFFERENCE: f"={first}-{second}", Sort.CHANGE: f"=({first}-{second})/{second}"}[
        figure.sort
    ]
    return Formula(text, value, figure.sort is not Sort.DIFFERENCE)


def _how(study: Study, figure: Figure) -> str:
    from drafting.letters.figures import Sort, Table

    if figure.of is not None:
        one, other = (at + 1 for at in figure.of)
        return {
            Sort.SHARE: f"第{one}项÷第{other}项",
            Sort.DIFFERENCE: f"第{one}项－第{other}项",
            Sort.CHANGE: f"（第{one}项－第{other}项）÷第{other}项",
        }[figure.sort]
    fields = ISSUE_FIELDS if figure.table is Table.ISSUES else LETTER_FIELDS
    said = [
        f"“{fields[key]}”{'为空白' if value in ('', False) else f'为“{_YES if value is True else value}”'}" for key, value in figure.where
    ]
    return f"工作表“{figure.table.value}”中{'、'.join(said) + '的' if said else '全部'}行数"


def _slots(study: Study) -> list[tuple[str, Mapping[str, bool]]]:
    compared = study.compared
    slots = [("本期", NOW)]
    if compared and compared.before:
        slots.append((Words(study).before, BEFORE))
    if compared and compared.year_ago:
        slots.append(("上年同期", YEAR_AGO))
    return slots


def _values(book: Any, looks: _Looks, study: Study, name: str, head: str, field: str) -> None:
    """A sheet of all values of one field: how many in each period, shares and changes; a chart of the first of them."""
    from drafting.documents.typesetting.charts import Cells, Chart, ChartKind, Series, add_chart

    slots = _slots(study)
    found = [str(value) for value, _ in study.counted.tally(field, **NOW)]
    total = len(found) + 2  # the row of the sum, as a spreadsheet counts
    columns = [(head, 30.0), *((f"{slot}件数", 12.0) for slot, _ in slots), ("占比", 10.0)]
    columns += [(f"比{slot}{what}", 14.0) for slot, _ in slots[1:] for what in ("增减", "升降")]
    share_at = len(slots) + 1

    def line(label: str, where: Mapping[str, Any], row: int) -> list[Any]:
        counts = [_count(study, {**where, **slot}) for _, slot in slots]
        whole = study.counted.count(**NOW)
        cells: list[Any] = [label, *counts, Formula(f"=B{row}/B${total}", float(Fraction(int(counts[0].value), whole or 1)), True)]
        for at, then in enumerate(counts[1:], 2):
            letter = column_letter(at)
            more = counts[0].value - then.value
            cells.append(Formula(f"=B{row}-{letter}{row}", more))
            cells.append(Formula(f"=(B{row}-{letter}{row})/{letter}{row}", more / then.value, True) if then.value else "—")
        return cells

    rows = [line(value, {field: value}, row) for row, value in enumerate(found, 2)]
    rows.append(line("本期合计", {}, total))
    sheet = _sheet(book, looks, name, columns, rows)
    if len(found) > 1:
        shown = min(len(found), _CHARTED)
        series = tuple(Series(slot, tuple(float(row[at].value) for row in rows[:shown])) for at, (slot, _) in enumerate(slots[:2], 1))
        chart = Chart(ChartKind.BAR, head, "件", tuple(found[:shown]), series, 0.6, f"来信较多的{name}")
        cells = Cells(name, 1, shown, 0, tuple(range(1, len(series) + 1)))
        add_chart(book, sheet, (1, share_at + 2 * (len(slots) - 1) + 1), chart, cells, f"来信较多的{name}（件）")


def _in_time(book: Any, looks: _Looks, study: Study) -> None:
    from drafting.documents.typesetting.charts import Cells, Chart, Series, add_chart

    compared = study.compared
    if compared is None:
        return
    axis = time_axis(compared)
    counts = [_count(study, letters_of(one)) for one in axis]
    rows = [[one.label, count] for one, count in zip(axis, counts, strict=True)]
    sheet = _sheet(book, looks, "时间", [("时间", 26.0), ("来信件数", 12.0)], rows)
    series = (Series("来信件数", tuple(count.value for count in counts)),)
    chart = Chart(time_chart(axis), "时间", "件", tuple(one.label for one in axis), series, 0.5, "来信数量的变化")
    add_chart(book, sheet, (1, 3), chart, Cells("时间", 1, len(axis), 0, (1,)), "来信数量的变化（件）")


def _issues(book: Any, looks: _Looks, study: Study) -> None:
    letters: dict[str, list[str]] = {}
    for one in study.rows:
        if one.current and one.issue:
            letters.setdefault(one.issue, []).append(one.id)
    rows: list[list[Any]] = []
    for row in study.issue_rows:
        ids = letters.get(row.id, [])
        more = f" 等{len(ids)}件" if len(ids) > _MOST_IDS else ""
        counts = [
            _count(study, {"issue": row.id, **NOW}),
            _count(study, {"issue": row.id, "issue_person": True}),
            _count(study, {"issue": row.id, **BEFORE}),
        ]
        flags = [_YES if row.recurring else "", _YES if row.single else ""]
        rows.append([row.id, study.issues[row.id].title, row.kind, *counts, row.status, *flags, "、".join(ids[:_MOST_IDS]) + more])
    widths = (14.0, 46.0, 14.0, 10.0, 12.0, 10.0, 12.0, 14.0, 16.0, 60.0)
    sheet = _sheet(book, looks, _ISSUES, list(zip(ISSUE_FIELDS.values(), widths, strict=True)), rows)
    sheet.autofilter(0, 0, max(len(rows), 1), len(widths) - 1)


def _notable(book: Any, study: Study) -> None:
    """The single letters of the period that deserve attention, most of it first."""
    columns: list[Column] = [("序号", 8, "number"), ("编号", 14, "text"), ("标题", 44, "long"), ("关注度", 10, "number")]
    columns += [("点赞数", 10, "number"), ("涉及人数", 10, "number"), ("原因", 40, "long")]
    rows = [[one.rank, one.id, one.title, one.attention, one.likes, one.people, "、".join(one.reasons)] for one in study.notable]
    add_sheet(book, "高关注单件", columns, rows, len(rows))


def _letters(book: Any, study: Study) -> None:
    kinds = {"time": "date", "day": "number", "week": "number", "month": "number", "title": "long"}
    widths = {"title": 40.0, "time": 18.0, "source": 30.0, "organ": 22.0, "unnamed": 14.0, "subtopic": 18.0}
    columns: list[Column] = [(head, widths.get(name, 12.0), kinds.get(name, "text")) for name, head in LETTER_FIELDS.items()]

    def cell(name: str, at: int) -> Any:
        letter, row = study.batch.letters[at], study.rows[at]
        if name in ("title", "source", "time"):
            return {"title": mask(letter.title, letter.user), "source": str(letter.source), "time": letter.time}[name]
        value = getattr(row, name)
        return (_YES if value else "") if isinstance(value, bool) else value

    rows = ([cell(name, at) for name in LETTER_FIELDS] for at in range(len(study.rows)))
    add_sheet(book, _LETTERS, columns, rows, len(study.rows))
