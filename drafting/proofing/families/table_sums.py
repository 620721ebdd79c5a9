"""逻辑: totals, shares and units in the tables of a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from weakref import WeakKeyDictionary

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.proofing.check import PLAIN_FACT, Check, Example, Hit, practice
from drafting.proofing.draft import Draft
from drafting.proofing.families.figures import FIGURE, plain, shown

_TOTAL = expression(r"(?:合|总|共)\s*计(?:数|人数|金额)?(?:[（(][^（）()]{1,8}[）)])?")
_SUBTOTAL = expression(r"小\s*计(?:[（(][^（）()]{1,8}[）)])?")
_NUMBER = expression(FIGURE)
_PERCENT = expression(rf"({FIGURE})[%％]")
_WIDEST = 60  # columns; a wider table is a matrix, not a list with a total
_SHARE_HEAD = expression(r"占比|比重|比例|百分比|占.{0,8}[%％]|构成")


class _Table:
    """The cells of one table that are not merged: text by (row, column), and where each begins in the draft."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], str] = {}
        self.starts: dict[tuple[int, int], tuple[int, int]] = {}

    @cached_property
    def rows(self) -> list[int]:
        return sorted({row for row, _ in self.cells})

    @cached_property
    def columns(self) -> list[int]:
        return sorted({column for _, column in self.cells})

    def number(self, row: int, column: int) -> float | None:
        """Return the number of a cell; an empty cell or a dash counts nothing; None where the cell says something else."""
        text = self.cells.get((row, column))
        if text is None:
            return None
        if text in ("", "-", "—", "——", "/", "无"):
            return 0.0
        return plain(text) if _NUMBER.fullmatch(text) else None

    def filled(self, row: int, column: int) -> bool:
        """Tell whether the cell holds a figure."""
        return bool(_NUMBER.fullmatch(self.cells.get((row, column), "")))

    def hit(self, row: int, column: int, message: str) -> Hit:
        start, end = self.starts[row, column]
        return Hit(start, end, message)

    def label(self, row: int) -> str:
        """Return the first words of a row."""
        return self._labels.get(row, "")

    @cached_property
    def _labels(self) -> dict[int, str]:
        labels: dict[int, str] = {}
        for (row, _), text in sorted(self.cells.items()):
            if text and row not in labels and not _NUMBER.fullmatch(text):
                labels[row] = text
        return labels


_READ: WeakKeyDictionary[Draft, list[_Table]] = WeakKeyDictionary()


def _tables(draft: Draft) -> list[_Table]:
    """Return the tables of the draft, read once for all the checks of this module."""
    if draft not in _READ:
        _READ[draft] = _read(draft)
    return _READ[draft]


def _read(draft: Draft) -> list[_Table]:
    tables: dict[int, _Table] = defaultdict(_Table)
    for start, paragraph in draft.each():
        cell = paragraph.place.cell
        if cell is None or cell.row_span > 1 or cell.column_span > 1:
            continue
        table, key = tables[cell.table], (cell.row, cell.column)
        if key not in table.cells:
            text = paragraph.text.strip()
            begin = start + paragraph.text.find(text)
            table.cells[key], table.starts[key] = text, (begin, begin + len(text))
    return list(tables.values())


def _off(total: float, parts: list[float]) -> bool:
    """Tell whether the sum misses the total by more than the rounding of its parts can explain."""
    fractions = any(part != int(part) for part in parts) or total != int(total)
    return abs(sum(parts) - total) > (0.051 * len(parts) if fractions and total >= 10 else 0.011 * len(parts) if fractions else 0.001)


