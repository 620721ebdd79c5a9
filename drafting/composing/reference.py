"""The page ``docs/kinds.md``: every shipped kind with its fields and its rules."""

from __future__ import annotations

from drafting.composing.declaring import read_shared
from drafting.composing.registry import kinds
from drafting.composing.schema import Field, Kind
from drafting.documents.model import Format

_HEAD = """\
# 文种和字段

本页由程序生成，不要手工修改。`wenmi kinds` 列出文种，`wenmi new 文种 -o 文件.yaml` 得到一份可以直接改的样例，`wenmi draft 文件.yaml` 拟稿。

字段文件的写法：

- 第一行写文种，如 `文种: 通知`；以后一行一个字段，字段名后是英文冒号加一个空格。
- 几段文字在冒号后写 `|`，从下一行起每行缩进两格，一行一段；“一、”“（一）”“1.”“（1）”开头的是各级标题。
- 以 `#` 开头的行是说明，不进文稿；说明要单独一行，不写在内容后面，内容里的“#3 楼”照样保留。
- 内容以英文引号、`[`、`{`、`*`、`&`、`!`、`@`、`%` 开头，或者含有英文冒号加空格的，用英文单引号括起来。
- 选填的内容正文又非有不可的，文稿中标出【待补：字段】，不会空着，也不会编造。
- 文件里的错误一次全部指出，每一处都说明在第几行、应当怎样写。
"""

PICTURED = (
    "order",
    "notice",
    "request",
    "letter",
    "executive-minutes",
    "speech",
    "work-summary",
    "measures",
    "bulletin",
    "agenda",
)
"""The kinds of which the page shows a picture, one of each family."""

_COMMON = """\
## 公用字段

许多文种都有的字段，写法相同，列在这里；各文种的表里只写“另有”哪些。
"""


def kinds_markdown() -> str:
    """Return the page: a list of the kinds, the fields that many share, then each kind with those of its own and its rules."""
    found = kinds()
    shared = {one.name: one for one in read_shared()}
    pieces = [_HEAD, *(f"- {family}：{_links(family)}" for family in dict.fromkeys(kind.family for kind in found)), "", _COMMON]
    pieces.append(table(_COLUMNS, [row for one in shared.values() for row in _rows(one)]))
    return "\n".join([*pieces, *(_kind(kind, shared) for kind in found)])


_COLUMNS = ("字段", "填写", "类型", "说明")


def _links(family: str) -> str:
    return "、".join(f"[{kind.name}](#{kind.name})" for kind in kinds() if kind.family == family) + "。"


def _kind(kind: Kind, shared: dict[str, Field]) -> str:
    facts = [f"标识 `{kind.id}`", f"类别：{kind.family}", f"版式：{'普通' if kind.format is Format.PLAIN else kind.format}"]
    facts += [f"行文方向：{kind.direction}"] if kind.direction else []
    facts += [f"也叫：{'、'.join(kind.aliases)}"] if kind.aliases else []
    alike = [one.name for one in kind.fields if one.name in shared and _rows(one) == _rows(shared[one.name])]
    rows = [row for one in kind.fields if one.name not in alike for row in _rows(one)]
    pieces = [f"## {kind.name}", kind.about, f"{'；'.join(facts)}。"]
    pieces += [f"![{kind.name}的第一页](images/kinds/{kind.id}.png)"] if kind.id in PICTURED else []
    pieces += [table(_COLUMNS, rows).rstrip()]
    pieces += [f"另有公用字段：{'、'.join(alike)}。"] if alike else []
    told = dict.fromkeys(f"{rule.what}。{rule.remedy}。" for rule in kind.rules if rule.what and rule.remedy)
    pieces += ["填写时检查：", "\n".join(f"- {sentence}" for sentence in told)] if told else []
    return "\n\n".join(pieces) + "\n"


def _rows(one: Field) -> list[tuple[str, ...]]:
    return [_row(one, ""), *(_row(item, f"{one.name} › ") for item in one.items)]


def _row(one: Field, before: str) -> tuple[str, ...]:
    said = one.help.rstrip("。")
    if one.choices:
        said = f"{said}{'；' if said else ''}选项：{'、'.join(one.choices)}"
    return f"{before}{one.name}", "必填" if one.required else "选填", one.type.chinese, said


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a table of Markdown; a bar in a cell is escaped."""
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    for row in rows:
        cells = [cell.replace("|", "\\|") for cell in row]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
