"""The examples of the checks as users read them: what ``examples.read`` takes as options said in words, a row of a table in one line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from drafting.documents.expressions import expression
from drafting.proofing.examples import ROLES, SETTINGS

_MARKED = expression(rf"({'|'.join(sorted((*ROLES, *SETTINGS, '页面', '留痕'), key=len, reverse=True))})(?:\[([^\]]*)\])?\|\s?")
_CELL = "单元格"
_LOOK = {
    "字体": "{}",
    "字号": "{}磅",
    "缩进": "首行缩进{}字",
    "左空": "左空{}字",
    "右空": "右空{}字",
    "行距": "行距{}磅",
    "空行": "上空{}行",
    "西文": "字母和数字用{}",
    "引号": "引号用{}",
    "编号": "自动编号“{}”",
    "颜色": "颜色{}",
}
_FLAGS = {
    "加粗": ("加粗", "不加粗"),
    "另页": ("另起一页", "不另起一页"),
    "双页": ("在双页", "在单页"),
    "主题": ("字体随主题", ""),
    "页码": ("有页码", "没有页码"),
    "单双页": ("单双页不同", ""),
}
_ALIGNED = {"左": "居左", "中": "居中", "右": "居右", "两端": "两端对齐"}
_COLORS = {"FF0000": "红色", "000000": "黑色"}
_KEPT = {"插入": "插入的修订{}处", "删除": "删除的修订{}处", "批注": "批注{}处", "隐藏": "隐藏的文字{}字", "对象": "嵌入的对象{}个"}
_MANY = 4  # equal lines
_LONG, _BEGIN, _END = 160, 60, 20  # characters


def readable(text: str) -> str:
    """Return an example for its readers, the marks ⟦ ⟧ left in: a line a paragraph or row of a table, invisible characters by name."""
    lines: list[str] = []
    row = ""
    for line in text.split("\n"):
        found = _MARKED.match(line)
        name, options, content = (found[1], found[2] or "", line[found.end() :]) if found else ("", "", line)
        if name == _CELL:
            here = options.partition(",")[0]
            if here == row:
                lines[-1] += f" ｜ {content}"
            else:
                lines.append(content)
            row = here
            continue
        row = ""
        lines.append(_line(name, options, content))
    return "\n".join(lines).replace("\u200b", "（零宽空格）")


def _line(name: str, options: str, content: str) -> str:
    if name in SETTINGS:
        return f"（{name}：{content}）"
    if name == "页面":
        return f"（页面：{'，'.join(_page(content))}）"
    if name == "留痕":
        return f"（文件里有：{'，'.join(_KEPT.get(key, key + '“{}”').format(value) for key, value in _pairs(content))}）"
    told = "，".join(_look(options))
    return f"（{told}）{content}" if told else content


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for pair in text.split():
        key, _, value = pair.partition("=")
        yield key, value


def _page(text: str) -> Iterator[str]:
    for key, value in _pairs(text):
        if key not in _FLAGS:
            yield f"{key}{value}毫米"
        elif told := _FLAGS[key][value != "1"]:
            yield told


def _look(options: str) -> Iterator[str]:
    for key, value in _pairs(options):
        if key in _FLAGS:
            told = _FLAGS[key][value != "1"]
        elif key == "对齐":
            told = _ALIGNED[value]
        elif key == "颜色":
            told = _COLORS.get(value, f"颜色{value}")
        elif key == "异体":
            told = "，".join(_stretch(item) for item in value.split(","))
        else:
            told = _LOOK[key].format(value)
        if told:
            yield told


def _stretch(text: str) -> str:
    """Return what ``起-止:字体:字号:颜色`` says; the characters are counted from 1 for a reader."""
    where, *rest = text.split(":")
    start, end = (int(number) for number in where.split("-"))
    font, size, color = [*rest, "", "", ""][:3]
    told = [font, f"{size}磅" if size else "", _COLORS.get(color, color)]
    return f"第{start + 1}至{end}字{''.join(told)}" if end > start + 1 else f"第{end}字{''.join(told)}"


def brief(text: str) -> list[str]:
    """Return the lines of ``readable``, long ones shortened, of many equal ones after another the first and how many there are."""
    lines: list[str] = []
    for line, equal in groupby(readable(text).split("\n")):
        count = sum(1 for _ in equal)
        lines += [shortened(line)] * count if count < _MANY else [shortened(line), f"（这样的共 {count} 段）"]
    return lines


def shortened(line: str) -> str:
    """Return ``line``; of a very long one the beginning and the end."""
    return line if len(line) <= _LONG else f"{line[:_BEGIN]}……{line[-_END:]}"