def _columns(draft: Draft) -> Iterator[Hit]:
    for table in _tables(draft):
        rows = table.rows
        totals = [row for row in rows if _TOTAL.fullmatch(table.label(row))]
        if len(totals) != 1 or any(_SUBTOTAL.fullmatch(table.label(row)) for row in rows):
            continue
        (total_row,) = totals
        others = [row for row in rows if row != total_row]
        if total_row not in (rows[-1], *rows[:3]):
            continue
        others = [row for row in others if row > total_row] if total_row != rows[-1] else others
        verdicts = []
        for column in table.columns:
            figures = [plain(table.cells[row, column]) for row in others if table.filled(row, column)]
            # A column of blanks, notes or percentages is no sum; nor is one whose foot is no more than its largest: a mean, a rate.
            if not table.filled(total_row, column) or len(figures) < 2 or len(figures) < len(others) - 1:
                continue
            total = plain(table.cells[total_row, column])
            if total > max(figures):
                verdicts.append((column, sum(figures), _off(total, figures)))
        wrong = [verdict for verdict in verdicts if verdict[2]]
        if len(wrong) <= max(1, len(verdicts) // 2):  # where most columns do not add up, the rows are not the parts of this total
            for column, sum_, _ in wrong:
                yield table.hit(total_row, column, f"合计与各行之和不符，各行相加是{shown(sum_)}，请核对。")


def _subtotals(draft: Draft) -> Iterator[Hit]:
    for table in _tables(draft):
        groups: list[tuple[int, list[int]]] = []
        group: list[int] = []
        for row in table.rows:
            label = table.label(row)
            if _SUBTOTAL.fullmatch(label):
                groups.append((row, group))
                group = []
            elif not _TOTAL.fullmatch(label):
                group.append(row)
        for column in table.columns:
            sums = []
            for row, members in groups:
                figures = [plain(table.cells[r, column]) for r in members if table.filled(r, column)]
                if table.filled(row, column) and figures:
                    sums.append((row, sum(figures), _off(plain(table.cells[row, column]), figures)))
            wrong = [s for s in sums if s[2]]
            # The other groups of the column show that 小计 stands under its rows and is their sum.
            if len(wrong) == 1 and len(sums) >= 2:
                yield table.hit(wrong[0][0], column, f"小计与本组各行之和不符，各行相加是{shown(wrong[0][1])}，请核对。")


def _rows(draft: Draft) -> Iterator[Hit]:
    for table in _tables(draft):
        rows, columns = table.rows, table.columns
        if len(columns) > _WIDEST:
            continue
        heads = [(row, column) for row in rows[:3] for column in columns if _is_sum(table.cells.get((row, column), ""))]
        for row, column in heads:
            if not any(table.cells.get((row, c)) for c in columns if c < column):
                continue  # the head of a row, not of a column
            for parts in ([c for c in columns if c < column], [c for c in columns if c > column]):
                body = [r for r in rows if r > row and table.filled(r, column)]
                enough = max(1, len(body) - 1)
                used = [c for c in parts if sum(table.filled(r, c) for r in body) >= enough and not _is_order(table, c, body)]
                judged = [(r, _row_sum(table, r, used)) for r in body]
                known = [(r, s) for r, s in judged if s is not None]
                wrong = [(r, s) for r, s in known if _off(plain(table.cells[r, column]), [s])]
                # The other rows prove that these columns are the parts of this total.
                if len(used) >= 2 and len(known) >= 3 and len(wrong) == 1:
                    at, sum_ = wrong[0]
                    yield table.hit(at, column, f"本行合计与各列之和不符，各列相加是{shown(sum_)}，请核对。")


def _is_sum(text: str) -> bool:
    return bool(_TOTAL.fullmatch(text) or _SUBTOTAL.fullmatch(text))


def _is_order(table: _Table, column: int, body: list[int]) -> bool:
    """Tell whether a column only numbers the rows."""
    numbers = [table.number(row, column) for row in body]
    return numbers == [float(n) for n in range(1, len(body) + 1)]


def _row_sum(table: _Table, row: int, columns: list[int]) -> float | None:
    values = [table.number(row, column) for column in columns]
    return None if None in values or not values else sum(v for v in values if v is not None)


def _shares(draft: Draft) -> Iterator[Hit]:
    for table in _tables(draft):
        rows = table.rows
        for column in table.columns:
            head = "".join(table.cells.get((row, column), "") for row in rows[:2])
            if not _SHARE_HEAD.search(head):
                continue
            totals = [row for row in rows if _TOTAL.fullmatch(table.label(row))]
            if len(totals) != 1:
                continue
            others = [row for row in rows if row != totals[0] and row > rows[0]]
            cells = [(row, _PERCENT.fullmatch(table.cells.get((row, column), ""))) for row in others]
            parts = [plain(match[1]) for _, match in cells if match]
            foot = _PERCENT.fullmatch(table.cells.get((totals[0], column), ""))
            if not foot or plain(foot[1]) != 100 or len(parts) < 3:
                continue
            if 80 < sum(parts) < 120 and abs(sum(parts) - 100) > 0.06 * len(parts) + 0.01:
                yield table.hit(totals[0], column, f"各行占比相加是{shown(sum(parts))}%，不是100%，请核对。")


_MONEY = expression(rf"{FIGURE}(?P<unit>万元|亿元|元)")


def _mixed_money(draft: Draft) -> Iterator[Hit]:
    for table in _tables(draft):
        for column in table.columns:
            found: dict[str, list[int]] = defaultdict(list)
            for row in table.rows:
                match = _MONEY.fullmatch(table.cells.get((row, column), ""))
                if match:
                    found[match["unit"]].append(row)
            if len(found) == 2:
                fewer, more = sorted(found, key=lambda unit: len(found[unit]))
                if len(found[fewer]) < len(found[more]):
                    for row in found[fewer]:
                        yield table.hit(row, column, f"同一列多以“{more}”为单位，这一格是“{fewer}”，请核对。")


def _grid(*lines: str, first: int = 0) -> str:
    return "\n".join(
        f"单元格[{row},{column}]| {text}" for row, line in enumerate(lines, first) for column, text in enumerate(line.split("|"))
    )


_HEAD = "单位|件数"
_LISTED = _grid("单位|小计|男|女", "甲县|30|18|12", "乙县|25|15|10", "丙县|{}|20|16")
_GROUPS = _grid("单位|件数", "甲县|12", "乙县|30", "小计|42", "丙县|8", "丁县|9", "小计|{}")

CHECKS = (
    Check(
        code="column-total",
        title="表格合计不符",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="表格合计行应当等于各行之和。",
        find=_columns,
        examples=(
            Example(_grid(_HEAD, "甲县|12", "乙县|30", "合计|⟦40⟧"), _grid(_HEAD, "甲县|12", "乙县|30", "合计|42")),
            Example(
                _grid("序号|单位|件数|人数", "1|甲县|12|20", "2|乙县|30|35", "|合　计|42|⟦65⟧"),
                _grid("序号|单位|件数|人数", "1|甲县|12|20", "2|乙县|30|35", "|合　计|42|55"),
            ),
            Example(
                _grid("单位|金额（万元）", "总计|⟦95.5⟧", "甲县|40.2", "乙县|45.3"),
                _grid("单位|金额（万元）", "总计|85.5", "甲县|40.2", "乙县|45.3"),
            ),
        ),
        passes=(
            _grid("甲县|12", "乙县|30", "合计|42"),
            _grid("甲县|85.2", "乙县|71.0", "合计|78.2"),
            _grid("单位|金额", "甲县|1,200", "乙县|3,000", "合计|4,200"),
            _grid("单位|完成率", "甲县|95%", "乙县|90%", "合计|93%"),
        ),
    ),
    Check(
        code="subtotal-off",
        title="表格小计不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="小计应当等于本组各行之和；同一列其他小计都对、只有一个不对的才报。",
        find=_subtotals,
        examples=(Example(_GROUPS.format("⟦27⟧"), _GROUPS.format("17")),),
        passes=(_grid("单位|件数", "小计|42", "甲县|12", "乙县|30", "小计|17", "丙县|8", "丁县|9"),),
    ),
    Check(
        code="row-total",
        title="表格一行的合计不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="一行的合计应当等于本行各列之和；其他各行都对、只有一行不对的才报。",
        find=_rows,
        examples=(Example(_LISTED.format("⟦35⟧"), _LISTED.format("36")),),
        passes=(
            _grid("单位|合计|其中女", "甲县|30|12", "乙县|25|10", "丙县|40|16"),
            _grid("序号|单位|合计", "1|甲县|12", "2|乙县|30", "3|丙县|8"),
        ),
    ),
    Check(
        code="column-shares-off",
        title="表格占比相加不是100%",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="占比一列的合计写了100%，各行相加也应当是100%（四舍五入的出入不报）。",
        find=_shares,
        examples=(
            Example(
                _grid("类别|件数|占比", "城建|50|50%", "教育|30|30%", "民政|20|25%", "合计|100|⟦100%⟧"),
                _grid("类别|件数|占比", "城建|50|50%", "教育|30|30%", "民政|20|20%", "合计|100|100%"),
            ),
        ),
        passes=(
            _grid("类别|占比", "城建|33.3%", "教育|33.3%", "民政|33.3%", "合计|100%"),
            _grid("类别|完成比例", "甲县|50%", "乙县|90%", "丙县|80%"),
        ),
    ),
    Check(
        code="mixed-money-in-column",
        title="表格同一列金额单位不一",
        family="consistency",
        level=Level.HINT,
        basis=practice(),
        why="同一列金额单位一致才好比较和相加，单位最好写在表头。",
        find=_mixed_money,
        examples=(
            Example(
                _grid("项目|金额", "道路|120万元", "桥梁|35万元", "照明|⟦8000元⟧"),
                _grid("项目|金额", "道路|120万元", "桥梁|35万元", "照明|0.8万元"),
            ),
        ),
        passes=(_grid("项目|金额", "道路|120万元", "桥梁|35万元"),),
    ),
)
